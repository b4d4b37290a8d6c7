"""The composition root of the desktop: it alone chooses real things (store, clock, window) and puts them together.

`main` hardens the process before there is any key, makes a `Desktop` and lets Qt run. A `Desktop` shows the first start or the unlock
screen, then the cases, then one case; it hears what the window asks for. A lock ends the process and starts a fresh one at the unlock
screen: nothing else clears memory.
"""

import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication

from leder_desktop import settings
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys.derive import Parameters
from leder_desktop.keys.harden import harden
from leder_desktop.operations import cases, known_stores, laptop_record, preferences, restore_place, store, ways_in
from leder_desktop.operations.store import Plan
from leder_desktop.session import Desk, Session
from ui import closing_backup, screens
from ui.anywhere import Anywhere
from ui.case_desk import CaseDesk
from ui.cases import board
from ui.copied import Copied
from ui.crash import Net
from ui.half_kept import HalfKept
from ui.idle_lock import IdleLock
from ui.jobs import Jobs
from ui.keyring_head import KeyringHead
from ui.laptop_watch import LaptopWatch
from ui.locking import FINISH_S, Haste, Locking
from ui.main_window import MainWindow
from ui.open_case import OpenCase
from ui.restoring import Restoring
from ui.screen import Screen
from ui.services import Services
from ui.session_watch import SessionWatch
from ui.settings_page.about import about
from ui.style import Theme
from ui.tokens import PALETTES
from ui.touches import Touches
from ui.unlock.place import half_typed, restore, whole_place
from ui.unlock.process import application, clear_clipboard, parse, refuse_broken_qt, start_again, sweep_here
from ui.unlock.view import Unlock, show_protected
from ui.widgets.asking import confirm, tell

WIDE, TALL = 1280, 800
FRAME = QSize(16, 48)
"""Pixels for what the system puts around a window: edges, and a title with room for large letters."""
RESTORE = (
    "What you typed is saved and this window locks first. The backup is then restored into a new folder; this store stays as it is, and "
    "you can still open it."
)


