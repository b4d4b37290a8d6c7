"""The composition root of the desktop: it alone chooses real things (store, clock, window) and puts them together.

`main` hardens the process before there is any key, makes a `Desktop` and lets Qt run. A `Desktop` shows the first start or the unlock
screen, then the cases, then one case; it hears what the window asks for. A lock ends the process and starts a fresh one at the unlock
screen: nothing else clears memory.
"""

import gc
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys.derive import Parameters
from leder_desktop.model.case import State
from leder_desktop.model.remarks import Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import cases, checks, history, place, preferences, snapshot, store
from leder_desktop.operations.store import Plan
from leder_desktop.session import Desk, Session
from ui.cases import board, menu
from ui.crash import Net
from ui.idle_lock import IdleLock
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.open_case import OpenCase
from ui.overview import standing
from ui.screen import Place, Screen, ScreenFactory
from ui.services import Services
from ui.settings_page.laptop import about, check_laptop
from ui.style import Theme
from ui.tokens import PALETTES
from ui.top_bar import CaseHead
from ui.unlock.place import ELSEWHERE, Elsewhere, elsewhere, half_typed, read_elsewhere, restore, whole_place
from ui.unlock.process import application, clear_clipboard, harden, parse, refuse_broken_qt, start_again, sweep_here
from ui.unlock.view import Unlock, show_protected
from ui.widgets.asking import tell

FINISH_MS = 5_000
"""How long running jobs may take to end at a lock that was asked for (architecture: a lock ends the process)."""
FROM_FILE = "new_case_from_file"
WIDE, TALL = 1280, 800


def screens() -> dict[str, ScreenFactory]:
    """Section -> how its screen is made. Loaded with the first case: the unlock screen comes up in a fraction of a second without them."""
    from ui.conversations.view import Conversations
    from ui.decision.view import DecisionScreen
    from ui.findings.view import FindingsScreen
    from ui.grades.view import GradesScreen
    from ui.leaving.view import LeavingScreen
    from ui.overview.view import Overview
    from ui.person.view import PersonScreen
    from ui.portrait.view import Portrait
    from ui.questions.view import QuestionsScreen
    from ui.records.view import Records
    from ui.signoff.view import SignOffScreen
    from ui.timeline.view import Timeline

    return {
        "overview": Overview,
        "person": PersonScreen,
        "portrait": Portrait,
        "conversations": Conversations,
        "records": Records,
        "timeline": Timeline,
        "questions": QuestionsScreen,
        "findings": FindingsScreen,
        "grades": GradesScreen,
        "decision": DecisionScreen,
        "signoff": SignOffScreen,
        "leaving": LeavingScreen,
    }


