"""What a lock keeps of a screen besides the field and the caret: the words in forms that nobody pressed "Keep" on yet.

They go into the case file (or, for a page without a case, into the shelf), never into argv, a log or a file of their own. Passphrases
and PINs are never kept, and neither is a text that hands itself on while it is typed: that one is stored already.
"""

from collections.abc import Iterator, Mapping
from typing import cast

from PySide6.QtCore import QMetaMethod, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QTextEdit, QWidget

from ui.screen import Place, Screen
from ui.widgets.asking import Calm
from ui.widgets.autosave_text import AutosaveText

HALF_TYPED, ELSEWHERE = "half_typed", "elsewhere"
OVER = "over"
"""Title -> words of the question that stood over the window."""
Words = dict[str, str]
Elsewhere = dict[str, dict[str, object]]
"""Section -> what `whole_place` says of it."""


def _fields(screen: QWidget) -> Iterator[tuple[str, QWidget]]:
    """The editors with a name of their own, or their owner's (a date field names itself, and its line is inside)."""
    taken: set[str] = set()
    for editor in screen.findChildren(QWidget):
        if not isinstance(editor, QLineEdit | QTextEdit | QComboBox) or (
            isinstance(editor, QLineEdit) and isinstance(editor.parent(), QComboBox)
        ):
            continue
        named: QWidget | None = editor
        while named is not None and named is not screen and (not named.objectName() or named.objectName().startswith("qt_")):
            named = named.parentWidget()
        if named is None or named is screen or named.objectName() in taken:
            continue
        taken.add(named.objectName())
        yield named.objectName(), editor


def half_typed(screen: QWidget) -> Words:
    """Object name -> words, for every field that is not a secret and does not store itself."""
    found: Words = {}
    for name, editor in _fields(screen):
        if isinstance(editor, QLineEdit):
            if editor.echoMode() == QLineEdit.EchoMode.Normal and not editor.isReadOnly():
                found[name] = editor.text()
        elif isinstance(editor, AutosaveText):
            stores_itself = editor.isSignalConnected(QMetaMethod.fromSignal(editor.typed))
            if not editor.isReadOnly() and (editor.held() or not stores_itself):
                found[name] = editor.text()
        elif isinstance(editor, QComboBox):
            key = editor.currentData()
            found[name] = key if isinstance(key, str) else ""
    for button in screen.findChildren(QAbstractButton):
        if button.isCheckable() and button.objectName():
            found[button.objectName()] = "on" if button.isChecked() else ""
    return found


def put_back(screen: QWidget, kept: Words) -> None:
    """The words as they stood; a field that shows them already, or is not there any more, is left alone."""
    for name, editor in _fields(screen):
        if name not in kept:
            continue
        said = kept[name]
        if isinstance(editor, QLineEdit) and editor.text() != said:
            editor.setText(said)
        elif isinstance(editor, AutosaveText) and editor.text() != said:
            editor.setPlainText(said)
        elif isinstance(editor, QComboBox) and (editor.currentData() or "") != said:
            editor.setCurrentIndex(editor.findData(said))
    for button in screen.findChildren(QAbstractButton):
        if button.objectName() in kept and button.isCheckable() and button.isChecked() != bool(kept[button.objectName()]):
            button.setChecked(bool(kept[button.objectName()]))


def whole_place(place: Place, half: Words) -> dict[str, object]:
    """What is written at a lock."""
    return {**place, HALF_TYPED: half}


def restore(screen: Screen, kept: dict[str, object]) -> None:
    """Words first, because a caret can only stand in words that are there; then field, caret and scroll."""
    half = cast("object", kept.get(HALF_TYPED))
    if isinstance(half, dict):
        words = {str(name): str(said) for name, said in cast("dict[object, object]", half).items()}
        screen.expect(words)
        put_back(screen, words)
    screen.restore({name: value for name, value in kept.items() if isinstance(value, str | int)})
    field, caret = kept.get("field"), kept.get("caret")
    found = screen.findChild(QWidget, str(field)) if field else None
    if found is not None and isinstance(caret, int):
        line = found if isinstance(found, QLineEdit) else found.findChild(QLineEdit)
        if line is not None:
            line.setFocus(Qt.FocusReason.OtherFocusReason)
            line.deselect()
            line.setCursorPosition(caret)


def elsewhere(built: Mapping[str, Screen], in_sight: Screen, waiting: Elsewhere) -> Elsewhere:
    """What is half-typed in the sections that were left, and what still waits to be put back into those not entered since."""
    return {**waiting, **{key: whole_place(screen.place(), half_typed(screen)) for key, screen in built.items() if screen is not in_sight}}


def over() -> dict[str, Words]:
    """What is half-typed in the questions that stand over the window, by their titles."""
    asked = [window for window in QApplication.topLevelWidgets() if isinstance(window, Calm) and window.unanswered]
    return {window.accessibleName(): words for window in asked if any((words := half_typed(window)).values())}


def read_over(kept: Mapping[str, object]) -> dict[str, Words]:
    found = kept.get(OVER)
    return cast("dict[str, Words]", found) if isinstance(found, dict) else {}


def read_words(kept: Mapping[str, object], name: str) -> Words:
    """Words by name, as they were kept under `name`; none where nothing fits."""
    found = kept.get(name)
    words = cast("dict[object, object]", found) if isinstance(found, dict) else {}
    return {key: said for key, said in words.items() if isinstance(key, str) and isinstance(said, str)}


def read_elsewhere(kept: Mapping[str, object]) -> Elsewhere:
    found = kept.get(ELSEWHERE)
    return cast("Elsewhere", found) if isinstance(found, dict) else {}
