"""Theme: tokens at one text size -> fonts, distances, icons, QPalette and the one stylesheet.

A theme is one living object for the whole window. When its palette, its text size or the room there is (`narrow`) changes, nothing
is built again: the stylesheet is put on anew and `changed` is emitted, so the caret, the selection, the scroll and the focus stay.

What a widget measures by hand it measures inside `fits`, which runs once now and again at each change as long as its owner lives:

    theme.fits(box, lambda: box.setMaximumWidth(theme.ch(68)))

Words, rows, columns, cards and buttons of `ui.widgets` do this themselves.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from leder_desktop import resources
from ui import icons
from ui.sheet import sheet
from ui.tokens import BASE_PT, FAMILY, LIGHT, PROSE_CH, RATIO, TEXT_STEPS, TYPE, UNIT, Palette

SAMPLE = "the quick reviewer wrote down what he liked to be called, and why"
"""Ordinary words, to know how wide an average letter is."""

ROLES = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "paper",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Button: "paper",
    QPalette.ColorRole.Highlight: "tint",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Link: "blue_ink",
    QPalette.ColorRole.PlaceholderText: "soft",
    QPalette.ColorRole.ToolTipBase: "paper",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Accent: "blue",
}


def load_fonts() -> None:
    """Make the program's own type known to Qt; once, after the application exists."""
    for ttf in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(ttf))


class _Fit(QObject):
    """Lives as a child of what it fits, so it goes when that goes."""

    def __init__(self, owner: QObject, fit: Callable[[], object]) -> None:
        super().__init__(owner)
        self._fit = fit

    def again(self) -> None:
        self._fit()


class Theme(QObject):
    changed = Signal()

    def __init__(self, palette: Palette = LIGHT, scale: float = 1.0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.palette = palette
        self.scale = scale
        """1.0 to 2.0: how much larger words are than at 100 %."""
        self._metrics: dict[tuple[str, float], QFontMetrics] = {}
        self._window: QWidget | None = None
        self.may_paste: Callable[[str], bool] = lambda _words: True
        self.asking: Callable[[QWidget], object] = lambda _question: None
        """Asked by every editor before words from outside come in; the case on the desk says what it is."""
        self.narrow = False
        """Fewer than 80 em across: one column, a rail of icons, the side panel folded. The window sets it."""

    # measures
    def pt(self, step: int) -> float:
        return BASE_PT * RATIO**step * self.scale

    def font(self, role: str = "body") -> QFont:
        step, bold, italic = TYPE[role]
        font = QFont(FAMILY)
        font.setPointSizeF(self.pt(step))
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def metrics(self, role: str = "body") -> QFontMetrics:
        at = role, self.scale
        if at not in self._metrics:  # a page that opens asks thousands of times
            self._metrics[at] = QFontMetrics(self.font(role))
        return self._metrics[at]

    def sp(self, units: float = 1) -> int:
        """Pixels of a distance. Distances grow a quarter as fast as the words, so that 200 % still fits a small laptop."""
        return round(UNIT * units * (1 + (self.scale - 1) * 0.25))

    def px(self, at_100: float) -> int:
        """Pixels of a thing that holds words: it grows with the words."""
        return round(at_100 * self.scale)

    def ch(self, n: int = PROSE_CH, role: str = "body") -> int:
        """The width of `n` average letters of English, in pixels."""
        return round(self.metrics(role).horizontalAdvance(SAMPLE) / len(SAMPLE) * n)

    def colour(self, token: str) -> QColor:
        return QColor(str(getattr(self.palette, token)))

    # icons
    def pixmap(self, name: str, token: str = "soft", at_100: int = 16) -> QPixmap:
        return icons.draw(name, str(getattr(self.palette, token)), self.px(at_100))

    def icon(self, name: str, token: str = "soft", at_100: int = 16, air: int = 0) -> QIcon:
        """`air`: clear pixels on the right, because Qt keeps only 4 px between a button's icon and its words.

        Where the control is disabled the icon is drawn in `soft`, like its words; Qt would fade it away.
        """
        icon = QIcon()
        for mode, colour in ((QIcon.Mode.Normal, token), (QIcon.Mode.Disabled, "soft")):
            drawn = self.pixmap(name, colour, at_100)
            wide = QPixmap(drawn.width() + air, drawn.height())
            wide.fill(QColor(0, 0, 0, 0))
            painter = QPainter(wide)
            painter.drawPixmap(0, 0, drawn)
            painter.end()
            icon.addPixmap(wide, mode)
        return icon

    # change
    def fits(self, owner: QObject, fit: Callable[[], object]) -> None:
        """Run `fit` now and again at each change of palette, text size or room, as long as `owner` lives."""
        fit()
        self.changed.connect(_Fit(owner, fit).again)

    def wear(self) -> None:
        """Put the palette, the font and the stylesheet on the application, and let everything measure itself again."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        colours = QPalette()
        for role, token in ROLES.items():
            colours.setColor(role, self.colour(token))
        app.setPalette(colours)
        app.setFont(self.font())
        written = sheet(self.palette, self.pt, self.sp)
        window = self._window if self._window is not None and isValid(self._window) else None
        if window is None:
            app.setStyleSheet(written)
        else:
            if app.styleSheet():
                app.setStyleSheet("")
            window.setStyleSheet(written)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """From now on wear the sheet on this window, and so on every dialog that has it for a parent.

        Put on anew on a window it takes a fifth of the time it takes on the whole application (measured: 0.07 s against 0.3 s).
        """
        self._window = window
        self.wear()

    def paint(self, palette: Palette) -> None:
        self.palette = palette
        self.wear()

    def size(self, scale: float) -> None:
        """Words at `scale` times their size at 100 %, held between 1 and 2."""
        scale = max(TEXT_STEPS[0], min(TEXT_STEPS[-1], scale))
        if scale != self.scale:
            self.scale = scale
            self.wear()

    def larger(self) -> None:
        self.size(next((s for s in TEXT_STEPS if s > self.scale + 0.01), TEXT_STEPS[-1]))

    def smaller(self) -> None:
        self.size(next((s for s in reversed(TEXT_STEPS) if s < self.scale - 0.01), TEXT_STEPS[0]))

    def room(self, narrow: bool) -> None:
        """Said by the window when it crosses 80 em."""
        if narrow != self.narrow:
            self.narrow = narrow
            self.changed.emit()
