"""The case on the desk: put there, left, and shown as it stands: head, sections, remarks. At most one at a time.

It knows the window and the operations of a case; what store is open and who locks it is the composition root's.
"""

import gc
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.dates import words
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import cases, history, keeping, laptop_record, other_person, place, snapshot
from leder_desktop.operations.older import CODE as OLDER
from leder_desktop.session import Desk, Session
from ui import out_of_backups, salvaging
from ui.cases import menu
from ui.looking import Looking
from ui.main_window import MainWindow
from ui.open_case import OpenCase
from ui.overview import standing
from ui.screens import screens
from ui.sections import BESIDE
from ui.services import Services
from ui.style import Theme
from ui.top_bar import CaseHead
from ui.unlock.place import (
    ELSEWHERE,
    OVER,
    Elsewhere,
    Words,
    elsewhere,
    half_typed,
    over,
    put_back,
    read_elsewhere,
    read_over,
    read_words,
    restore,
    whole_place,
)
from ui.widgets.asking import confirm, tell
from ui.widgets.remark_item import Remark as Jump

REASONS = "reasons"
"""In the place of a case: half-typed reasons beside it, by the key of their remark."""
DOES_NOT_OPEN = "This case does not open"


class CaseDesk(QObject):
    """`case` and `session` are None while no case is open."""

    def __init__(self, theme: Theme, services: Services, window: MainWindow, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self.theme, self.services, self.window, self.clock = theme, services, window, clock
        self.session: Session | None = None
        self.case: OpenCase | None = None
        self._again: tuple[Jump, ...] = ()
        self.looking = Looking(services.jobs, self)
        self.looking.stood.connect(self._show_standing)
        self.looking.looked.connect(self._show_remarks)
        window.remark_kept.connect(self._keep_remark)
        window.remark_taken_back.connect(self._take_back_reason)
        self._elsewhere: Elsewhere = {}
        self._half: Words = {}
        self._over: dict[str, Words] = {}
        self._half_written = False
        theme.may_paste = self._may_paste
        theme.asking = self._asked_again
        window.section_entered.connect(self._stand_soon)
        window.section_entered.connect(self._put_back)
        acts = window.acts
        acts.on("withdraw", lambda: self.asked(lambda case: menu.close_or_reopen(theme, window, case)))
        acts.on("erase", lambda: self.asked(self._erase))
        acts.on("undo", lambda: self.asked(lambda case: self._undo(case.undo)))
        acts.on("again", lambda: self.asked(lambda case: self._undo(case.again)))
        acts.on("history", lambda: window.go("history"))
        acts.on("standards", lambda: window.go("standards"))
        acts.on("accuracy", lambda: window.go("accuracy"))
        window.section_entered.connect(self._looked)

    # opening
    def open(self, desk: Desk, id: str, section: str = "", field: str = "") -> None:
        """Put a case on the desk: where one was in it, or at a section that was asked for."""
        self.leave()
        try:
            session = self._opened(desk, id)
        except Refused as refusal:
            self.window.page_requested.emit("cases")
            if refusal.code == "damaged":
                reference = cases.find(desk, id).reference
                which = "" if reference in refusal.sentence else f"{reference}: "
                said = f"{which}{refusal.sentence} Nothing was changed, and your other cases go on as before."
                if salvaging.offer(self.theme, self.window, self.services, DOES_NOT_OPEN, said, desk.folder, desk.held, desk.clock):
                    self.services.do("restore")
            else:
                tell(self.theme, self.window, DOES_NOT_OPEN, refusal.sentence)
            return
        self._on_desk(session, section, field)

    def _opened(self, desk: Desk, id: str) -> Session:
        """An older copy that was put back is opened only when the person says so, and that is recorded."""
        try:
            return cases.open(desk, id)
        except Refused as refusal:
            if refusal.code != OLDER or not confirm(
                self.theme, self.window, "An older copy of this case", refusal.sentence, "Go on with the older copy", "Do not open it"
            ):
                raise
        return cases.open(desk, id, knowingly=True)

    def _looked(self, section: str) -> None:
        """A look at a sensitive part is a line in the record of the laptop, once for each opening of the case."""
        if self.session is not None:
            laptop_record.looked(self.session, section)

    def _undo(self, step: Callable[[], Change]) -> None:
        """Half-typed words are kept first: they are a step of their own, and the newest."""
        self.window.seal()
        self.services.say(f"{step().summary.rstrip('.?!')}.")  # a question is called by its words

    def _on_desk(self, session: Session, section: str = "", field: str = "") -> None:
        self.session = session
        self.looking.follow(session)
        case = self.case = OpenCase(session, self)
        case.changed.connect(self._stand_soon)
        case.changed.connect(self._stand_now)
        case.changed.connect(self._name_undo)
        case.changed.connect(self._in_new_words)
        # what was kept must not come back as half-typed, nor what was typed since be lost
        case.saved.connect(lambda: QTimer.singleShot(0, self, lambda: self.keep_half(False)))
        now = snapshot.take(session)
        kept: dict[str, Any] = place.remembered(session) if not section else {}
        wanted, self._elsewhere = str(section or kept.get("section") or "overview"), read_elsewhere(kept)
        self._over = read_over(kept)
        states = standing.states(now, ())
        made = screens()
        can = {*BESIDE, *(state.key for state in states if state.open and state.key in made)}
        self.window.sections(states)
        self.window.show_case(case, made, self._head(now), wanted if wanted in can else "overview")
        screen = self.window.in_sight()
        if wanted in can and kept and screen is not None:
            restore(screen, kept)
        elif field and screen is not None:
            screen.jump(field)
        self.looking.now()
        self.window.panel.write_again(read_words(kept, REASONS))
        self._begin_half()
        if self._over:
            self.services.say(f"What you were writing under “{next(iter(self._over))}” is kept: it is there when you open it again.")

    def began(self, session: Session) -> None:
        """A case was just made: its session is open already."""
        self.leave()
        self._on_desk(session, "overview" if snapshot.case(session).opt_out.result == "none" else "person")
        menu.tell_twins(self.theme, self.window, session)

    def open_sample(self, desk: Desk) -> None:
        """The sample that is here, or a new one."""
        from leder_desktop.operations import sample

        held = next((row for row in cases.all(desk) if row.sample), None)
        if held is not None:
            self.open(desk, held.id)
            return
        self.services.say("Opening the sample")
        QApplication.processEvents()
        self.leave()
        self._on_desk(sample.take_in(desk), "overview")

    # leaving
    def leave(self) -> None:
        """Write where one was, seal, and take the case off the desk; nothing when there is none."""
        if self.session is None:
            return
        self.window.seal()  # what can be kept is kept first, so that the place holds only what cannot stand by itself yet
        try:
            self.remember()
        finally:
            self.window.close_case()
            session, self.session = self.session, None
            self.looking.follow(None)
            self._again = ()
            if self.case is not None:
                self.case.deleteLater()
                self.case = None
            cases.leave(session)
            gc.collect()

    def remember(self) -> None:
        """Where one is, and what is half-typed, into the case file. Refused with what the disk said."""
        at, screen = self.window.place(), self.window.in_sight()
        if self.session is not None and screen is not None:
            unseen = elsewhere(self.window.built(), screen, self._elsewhere)
            half = whole_place(at, half_typed(screen))
            beside = self.window.panel.writing()
            place.remember(self.session, {**half, ELSEWHERE: unseen, OVER: {**self._over, **over()}, REASONS: beside})

    def keep_half(self, typed: bool = True) -> None:
        """Write where one is when half-typed words came or went since; nothing when nothing was typed."""
        half = self._half_now()
        if self.session is not None and half != self._half and (typed or self._half_written):
            with suppress(Refused):  # they stand in their fields, and the next key tries again
                self.remember()
                self._half, self._half_written = half, True

    def _asked_again(self, question: QWidget) -> None:
        """A question that stood over the window at a lock: what was half-typed in it is there again."""
        kept = self._over.pop(question.accessibleName(), None)
        if kept is not None:
            put_back(question, kept)

    def _half_now(self) -> Words:
        """What is half-typed on the screen in sight, and of reasons beside it."""
        screen = self.window.in_sight()
        beside = {f"{REASONS} {key}": typed for key, typed in self.window.panel.writing().items()}
        return {**(half_typed(screen) if screen is not None else {}), **beside}

    def _begin_half(self) -> None:
        self._half = self._half_now()

    def _put_back(self, section: str) -> None:
        """A section entered for the first time after a lock: what was half-typed there is there again."""
        kept, screen = self._elsewhere.pop(section, None), self.window.in_sight()
        if kept is not None and screen is not None:
            restore(screen, kept)
        self._begin_half()

    def _in_new_words(self, change: Change) -> None:
        """A review carried over, or back: every screen is made anew with the words it has now, at the place where one is."""
        session = self.session
        if session is not None and Part.STANDARDS in change.parts:
            QTimer.singleShot(0, self, lambda: self.open(session.desk, session.case))

    # as it stands
    def _stand_soon(self, _: object = None) -> None:
        """Many changes in a row are one look."""
        self.looking.soon()

    def _stand_now(self, change: Change) -> None:
        """What moves the case opens and shuts sections, and must not wait for the checks."""
        if self.session is not None and Part.CASE in change.parts:
            self._show_standing(snapshot.take(self.session))

    def _show_standing(self, now: Snapshot) -> None:
        """Head and sections as they are now, with the remarks of the last look."""
        self.window.head(self._head(now))
        self._name_undo()
        self.window.sections(standing.states(now, self._again))
        self.window.remarks("comments", standing.comments(now))

    def _show_remarks(self, now: Snapshot, found: list[Remark]) -> None:
        self._again = standing.remarks(found, Severity.WARN, Severity.HINT, may_keep=now.case.state in WRITABLE)
        self.window.sections(standing.states(now, self._again))
        self.window.remarks("left", standing.remarks(found, Severity.BLOCK))
        self.window.remarks("again", self._again)
        if self.case is not None:
            self.case.tell(found)

    def _keep_remark(self, key: str, why: str) -> None:
        id, _, where = key.partition("@")

        def keep(case: OpenCase) -> None:
            try:
                case.do(keeping.keep, id, where, why)
            except Refused:
                self.window.panel.write_again({key: why})  # what was typed is not lost with it
                raise

        self.asked(keep)

    def _take_back_reason(self, key: str) -> None:
        id, _, where = key.partition("@")
        self.asked(lambda case: case.do(keeping.take_back, id, where))

    def _name_undo(self, _: object = None) -> None:
        """At once, so that the menu never names another step than the one it would undo."""
        if self.session is None:
            return
        undo, again = history.undo_words(self.session), history.again_words(self.session)
        why_not = "" if undo else history.why_nothing(self.session)
        said = f"Undo: {undo}" if undo else "Why the last step is not undone" if why_not else "Nothing to undo"
        self.window.acts.name("undo", said, may=bool(undo or why_not))
        self.window.acts.name("again", f"Do again: {again}" if again else "Nothing to do again", may=bool(again))

    def _head(self, now: Snapshot) -> CaseHead:
        name = now.person.called or "Name not known yet"
        due, held = standing.due_words(now, self.clock.today()), standing.held_words(now)
        birth = now.person.birth_date
        born = f"born {words(birth)}" if birth is not None else "date of birth not known"
        return CaseHead(called_name=name, reference=now.case.reference, born=born, due=due, held=held, sample=now.case.sample)

    def _may_paste(self, untrusted: str) -> bool:
        """Words with another person's NHS number come in only when the reviewer says so (promises P27)."""
        others = other_person.in_words(other_person.own_number(self.session), untrusted) if self.session is not None else ()
        if not others:
            return True
        said = other_person.sentence("What you are pasting", others)
        over = QApplication.activeWindow() or self.window
        return confirm(self.theme, over, "Is this the right person?", said, "Paste anyway", "Do not paste")

    def asked(self, what: Callable[[OpenCase], object]) -> None:
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
        self.leave()
        certificate = cases.purge(
            desk, id, why, forget=lambda desk, id: out_of_backups.forget_case(self.theme, self.window, self.services, desk, id)
        )
        self.window.page_requested.emit("cases")
        menu.show_certificate(self.theme, self.window, certificate)
