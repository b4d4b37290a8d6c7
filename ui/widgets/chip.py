"""Tag says a state in words (with an icon, never colour alone). FilterChip is a toggle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from ui.style import Theme

TONES = {
    "plain": ("sunken", "soft", "line"),
    "blue": ("wash", "blue_ink", "wash"),
    "amber": ("amber_wash", "amber_ink", "amber"),
    "green": ("green_wash", "green_ink", "green"),
    "outline": ("paper", "soft", "edge"),
}
"""Tone -> ground, words, edge."""


class Tag(QLabel):
    """A state. `tone`: plain, blue, amber (look again), green (verified)."""

    def __init__(self, theme: Theme, content: str, tone: str = "plain", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._tone, self._icon = theme, tone, icon
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(content)
        self.setProperty("role", "small")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.fits(self, self.updateGeometry)

    def show_state(self, content: str, tone: str = "plain", icon: str = "") -> None:
        """Other words; an empty one hides the tag."""
        self._tone, self._icon = tone, icon
        self.setText(content)
        self.setVisible(bool(content))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.theme.metrics("small")
        icon = self.theme.px(14) + self.theme.sp(0.5) if self._icon else 0
        return QSize(metrics.horizontalAdvance(self.text()) + icon + self.theme.sp(2) + 2, metrics.height() + self.theme.sp(0.75))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        _paint(self, self.theme, self.text(), self._tone, self._icon, "small", "")


def unconfirmed(theme: Theme) -> Tag:
    """That what stands beside it may not be worded as the national form has it."""
    return Tag(theme, "Wording not confirmed against the national form", icon="circle-question-mark")


class FilterChip(QAbstractButton):
    """Chosen = filled, ticked and bold: three signs, so colour is never alone. `of`: what is counted ("cases")."""

    def __init__(self, theme: Theme, label: str, count: int | None = None, *, of: str = "", chosen: bool = False) -> None:
        super().__init__()
        self.theme, self.count, self._of = theme, count, of
        self.setText(label)
        self.setCheckable(True)
        self.setChecked(chosen)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_count(count)
        theme.fits(self, self.updateGeometry)

    def show_count(self, count: int | None) -> None:
        self.count = count
        self.setAccessibleName(self.text() if count is None else f"{self.text()}, {count} {self._of}".strip())
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return self.text() if self.count is None else f"{self.text()}  {self.count}"

    def sizeHint(self) -> QSize:
        metrics = self.theme.metrics("strong")
        return QSize(metrics.horizontalAdvance(self._words()) + self.theme.px(16) + self.theme.sp(4), metrics.height() + self.theme.sp(1.5))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, e: QPaintEvent) -> None:
        on = self.isChecked()
        tone, icon, role, edge = ("blue", "check", "strong", "blue") if on else ("outline", "", "body", "edge")
        _paint(self, self.theme, self._words(), tone, icon, role, edge, centred=not on)


def _paint(w: QWidget, theme: Theme, content: str, tone: str, icon: str, role: str, edge: str, centred: bool = False) -> None:
    ground, ink, line = TONES[tone]
    p = QPainter(w)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(w.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
    p.setPen(QPen(theme.colour(edge or line), 1))
    p.setBrush(theme.colour(ground))
    p.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    left = theme.sp(1)
    if icon:
        drawn = theme.pixmap(icon, ink, 14)
        p.drawPixmap(left, (w.height() - drawn.height()) // 2, drawn)
        left += drawn.width() + theme.sp(0.5)
    p.setPen(theme.colour(ink))
    p.setFont(theme.font(role))
    place = w.rect() if centred else w.rect().adjusted(left, 0, 0, 0)
    p.drawText(place, Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft), content)