class Desktop(QObject):
    """One window on one store, from start to lock."""

    def __init__(
        self, theme: Theme, folder: Path, *, clock: Clock, restart: Callable[[list[str]], object], reason: str = "",
        parameters: Parameters | None = None, personal: Path | None = None,
    ) -> None:  # fmt: skip
        """`restart(argv)` starts a fresh process and ends this one; `parameters`: Argon2id of a new store, tuned when there are none;
        `personal`: the settings file in which the stores of this person are remembered, nowhere without one."""
        super().__init__()
        self.theme, self.folder, self.clock = theme, folder, clock
        self._restart, self._reason, self._parameters = restart, reason, parameters
        self._personal = personal
        self._next: list[str] = []
        self._half_notice: dict[str, object] = {}
        """A notification that was left half typed."""
        self.jobs = Jobs(self)
        self.services = Services(theme, self.jobs, self)
        self.window = MainWindow(theme, self.services)
        self.idle = IdleLock(parent=self)
        self.desk: Desk | None = None
        self.case_desk = CaseDesk(theme, self.services, self.window, clock, self)
        self.watch = LaptopWatch(theme, self.services, self.window.strip, self.idle.quiet_seconds, lambda: self.session, self)
        self.session_watch = SessionWatch(self)
        self.half_kept = HalfKept(self.case_desk.keep_half, self)
        self.locking = Locking(theme, self.window, self.jobs, write=self.write, end=self._end, parent=self)
        self.keyring_head = KeyringHead(self.jobs, lambda said: self.tell("An older copy of the store", said), self)
        self.copied = Copied(QApplication.clipboard(), self)
        self.anywhere = Anywhere(self.window.acts, self.window.covering, self)
        self.touches = Touches(self.anywhere.eventFilter, self.half_kept.eventFilter, self.idle.eventFilter, parent=self)
        self._connect()

    def _connect(self) -> None:
        window, acts = self.window, self.window.acts
        window.lock_requested.connect(self._asked)
        window.page_requested.connect(self.show)
        window.page_left.connect(self._page_left)
        window.closing.connect(self.quit)
        window.may_close = self._may_close
        self.services.backups.told.connect(self.services.say)
        window.comment_answered.connect(lambda: window.go("signoff"))
        window.sources.append(lambda typed: board.found(self.desk, typed, self.open_case) if self.desk else [])
        self.idle.locked.connect(self._idle)
        self.session_watch.away.connect(self._away)
        acts.on("take-in", lambda: self.show("new_case"))
        acts.on("sample", self.open_sample)
        acts.on("restore", self.ask_restore)
        acts.on("import", lambda: window.go("records", "import"))
        acts.on("report", lambda: window.go("signoff"))
        acts.on("export", lambda: window.go("leaving"))
        acts.on("protected", lambda: self.show("protected") if self.desk else show_protected(self.theme, window))
        acts.on("check-laptop", lambda: self.show("laptop"))
        acts.on("record", lambda: self.show("record"))
        acts.on("corrections", lambda: self.show("corrections"))
        acts.on("about", lambda: about(self.theme, window))

    @property
    def session(self) -> Session | None:
        """The open case's."""
        return self.case_desk.session

    @property
    def case(self) -> OpenCase | None:
        return self.case_desk.case

    # opening
    def start(self) -> None:
        if store.exists(self.folder):
            page: Screen = Unlock(
                self.theme, self.services, self.folder, reason=self._reason,
                open_with=lambda derived: store.open_with(derived, clock=self.clock),
                recover=lambda code, new: ways_in.recover(self.folder, code, new, clock=self.clock), opened=self.put,
                known=self._known(), turn_to=self.turn_to, restore=lambda: self.restore(self.folder),
            )  # fmt: skip
            self.window.show_page("unlock", page)
        else:
            from ui.first_start.view import FirstStart

            page = FirstStart(
                self.theme, self.services, self.folder, prepare=self._prepare,
                begin=self._begin_store, made=self.put,
                turn_to=self.turn_to, restore=self.restore,
            )  # fmt: skip
            self.window.show_page("first_start", page)

    def turn_to(self, folder: Path) -> None:
        """Another store, or a folder for a new one, instead of the one at the unlock screen."""
        self.folder, self._reason = folder, ""
        self.start()

    def restore(self, folder: Path) -> None:
        """The page on which a backup is restored: into this folder, or beside it when there is something in it."""
        to = restore_place.free(folder)
        page = Restoring(self.theme, self.services, to, beside=self.folder, done=self._on_restored, back=self.start)
        self.window.show_page("restoring", page)

    def ask_restore(self) -> None:
        """While a store is open its keys leave memory first, as at every lock."""
        if confirm(self.theme, self.window, "Restore from a backup", RESTORE, "Lock and go on"):
            self._next = ["--restore"]
            self.lock("Locked to restore a backup", Haste.ASKED)

    def _on_restored(self, folder: Path, code: str) -> None:
        """`code`: the recovery words that opened the backup; its passphrase may be forgotten."""
        self.turn_to(folder)
        page = self.window.in_sight()
        if code and isinstance(page, Unlock):
            page.with_words(code)

    def _known(self) -> tuple[known_stores.KnownStore, ...]:
        return known_stores.known(settings.read(personal=self._personal), self.folder) if self._personal is not None else ()

    def _prepare(self, plan: Plan) -> store.Prepared:
        return store.prepare(plan, clock=self.clock, parameters=self._parameters, organisation=ways_in.organisation(None))

    def _begin_store(self, folder: Path, prepared: store.Prepared) -> Desk:
        """From the moment it is made a store can be locked, also while the last steps of the first start are gone through."""
        self.desk = store.begin(folder, prepared, clock=self.clock)
        self.folder = folder
        return self.desk

    def put(self, desk: Desk) -> None:
        """An open store: as it looked, and where one was when it was locked."""
        self.desk, self.folder = desk, desk.folder
        if self._personal is not None:
            with suppress(Refused):  # a personal file that is not understood is told by `settings.read`, and left as it is
                known_stores.remember(desk.folder, self._personal)
        kept = preferences.read(desk)
        if kept.palette in PALETTES and self.theme.palette.name != kept.palette:
            self.theme.paint(PALETTES[kept.palette])
        self.theme.size(kept.text_size)
        self.idle.allow(kept.idle_minutes)
        preferences.keep(desk, replace(kept, last_case="", last_page="", page_place=""))
        policy = settings.read(personal=self._personal) if self._personal is not None else settings.Settings()
        if said := ways_in.follow_policy(desk, policy):
            self.services.say(said)
        self.keyring_head.begin(desk)
        self.services.backups.open(desk, lambda: self.session)
        failed = laptop_record.failed_since(desk)
        self.watch.begin(desk, (failed, *policy.problems) if failed else policy.problems)
        if kept.last_case and any(row.id == kept.last_case for row in cases.all(desk)):
            self.open_case(kept.last_case)
        elif kept.last_page in ("new_case", "settings"):
            self.show(kept.last_page)
            screen = self.window.in_sight()
            if screen is not None and kept.page_place:
                restore(screen, json.loads(kept.page_place))
        else:
            self.show("cases")

    def show(self, asked: str) -> None:
        """A page without a case; an open case is left."""
        if self.desk is None or asked not in screens.PAGES or self.window.page_name == asked == "new_case":
            return  # a key too many empties no form
        self.case_desk.leave()
        made = screens.page(
            asked, self.theme, self.services, self.desk,
            open_case=self.open_case, began=self.case_desk.began, allow=self.idle.allow,
        )  # fmt: skip
        self.window.show_page(*made)
        if made[0] == "new_case" and self._half_notice:
            restore(made[1], self._half_notice)

    def _page_left(self, page: object) -> None:
        """A notification that was typed in by half is there again when one comes back, as long as the store is open."""
        if isinstance(page, Screen) and self.window.page_name == "new_case":
            self._half_notice = whole_place(self.window.place(), half_typed(page)) if page.held() else {}

    def open_case(self, id: str, section: str = "", field: str = "") -> None:
        """Put a case on the desk; nothing while no store is open."""
        if self.desk is not None:
            self.case_desk.open(self.desk, id, section, field)

    def open_sample(self) -> None:
        if self.desk is not None:
            self.case_desk.open_sample(self.desk)

    # leaving
    def write(self) -> None:
        """Everything typed, and where one was, onto the disk; for a page without a case into the shelf. Refused with what the disk said."""
        desk = self.desk
        if desk is None:
            return
        self.window.seal()
        last_case = self.session.case if self.session is not None else ""
        screen, at = self.window.in_sight(), self.window.place()
        half = json.dumps(whole_place(at, half_typed(screen))) if screen is not None and not last_case else ""
        self.case_desk.remember()
        preferences.keep(desk, replace(self._look(desk), last_case=last_case, last_page=self.window.page_name, page_place=half))

    def _look(self, desk: Desk) -> preferences.Preferences:
        return replace(preferences.read(desk), text_size=self.theme.scale, palette=self.theme.palette.name)

    def leave(self, finish_s: float = FINISH_S) -> None:
        """Close everything in good order. Words that cannot be written stop nothing; jobs have `finish_s` to stop."""
        desk = self.desk
        if desk is None:
            self.jobs.cancel_all()  # a restore stops at the next piece of a file, and takes away what it wrote
            self.jobs.wait(round(finish_s * 1000))
            return
        self.watch.end()
        self.jobs.cancel_all()
        self.jobs.wait(round(finish_s * 1000))
        self.services.backups.close()
        self.window.seal()
        with suppress(Refused):
            self.case_desk.leave()
        with suppress(Refused):
            preferences.keep(desk, self._look(desk))
        self.desk = None
        desk.close()

    def _may_close(self) -> bool:
        """Words the disk does not take are not lost in silence (promise P12)."""
        try:
            self.case_desk.remember()
        except Refused as why:
            asked = f"{why.sentence} What you typed last is not on the disk yet; closing now would lose it."
            return confirm(self.theme, self.window, "Not everything is saved", asked, "Close all the same", "Stay")
        return True

    def quit(self) -> None:
        if self.desk is not None:
            closing_backup.back_up(self.theme, self.window, self.desk, self.services.backups)
        if self.desk is not None:
            laptop_record.note(self.desk, laptop_record.CLOSED)
        self.leave()
        clear_clipboard()

    def lock(self, reason: str, haste: Haste) -> None:
        """Towards the end of this process and the unlock screen of a fresh one. Where no store is open there is nothing to lock, but a
        passphrase typed at the unlock screen, or a key being made of it, does not outlive the person's leaving either. At the first start,
        before there is a store, only a sleep or another person ends it: the words are being written down, and that takes its time."""
        from ui.first_start.view import FirstStart

        page = self.window.in_sight()
        if self.desk is not None:
            self._next = self._next if haste == Haste.ASKED else []
            self.locking.begin(f"{reason.rstrip('.')} at {self.clock.now().astimezone():%H:%M}.", haste)
        elif haste == Haste.IDLE and isinstance(page, Restoring) and page.busy():
            page.over = lambda: self._end(self._reason)
        elif haste > Haste.ASKED and isinstance(page, Unlock | Restoring) and page.touched():
            self._end(self._reason)
        elif haste == Haste.AWAY and isinstance(page, FirstStart) and page.touched():
            self._end("")

    def _asked(self, reason: str, _: object) -> None:
        self._next = []
        self.lock(reason, Haste.ASKED)

    def _idle(self, reason: str) -> None:
        self.lock(reason, Haste.IDLE)

    def _away(self, reason: str) -> None:
        self.lock(reason, Haste.AWAY)

    def _end(self, said: str) -> None:
        """Our words taken from the clipboard, the store closed, a fresh process at the unlock screen; then the end."""
        clear_clipboard()
        if self.desk is not None:
            laptop_record.locked(self.desk, said.partition(". ")[0])
        self.leave(finish_s=0)  # whoever locks has waited for them already
        look = ["--text", str(self.theme.scale), "--palette", self.theme.palette.name]
        self._restart(["--store", str(self.folder), "--reason", said, *look, *self._next])

    def tell(self, title: str, sentence: str) -> None:
        """A refusal nobody caught, or a bug; not while it is being locked: nobody reads it, and the lock would wait for them."""
        if not self.locking.under_way:
            tell(self.theme, self.window, title, sentence)


