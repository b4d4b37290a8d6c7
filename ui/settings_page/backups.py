"""Where backups go, making one now, when one was last proved, and which there are."""

from datetime import datetime
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import backup_forget, backup_place, store, ways_in
from leder_desktop.operations.backup_forget import Kept
from leder_desktop.operations.backup_parts import Made
from leder_desktop.session import Desk
from ui import choose_file
from ui.services import Services
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.day_and_time import day_and_time
from ui.widgets.fields import Field
from ui.widgets.flow import flow
from ui.widgets.layout import column, holder, row
from ui.widgets.notice import Problem, notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

SHOWN = 6
"""So many backups are listed one by one."""

NOT_IN_IT = (
    "Not in a backup: files you saved outside this program, and paper. An older backup opens with the passphrase and the recovery sheet of "
    "its day. Whoever has a backup and the sheet can read every case in it: keep them apart."
)


class Backups(Card):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme)
        self._desk, self._services, self._backups = desk, services, services.backups
        t = theme
        self.place = words("", "body")
        self.warning = notice(t, "")
        self.choose = button(t, "Choose a folder", "folder-open", says="Choose a folder for backups", on=self.choose_folder)
        self.stop = button(t, "Stop backing up by itself", kind="link", on=self.stop_by_itself)
        self.go_on = button(t, "Let backups go on", "check", on=self.let_go_on)
        waits = "This store was restored from a backup. Until you say so, nothing is written over newer backups."
        self.waits = notice(t, waits, "amber", "", self.go_on)
        self.sheet = AutosaveText(t, "Recovery words", lines=(3, 5), hint="From the paper, in order")
        self.sheet_field = Field(t, "Recovery words", self.sheet, help="Typed once. Each backup is then proved with nothing but them.")
        self.keep = button(t, "Keep them in this store", "key", on=self.keep_words)
        self.asked = holder(column(t, self.sheet_field, row(t, self.keep, None), gap=1))
        self.now = button(t, "Back up now", "save", kind="primary", on=self.back_up_now)
        self.progress = ProgressLine(t)
        self.problem = Problem(t)
        self.proved = notice(t, "", "green")
        self.never = words("No backup was made and proved yet.", "body", "soft")
        self.said = notice(t, "")
        self.listed = words("", "small", "soft")
        self.heading = words("Backups there, newest first", "strong")
        for name, part in (("choose", self.choose), ("stop", self.stop), ("go-on", self.go_on), ("now", self.now), ("keep", self.keep)):
            part.setObjectName(f"settings.backups.{name}")
        self.sheet.setObjectName("settings.backups.sheet")
        self.fill(
            "Backups", self.place, self.warning, self.waits, self.asked, flow(t, self.now, self.choose, self.stop), self.progress,
            self.problem, self.proved, self.never, self.said, self.heading, self.listed, words(NOT_IN_IT, "small", "soft"),
        )  # fmt: skip
        self.said.say("")
        self.progress.cancelled.connect(self._backups.stop)
        self.sheet.textChanged.connect(self._allow)
        self._backups.progressed.connect(self._on_progress)
        self._backups.made.connect(self._on_made)
        self._backups.refused.connect(self._on_refused)
        self._backups.stopped.connect(self._on_stopped)
        self.entered()

    def entered(self) -> None:
        desk, chosen = self._desk, backup_place.chosen(self._desk)
        there = chosen is not None and chosen.reachable
        proved = backup_place.last_proved(desk)
        self.asked.setVisible(desk.shelf.setting(store.RECOVERY_WORDS) is None)
        self.place.setText(
            f"They go to {chosen.path}, once a day and when you close the program." if chosen and there
            else f"They go to {chosen.path}, which is not there now. Plug in its disk." if chosen
            else "They go nowhere yet. Choose a folder, best on a memory stick or another disk."
        )  # fmt: skip
        self.choose.say("Choose another folder" if chosen else "Choose a folder", "Choose a folder for backups")
        self.warning.say("\n".join(backup_place.warnings(desk.folder, chosen.path)) if chosen and there else "")
        self.waits.setVisible(chosen is not None and chosen.waits)
        self.stop.setVisible(chosen is not None)
        self.proved.say(f"Restored and compared {day_and_time(proved)}, with the recovery words alone." if proved else "")
        self.never.setVisible(proved is None)
        self.listed.setText(self._kept(chosen.path) if chosen and there else "")
        for part in (self.heading, self.listed):
            part.setVisible(bool(self.listed.text()))
        if not self._backups.under_way:
            self.progress.end()
        self._allow()

    def _kept(self, place: Path) -> str:
        try:
            kept = backup_forget.kept(self._desk, place)
        except Refused as refusal:
            return refusal.sentence
        lines = [_line(one) for one in kept[:SHOWN]]
        return "\n".join(lines + ([f"and {len(kept) - SHOWN} older ones, back to {_day(kept[-1].made)}"] if len(kept) > SHOWN else []))

    def _allow(self) -> None:
        may = not self._backups.under_way
        place = backup_place.chosen(self._desk)
        self.now.setEnabled(may and place is not None and not self.asked.isVisibleTo(self))
        for one in (self.choose, self.stop, self.go_on):
            one.setEnabled(may)
        self.keep.setEnabled(bool(self.sheet.text().strip()))

    def choose_folder(self) -> None:
        self.take(choose_file.folder(self, "Choose a folder for backups"))

    def take(self, folder: Path | None) -> None:
        if folder is None:
            return
        self.problem.say("")
        try:
            backup_place.choose(self._desk, folder)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
        self.entered()

    def stop_by_itself(self) -> None:
        backup_place.stop(self._desk)
        self.entered()

    def let_go_on(self) -> None:
        backup_place.go_on(self._desk)
        self.entered()

    def keep_words(self) -> None:
        try:
            ways_in.prove_kept_words(self._desk, self.sheet.text())
        except Refused as refusal:
            self.sheet_field.problem(refusal.sentence)
            return
        self.sheet.forget()
        self.entered()

    def back_up_now(self) -> None:
        place = backup_place.chosen(self._desk)
        if place is None:
            return
        self.problem.say("")
        self.said.say("")
        self.progress.begin("Copying what is new")
        self._backups.begin(place.path)
        self._allow()

    def _on_progress(self, done: int, of: int, what: str) -> None:
        if self.progress.isHidden():
            self.progress.begin(what)
            self._allow()
        self.progress.step(done, of, what)

    def _on_made(self, made: Made) -> None:
        self.said.say("\n".join(made.warnings))
        self.entered()

    def _on_refused(self, refusal: Refused) -> None:
        self.problem.say(refusal.sentence)
        self.entered()

    def _on_stopped(self) -> None:
        self.problem.say("Stopped. Older backups are as they were.")
        self.entered()


def _line(one: Kept) -> str:
    cases = f"{one.cases} case{'' if one.cases == 1 else 's'}"
    before = ", under a key of before" if one.former else ""
    return f"{day_and_time(one.made)}: {cases}, {one.bytes / 1_000_000:.1f} MB{before}"


def _day(at: datetime) -> str:
    return day_and_time(at).partition(" at ")[0]
