"""One focus ring for the whole window: 2 px of paper, then 2 px of focus, so it shows on every ground in every palette."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from ui.style import Theme

WATCHED = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}


class FocusRing(QWidget):
    """Transparent to the mouse and to assistive technology; it only paints.

    A widget with the property `noring` shows its focus itself (a list its row, a page its caret). A read-only page gets the ring.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self._target: QWidget | None = None
        self._whole = QRect()
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        theme.fits(self, self.update)
        self.hide()

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        for w in self._watched:
            if isValid(w):
                w.removeEventFilter(self)
        self._watched, self._target = [], None
        if now is not None and isValid(now) and self.window().isAncestorOf(now) and not now.property("noring"):
            self._target = now
            w: QWidget | None = now
            while w is not None and w is not self.window():
                w.installEventFilter(self)
                self._watched.append(w)
                w = w.parentWidget()
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in WATCHED:
            self._follow()
        return False

    def _follow(self) -> None:
        target, window = self._target, self.window()
        gone = target is None or not isValid(target) or not window.isAncestorOf(target)
        if target is None or gone or not target.isVisible() or target.visibleRegion().isEmpty():
            self.hide()
            return
        self._whole = QRect(target.mapTo(window, QPoint(0, 0)), target.size()).adjusted(-4, -4, 4, 4)
        self.setGeometry(self._whole.intersected(self._in_sight(target)))
        self.raise_()
        self.show()
        self.update()

    def _in_sight(self, target: QWidget) -> QRect:
        """Where a ring may be painted: what is scrolled away under the bars of the window has none there."""
        window = self.window()
        seen, w = window.rect(), target if target.isWindow() else target.parentWidget()
        while w is not None and not w.isWindow():
            area = w.parentWidget()
            if area is window:
                beside = 0 if isinstance(window, QMainWindow) else 4  # a question has no bars round it
                seen = seen.intersected(w.geometry().adjusted(-beside, -beside, beside, beside))
            elif isinstance(area, QAbstractScrollArea) and area.viewport() is w:
                seen = seen.intersected(QRect(w.mapTo(window, QPoint(0, 0)), w.size()).adjusted(-4, -4, 4, 4))
            w = area
        return seen

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.translate(self._whole.topLeft() - self.pos())
        around = QRect(QPoint(0, 0), self._whole.size())
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(QPen(self.theme.colour("paper"), 2))
        p.drawRoundedRect(around.adjusted(3, 3, -3, -3), 5, 5)
        p.setPen(QPen(self.theme.colour("focus"), 2))
        p.drawRoundedRect(around.adjusted(1, 1, -1, -1), 7, 7)