def main(argv: list[str] | None = None) -> int:
    given = sys.argv[1:] if argv is None else argv
    options = parse(given)
    try:
        refuse_broken_qt()
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return refusal.exit
    harden()
    app, theme = application([sys.argv[0]], options.text, options.palette)
    if options.demo is not None:
        from ui import shots

        return shots.demo(app, options.demo)
    folder = options.store or known_stores.last_used(settings.read())
    desktop = Desktop(
        theme, folder, clock=Clock(), restart=start_again, reason=options.reason, personal=settings.personal_file()
    )  # fmt: skip
    net = Net(lambda said: desktop.tell("That was not done", said), lambda said, what: _bug(desktop, said, what))
    net.install()
    desktop.jobs.crashed.connect(net.caught)
    sweep_here(desktop)
    desktop.touches.listen()
    if options.restore:
        desktop.restore(folder)
    else:
        desktop.start()
    room = desktop.window.screen().availableSize() - FRAME
    desktop.window.resize(QSize(WIDE, TALL).boundedTo(room))  # its foot, which says whether everything is saved, is in sight
    desktop.window.show()
    desktop.session_watch.begin()
    return app.exec()


def _bug(desktop: Desktop, said: str, what: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(what + "\n")
    desktop.tell("Something went wrong", said)


if __name__ == "__main__":
    sys.exit(main())
