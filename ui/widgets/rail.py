"""SectionRail: the sections of one case, each with a small state. StageRail: how far a case has come."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.style import Theme

Index = QModelIndex | QPersistentModelIndex
HELD = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class Section:
    key: str
    title: str
    icon: str
    state: str = "empty"
    """empty, begun, complete, or "" for a section that has no state."""
    remarks: int = 0
    """How many remarks it has; with any, that is what its state shows."""
    open: bool = True
    """False: it cannot be entered yet (the opt-out gate)."""

    def says(self) -> str:
        count = "" if not self.remarks else f"has remarks, {self.remarks} remark{'s' if self.remarks > 1 else ''}"
        return ", ".join(x for x in (self.title, self.state, count, "" if self.open else "not open yet") if x)


class SectionRail(QListWidget):
    """A real list: arrow keys move, first letters jump, a screen reader hears "Pen portrait, begun, has remarks, 2 remarks".

    `entered(key)` on Enter, Space or a click.
    """

    entered = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._held: dict[str, Section] = {}
        self.setAccessibleName("Sections of this review")
        self.setProperty("noring", True)
        self.setItemDelegate(_SectionRow(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(self._enter)
        theme.fits(self, self._fit)

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """The sections as they are now; what is chosen stays chosen."""
        if [s.key for s in sections] != list(self._held):
            self.clear()
            for section in sections:
                self.addItem(QListWidgetItem(section.title))
        self._held = {section.key: section for section in sections}
        for i, section in enumerate(sections):
            item = self.item(i)
            item.setData(HELD, section.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, section.says())
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags if section.open else Qt.ItemFlag.NoItemFlags)
        self._fit()

    def section(self, key: str) -> Section:
        return self._held[key]

    def choose(self, key: str) -> None:
        """Show which section one is in; none, where it has no place here."""
        if key not in self._held:
            self.setCurrentRow(-1)
        for i in range(self.count()):
            if self.item(i).data(HELD) == key:
                self.setCurrentRow(i)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._enter(self.currentItem())
        else:
            super().keyPressEvent(event)

    def _enter(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.entered.emit(str(item.data(HELD)))

    def _fit(self) -> None:
        t = self.theme
        self.setFixedWidth(t.sp(7) + t.px(8) if t.narrow else t.px(216))
        for i in range(self.count()):
            item = self.item(i)
            section = self._held.get(str(item.data(HELD)))
            item.setToolTip(section.says() if section and t.narrow else "")
        self.scheduleDelayedItemsLayout()
        self.viewport().update()


class _SectionRow(QStyledItemDelegate):
    def __init__(self, rail: SectionRail) -> None:
        super().__init__(rail)
        self.rail, self.theme = rail, rail.theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self.theme.metrics().height() + self.theme.sp(2.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        t, p = self.theme, painter
        section = self.rail.section(str(index.data(HELD)))
        # the stubs do not know the fields of the option
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
        rect: QRect = option.rect  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType, reportAttributeAccessIssue]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        p.save()
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        r = rect.adjusted(t.sp(1), 2, -t.sp(1), -2)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(t.colour("wash" if chosen else "sunken"))
            p.drawRoundedRect(r, 4, 4)
        if chosen:
            p.setBrush(t.colour("blue"))
            p.drawRoundedRect(QRect(r.left(), r.top() + 6, 3, r.height() - 12), 1.5, 1.5)
        if state & QStyle.StateFlag.State_HasFocus:
            p.setPen(QPen(t.colour("focus"), 2))
            p.setBrush(Qt.BrushStyle.NoBrush)
            p.drawRoundedRect(r.adjusted(1, 0, -1, 0), 4, 4)
        icon = t.pixmap(section.icon, "blue_ink" if chosen else "soft", 18)
        x = r.left() + t.sp(1.25) if not t.narrow else r.center().x() - icon.width() // 2
        p.drawPixmap(x, r.center().y() - icon.height() // 2 + 1, icon)
        if not t.narrow:
            p.setFont(t.font("strong" if chosen else "body"))
            p.setPen(t.colour("blue_ink" if chosen else "ink" if section.open else "soft"))
            left = x + icon.width() + t.sp(1.25)
            p.drawText(
                QRect(left, r.top(), r.right() - left - t.px(14) - t.sp(1.5), r.height()), Qt.AlignmentFlag.AlignVCenter, section.title
            )
            paint_state(p, t, QRectF(r.right() - t.sp(1) - t.px(14), r.center().y() - t.px(7) + 1, t.px(14), t.px(14)), section)
        else:
            paint_state(p, t, QRectF(r.right() - t.px(11), r.top() + 1, t.px(11), t.px(11)), section)
        p.restore()


def paint_state(p: QPainter, t: Theme, box: QRectF, section: Section) -> None:
    """Shape first: ring, half-filled ring, tick, number in a square. Colour only repeats it."""
    if not section.open:
        icon = t.pixmap("lock", "soft", 12)
        p.drawPixmap(int(box.left()), int(box.top()), icon)
        return
    if section.remarks:
        font = t.font("small-strong")
        font.setPointSizeF(min(font.pointSizeF(), box.height() * 0.62))
        p.setFont(font)
        # a number cut at its edge is another number: from three figures on the square grows to the left
        box = box.adjusted(min(0.0, box.width() - p.fontMetrics().horizontalAdvance(str(section.remarks)) - 4), 0, 0, 0)
        p.setPen(QPen(t.colour("amber"), 1))
        p.setBrush(t.colour("amber_wash"))
        p.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 4, 4)
        p.setPen(t.colour("amber_ink"))
        p.drawText(box, Qt.AlignmentFlag.AlignCenter, str(section.remarks))
        return
    dot = box.adjusted(box.width() * 0.2, box.height() * 0.2, -box.width() * 0.2, -box.height() * 0.2)
    if section.state == "complete":
        p.drawPixmap(int(box.left()), int(box.top()), t.pixmap("check", "blue_ink", round(box.width() / t.scale)))
    elif section.state in ("begun", "empty"):
        p.setPen(QPen(t.colour("edge"), 1.4))
        p.setBrush(t.colour("paper"))
        p.drawEllipse(dot)
        if section.state == "begun":
            p.setBrush(t.colour("edge"))
            p.drawPie(dot, 90 * 16, 180 * 16)


def paint_stage(p: QPainter, t: Theme, x: float, y: float, at: int, of: int, width: float, held: bool = False) -> None:
    """Short bars: done is filled, now is filled and taller, to come is hollow; held is hatched. `y` is the middle."""
    gap = 3.0
    w = (width - gap * (of - 1)) / of
    for i in range(of):
        box = QRectF(x + i * (w + gap), y - (3 if i == at else 2), w, 6 if i == at else 4)
        p.setPen(QPen(t.colour("blue" if i <= at and not (held and i == at) else "edge"), 1))
        p.setBrush(QBrush(t.colour("blue")) if i <= at else QBrush(Qt.BrushStyle.NoBrush))
        if held and i == at:
            p.setBrush(t.colour("paper"))
            p.drawRect(box)
            p.fillRect(box, QBrush(t.colour("ink"), Qt.BrushStyle.BDiagPattern))
        else:
            p.drawRoundedRect(box, 1.5, 1.5)


class StageRail(QWidget):
    """Short bars with their words. Its accessible name is the whole sentence."""

    def __init__(self, theme: Theme, stages: tuple[str, ...], at: int = 0, held: bool = False) -> None:
        super().__init__()
        self.theme, self.stages = theme, stages
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_stage(at, held)
        theme.fits(self, lambda: self.setFixedHeight(theme.metrics("small").height() + theme.sp(2)))

    def show_stage(self, at: int, held: bool = False) -> None:
        self.at, self.held = at, held
        self.setAccessibleName(f"Stage {at + 1} of {len(self.stages)}: {self.stages[at]}{', on hold' if held else ''}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t, p = self.theme, QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_stage(p, t, 0.5, 5, self.at, len(self.stages), self.width() - 1, self.held)
        w = (self.width() - 3 * (len(self.stages) - 1)) / len(self.stages)
        for i, stage in enumerate(self.stages):
            p.setFont(t.font("small-strong" if i == self.at else "small"))
            p.setPen(t.colour("blue_ink" if i == self.at else "soft"))
            box = QRectF(i * (w + 3), t.sp(1.5), w, self.height() - t.sp(1.5))
            said = p.fontMetrics().elidedText(stage, Qt.TextElideMode.ElideRight, int(w))
            p.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
