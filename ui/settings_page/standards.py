"""Corrected question sets, scales, lists, texts and policy, taken in from signed files."""

from pathlib import Path

from PySide6.QtCore import Signal

from leder_desktop.errors import Refused
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.dates import words as date_words
from leder_desktop.operations import corrections, standards
from leder_desktop.operations.standards import Listed
from leder_desktop.session import Desk
from ui import choose_file
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import button
from ui.widgets.flow import flow
from ui.widgets.layout import into_sight
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words

SAY = (
    "Somebody with the official form can correct a question, a scale or a list without a new program. Each file comes with its "
    "signature (.p7s). Reviews begun from then on use it; those already begun stay as they are."
)


ANOTHER = (
    "Take it in only when you know that this person signs corrections now: because a certificate was renewed, or the work was handed on. "
    "From then on only theirs are taken in. It stands in the record of this laptop."
)


class CorrectedStandards(Card):
    taken = Signal()
    """Corrections were taken in: what else shows standards reads them again."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.listed = words("", "body", "soft")
        self.problem = Problem(theme)
        self.said = notice(theme, "", "green")
        self.said.say("")
        self.choose = button(theme, "Take in corrections", "file-plus", says="Choose corrected files to take in", on=self.ask)
        self.choose.setObjectName("settings.standards")
        self.fill("Questions, scales and texts", words(SAY, "body", "soft"), self.listed, flow(theme, self.choose), self.problem, self.said)

    def entered(self) -> None:
        found = standards.listed(self._desk)
        lines = [
            f"{one.title}, version {one.version}: signed by {one.signed_by}, taken in {date_words(from_edtf(one.at[:10]))}"
            for one in found
            if one.signed_by
        ]
        ours = len(found) - len(lines)
        self.listed.setText("\n".join([*lines, f"{ours} files as they came with the program."]))

    def ask(self) -> None:
        """Which files."""
        self.choose.setFocus()
        into_sight(self)
        self.take(choose_file.open_several(self, "Choose corrected files", "Corrections (*.toml);;All files (*)"))

    def _taken(self, paths: list[Path]) -> tuple[Listed, ...]:
        try:
            return corrections.take_in(self._desk, paths)
        except Refused as refusal:
            if "another" not in refusal.more or not confirm(
                self.theme, self, "Has whoever signs corrections changed?", f"{refusal.sentence} {ANOTHER}", "Take it in", "Leave it"
            ):
                raise
        return corrections.take_in(self._desk, paths, another_signer=True)

    def take(self, paths: list[Path]) -> None:
        """Also what the person chose among several: all are taken in, or none."""
        if not paths:
            return
        try:
            taken = self._taken(paths)
        except Refused as refusal:
            self.said.say("")
            self.problem.say(refusal.sentence)
            into_sight(self.problem)
            return
        self.problem.say("")
        self.said.say(f"Taken in: {', '.join(f'{one.title} {one.version}' for one in taken)}. New reviews use it from now on.")
        self.entered()
        self.taken.emit()
        into_sight(self.said)
