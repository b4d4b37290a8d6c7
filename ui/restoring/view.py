"""Restoring from a backup: which one, what opens it, where to; then what came out of it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import backup_source, laptop, restore, restore_place
from leder_desktop.operations.backup_found import Found
from leder_desktop.operations.restore import Restored
from ui import choose_file
from ui.jobs import Job, Progress
from ui.restoring.result import left_out, restored, warnings
from ui.restoring.which import WhichBackup
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Passphrase
from ui.widgets.layout import card, column, holder, row, scrolled
from ui.widgets.notice import Problem, notice
from ui.widgets.progress import ProgressLine
from ui.widgets.tick import picks
from ui.widgets.typed_words import choose_word
from ui.widgets.words import words

SAFE = "The backup stays as it is. Its cases are copied into a new folder on this laptop, and every file is checked on the way."
WORDS, PASSPHRASE = "words", "passphrase"
WAYS = ((WORDS, "The words of the recovery sheet"), (PASSPHRASE, "The passphrase of the day it was made"))
CUT_OFF = "A restore into this folder was cut off. Begin it again: nothing is lost, the backup is as it was."


class Restoring(Screen):
    def __init__(
        self, theme: Theme, services: Services, to: Path, *, beside: Path, done: Callable[[Path, str], object], back: Callable[[], object]
    ) -> None:  # fmt: skip
        """`to`: the folder that is offered; `beside`: the store of this laptop, whose erased cases do not come back, if there is one.

        `done(folder, words)` is called with the recovery words when these opened it, with "" otherwise; `back()` when it was left.
        """
        super().__init__(theme, services)
        self._to, self._beside, self._done, self._back = to, beside, done, back
        self._job: Job | None = None
        self._said_by = ""
        self.over: Callable[[], object] | None = None
        """Called in place of showing the result, where nobody sits there any more."""
        t = theme
        self.which = WhichBackup(t)
        self.way = picks(t, "What opens it", WAYS, WORDS)
        self.code = AutosaveText(t, "Recovery words", lines=(3, 5), hint="The fourteen words, in order")
        self.code.setObjectName("restoring.words")
        self.code_field = Field(
            t, "Recovery words", self.code, help="Capital letters do not matter; the first four letters of a word are enough."
        )
        self.passphrase = Passphrase(t, "Passphrase")
        self.passphrase.setObjectName("restoring.passphrase")
        self.passphrase_field = Field(t, "Passphrase", self.passphrase)
        self.where_to = words("", "body", "soft")
        self.another = button(t, "Another folder", kind="link", says="Choose another folder to restore into", on=self.choose_folder)
        self.another.setObjectName("restoring.to")
        self.lies, self.place_problem = notice(t, ""), Problem(t)
        where = row(t, self.where_to, self.another)
        where.setStretch(0, 1)
        self.cut_off = notice(t, CUT_OFF, "wash")
        self._form = holder(
            column(
                t, self.cut_off, self.which, Field(t, "What opens it", self.way), self.code_field, self.passphrase_field, where,
                self.lies, self.place_problem, gap=2,
            )
        )  # fmt: skip
        self.problem, self.progress = Problem(t), ProgressLine(t)
        self.begin = button(t, "Restore", "download", kind="primary", on=self.restore_now)
        self.begin.setObjectName("restoring.begin")
        self.back = button(t, "Back", "chevron-left", kind="link", says="Back, without restoring", on=self.go_back)
        self._asked = holder(
            column(t, words("Restore from a backup", "h1"), words(SAFE, "body", "soft"), self._form, self.problem, self.progress,
                   row(t, self.begin, None, self.back), gap=2)
        )  # fmt: skip
        self.good, self.left_out, self.told = notice(t, "", "green"), notice(t, ""), notice(t, "")
        self.next = words("", "body", "soft")
        self.go_on = button(t, "Go on", "arrow-right", kind="primary", on=self._go_on)
        self.go_on.setObjectName("restoring.go_on")
        self._result = holder(
            column(t, words("Restored", "h1"), self.good, self.left_out, self.told, self.next, row(t, self.go_on, None), gap=2)
        )
        self._result.hide()
        sheet = card(t, self._asked, self._result, gap=0, pad=4)
        theme.fits(sheet, lambda: sheet.setFixedWidth(min(t.px(640), 1180)))
        whole = holder(column(t, None, row(t, None, sheet, None), None, margins=3))
        self._sight = scrolled(whole, "Restore from a backup")
        self.setLayout(column(t, self._sight, gap=0))
        self.which.changed.connect(self._allow)
        self.way.chosen.connect(self._turn_way)
        self.code.textChanged.connect(self._allow)
        self.passphrase.textChanged.connect(self._allow)
        self.passphrase.returnPressed.connect(self.restore_now)
        self.progress.cancelled.connect(self.stop)
        self._show_place()
        self._turn_way(WORDS)
        self.first = self.which.choose

    def seal(self) -> None:
        """Nothing typed here is kept, ever."""

    def touched(self) -> bool:
        """Whether something secret was typed here, or the backup is being read with it."""
        return self.busy() or bool(self.code.text() or self.passphrase.text() or self._said_by)

    def busy(self) -> bool:
        return self._job is not None

    def _bring(self, what: QWidget) -> None:
        """Into sight, once it has its place: at large text the page is longer than the window."""
        QTimer.singleShot(0, self, lambda: self._sight.ensureWidgetVisible(what))

    # what is asked

    def _turn_way(self, key: str) -> None:
        self.code_field.setVisible(key == WORDS)
        self.passphrase_field.setVisible(key == PASSPHRASE)
        for field in (self.code_field, self.passphrase_field):
            field.problem("")
        self._allow()

    def _typed(self) -> str:
        return self.code.text() if self.way.at() == WORDS else self.passphrase.text()

    def _allow(self) -> None:
        self.begin.setEnabled(not self.busy() and self.which.chosen() is not None and bool(self._typed().strip()))

    def choose_folder(self) -> None:
        folder = choose_file.folder(self, "An empty folder to restore into")
        if folder is not None:
            self.take_place(folder)

    def take_place(self, folder: Path) -> None:
        self._to = folder
        self._show_place()

    def _show_place(self) -> None:
        self.where_to.setText(f"It will be restored into {self._to}.")
        self.lies.say("\n".join(laptop.place_sentences(self._to)))
        self.cut_off.setVisible(restore_place.is_unfinished(self._to))
        self._place_refused()

    def _place_refused(self) -> bool:
        chosen = self.which.chosen()
        folder = chosen.path.parent if chosen is not None else self._to / "no backup chosen yet"
        try:
            restore_place.require(folder, self._to, self._beside)
        except Refused as refusal:
            self.place_problem.say(refusal.sentence)
            return True
        self.place_problem.say("")
        return False

    def go_back(self) -> None:
        """Leave it; what an earlier one left half is taken away, so that the folder is free again."""
        if not self.busy():
            self._forget()
            restore_place.give_up(self._to)
            self._back()

    def _forget(self) -> None:
        self.code.forget()
        self.passphrase.setText("")
        self._said_by = ""

    # what is done

    def restore_now(self) -> None:
        chosen = self.which.chosen()
        if not self.begin.isEnabled() or chosen is None or self._place_refused():
            return
        for one in (self.code_field.problem, self.passphrase_field.problem, self.problem.say):
            one("")
        typed = self._typed()
        self._said_by = typed if self.way.at() == WORDS else ""
        way = backup_source.with_recovery(typed) if self._said_by else backup_source.with_passphrase(typed)
        self.progress.begin("Opening the backup")

        def work(progress: Progress) -> Restored:
            return self._work(chosen, way, progress)

        self._job = self.services.jobs.start(work, self._on_done, self._on_refused, self._on_stopped)
        self._job.progressed.connect(self.progress.step)
        self._form.setEnabled(False)
        self._bring(self.progress)
        self.back.setEnabled(False)
        self._allow()

    def _work(self, chosen: Found, way: backup_source.Way, progress: Progress) -> Restored:
        return restore.restore(chosen.path, self._to, way, beside=self._beside, clock=Clock(), step=progress.step)

    def stop(self) -> None:
        """It stops at the next piece of a file; nothing of it is left in the new folder."""
        if self._job is not None:
            self.progress.stop.setEnabled(False)
            self._job.cancel()

    def _ended(self) -> bool:
        """Whether somebody still wants to hear of it."""
        self._job = None
        self.progress.end()
        self._form.setEnabled(True)
        self.back.setEnabled(True)
        self._allow()
        if self.over is not None:
            self._forget()
            self.over()
            return False
        return True

    def _on_stopped(self) -> None:
        if self._ended():
            self.problem.say("Stopped. Nothing is left in the new folder, and the backup is as it was.")
            self._show_place()

    def _on_refused(self, refusal: Refused) -> None:
        if not self._ended():
            return
        self._show_place()
        if refusal.code != "wrong-passphrase":
            self.problem.say(refusal.sentence)
            self.begin.setFocus(Qt.FocusReason.OtherFocusReason)
            self._bring(self.problem)
        elif self._said_by:
            self.code_field.problem(refusal.sentence)
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            choose_word(self.code, refusal)
            self._bring(self.code_field)
        else:
            self.passphrase_field.problem(refusal.sentence)
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
            self.passphrase.selectAll()
            self._bring(self.passphrase_field)

    def _on_done(self, found: Restored) -> None:
        if not self._ended():
            return
        self.code.forget()
        self.passphrase.setText("")
        self.good.say(restored(found))
        self.left_out.say(left_out(found))
        self.told.say(warnings(found))
        self.next.setText(
            "Next you choose a new passphrase, because the recovery words opened it." if self._said_by
            else "It opens with the passphrase you have just typed."
        )  # fmt: skip
        self.go_on.say("Choose a new passphrase" if self._said_by else "Go on to unlock")
        self._asked.hide()
        self._result.show()
        self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        said, self._said_by = self._said_by, ""
        self._done(self._to, said)
