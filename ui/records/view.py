"""The screen: the lists, a record inside the window, and the page that says what an import would add."""

import json
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change, Part
from leder_desktop.model.dates import When, understand
from leder_desktop.operations import evidence, history, other_person, records, snapshot
from leder_desktop.operations.erasing import RecordOf
from ui import choose_file
from ui.erasing import ask_erase
from ui.jobs import Job, Progress
from ui.open_case import OpenCase
from ui.records.received import Received, size
from ui.records.requests import Requests
from ui.records.summary import Summary
from ui.records.viewer import Viewer
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import card, column, page
from ui.widgets.notice import Notice, notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

SHOWS = frozenset({Part.EVIDENCE, Part.TIMELINE})
IMPORT = "Take in a record"
"""The step's name in the case file (`records.keep`)."""


class Records(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._waiting: list[Path] = []
        self._job: Job | None = None
        self._back_to = 0
        self._opened = ""
        """What is shown in the viewer, as `jump` understands it."""
        t = theme
        self._person = snapshot.person(case.session)
        self.attach = button(t, "Attach a record", "plus", kind="primary", on=self._choose_files)
        looked = "Take in a GP record, after looking at what it would add"
        self.take_in = button(t, "Take in a GP record", "inbox", says=looked, on=self._choose_record)
        self.progress = ProgressLine(t)
        self.progress.cancelled.connect(self._stop)
        self.problem: Notice = notice(t, "")
        self.undo = button(t, f"Undo: {IMPORT}", "undo-2", kind="link", on=self._undo)
        self.see = button(t, "See the timeline", "chart-gantt", kind="link", on=lambda: services.go("timeline"))
        self.taken: Notice = notice(t, "", "wash", "", self.see, self.undo)
        self.received = Received(t, case, self._understand)
        self.received.opened.connect(self._open_from_list)
        self.received.unwanted.connect(self._erase)
        self.requests = Requests(t, case, self._understand)
        top = ActionBar(t, (words("Records", "h1", wrap=False),), (self.attach, self.take_in))
        lists = page(t, "Records", top, card(t, self.progress, pad=1.5), self.problem, self.taken, self.received, self.requests, gap=1.5)
        self._busy = self.progress.parentWidget()
        self.viewer = Viewer(t, services.jobs)
        self.viewer.left.connect(self._leave_viewer)
        self.viewer.cited.connect(self._cite)
        self.summary = Summary(t, case.session.standards)
        self.summary.accepted.connect(self._keep)
        self.summary.left.connect(self._leave_summary)
        self.summary.opened.connect(self._open_in_summary)
        self.pages = QStackedWidget()
        for part in (lists, self.viewer, self.summary):
            self.pages.addWidget(part)
        self.setLayout(column(t, self.pages, gap=0))
        self.first: QWidget = self.received.table
        for part in (self._busy, self.problem, self.taken):
            if part is not None:
                part.hide()
        case.changed.connect(self._on_changed)
        self._read()

    # reading
    def _understand(self, typed: str) -> When:
        today = self.case.session.clock.today()
        return understand(typed, born=self._person.birth_date, died=self._person.death_date, today=today)

    def _on_changed(self, change: Change) -> None:
        if change.parts & SHOWS:
            self.received.show_evidence()
        if Part.REQUESTS in change.parts:
            self.requests.show_requests()
        if Part.PERSON in change.parts:
            self._person = snapshot.person(self.case.session)
        if self.taken.isVisibleTo(self):
            step = history.undoable(self.case.session)
            if step is None or step.label != IMPORT:
                self.taken.say("")

    def _read(self) -> None:
        self.received.show_evidence()
        self.requests.show_requests()
        self.first = self.received.table if self.received.row else self.attach

    # attaching
    def _choose_files(self) -> None:
        self.attach_files(choose_file.open_several(self, "Attach records"))

    def attach_files(self, paths: list[Path]) -> None:
        """One after the other; each is encrypted on the pool and stands in the list when it is whole."""
        self._waiting.extend(paths)
        if self._job is None:
            self._attach_next()

    def _attach_next(self) -> None:
        if not self._waiting:
            return
        try:
            work = evidence.prepare(self.case.session, self._waiting.pop(0))
        except Refused as refusal:
            self._waiting.clear()
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self._begin("Taking the record in")

        def take(progress: Progress) -> evidence.Taken:
            return work(lambda done, of: progress.step(done, of, "Taking the record in"))

        def done(taken: evidence.Taken) -> None:
            if not isValid(self):
                return
            self._end()
            if taken.others and not self._is_theirs(taken.others):
                evidence.leave_out(self.case.session, taken)
                self.services.say("The record was not attached.")
                self._attach_next()
                return
            try:
                change = self.case.do(evidence.keep_taken, taken)
            except Refused as refusal:
                self.problem.say(refusal.sentence)
                return
            self.received.table.choose(change.made[0])
            if self._waiting:
                self._attach_next()
            else:
                self.received.kind.setFocus(Qt.FocusReason.OtherFocusReason)
                self.services.say("The record is kept. Say what it is, and from whom.")

        self._start(self.services.jobs.start(take, done, self._refused, self._stopped))

    def _is_theirs(self, others: tuple[str, ...]) -> bool:
        """Another NHS number stands in it: only the reviewer can tell whether it belongs here all the same."""
        said = other_person.sentence("This record", others)
        return confirm(self.theme, self, "Is this the right person?", said, "Attach anyway", "Do not attach")

    # taking a structured record in
    def _choose_record(self) -> None:
        path = choose_file.open_one(self, "Take in a GP record", "Records (*.json);;All files (*)")
        if path is not None:
            self.read_record(path)

    def read_record(self, path: Path) -> None:
        """Read on the pool, then say what it would add. Nothing is written."""
        if self._job is not None:
            return
        self.pages.setCurrentIndex(0)
        self.problem.say("")
        self.taken.say("")
        self._begin("Reading the record")

        def read(_progress: Progress) -> tuple[bytes, object]:
            return records.read(path)

        def done(found: tuple[bytes, object]) -> None:
            if not isValid(self):
                return
            self._end()
            try:
                look = records.look(self.case.session, path, found[0], found[1])  # pyright: ignore[reportArgumentType]
            except Refused as refusal:
                self.problem.say(refusal.sentence)
                return
            self._person = snapshot.person(self.case.session)
            self.summary.show_look(look, self._person)
            self.pages.setCurrentWidget(self.summary)
            self.summary.focus()

        self._start(self.services.jobs.start(read, done, self._refused, self._stopped))

    def _keep(self, accept_person: bool) -> None:
        look = self.summary.look
        if look is None:
            return
        try:
            self.case.do(records.keep, look, accept_person=accept_person)
        except Refused as refusal:
            self._leave_summary()
            self.problem.say(refusal.sentence)
            return
        count = len(look.plan.added)
        self._leave_summary()
        self.taken.say(f"{count} entries were taken in." if count != 1 else "1 entry was taken in.")
        self.see.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_summary(self) -> None:
        self.summary.forget()
        self.pages.setCurrentIndex(0)
        self.take_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _undo(self) -> None:
        self.services.say(f"{self.case.undo().summary}.")
        self.taken.say("")
        self.take_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _erase(self, id: str) -> None:
        self.seal()  # what is half-typed must not be written after it was erased
        self.problem.say("")
        try:
            if ask_erase(self.theme, self, self.case, self.services, RecordOf(evidence=id)) is not None:
                self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        except Refused as refusal:
            self.problem.say(refusal.sentence)

    # long work
    def _begin(self, what: str) -> None:
        if self._busy is not None:
            self._busy.show()
        self.progress.begin(what)
        for act in (self.attach, self.take_in):
            act.setEnabled(False)
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self.progress.step)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        if self._busy is not None:
            self._busy.hide()
        for act in (self.attach, self.take_in):
            act.setEnabled(True)

    def _stop(self) -> None:
        self._waiting.clear()
        if self._job is not None:
            self._job.cancel()

    def _stopped(self) -> None:
        if isValid(self):
            self._end()
            self.services.say("Stopped. Nothing was taken in.")

    def _refused(self, refusal: Refused) -> None:
        if isValid(self):
            self._waiting.clear()
            self._end()
            self.problem.say(f"{refusal.sentence} Nothing was taken in.")
            self.attach.setFocus(Qt.FocusReason.OtherFocusReason)

    # looking
    def open_record(self, id: str, *, page: int = 1, resource: str = "") -> None:
        """Show a record, at a page, or only the part of a structured record that a citation names."""
        kept = evidence.one(self.case.session, id)
        kind = self.case.session.standards.label("evidence-kind", kept.kind) or kept.name
        says = f"{kind}, {resource.split('/')[0]}" if resource else kind
        about = " · ".join(x for x in (kept.organisation, kept.name, size(kept.bytes)) if x)
        self._back_to = self.pages.currentIndex() if self.pages.currentIndex() != 1 else self._back_to
        self.pages.setCurrentWidget(self.viewer)
        work = evidence.viewing(self.case.session, id, resource)
        self.viewer.open(says, about, work, evidence="" if resource else id, page=page)
        self._opened = f"evidence/{id}/resource/{resource}" if resource else f"evidence/{id}/page/"

    def _open_from_list(self, id: str) -> None:
        self.open_record(id)

    def _open_in_summary(self, resource: str) -> None:
        look = self.summary.look
        if look is not None:
            self._back_to = 2
            self.pages.setCurrentWidget(self.viewer)
            self.viewer.open(resource.split("/")[0], f"{look.name}. Nothing is written yet.", lambda: records.citation(look, resource))

    def _leave_viewer(self) -> None:
        self.viewer.close_record()
        self._opened = ""
        self.pages.setCurrentIndex(self._back_to)
        (self.summary.entries if self._back_to == 2 else self.received.table).setFocus(Qt.FocusReason.OtherFocusReason)
        self._back_to = 0

    def _cite(self, id: str, page: int, quoted: str) -> None:
        self.services.go("timeline", f"cite/{id}/{page}/{' '.join(quoted.split())[:300]}")

    # safe places
    def place(self) -> Place:
        out = super().place()
        out["record"], out["request"] = self.received.table.current_key(), self.requests.table.current_key()
        half = {name: part for name, part in (("request", self.requests.half()), ("record", self.received.half())) if part}
        if self._opened and self.pages.currentWidget() is self.viewer:
            out["opened"] = self._opened + (str(self.viewer.document.page()) if self._opened.endswith("/page/") else "")
        if half:
            out["half-typed"] = json.dumps(half, ensure_ascii=False)
        return out

    def held(self) -> bool:
        return super().held() or bool(self.requests.half() or self.received.half())

    def restore(self, place: Place) -> None:
        """What stands in the fields is first read again from the case: words from a lock belong to the row they were typed for."""
        self.received.read_again(str(place.get("record", "")))
        self.requests.read_again(str(place.get("request", "")))
        try:
            half: dict[str, dict[str, str]] = json.loads(str(place.get("half-typed", "{}")))
        except ValueError:
            half = {}
        for name, part in (("request", self.requests), ("record", self.received)):
            if name in half:
                part.show_half(half[name])
        super().restore(place)
        if place.get("opened"):
            self.jump(str(place["opened"]))

    def jump(self, field: str) -> bool:
        """`import`; `<evidence id>`; `evidence/<id>/page/<n>`; `evidence/<id>/resource/<Type/id>`; `request/<id>`; or a field."""
        if field == "import":
            QTimer.singleShot(0, self, self._choose_record)
            return True
        if field.startswith("request/") and self.requests.table.choose(field.removeprefix("request/")):
            self.pages.setCurrentIndex(0)
            self.requests.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        parts = field.removeprefix("evidence/").split("/", 2)
        if any(e.id == parts[0] for e in evidence.evidence(self.case.session)):
            self.received.table.choose(parts[0])
            if len(parts) == 3 and parts[1] == "resource":
                self.open_record(parts[0], resource=parts[2])
            elif len(parts) == 3 and parts[2].isdigit():
                self.open_record(parts[0], page=int(parts[2]))
            else:
                self.pages.setCurrentIndex(0)
                self.received.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().jump(field)
