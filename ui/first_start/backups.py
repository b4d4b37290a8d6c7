"""The step in which one says where backups go, or that it can wait."""

from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_place
from leder_desktop.session import Desk
from ui import choose_file
from ui.first_start.steps import Step
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words

WHY = (
    "A laptop can be lost or break. Once a day, and when you close the program, everything is copied, encrypted, to a folder you choose, "
    "and each copy is proved: it is restored with nothing but the words of your recovery sheet, and compared."
)
WHERE = "Best is a memory stick or a disk that you keep apart from the laptop, and from the sheet."


class WhereBackupsGo(Step):
    title = "Where backups go"
    verb = "Later"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.desk: Desk | None = None
        self.choose = button(theme, "Choose a folder", "folder-open", says="Choose a folder for backups", on=self._choose)
        self.choose.setObjectName("first_start.backups")
        self.problem = Problem(theme)
        self.place = words("No folder yet. You can choose one at any time, in Settings.", "body", "soft")
        self.warning = notice(theme, "")
        self.warning.say("")
        self.setLayout(
            column(
                theme, words(WHY, "body", "soft"), words(WHERE, "body", "soft"), row(theme, self.choose, None), self.place, self.warning,
                self.problem, gap=1.5,
            )
        )  # fmt: skip
        self.first = self.choose

    def _choose(self) -> None:
        self.take(choose_file.folder(self, "Choose a folder for backups"))

    def take(self, folder: Path | None) -> None:
        """Backups go there; refused in a sentence, then the place chosen before stays."""
        if self.desk is None or folder is None:
            return
        try:
            backup_place.choose(self.desk, folder)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self.verb = "Go on"
        self.place.setText(f"Backups go to {folder}.")
        self.warning.say("\n".join(backup_place.warnings(self.desk.folder, folder)))
        self.changed.emit()
