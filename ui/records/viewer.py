"""A record inside the window, from memory only: pages, pictures, words. One key cites the place in a new timeline entry."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from leder_desktop.errors import Refused
from ui.jobs import Job, Jobs, Progress
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.document import DocumentView, Place
from ui.widgets.layout import card, column, holder, row
from ui.widgets.progress import ProgressLine
from ui.widgets.words import Words, words

SHARE = 720
"""Of 1000: how much of the height the page has; its words stand below."""


class Viewer(QWidget):
    left = Signal()
    cited = Signal(str, int, str)
    """Evidence id, page, words."""

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._job: Job | None = None
        self.evidence = ""
        t = theme
        self.leave = button(t, "Back", "arrow-left", says="Back to where you were", on=self.left.emit)
        self.about: Words = words("", "small", "soft", wrap=False)
        self.progress = ProgressLine(t)
        self.document = DocumentView(t)
        self.document.setObjectName("records.document")
        self.document.cited.connect(self._on_cited)
        self.problem: Words = words("", "body", "amber_ink")
        head = holder(row(t, self.leave, self.about, None, gap=1.5))
        body = column(t, head, self.progress, self.problem, card(t, self.document, pad=1.5), gap=1, margins=(2, 1.25, 2, 1.25))
        body.setStretch(3, 1)
        self.setLayout(body)
        shortcut = QShortcut(QKeySequence("Escape"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.left)
        self.problem.hide()

    def open(self, says: str, about: str, work: Callable[[], bytes], *, evidence: str = "", page: int = 1) -> None:
        """Fetch the bytes on the pool and show them. `evidence`: what a citation of a place in it cites; empty when it cannot be cited."""
        self.close_record()
        self.about.setText(about)
        self.evidence = evidence
        self.progress.begin("Opening the record")

        def fetch(_progress: Progress) -> bytes:
            return work()

        def done(data: bytes) -> None:
            if isValid(self) and self._job is job:
                self.progress.end()
                self.document.show_document(says, lambda: data, page)
                self.document.split.setSizes([SHARE, 1000 - SHARE])
                self.document.cite.setEnabled(bool(evidence))
                (self.document.text if self.document.text.isVisible() else self.leave).setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(refusal: Refused) -> None:
            if isValid(self) and self._job is job:
                self.progress.end()
                self.problem.setText(refusal.sentence)
                self.problem.show()
                self.leave.setFocus()

        self._job = job = self._jobs.start(fetch, done, refused)

    def close_record(self) -> None:
        """Forget the bytes and the pictures."""
        self._job = None
        self.progress.end()
        self.problem.hide()
        self.document.close_document()

    def _on_cited(self, place: object) -> None:
        if isinstance(place, Place) and self.evidence:
            self.cited.emit(self.evidence, place.page, place.words)