class Desktop(QObject):
    """One window on one store, from start to lock."""

    def __init__(
        self, theme: Theme, folder: Path, *, clock: Clock, restart: Callable[[list[str]], object], reason: str = "",
        parameters: Parameters | None = None,
    ) -> None:  # fmt: skip
        """`restart(argv)` starts a fresh process and ends this one; `parameters`: Argon2id of a new store, tuned when there are none."""
        super().__init__()
        self.theme, self.folder, self.clock = theme, folder, clock
        self._restart, self._reason, self._parameters = restart, reason, parameters
        self.jobs = Jobs(self)
        self.services = Services(theme, self.jobs, self)
        self.window = MainWindow(theme, self.services)
        self.idle = IdleLock(parent=self)
        self.desk: Desk | None = None
        self.session: Session | None = None
        self.case: OpenCase | None = None
        self._standing_waits = False
        self._elsewhere: Elsewhere = {}
        self._connect()

    def _connect(self) -> None:
        window, acts = self.window, self.window.acts
        window.lock_requested.connect(self.lock)
        window.page_requested.connect(self.show)
        window.closing.connect(self.leave)
        window.section_entered.connect(self._stand_soon)
        window.section_entered.connect(self._put_back)
        window.comment_answered.connect(lambda: window.go("signoff"))
        window.sources.append(lambda typed: board.found(self.desk, typed, self.open_case) if self.desk else [])
        self.idle.locked.connect(self._idle)
        acts.on("take-in", lambda: self.show("new_case"))
        acts.on("sample", self.open_sample)
        acts.on("withdraw", lambda: self._asked(lambda case: menu.close_or_reopen(self.theme, window, case)))
        acts.on("erase", lambda: self._asked(self._erase))
        acts.on("undo", lambda: self._asked(lambda case: case.do(history.undo)))
        acts.on("import", lambda: window.go("records", "import"))
        acts.on("report", lambda: window.go("signoff"))
        acts.on("export", lambda: window.go("leaving"))
        acts.on("protected", lambda: show_protected(self.theme, window))
        acts.on("check-laptop", self._check_laptop)
        acts.on("about", lambda: about(self.theme, window))

    # opening
    def start(self) -> None:
        if store.exists(self.folder):
            page: Screen = Unlock(
                self.theme, self.services, self.folder, reason=self._reason,
                open_with=lambda derived: store.open_with(derived, clock=self.clock),
                recover=lambda code, new: store.recover(self.folder, code, new, clock=self.clock), opened=self.put,
            )  # fmt: skip
            self.window.show_page("unlock", page)
        else:
            from ui.first_start.view import FirstStart

            page = FirstStart(
                self.theme, self.services, self.folder, prepare=self._prepare,
                begin=lambda prepared: store.begin(self.folder, prepared, clock=self.clock), made=self.put,
            )  # fmt: skip
            self.window.show_page("first_start", page)

    def _prepare(self, plan: Plan) -> store.Prepared:
        return store.prepare(plan, clock=self.clock, parameters=self._parameters)

    def put(self, desk: Desk) -> None:
        """An open store: as it looked, and where one was when it was locked."""
        self.desk = desk
        kept = preferences.read(desk)
        if kept.palette in PALETTES and self.theme.palette.name != kept.palette:
            self.theme.paint(PALETTES[kept.palette])
        self.theme.size(kept.text_size)
        self.idle.allow(kept.idle_minutes)
        preferences.keep(desk, replace(kept, last_case="", last_page="", page_place=""))
        if kept.last_case and any(row.id == kept.last_case for row in cases.all(desk)):
            self.open_case(kept.last_case)
        elif kept.last_page in ("new_case", "settings"):
            self.show(kept.last_page)
            screen = self.window.in_sight()
            if screen is not None and kept.page_place:
                restore(screen, json.loads(kept.page_place))
        else:
            self.show("cases")

    def show(self, page: str) -> None:
        """A page without a case; an open case is left."""
        desk, name = self.desk, "new_case" if page == FROM_FILE else page
        if desk is None or name not in ("cases", "new_case", "settings"):
            return
        self._leave_case()
        self.window.show_page(name, self._page(name, desk, choose=page == FROM_FILE))

    def _page(self, name: str, desk: Desk, *, choose: bool) -> Screen:
        from ui.cases.view import Cases
        from ui.first_start.steps import SigningIdentity, TrustFiles
        from ui.person.new_case import NewCase
        from ui.settings_page.view import Settings

        match name:
            case "cases":
                return Cases(self.theme, self.services, desk, self.open_case)
            case "new_case":
                made = NewCase(self.theme, self.services, desk, lambda notice: cases.begin(desk, notice), self._kept)
                if choose:
                    QTimer.singleShot(0, made, made.choose_file)
                return made
            case _:
                identity, trust = SigningIdentity(self.theme), TrustFiles(self.theme)
                identity.desk = trust.desk = desk
                page = Settings(self.theme, self.services, desk, self.idle.allow, identity, trust)
                for step in (identity, trust):
                    step.changed.connect(page.entered)
                return page

    def open_case(self, id: str, section: str = "", field: str = "") -> None:
        """Put a case on the desk: where one was in it, or at a section that was asked for."""
        assert self.desk is not None
        self._leave_case()
        try:
            session = cases.open(self.desk, id)
        except Refused as refusal:
            self.show("cases")
            tell(self.theme, self.window, "This case does not open", refusal.sentence)
            return
        self._on_desk(session, section, field)

    def _on_desk(self, session: Session, section: str = "", field: str = "") -> None:
        self.session = session
        case = self.case = OpenCase(session, self)
        case.changed.connect(self._stand_soon)
        now = snapshot.take(session)
        kept: dict[str, Any] = place.remembered(session) if not section else {}
        wanted, self._elsewhere = str(section or kept.get("section") or "overview"), read_elsewhere(kept)
        states = standing.states(now, ())
        made = screens()
        can = {state.key for state in states if state.open and state.key in made}
        self.window.sections(states)
        self.window.show_case(case, made, self._head(now), wanted if wanted in can else "overview")
        screen = self.window.in_sight()
        if wanted in can and kept and screen is not None:
            restore(screen, kept)
        elif field and screen is not None:
            screen.jump(field)
        self._stand()

    def _kept(self, session: Session) -> None:
        """A case was just made: its session is open already."""
        self._leave_case()
        self._on_desk(session, "overview" if snapshot.case(session).opt_out.result == "none" else "person")
        menu.tell_twins(self.theme, self.window, session)

    def open_sample(self) -> None:
        """The sample that is here, or a new one."""
        desk = self.desk
        if desk is None:
            return
        from leder_desktop.operations import sample

        held = next((row for row in cases.all(desk) if row.sample), None)
        if held is not None:
            self.open_case(held.id)
            return
        self.services.say("Opening the sample")
        QApplication.processEvents()
        self._leave_case()
        self._on_desk(sample.take_in(desk), "overview")

    # leaving
    def _leave_case(self) -> None:
        if self.session is None:
            return
        self._remember(self.window.place())
        self.window.close_case()
        session, self.session = self.session, None
        if self.case is not None:
            self.case.deleteLater()
            self.case = None
        cases.leave(session)
        gc.collect()

    def _remember(self, at: Place) -> None:
        screen = self.window.in_sight()
        if self.session is not None and screen is not None:
            unseen = elsewhere(self.window.built(), screen, self._elsewhere)
            place.remember(self.session, {**whole_place(at, half_typed(screen)), ELSEWHERE: unseen})

    def _put_back(self, section: str) -> None:
        """A section entered for the first time after a lock: what was half-typed there is there again."""
        kept, screen = self._elsewhere.pop(section, None), self.window.in_sight()
        if kept is not None and screen is not None:
            restore(screen, kept)

    def leave(self, *, lock: bool = False) -> None:
        """Close everything in good order; at a lock also write where one was. Words that cannot be written stop nothing."""
        desk = self.desk
        if desk is None:
            return
        self.jobs.cancel_all()
        self.jobs.wait(FINISH_MS)
        self.window.seal()
        last_case = self.session.case if self.session is not None else ""
        screen, at = self.window.in_sight(), self.window.place()
        kept = replace(preferences.read(desk), text_size=self.theme.scale, palette=self.theme.palette.name)
        if lock:
            half = json.dumps(whole_place(at, half_typed(screen))) if screen is not None and not last_case else ""
            kept = replace(kept, last_case=last_case, last_page=self.window.page_name, page_place=half)
        with suppress(Refused):
            self._leave_case()
        with suppress(Refused):
            preferences.keep(desk, kept)
        self.desk = None
        desk.close()

    def lock(self, reason: str, _place: object = None) -> None:
        """Everything sealed, the place written, our words taken from the clipboard, a fresh process at the unlock screen; then the end."""
        at = self.clock.now().astimezone()
        self.leave(lock=True)
        clear_clipboard()
        said = f"{reason.rstrip('.')} at {at:%H:%M}. Everything you had typed by then is saved."
        look = ["--text", str(self.theme.scale), "--palette", self.theme.palette.name]
        self._restart(["--store", str(self.folder), "--reason", said, *look])

    def _idle(self, reason: str) -> None:
        if self.desk is not None:
            self.window.lock(reason)

    # the open case
    def _stand_soon(self, _: object = None) -> None:
        """Many changes in a row are one look."""
        if not self._standing_waits:
            self._standing_waits = True
            QTimer.singleShot(0, self, self._stand)

    def _stand(self) -> None:
        """Head, sections and remarks as they are now."""
        self._standing_waits = False
        session = self.session
        if session is None or self.window.case is None:
            return
        now, found = snapshot.take(session), checks.remarks(session)
        again = standing.remarks(found, Severity.WARN, Severity.HINT)
        self.window.head(self._head(now))
        self.window.sections(standing.states(now, again))
        self.window.remarks("left", standing.remarks(found, Severity.BLOCK))
        self.window.remarks("again", again)
        self.window.remarks("comments", standing.comments(now))

    def _head(self, now: Snapshot) -> CaseHead:
        name, closed = now.person.called or "Name not known yet", now.case.state == State.CLOSED
        due, held = standing.due_words(now, self.clock.today()), "Closed, not reviewed" if closed else ""
        return CaseHead(called_name=name, reference=now.case.reference, due=due, held=held, sample=now.case.sample)

    def _asked(self, what: Callable[[OpenCase], object]) -> None:
        """An action of the Case menu; a refusal is its sentence."""
        if self.case is None:
            return
        try:
            what(self.case)
        except Refused as refusal:
            tell(self.theme, self.window, "That was not done", refusal.sentence)

    def _erase(self, case: OpenCase) -> None:
        desk, session = case.session.desk, case.session
        why = menu.ask_erase(self.theme, self.window, snapshot.case(session).reference)
        if why is None:
            return
        id = session.case
        self._leave_case()
        certificate = cases.purge(desk, id, why)
        self.show("cases")
        menu.show_certificate(self.theme, self.window, certificate)

    def _check_laptop(self) -> None:
        if self.desk is not None:
            self.show("cases")
            check_laptop(self.theme, self.window, self.desk)


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
    desktop = Desktop(theme, options.store or store.default_folder(), clock=Clock(), restart=start_again, reason=options.reason)
    net = Net(lambda said: tell(theme, desktop.window, "That was not done", said), lambda said, what: _bug(theme, desktop, said, what))
    net.install()
    desktop.jobs.crashed.connect(net.caught)
    sweep_here(desktop)
    app.installEventFilter(desktop.idle)
    desktop.start()
    desktop.window.resize(WIDE, TALL)
    desktop.window.show()
    return app.exec()


def _bug(theme: Theme, desktop: Desktop, said: str, what: str) -> None:
    if sys.stderr is not None:
        sys.stderr.write(what + "\n")
    tell(theme, desktop.window, "Something went wrong", said)


if __name__ == "__main__":
    sys.exit(main())
