"""What stands in the status bar: whether it is saved, a sentence for a moment, that nothing leaves this laptop, the text size."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QStatusBar

from leder_desktop.errors import Refused
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.words import Words, words

SAID_MS = 6_000
OFFLINE = "Encrypted on this laptop. Nothing is sent unless you send it."


class Status(QObject):
    """Hears the open case (`follow`) and says how it stands with saving."""

    def __init__(self, theme: Theme, bar: QStatusBar) -> None:
        super().__init__(bar)
        self.theme, self.bar = theme, bar
        self.case: OpenCase | None = None
        bar.setSizeGripEnabled(False)
        self.saved: Words = words("", "small", "soft", wrap=False)
        self.said: Words = words("", "small", "ink", wrap=False)
        self.offline: Words = words(OFFLINE, "small", "soft", wrap=False)
        self.size: Words = words("", "small", "soft", wrap=False)
        bar.addWidget(self.saved)
        bar.addWidget(self.said, 1)
        bar.addPermanentWidget(self.offline)
        bar.addPermanentWidget(self.size)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(lambda: self.said.setText(""))

    def say(self, sentence: str) -> None:
        """For a few seconds."""
        self.said.setText(sentence)
        self._over.start(SAID_MS)

    def follow(self, case: OpenCase | None) -> None:
        """Say from now on how it stands with this case; None: no case is open."""
        if self.case is not None:
            pairs = ((self.case.working, self._working), (self.case.saved, self._saved), (self.case.failed, self._failed))
            for signal, slot in pairs:
                signal.disconnect(slot)
        self.case = case
        self.saved.setText("")
        if case is not None:
            case.working.connect(self._working)
            case.saved.connect(self._saved)
            case.failed.connect(self._failed)

    def fit(self) -> None:
        self.offline.setVisible(not self.theme.narrow)
        self.size.setText(f"Text {round(self.theme.scale * 100)} %")
        self.bar.setContentsMargins(self.theme.sp(1), 0, self.theme.sp(1), 0)

    def _working(self) -> None:
        self.saved.setText("Saving")

    def _saved(self) -> None:
        if self.case is not None:
            self.saved.tone("soft")
            self.saved.setText(f"Saved {self.case.session.clock.now().astimezone():%H:%M}")

    def _failed(self, why: object) -> None:
        said = why.sentence if isinstance(why, Refused) else "Something went wrong."
        self.saved.tone("amber_ink")
        self.saved.setText(f"Not saved. {said} What you typed is still here.")
