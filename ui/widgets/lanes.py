"""TimelineLanes: what happened where. A date that is not sure has a soft end, so nobody reads more than is known."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.style import Theme
from ui.widgets.lane_paint import paint_axis, paint_bar, paint_gap
from ui.widgets.lane_rows import Bar, Frame, Gap, Placed, in_sight, pack

__all__ = ["Bar", "Gap", "TimelineLanes"]
SAYS = "Timeline, drawn. Left and right move between entries; the list below says the same in words."


class TimelineLanes(QWidget):
    """Painted, so it is invisible to assistive technology: put a list of the same entries below and let the two share a selection.

    `chosen(key)` when a person chooses a bar; `opened(key)` on Enter or a double click.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, says: str = SAYS) -> None:
        super().__init__()
        self.theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(says)
        self._lanes: tuple[str, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._gaps: tuple[Gap, ...] = ()
        self._died: date | None = None
        self._start, self._end = date(2000, 1, 1), date(2001, 1, 1)
        self._at = ""
        self._placed: dict[str, list[Placed]] = {}
        self._lefts: dict[str, list[float]] = {}
        self._reach = 0.0
        self._tops: dict[str, tuple[float, float]] = {}
        self._frame = Frame(left=0, width=1, start=self._start, end=self._end)
        self._tall = 1
        theme.fits(self, self._pack)

    # what is shown
    def show_entries(self, lanes: tuple[str, ...], bars: tuple[Bar, ...], gaps: tuple[Gap, ...] = (), died: date | None = None) -> None:
        """`lanes` from top to bottom; a bar or gap in no lane of these is left out."""
        self._lanes, self._bars, self._gaps, self._died = lanes, tuple(b for b in bars if b.lane in lanes), gaps, died
        self._pack()

    def span(self, start: date, end: date) -> None:
        """Show these days, both included."""
        self._start, self._end = start, max(end, start)
        self._pack()

    def at(self) -> str:
        return self._at

    def choose(self, key: str) -> None:
        """Show which entry is chosen, without saying that a person chose it."""
        self._at = key
        bar = next((b for b in self._bars if b.key == key), None)
        self.setAccessibleDescription(bar.says() if bar else "")
        self.update()

    # measured once
    def _bar_tall(self) -> float:
        return self.theme.metrics("small").height() + self.theme.sp(0.5)

    def _pack(self) -> None:
        t = self.theme
        bold = t.metrics("small-strong")
        left = min(max([bold.horizontalAdvance(lane) for lane in self._lanes], default=0) + t.sp(2.5), max(self.width() // 3, 40))
        self._frame = Frame(left=left, width=max(self.width() - t.sp(1), left + 1), start=self._start, end=self._end)
        extra = t.px(16)
        room = {b.key: bold.horizontalAdvance(b.label) + t.sp(1.5) + (extra if b.episode or b.two else 0) for b in self._bars}
        self._placed = pack(self._bars, self._frame, room, t.px(12), t.sp(0.75))
        for placed in self._placed.values():
            placed.sort(key=lambda one: one.x0)
        self._lefts = {lane: [one.x0 for one in placed] for lane, placed in self._placed.items()}
        self._reach = max([max(one.x1 - one.x0, 0) + room[one.bar.key] for placed in self._placed.values() for one in placed], default=0)
        y = float(t.metrics("small").height() + t.sp(1))
        self._tops = {}
        for lane in self._lanes:
            deep = 1 + max([one.line for one in self._placed.get(lane, [])], default=0)
            tall = deep * (self._bar_tall() + t.sp(0.5)) + t.sp(1)
            self._tops[lane] = (y, tall)
            y += tall
        self._tall = round(y) + 1
        if self.height() != self._tall:
            self.setFixedHeight(self._tall)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(600, self._tall)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._pack()

    def _box(self, one: Placed) -> QRectF:
        top = self._tops[one.bar.lane][0] + self.theme.sp(0.75) + one.line * (self._bar_tall() + self.theme.sp(0.5))
        return QRectF(one.x0, top, one.x1 - one.x0, self._bar_tall())

    def _taken(self, lane: str) -> list[tuple[float, float]]:
        """Where words and bars stand on the first line of a lane, so that a gap's words keep clear of them."""
        metrics = self.theme.metrics("small-strong")
        room = self.theme.px(16) + self.theme.sp(1)
        first = [one for one in self._placed.get(lane, []) if one.line == 0]
        return sorted((one.left, max(one.x1, one.words + metrics.horizontalAdvance(one.bar.label) + room)) for one in first)

    # painting
    def paintEvent(self, event: QPaintEvent) -> None:
        t, p = self.theme, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        dirty = QRectF(event.rect())
        paint_axis(p, t, self._frame, self._tall, self._died)
        for lane, (y, tall) in self._tops.items():
            p.setPen(t.colour("line"))
            p.drawLine(QPointF(0, y), QPointF(self.width(), y))
            p.setFont(t.font("small-strong"))
            p.setPen(t.colour("soft"))
            said = p.fontMetrics().elidedText(lane, Qt.TextElideMode.ElideRight, int(self._frame.left - t.sp(1)))
            p.drawText(QRectF(0, y + t.sp(0.75), self._frame.left, self._bar_tall()), Qt.AlignmentFlag.AlignVCenter, said)
            for gap in self._gaps:
                if gap.lane == lane and gap.end >= self._start and gap.start <= self._end:
                    box = QRectF(self._frame.x(gap.start), y + 1, self._frame.x(gap.end) - self._frame.x(gap.start), tall - 1)
                    paint_gap(p, t, gap, box, self._taken(lane))
        if self._died is not None and self._start <= self._died <= self._end:
            p.setPen(QPen(t.colour("soft"), 1.4))
            x = self._frame.x(self._died)
            p.drawLine(QPointF(x, t.metrics("small").height()), QPointF(x, self._tall))
        for lane, placed in self._placed.items():
            for one in in_sight(placed, self._lefts[lane], self._reach, dirty.left(), dirty.right()):
                paint_bar(p, t, one, self._box(one), one.bar.key == self._at)

    # hand and keyboard
    def _order(self) -> list[Bar]:
        shown = [one.bar for placed in self._placed.values() for one in placed]
        return sorted(shown, key=lambda b: (b.first, b.last, b.key))

    def _pick(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def _under(self, at: QPointF) -> str:
        for placed in self._placed.values():
            for one in reversed(placed):
                box = self._box(one)
                words = QRectF(one.left, box.top(), max(one.x1, one.words + 40) - one.left, box.height())
                if box.adjusted(-3, -2, 3, 2).contains(at) or words.contains(at):
                    return one.bar.key
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._under(event.position())
        if key:
            self._pick(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._under(event.position())
        if key:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [bar.key for bar in self._order()]
        here = order.index(self._at) if self._at in order else -1
        key = Qt.Key(event.key())
        to = {
            Qt.Key.Key_Right: here + 1,
            Qt.Key.Key_Left: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(order) - 1,
        }.get(key)
        if to is not None and order:
            self._pick(order[max(0, min(len(order) - 1, to))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at:
            self.opened.emit(self._at)
        else:
            super().keyPressEvent(event)
