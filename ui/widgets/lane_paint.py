"""How a lane is drawn: the months, what was looked for and not found, and the bars with their soft ends."""

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QLinearGradient, QPainter, QPen, QPolygonF

from ui.style import Theme
from ui.widgets.lane_rows import Frame, Gap, Placed

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _ticks(start: date, end: date) -> list[tuple[date, str]]:
    """First days of months, half years, years or decades, with their words, depending on how long it is."""
    months = (end - start).days / 30.4
    every = 1 if months <= 14 else 6 if months <= 60 else 12 if months <= 180 else 120
    out: list[tuple[date, str]] = []
    for year in range(start.year, end.year + 1):
        if every == 120 and year % 10:
            continue
        for month in range(1, 13, min(every, 12)):
            day = date(year, month, 1)
            if start <= day <= end:
                out.append(
                    (day, str(year) if every >= 12 else f"{MONTHS[month - 1]} {year}" if every == 6 or month == 1 else MONTHS[month - 1])
                )
    return out


def paint_axis(p: QPainter, t: Theme, frame: Frame, bottom: float, died: date | None) -> None:
    metrics = t.metrics("small")
    axis = metrics.height() + t.sp(1)
    p.setFont(t.font("small"))
    stop = frame.width
    if died is not None and frame.start <= died <= frame.end:
        said = f"Died {died.day} {MONTHS[died.month - 1]} {died.year}"
        wide = metrics.horizontalAdvance(said) + 4
        left = max(0.0, frame.x(died) - wide - 2)
        stop = left - t.sp(1)
        p.setPen(t.colour("soft"))
        p.drawText(QRectF(left, 0, wide + 4, axis - 4), Qt.AlignmentFlag.AlignVCenter, said)
    taken = frame.left - 8
    for day, label in _ticks(frame.start, frame.end):
        x = frame.x(day)
        p.setPen(QPen(t.colour("line"), 1))
        p.drawLine(QPointF(x, axis - 4), QPointF(x, bottom))
        wide = metrics.horizontalAdvance(label)
        if x + 4 + wide < stop and x > taken:
            p.setPen(t.colour("soft"))
            p.drawText(QRectF(x + 4, 0, wide + 4, axis - 4), Qt.AlignmentFlag.AlignVCenter, label)
            taken = x + wide + 8


def paint_gap(p: QPainter, t: Theme, gap: Gap, box: QRectF, taken: list[tuple[float, float]]) -> None:
    """Hatched; the words only where they have room between what is `taken` on the first line: the list says them anyway."""
    p.save()
    p.setClipRect(box)
    p.setPen(QPen(t.colour("line"), 1.2))
    x = box.left() - box.height()
    while x < box.right():
        p.drawLine(QPointF(x, box.bottom()), QPointF(x + box.height(), box.top()))
        x += 8
    p.restore()
    metrics = t.metrics("small")
    say = QRectF(0, 0, metrics.horizontalAdvance(gap.label) + t.sp(1.5), metrics.height() + t.sp(0.5))
    x = box.left() + t.sp(1)
    for left, right in taken:
        if left < x + say.width() + t.sp(1) and right > x:
            x = right + t.sp(1)
    if x + say.width() > box.right():
        return
    say.moveTop(box.top() + t.sp(0.75) - 1)
    say.moveLeft(x)
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(t.colour("paper"))
    p.drawRoundedRect(say, 3, 3)
    p.setPen(t.colour("soft"))
    p.setFont(t.font("small"))
    p.drawText(say, Qt.AlignmentFlag.AlignCenter, gap.label)


def _ramp(one: Placed, box: QRectF, colour: QColor) -> QBrush:
    """The only gradient there is: it means "not sure when"."""
    clear = QColor(colour)
    clear.setAlpha(0)
    ramp = QLinearGradient(box.topLeft(), box.topRight())
    wide = max(box.width(), 1.0)
    s = min(1.0, max(0.0, (one.sure0 - one.x0) / wide))
    e = max(s, min(1.0, (one.sure1 - one.x0) / wide))
    if s <= 0.02 and e >= 0.98:
        return QBrush(colour)
    if e - s < 0.02:  # nothing is sure: the middle is drawn, so that it can be seen at all
        s, e = 0.45, 0.55
    ramp.setColorAt(0, clear if s > 0.02 else colour)
    ramp.setColorAt(s, colour)
    ramp.setColorAt(e, colour)
    ramp.setColorAt(1, clear if e < 0.98 else colour)
    return QBrush(ramp)


def paint_bar(p: QPainter, t: Theme, one: Placed, line: QRectF, chosen: bool) -> None:
    bar, box = one.bar, QRectF(line)
    day = box.width() <= t.px(12)
    if day:  # one day: a dot, not a bar
        side = t.px(12)
        box = QRectF(one.x0, line.top() + (line.height() - side) / 2, side, side)
    curve = box.height() / 2 if day else 4.0
    fill = t.colour("edge" if bar.told else "blue" if bar.episode else "tint")
    brush = _ramp(one, box, fill)
    if bar.told:
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.setPen(QPen(brush, 2))
        p.drawRoundedRect(box.adjusted(1, 1, -1, -1), curve, curve)
    else:
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(brush)
        p.drawRoundedRect(box, curve, curve)
    if chosen:
        p.setPen(QPen(t.colour("focus"), 2))
        p.setBrush(Qt.BrushStyle.NoBrush)
        p.drawRoundedRect(box.adjusted(-3, -3, 3, 3), curve + 3, curve + 3)
    ink = t.colour("on_blue" if one.inside and bar.episode and not bar.told else "ink")
    x = one.words
    if bar.episode:
        c, r = QPointF(x + t.px(5), line.center().y()), t.px(9) / 2
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(ink if one.inside else t.colour("blue"))
        p.drawPolygon(QPolygonF([c + QPointF(0, -r), c + QPointF(r, 0), c + QPointF(0, r), c + QPointF(-r, 0)]))
        x += t.px(14)
    elif bar.two:
        icon = t.pixmap("split", "amber", 14)
        p.drawPixmap(int(x), int(line.center().y() - icon.height() / 2), icon)
        x += t.px(16)
    p.setPen(ink)
    p.setFont(t.font("small-strong" if bar.episode or chosen else "small"))
    place = QRectF(x, line.top(), 2000, line.height())
    if not one.inside:  # a line of the grid must not run through the words
        p.fillRect(p.boundingRect(place, Qt.AlignmentFlag.AlignVCenter, bar.label), t.colour("paper"))
    p.drawText(place, Qt.AlignmentFlag.AlignVCenter, bar.label)
