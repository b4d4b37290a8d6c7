"""Corrected question sets, scales, lists, texts and policy, taken in from signed files."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

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
from ui.widgets.buttons import Button, button
from ui.widgets.flow import flow
from ui.widgets.layout import clear, column, holder, into_sight, row
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words

Done = TypeVar("Done")

SAY = (
    "Somebody with the official form can correct a question, a scale or a list without a new program. Each file comes with its "
    "signature (.p7s). Reviews begun from then on use it; those already begun stay as they are."
)
AS_IT_CAME = "Put back as it came with the program"
BACK = (
    "Reviews begun from then on use the program’s own words again. Those begun with the correction keep it until they are carried over. It "
    "stands in the record of this laptop."
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
        self._files = column(theme, gap=0.5)
        self.backs: dict[str, Button] = {}
        """What puts each corrected file back, by its name."""
        self.listed = words("", "body", "soft")
        self.problem = Problem(theme)
        self.said = notice(theme, "", "green")
        self.said.say("")
        self.choose = button(theme, "Take in corrections", "file-plus", says="Choose corrected files to take in", on=self.ask)
        self.choose.setObjectName("settings.standards")
        files = (holder(self._files), self.listed, flow(theme, self.choose))
        self.fill("Questions, scales and texts", words(SAY, "body", "soft"), *files, self.problem, self.said)

    def entered(self) -> None:
        found = standards.listed(self._desk)
        taken = [one for one in found if one.signed_by]
        clear(self._files)
        self.backs = {one.name: self._back(one) for one in taken}
        for one in taken:
            when = date_words(from_edtf(one.at[:10]))
            said = words(f"{one.title}, version {one.version}: signed by {one.signer}, taken in {when}", "body")
            self._files.addWidget(holder(column(self.theme, said, row(self.theme, self.backs[one.name], None), gap=0)))
        self.listed.setText(f"{len(found) - len(taken)} files as they came with the program.")

    def _back(self, one: Listed) -> Button:
        says = f"{AS_IT_CAME}: {one.title}"
        made = button(self.theme, AS_IT_CAME, "undo-2", kind="link", says=says, on=lambda: self.put_back(one))
        made.setObjectName(f"settings.put_back.{one.name}")
        return made

    def put_back(self, one: Listed) -> None:
        """When the person says so, the program's own file holds again."""
        if not confirm(self.theme, self, f"Put back “{one.title}”?", BACK, "Put it back", "Leave it as it is"):
            return
        self._tell(lambda: corrections.put_back(self._desk, one.name), lambda _: f"As it came with the program: {one.title}.")
        self.choose.setFocus()

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
        self._tell(
            lambda: self._taken(paths),
            lambda taken: f"Taken in: {', '.join(f'{one.title} {one.version}' for one in taken)}. New reviews use it from now on.",
        )

    def _tell(self, do: Callable[[], Done], said: Callable[[Done], str]) -> None:
        try:
            done = do()
        except Refused as refusal:
            self.said.say("")
            self.problem.say(refusal.sentence)
            into_sight(self.problem)
            return
        self.problem.say("")
        self.said.say(said(done))
        self.entered()
        self.taken.emit()
        into_sight(self.said)
