"""Tick and Pick: Qt's own check box and radio button, painted at the size of the words so that 200 % is 200 %."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ui.style import Theme
from ui.widgets.layout import column, row

TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.28))


def _left(t: Theme) -> int:
    return t.px(18) + t.sp(1)


def _room(t: Theme, label: str, width: int) -> QRect:
    return t.metrics().boundingRect(QRect(0, 0, max(width - _left(t), t.ch(8)), 10_000), int(Qt.TextFlag.TextWordWrap), label)


def _tall(t: Theme, label: str, width: int) -> int:
    return max(t.px(24), _room(t, label, width).height() + t.sp(1))


def _prepare(button: QAbstractButton, theme: Theme, on: bool) -> None:
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    button.setChecked(on)
    button.setAccessibleName(button.text())
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    theme.fits(button, button.updateGeometry)


def _hint(t: Theme, label: str) -> QSize:
    wide = min(t.metrics().horizontalAdvance(label) + _left(t) + 4, t.ch(60))
    return QSize(wide, _tall(t, label, wide))


def _box(t: Theme) -> QRectF:
    side, line = t.px(18), t.metrics().height() + t.sp(1)
    return QRectF(1, (max(line, t.px(24)) - side) / 2 + 1, side - 2, side - 2)


def _label(p: QPainter, t: Theme, w: QAbstractButton) -> None:
    p.setPen(t.colour("ink" if w.isEnabled() else "soft"))
    p.setFont(t.font())
    place = QRect(_left(t), t.sp(0.5), w.width() - _left(t), w.height())
    p.drawText(place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), w.text())


class Tick(QCheckBox):
    """A check box. Its words wrap."""

    def __init__(self, theme: Theme, label: str, on: bool = False) -> None:
        super().__init__(label)
        self.theme = theme
        _prepare(self, theme, on)

    def sizeHint(self) -> QSize:
        return _hint(self.theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return QSize(_left(self.theme) + self.theme.ch(8), self.theme.px(24))

    def heightForWidth(self, arg__1: int) -> int:
        return _tall(self.theme, self.text(), arg__1)

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        t, p = self.theme, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, on = _box(t), self.isChecked()
        p.setPen(QPen(t.colour("blue" if on else "edge"), 2))
        p.setBrush(t.colour("blue" if on else "paper"))
        p.drawRoundedRect(box, 3, 3)
        if on:
            d = box.width()
            p.setPen(QPen(t.colour("on_blue"), d / 8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawPolyline(QPolygonF([box.topLeft() + QPointF(d * x, d * y) for x, y in TICK]))
        _label(p, t, self)


class Pick(QRadioButton):
    """A radio button. Its words wrap."""

    def __init__(self, theme: Theme, label: str, on: bool = False) -> None:
        super().__init__(label)
        self.theme = theme
        _prepare(self, theme, on)

    def sizeHint(self) -> QSize:
        return _hint(self.theme, self.text())

    def minimumSizeHint(self) -> QSize:
        return QSize(_left(self.theme) + self.theme.ch(8), self.theme.px(24))

    def heightForWidth(self, arg__1: int) -> int:
        return _tall(self.theme, self.text(), arg__1)

    def hitButton(self, arg__1: object) -> bool:
        return True

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        t, p = self.theme, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_pick(p, t, _box(t), self.isChecked())
        _label(p, t, self)


class Picks(QWidget):
    """A few exclusive answers, each a radio button, none chosen to begin with. `chosen(str)` gives the key of the answer."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, options: tuple[tuple[str, str], ...], at: str = "", *, across: bool = False) -> None:
        """`options`: (key, words). `across`: side by side where there is room."""
        super().__init__()
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        self.picks: dict[str, Pick] = {}
        box: QBoxLayout = row(theme, gap=2) if across else column(theme, gap=0.25)
        for key, label in options:
            pick = Pick(theme, label)
            pick.setAccessibleName(f"{name}: {label}")
            self.picks[key] = pick
            self.group.addButton(pick)
            box.addWidget(pick)
        if across:
            box.addStretch(1)

            def fit() -> None:
                box.setDirection(QBoxLayout.Direction.TopToBottom if theme.narrow else QBoxLayout.Direction.LeftToRight)
                box.setSpacing(theme.sp(0.25 if theme.narrow else 2))

            theme.fits(self, fit)
        self.setLayout(box)
        self.choose(at)
        self.group.buttonClicked.connect(lambda: self.chosen.emit(self.at()))
        first = next(iter(self.picks.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def at(self) -> str:
        """The key of what is chosen, or ""."""
        return next((key for key, pick in self.picks.items() if pick.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show an answer; "" takes the answer away."""
        self.group.setExclusive(False)
        for k, pick in self.picks.items():
            pick.setChecked(k == key)
        self.group.setExclusive(True)


def picks(theme: Theme, name: str, options: tuple[tuple[str, str], ...], at: str = "", *, across: bool = False) -> Picks:
    return Picks(theme, name, options, at, across=across)


def paint_pick(p: QPainter, t: Theme, ring: QRectF, on: bool) -> None:
    p.setPen(QPen(t.colour("blue" if on else "edge"), 2))
    p.setBrush(t.colour("paper"))
    p.drawEllipse(ring)
    if on:
        d = ring.width()
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(t.colour("blue"))
        p.drawEllipse(ring.adjusted(d * 0.26, d * 0.26, -d * 0.26, -d * 0.26))
