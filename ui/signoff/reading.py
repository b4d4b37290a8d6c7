"""The review as it will be printed, or as it was signed: made on the pool, shown page by page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED, State
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import export, report, submit
from leder_desktop.session import Session
from ui.services import Services
from ui.style import Theme
from ui.widgets.document import DocumentView, Place
from ui.widgets.layout import column
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine

Plan = tuple[Snapshot, list[Remark]]
TITLES = {
    State.SUBMITTED: "As the reviewer signed it",
    **dict.fromkeys(COUNTERSIGNED, "As it was countersigned"),
}
AS_PRINTED = "As it will be printed"
PAGE, WORDS_OF_PAGE = 1000, 160
"""How the height is shared between the page and its words; a person may drag it otherwise."""


class Reading(QWidget):
    """`pointed(Place, page words)` on the button or Ctrl+Return: the owner goes there, or pins a comment to it."""

    pointed = Signal(object, str)
    shown = Signal()
    """The pages are there."""
    outdated = Signal()
    """The review was changed while its pages were made."""

    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__()
        self.services = services
        self._old = True
        self._running = False
        self.document = DocumentView(theme)
        self.document.zoom(-1)
        self.document.cited.connect(self._on_cited)
        self.problem = Problem(theme)
        self.progress = ProgressLine(theme)
        self.progress.stop.hide()
        layout = column(theme, self.progress, self.problem, self.document, gap=1)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.document)
        theme.fits(self.document, lambda: self.document.setMinimumHeight(theme.px(170) if theme.narrow else theme.px(380)))

    def verb(self, label: str, says: str) -> None:
        """What the button beside the page does."""
        self.document.cite.say(label, says)

    def grow_old(self) -> None:
        """The review has changed: make the pages again the next time they are looked at."""
        self._old = True

    def show_review(self, session: Session, state: State, plan: Plan) -> None:
        """Bring the pages up to date, if they are not. `plan`: what they are made from while nobody has signed."""
        if not self._old or self._running:
            return
        self._old = False
        title = TITLES.get(state, AS_PRINTED)
        try:
            if state == State.SUBMITTED:
                self._show(title, submit.signed(session).report)
            elif state in COUNTERSIGNED:
                self._show(title, export.final_report(session))
            else:
                self._build(plan, title)
        except Refused as refusal:
            self.problem.say(refusal.sentence)

    def _build(self, plan: Plan, title: str) -> None:
        self._running = True
        self.progress.begin("The pages are being made")
        self.progress.stop.hide()

        def end() -> None:
            if isValid(self):
                self._running = False
                self.progress.end()

        def done(made: report.Report) -> None:
            end()
            if not isValid(self):
                return
            self._show(title, made.pdf)
            if self._old:
                self.outdated.emit()

        def refused(refusal: Refused) -> None:
            end()
            if not isValid(self):
                return
            self.problem.say(refusal.sentence)

        self.services.jobs.start(lambda _: report.build(plan), done, refused, end)

    def _show(self, title: str, pdf: bytes) -> None:
        self.problem.say("")
        self.document.show_document(title, lambda: pdf, self.document.page())
        self.document.split.setSizes([PAGE, WORDS_OF_PAGE])
        self.shown.emit()

    def _on_cited(self, place: Place) -> None:
        self.pointed.emit(place, self.document.text.text())
