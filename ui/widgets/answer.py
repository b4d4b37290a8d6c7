"""AnswerEditor: one question, its answer, and the ways of having none. It knows the question as data, and no case.

What was answered and why there is no answer are two groups of choices, never one list: "not known" is not a value (domain reference 2.0).
"""

import re
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.asked_before import Before
from leder_desktop.model.questions import Question, Value
from leder_desktop.operations.field_words import moment
from ui.style import Theme
from ui.widgets.answer_choices import Statuses, Ticks
from ui.widgets.answer_row import understood
from ui.widgets.answer_rows import AnswerRows
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Line
from ui.widgets.layout import column, into_sight, row
from ui.widgets.notice import Problem
from ui.widgets.scale_choice import ScaleChoice, steps
from ui.widgets.tick import Picks
from ui.widgets.words import Words, words

MOST_ROWS = 6
"""More values than this are a drop-down instead of rows."""
LOOK = "Look whether it is still the answer."
ANEW = "It is kept as it was given; answer again in the words of today."
RECALL = "These words are remembered, not read in the national form."
INFERENCE = "These words are ours."
_REFERENCE = re.compile(r"^Domain reference [^:;]*[:;]?")


def whence(asked: Question) -> str:
    """Where a question comes from, and how far its wording can be relied on; without the number of a document nobody has at hand."""
    doubt = {"recall": RECALL, "inference": INFERENCE}.get(asked.confidence, "")
    source = _REFERENCE.sub("", asked.provenance).strip().rstrip(".")
    return f"{source[:1].upper()}{source[1:]}. {doubt}".strip() if source else doubt


def made(asked: Question, answer: Answer | None, was: Before | None) -> str:
    """Who answered and when; and to which words, where those are not the ones on the page."""
    if answer is None or (answer.status == "not-asked" and not answer.by):
        return ""
    said = [f"{answer.by}, {moment(answer.at)}"] if answer.by and answer.at else []
    if was is not None:
        said.append(_to_other_words(was))
    elif answer.set_version and answer.set_version != asked.set_version and not answer.edition:
        said.append(f"answered under version {answer.set_version} of these questions and kept as it was given{_not_offered(asked, answer)}")
    return "; ".join(said).replace("answered", "Answered", not answer.by)


def _to_other_words(was: Before) -> str:
    if was.fits and was.now is not None and was.now.text == was.was.text:
        return f"answered when there were other answers to choose from. {LOOK}"
    asked = f"answered when this was asked: “{was.was.text}”"
    return f"{asked} {LOOK}" if was.fits else f"{asked} The answer was: {was.said.replace(chr(10), '; ')}. {ANEW}"


def _not_offered(asked: Question, answer: Answer) -> str:
    """What cannot be shown on the choices of today."""
    codes = [term.code for term in asked.values]
    if not codes or answer.value is None:
        return ""
    chosen = answer.value if isinstance(answer.value, tuple) else (answer.value,)
    gone = [str(one) for one in chosen if one not in codes and not isinstance(one, Row)]
    return f"; no longer offered: {', '.join(gone)}" if gone else ""


