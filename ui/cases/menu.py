"""What may be done to the open case as a whole: close it as not reviewed, reopen it, erase it. Each says what it does before it does it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from leder_desktop.model.case import State
from leder_desktop.model.vocabularies import Vocabulary
from leder_desktop.operations import cases, snapshot, twins
from leder_desktop.session import Session
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.asking import Calm, ask_words, tell
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.fields import Field, Line
from ui.widgets.layout import card
from ui.widgets.tick import picks
from ui.widgets.words import words

OTHER = "other"


class CloseCase(Calm):
    """Why this case is closed without a review. "Other" asks for words."""

    def __init__(self, theme: Theme, parent: QWidget | None, reasons: Vocabulary) -> None:
        options = tuple((term.code, term.label) for term in reasons.terms if term.code != "opt-out")
        self.why = picks(theme, "Why", options)
        self.words = AutosaveText(theme, "The reason in words", lines=(2, 5))
        self.words.setObjectName("close.words")
        self.words_field = Field(theme, "The reason in words", self.words)
        say = (
            "Everything is kept, and the case can be reopened with a reason. If the person opted out, record that at the "
            "opt-out check instead."
        )
        super().__init__(
            theme, parent, "Close as not reviewed", words(say, "body", "soft"), Field(theme, "Why", self.why), self.words_field,
            verb="Close this case", leave="Leave it open",
        )  # fmt: skip
        self.why.chosen.connect(lambda: self._allow())
        self.words.textChanged.connect(self._allow)
        self._allow()
        self.fit_words()

    def reason(self) -> str:
        return self.words.text().strip() if self.why.at() == OTHER else self.why.at()

    def _allow(self) -> None:
        self.words_field.setVisible(self.why.at() == OTHER)
        self.verb.setEnabled(bool(self.reason()))


class EraseCase(Calm):
    """The reference is typed, because a click is too little for something that cannot be taken back."""

    def __init__(self, theme: Theme, parent: QWidget | None, reference: str) -> None:
        self._reference = reference
        self.typed = Line(theme, f"Type {reference} to confirm", ch=40)
        self.why = Line(theme, "Why it is erased", ch=60)
        self.why.setObjectName("erase-case.why")
        say = (
            "The case's key is destroyed and its folder removed, with every note and record in it. Nobody can bring it back. "
            "A line stays that says when, by whom and why."
        )
        super().__init__(
            theme, parent, "Erase this case for ever", words(say), Field(theme, "Why", self.why,
            help="The reason is kept; the case is not."),
            Field(theme, f"Type {reference} to confirm", self.typed), verb="Erase this case", leave="Leave it as it is",
        )  # fmt: skip
        self.verb.setDefault(False)
        for line in (self.typed, self.why):
            line.textChanged.connect(self._allow)
        self._allow()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_words()

    def _allow(self) -> None:
        self.verb.setEnabled(self.typed.text().strip() == self._reference and bool(self.why.text().strip()))


def close_or_reopen(theme: Theme, parent: QWidget | None, case: OpenCase) -> None:
    """Close an open case, or reopen a closed one; each with its reason. Raises Refused."""
    if snapshot.case(case.session).state == State.CLOSED:
        why = ask_words(theme, parent, "Reopen this case", "It was closed as not reviewed.", "Why it is reopened", "Reopen")
        if why is not None:
            case.do(cases.reopen, why)
        return
    box = CloseCase(theme, parent, case.session.standards.vocabulary("closed-why"))
    closed = box.exec() == QDialog.DialogCode.Accepted
    reason = box.reason()
    box.deleteLater()
    if closed:
        case.do(cases.close, reason)


def ask_erase(theme: Theme, parent: QWidget | None, reference: str) -> str | None:
    """The reason, once the reference was typed; None when it was left."""
    box = EraseCase(theme, parent, reference)
    erased = box.exec() == QDialog.DialogCode.Accepted
    why = box.why.text().strip()
    box.deleteLater()
    return why if erased else None


def show_certificate(theme: Theme, parent: QWidget | None, certificate: dict[str, Any]) -> None:
    """What was erased, how, and what that cannot reach."""
    lines = [
        words(f"Case {certificate['reference']}", "strong"),
        words(
            f"Erased {certificate['erased_at'][:16].replace('T', ', ')} by {certificate['by']}. Records erased: "
            f"{certificate['records_erased']}."
        ),
        words(f"Why: {certificate['why']}"),
        words(str(certificate["method"])),
    ]
    beyond = [words(f"· {reach}", "body", "soft") for reach in certificate["cannot_reach"]]
    sheet = card(theme, *lines, words("This cannot reach", "strong"), *beyond, gap=0.75)
    box = Calm(theme, parent, "Certificate of erasure", sheet, verb="Close")
    box.fit_words()
    box.exec()
    box.deleteLater()


def tell_twins(theme: Theme, parent: QWidget | None, session: Session) -> None:
    """Say that another case here may be about the same person; say nothing when there is none."""
    others = twins.of(session)
    if others:
        also = ", ".join(row.reference for row in others)
        said = (
            f"Another case here has the same NHS number, or the same name and day of death: {also}. Compare them, and close "
            f"one as a duplicate."
        )
        tell(theme, parent, "Perhaps the same person", said)
