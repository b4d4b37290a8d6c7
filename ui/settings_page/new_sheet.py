"""A new recovery sheet: the words to be written down, then typed back; until they are right the sheet made before stays good."""

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import ways_in
from leder_desktop.session import Desk
from ui.jobs import Progress
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.recovery_words import RecoveryWords, TypedWords
from ui.widgets.words import words

WRITE = "Write these words down by hand. When you have them on paper, go on: then they are typed back from it."
TYPE = "Type the words back from the paper. The sheet you had before stays good until they are right."


class NewSheet(Calm):
    """`exec()` is true when the new words are in use."""

    def __init__(self, theme: Theme, parent: QWidget | None, services: Services, desk: Desk) -> None:
        self.shown, self.typed = RecoveryWords(theme), TypedWords(theme, self._look)
        self.says = words(WRITE)
        super().__init__(
            theme, parent, "A new recovery sheet", self.says, self.shown, self.typed, verb="I have it on paper", leave="Leave it as it is"
        )
        self._services, self._desk, self._proving = services, desk, False
        self._code, _ = ways_in.new_sheet(desk)
        self.shown.show_code(self._code)
        self.typed.hide()
        self.fit_words()

    def _look(self) -> None:
        self.verb.setEnabled(bool(self.typed.text().strip()))

    def accept(self) -> None:
        """First from the words to the typing, then from the typing to the proof."""
        if self.typed.isHidden():
            self.shown.hide()
            self.shown.forget()
            self.says.setText(TYPE)
            self.typed.show()
            self.verb.say("Prove it")
            self._look()
            self.typed.typed.setFocus()
            self.fit_words()
            return
        typed, held, clock, code = self.typed.text(), self._desk.held, self._desk.clock, self._code
        self.verb.setEnabled(False)
        self._proving = True

        def work(_: Progress) -> ways_in.Slots:
            return ways_in.prove_sheet(held, code, typed, clock=clock)

        self._services.jobs.start(work, self._on_proved, self._on_refused)

    def _on_proved(self, slots: ways_in.Slots) -> None:
        try:
            ways_in.keep_sheet(self._desk, slots, self._code)
        except Refused as refusal:
            self._on_refused(refusal)
            return
        super().accept()

    def reject(self) -> None:
        """Not in the second in which it is proved: the sheet would be changed after it was left as it is."""
        if not self._proving:
            super().reject()

    def _on_refused(self, refusal: Refused) -> None:
        self._proving = False
        self._look()
        self.typed.problem(refusal.sentence)

    def forget(self) -> None:
        self.shown.forget()
        self.typed.typed.forget()
        self._code = ""