class AnswerEditor(QWidget):
    """`answered(ref, value)` and `left_open(ref, status)` when a person decides; words at length, and rows, go to `write` while typed.

    `said(ref, words)`: a date or a number in words, for its owner to understand. `sealed()` when writing at length has paused. `foot` is
    the last line, for what an owner adds.
    """

    answered = Signal(str, object)
    left_open = Signal(str, str)
    said = Signal(str, str)
    sealed = Signal()

    def __init__(self, theme: Theme, asked: Question, write: Callable[[str | tuple[Row, ...]], object]) -> None:
        super().__init__()
        self.asked = asked
        self.label: Words = words(asked.text, "strong")
        self.help: Words = words(asked.help, "small", "soft")
        if not asked.help:
            self.help.hide()
        self.editor = self._make(theme, write)
        self.editor.setObjectName(asked.ref)
        self.label.setBuddy(self.editor)
        if asked.help:
            self.editor.setAccessibleDescription(asked.help)
        self.none = Statuses(theme, asked.text, ("not-asked", *asked.statuses))
        self.none.chosen.connect(self._on_status)
        self.problem = Problem(theme)
        self.must: Words = words("Needed", "small-strong", "soft", wrap=False)
        if asked.requirement != "must":
            self.must.hide()
        top: QBoxLayout = row(theme, self.label, self.must, gap=1, top=True)
        top.setStretch(0, 1)
        no_answer = row(theme, words("No answer:", "small", "soft", wrap=False), self.none, gap=1.5)
        no_answer.setStretch(1, 1)
        self.made: Words = words("", "small", "soft")
        self.made.hide()
        self.whence: Words = words(whence(asked), "small", "soft")
        self.foot: QBoxLayout = row(theme, self.whence, gap=1, top=True)
        self.foot.setStretch(0, 1)
        parts = (top, self.help, self.editor, self.problem, no_answer, self.made, self.foot)
        self.setLayout(column(theme, *parts, gap=0.5))
        self.setFocusProxy(self.editor)
        self.setAccessibleName(asked.text)

    def _make(self, theme: Theme, write: Callable[[str | tuple[Row, ...]], object]) -> QWidget:
        asked, name = self.asked, self.asked.text
        options = tuple((term.code, term.label) for term in asked.values)
        if asked.type == "long-text":
            text = AutosaveText(theme, name, lines=(3, 0), save=lambda content, _: write(content))
            text.told.connect(self.tell)
            text.typed.connect(self._on_words)
            text.sealed.connect(self.sealed)
            theme.fits(text, lambda: text.setMaximumWidth(theme.ch(76) + theme.sp(3)))
            return text
        if asked.type == "list":
            return self._make_rows(theme, write)
        if asked.type == "date":
            date = DateField(theme, name, understood, hint="about March 2019")
            date.finished.connect(self._on_said)
            return date
        if asked.type in ("text", "int"):
            line = Line(theme, name, ch=8 if asked.type == "int" else 60)
            line.finished.connect(self._on_said)
            return line
        if asked.type == "multi":
            ticks = Ticks(theme, name, options, asked.alone)
            ticks.changed.connect(self._on_many)
            return ticks
        if asked.graded is not None:
            scaled = ScaleChoice(theme, name, steps(asked.graded))
            scaled.chosen.connect(self._on_code)
            return scaled
        if len(options) > MOST_ROWS:
            choice = Choice(theme, name, options)
            choice.chose.connect(self._on_code)
            theme.fits(choice, lambda: choice.setMaximumWidth(theme.ch(56)))
            return choice
        picked = Picks(theme, name, options, across=len(options) <= 2)
        picked.chosen.connect(self._on_code)
        return picked

    def _make_rows(self, theme: Theme, write: Callable[[str | tuple[Row, ...]], object]) -> AnswerRows:
        def keep(given: tuple[Row, ...]) -> None:
            write(given)
            self.tell("")
            self._show_must(bool(given))
            self.none.choose("answered" if given else "not-asked")

        listed = AnswerRows(theme, self.asked.ref, self.asked.text, self.asked.fields, keep)
        listed.decided.connect(self._on_many)
        listed.sealed.connect(self.sealed)
        listed.told.connect(self.tell)
        return listed

    def show_answer(self, answer: Answer | None, was: Before | None = None) -> None:
        """What is stored; somebody who is typing here is not disturbed. An answer to other words (`was`) is chosen only where it says
        the same in those of today, and told beside them otherwise."""
        given = answer if answer is not None and answer.status == "answered" else None
        value: Value = given.value if given is not None and given.value is not None and (was is None or was.fits) else ""
        self.none.choose("answered" if given is not None else answer.status if answer is not None else "not-asked")
        self._show_must(given is not None)
        told = made(self.asked, answer, was)
        self.made.setText(told)
        if self.made.isHidden() == bool(told):
            self.made.setVisible(bool(told))
        editor = self.editor
        if isinstance(editor, Ticks):
            editor.choose(tuple(one for one in value if isinstance(one, str)) if isinstance(value, tuple) else ())
        elif isinstance(editor, AnswerRows):
            editor.show_rows(tuple(one for one in value if isinstance(one, Row)) if isinstance(value, tuple) else ())
        elif isinstance(editor, Picks | ScaleChoice | Choice):
            editor.choose(str(value))
        elif isinstance(editor, AutosaveText):
            editor.show_text(str(value))
        elif self.problem.sentence():
            return  # what was typed and could not be taken stays until somebody mends it
        elif isinstance(editor, DateField):
            editor.show_words(dates.words(dates.from_edtf(str(value))) if value else "")
        elif isinstance(editor, Line):
            editor.show_words(str(value))

    def allow(self, writable: bool) -> None:
        """Whether the answer may be changed now; words can be read and copied either way."""
        if isinstance(self.editor, AutosaveText):
            self.editor.setReadOnly(not writable)
        elif isinstance(self.editor, AnswerRows):
            self.editor.allow(writable)
        else:
            self.editor.setEnabled(writable)
        self.none.setEnabled(writable)

    def tell(self, sentence: str) -> None:
        """What is wrong with what was typed, and what to do; "" when nothing is."""
        self.problem.say(sentence)
        self.editor.setAccessibleDescription(sentence or self.asked.help)

    def half_typed(self) -> dict[str, str]:
        """Words that were not taken as an answer yet, by the object name of where they stand."""
        if isinstance(self.editor, AnswerRows):
            return self.editor.half_typed()
        line = self.editor.line if isinstance(self.editor, DateField) else self.editor
        return {self.asked.ref: line.text()} if isinstance(line, Line) and self.problem.sentence() else {}

    def type_again(self, name: str, content: str) -> None:
        """Put half-typed words back as they stood."""
        if isinstance(self.editor, AnswerRows):
            self.editor.type_again(name, content)
            return
        line = self.editor.line if isinstance(self.editor, DateField) else self.editor
        if isinstance(line, Line) and line.text() != content:
            line.setText(content)
            line.seal()

    def _show_must(self, answered: bool) -> None:
        """That an answer is needed is said only while there is none."""
        needed = self.asked.requirement == "must" and not answered
        if self.must.isHidden() == needed:
            self.must.setVisible(needed)

    def _on_words(self, content: str, _: int) -> None:
        self.tell("")
        self._show_must(bool(content.strip()))
        self.none.choose("answered" if content.strip() else "not-asked")

    def _on_code(self, code: str) -> None:
        self.answered.emit(self.asked.ref, code)

    def _on_status(self, status: str) -> None:
        self.left_open.emit(self.asked.ref, status)

    def _on_many(self, chosen: tuple[str, ...] | tuple[Row, ...]) -> None:
        """Codes, or rows. None of them is no answer, which is nothing new while there was none."""
        if chosen:
            self.answered.emit(self.asked.ref, chosen)
        elif not self.none.at():
            self.left_open.emit(self.asked.ref, "not-asked")

    def _on_said(self, content: str) -> None:
        if content.strip():
            self.said.emit(self.asked.ref, content.strip())
        else:
            self.left_open.emit(self.asked.ref, "not-asked")


def keeping(editor: AnswerEditor, keep: Callable[[], object]) -> bool:
    """Run `keep`; a refusal is told under the question, in its sentence. Whether it was kept."""
    try:
        keep()
    except Refused as refusal:
        editor.tell(refusal.sentence)
        into_sight(editor.problem)
        return False
    editor.tell("")
    return True
