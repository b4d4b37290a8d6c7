"""Words on the screen. Case text is text: never rich text, wherever it came from."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.style import Theme


class Words(QLabel):
    """A plain-text label that knows its measured line when it is asked how tall it would be."""

    def __init__(
        self, content: str = "", role: str = "body", tone: str = "ink", *, wrap: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._labels = False
        """It is the label of something."""
        self._measured: dict[int, int] = {}
        self._measured_for: tuple[str, QFont] | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(content)
        self.setProperty("role", role)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
            self.setMinimumWidth(1)

    def setBuddy(self, arg__1: QWidget) -> None:
        """What it is the label of. Qt would take an "&" of its words for a shortcut then, and not show it."""
        content = self.text()
        super().setBuddy(arg__1)
        self._labels = True
        self.setText(content)

    def setText(self, arg__1: str) -> None:
        super().setText(arg__1.replace("&", "&&") if self._labels else arg__1)

    def text(self) -> str:
        content = super().text()
        return content.replace("&&", "&") if self._labels else content

    def heightForWidth(self, width: int) -> int:
        """Measured once for a width: a page that opens asks each of its words dozens of times."""
        of, room = (self.text(), self.font()), min(width, self.maximumWidth())
        if of != self._measured_for:
            self._measured_for, self._measured = of, {}
        if room not in self._measured:
            self._measured[room] = super().heightForWidth(room)
        return self._measured[room]

    def minimumSizeHint(self) -> QSize:
        """Qt's own answer assumes the narrowest column and makes every scroll area too long."""
        return QSize(1, self.fontMetrics().height()) if self.wordWrap() else super().minimumSizeHint()

    def tone(self, token: str) -> None:
        """Change the voice: ink, soft, blue_ink, amber_ink, green_ink."""
        if self.property("tone") != token:
            self.setProperty("tone", token)
            self.style().unpolish(self)
            self.style().polish(self)


def words(content: str, role: str = "body", tone: str = "ink", *, wrap: bool = True, ch: int = 0, theme: Theme | None = None) -> Words:
    """`role`: a name in `tokens.TYPE`. `ch`: at most so many letters wide (needs the theme), for anything read at length."""
    label = Words(content, role, tone, wrap=wrap)
    if ch and theme:
        theme.fits(label, lambda: label.setMaximumWidth(theme.ch(ch, role)))
    return label


class Glyph(QLabel):
    """An icon beside words. Without `says` it is decoration and is not read aloud."""

    def __init__(self, theme: Theme, name: str, token: str = "soft", size: int = 16, says: str = "") -> None:
        super().__init__()
        self.theme, self._name, self._token, self._size = theme, name, token, size
        self.setAccessibleName(says)
        self.setToolTip(says)
        theme.fits(self, self._fit)

    def _fit(self) -> None:
        self.setPixmap(self.theme.pixmap(self._name, self._token, self._size))
        side = self.theme.px(self._size)
        self.setFixedSize(side, side)


def glyph(theme: Theme, name: str, token: str = "soft", size: int = 16, says: str = "") -> Glyph:
    return Glyph(theme, name, token, size, says)
