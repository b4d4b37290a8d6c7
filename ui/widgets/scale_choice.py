"""A grade as full sentences, best at the top. Each row is a real radio button; only its painting is ours."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from leder_desktop.model.scales import Scale
from ui.style import Theme
from ui.widgets.layout import column
from ui.widgets.tick import paint_pick


@dataclass(frozen=True, kw_only=True)
class Step:
    key: str
    lead: str
    """The short name: "Good care"."""
    rest: str
    """The sentence of the scale, in full; empty where `lead` is the whole of it."""
    code: str = ""
    """What the form calls it besides its place in the scale ("5 of 6"), if that is another number ("2 on the form")."""

    @property
    def says(self) -> str:
        return f"{self.lead}: {self.rest}" if self.rest else self.lead


def steps(of: Scale) -> tuple[Step, ...]:
    """A scale as it is chosen from, best first: the whole sentence, its first words in bold."""
    firsts = [level.short.partition(" - ")[0] for level in of.levels]
    leads = [first if firsts.count(first) == 1 else level.short for first, level in zip(firsts, of.levels, strict=True)]
    return tuple(
        Step(
            key=level.code,
            lead=lead,
            rest="" if lead == level.label else level.label,
            code="" if level.code == str(level.goodness_rank) else f"{level.code} on the form",
        )
        for lead, level in zip(leads, of.levels, strict=True)
    )


class SentenceChoice(QRadioButton):
    """Wraps its sentence; the whole row is the target. The code comes last and always says which end is best."""

    def __init__(self, theme: Theme, step: Step, code: str) -> None:
        super().__init__(step.says)
        self.theme, self.step, self.code = theme, step, code
        self._tall: dict[tuple[int, float], int] = {}
        self.setAccessibleName(f"{step.says} {code}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.fits(self, self.updateGeometry)

    def _left(self) -> int:
        return self.theme.sp(2) + self.theme.px(18) + self.theme.sp(1.5)

    def _wrapped(self, role: str, content: str, width: int) -> int:
        room = QRect(0, 0, max(width, 40), 10_000)
        return self.theme.metrics(role).boundingRect(room, int(Qt.TextFlag.TextWordWrap), content).height()

    def _code_wide(self) -> int:
        return self.theme.metrics("small").horizontalAdvance(self.code) + self.theme.sp(2)

    def heightForWidth(self, arg__1: int) -> int:
        t, at = self.theme, (arg__1, self.theme.scale)
        if at not in self._tall:
            room = arg__1 - self._left() - t.sp(2)
            lead = self._wrapped("strong", self.step.lead, room - self._code_wide())
            self._tall[at] = t.sp(2.5) + lead + (self._wrapped("body", self.step.rest, room) if self.step.rest else 0)
        return self._tall[at]

    def sizeHint(self) -> QSize:
        return QSize(self.theme.ch(48), self.heightForWidth(max(self.width(), self.theme.ch(40))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.ch(20), self.theme.metrics().height() + self.theme.sp(2.5))

    def hitButton(self, arg__1: object) -> bool:
        return True

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        t, on = self.theme, self.isChecked()
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        p.setPen(QPen(t.colour("blue" if on else "edge" if self.underMouse() else "line"), 2 if on else 1))
        p.setBrush(t.colour("wash" if on else "paper"))
        p.drawRoundedRect(box, 6, 6)
        side, top, x = t.px(18), t.sp(1.25), self._left()
        ring = QRectF(t.sp(2), top + (t.metrics("strong").height() - side) / 2, side, side)
        paint_pick(p, t, ring.adjusted(1, 1, -1, -1), on)
        room = self.width() - x - t.sp(2)
        lead = self._wrapped("strong", self.step.lead, room - self._code_wide())
        p.setPen(t.colour("ink"))
        p.setFont(t.font("strong"))
        p.drawText(QRect(x, top, room - self._code_wide(), lead), int(Qt.TextFlag.TextWordWrap), self.step.lead)
        p.setFont(t.font("small"))
        p.setPen(t.colour("soft"))
        p.drawText(
            QRect(x, top, room, t.metrics("strong").height()), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.code
        )
        p.setFont(t.font())
        p.setPen(t.colour("ink"))
        p.drawText(QRect(x, top + lead, room, self.height()), int(Qt.TextFlag.TextWordWrap), self.step.rest)


class ScaleChoice(QWidget):
    """The whole scale with its two ends written out. Never a slider, stars or a bare number. `chosen(str)` gives the key of the step."""

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, says: str, steps: tuple[Step, ...], at: str = "", *, ends: tuple[str, str] = ("best", "worst")
    ) -> None:
        """`steps` from best to worst, whichever way the form itself numbers them. `ends`: the captions at the two ends."""
        super().__init__()
        self.theme = theme
        self.ends = tuple(end[:1].upper() + end[1:] for end in ends)
        self.setAccessibleName(says)
        self.group = QButtonGroup(self)
        self.options: dict[str, SentenceChoice] = {}
        box = column(theme, gap=0.75)
        for i, step in enumerate(steps):
            place = f"{len(steps) - i} of {len(steps)}"
            own = f" ({step.code})" if step.code else ""
            end = f", {ends[0]}" if i == 0 else f", {ends[1]}" if i == len(steps) - 1 else ""
            option = SentenceChoice(theme, step, f"{place}{own}{end}")
            self.options[step.key] = option
            self.group.addButton(option)
            box.addWidget(option)
        self.setLayout(box)
        self.gutter = 0

        def fit() -> None:
            self.gutter = max(theme.metrics("small-strong").horizontalAdvance(end) for end in self.ends) + theme.sp(1.5)
            box.setContentsMargins(self.gutter, 0, 0, 0)
            self.update()

        theme.fits(self, fit)
        self.choose(at)
        self.group.buttonClicked.connect(lambda: self.chosen.emit(self.at()))
        first = next(iter(self.options.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    def at(self) -> str:
        return next((key for key, option in self.options.items() if option.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show a step; "" takes the answer away."""
        self.group.setExclusive(False)
        for k, option in self.options.items():
            option.setChecked(k == key)
        self.group.setExclusive(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = self.theme
        p = QPainter(self)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setFont(t.font("small-strong"))
        p.setPen(t.colour("soft"))
        h = t.metrics("small-strong").height()
        p.drawText(QRect(0, t.sp(1.25), self.gutter, h), Qt.AlignmentFlag.AlignLeft, self.ends[0])
        p.drawText(QRect(0, self.height() - t.sp(1.25) - h, self.gutter, h), Qt.AlignmentFlag.AlignLeft, self.ends[1])
        x = t.metrics("small-strong").horizontalAdvance("Wors") / 2
        top, end = t.sp(1.25) + h + t.sp(1), self.height() - t.sp(2.25) - h
        p.setPen(QPen(t.colour("edge"), 1.4))
        p.drawLine(QPointF(x, top), QPointF(x, end))
        p.setBrush(t.colour("edge"))
        p.drawPolygon(QPolygonF([QPointF(x - 3.5, top + 5), QPointF(x + 3.5, top + 5), QPointF(x, top - 2)]))
