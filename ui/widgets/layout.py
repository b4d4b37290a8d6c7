"""Where things stand: columns, rows, cards, pages. Distances are given in units of 8 px and follow the theme."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QLayout, QScrollArea, QWidget

from ui.style import Theme

Item = QWidget | QLayout | float | None
"""A widget, a layout, a distance in units, or None for "the rest stays empty"."""
Margins = float | tuple[float, float, float, float]
"""One distance all round, or left, top, right, bottom; in units."""

SIDEWAYS = QBoxLayout.Direction.LeftToRight
DOWN = QBoxLayout.Direction.TopToBottom


def _box(theme: Theme, direction: QBoxLayout.Direction, items: tuple[Item, ...], gap: float, margins: Margins) -> QBoxLayout:
    box = QBoxLayout(direction)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int | float):
            box.addSpacing(theme.sp(item))
        elif isinstance(item, QLayout):
            box.addLayout(item)
        else:
            box.addWidget(item)
    left, top, right, bottom = margins if isinstance(margins, tuple) else (margins,) * 4

    def fit() -> None:
        box.setSpacing(theme.sp(gap))
        box.setContentsMargins(theme.sp(left), theme.sp(top), theme.sp(right), theme.sp(bottom))

    theme.fits(box, fit)
    return box


def column(theme: Theme, *items: Item, gap: float = 1, margins: Margins = 0) -> QBoxLayout:
    return _box(theme, DOWN, items, gap, margins)


def row(theme: Theme, *items: Item, gap: float = 1, margins: Margins = 0, top: bool = False) -> QBoxLayout:
    """`top`: everything that does not wrap stands at the top of the row."""
    box = _box(theme, SIDEWAYS, items, gap, margins)
    if top:
        for i in range(box.count()):
            place = box.itemAt(i)
            inner = place.widget() if place is not None else None
            if inner is not None and not (isinstance(inner, QLabel) and inner.wordWrap()):
                box.setAlignment(inner, Qt.AlignmentFlag.AlignTop)
    return box


def turning(theme: Theme, *items: Item, gap: float = 2, margins: Margins = 0, shares: tuple[int, ...] = ()) -> QBoxLayout:
    """Side by side where there is room, one under the other where there is not. `shares`: how the width is shared, one number an item."""
    box = _box(theme, SIDEWAYS, items, gap, margins)
    for i, share in enumerate(shares):
        box.setStretch(i, share)
    theme.fits(box, lambda: box.setDirection(DOWN if theme.narrow else SIDEWAYS))
    return box


def clear(box: QLayout) -> None:
    """Take every widget out of the box: out of sight at once, gone when Qt comes round to it."""
    while (item := box.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()


def surface(widget: QWidget, name: str) -> QWidget:
    """Put a widget on ground, paper, sunken or wash."""
    widget.setProperty("surface", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return widget


def holder(layout: QLayout, on: str = "") -> QWidget:
    """A widget that only holds a layout; `on` a surface if one is named."""
    widget = QWidget()
    if on:
        surface(widget, on)
    widget.setLayout(layout)
    return widget


def card(theme: Theme, *items: Item, kind: str = "paper", gap: float = 1, pad: float = 2) -> QFrame:
    """`kind`: paper, sunken, wash, chosen (blue edge), amber, green."""
    frame = QFrame()
    frame.setProperty("card", kind)
    frame.setLayout(column(theme, *items, gap=gap, margins=pad))
    return frame


def rule(direction: str = "h") -> QFrame:
    """A hairline, `h` or `v`: it groups and says nothing. `said`: the bar beside what somebody said."""
    frame = QFrame()
    frame.setProperty("rule", direction)
    return frame


class Scrolled(QScrollArea):
    """Scrolls down only; brings what has the focus into sight; a place to come back to."""

    def __init__(self, widget: QWidget, says: str, on: str = "ground") -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        surface(self, on)
        surface(self.viewport(), on)
        surface(widget, on)
        self.setWidget(widget)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Never wider than the room there is: long words must wrap, not push the page aside."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(0)
        return super().eventFilter(watched, event)


class Workspace(QWidget):
    """Takes the room that is left: what is in it scrolls by itself, so it does not ask for all the room its words would like."""

    def __init__(self, layout: QLayout) -> None:
        super().__init__()
        self.setLayout(layout)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def into_sight(widget: QWidget) -> None:
    """Scroll to what somebody just did or asked for, as soon as it has its size."""

    def scroll() -> None:
        around = widget.parentWidget()
        while around is not None:
            if isinstance(around, QScrollArea):
                around.ensureWidgetVisible(widget)
            around = around.parentWidget()

    QTimer.singleShot(0, widget, scroll)


def scrolled(widget: QWidget, says: str, on: str = "ground") -> Scrolled:
    return Scrolled(widget, says, on)


def page(theme: Theme, says: str, *items: Item, gap: float = 2, most: int = 1240, on: str = "ground") -> Scrolled:
    """A whole screen that scrolls: margins, at most `most` pixels wide at 100 % (a big screen gets more air, not longer lines)."""
    middle = holder(column(theme, *items, None, gap=gap))
    theme.fits(middle, lambda: middle.setMaximumWidth(theme.px(most)))
    outer = row(theme, gap=0)
    outer.addStretch(1)
    outer.addWidget(middle, 1000)
    outer.addStretch(1)

    def fit() -> None:
        side = theme.sp(1.5 if theme.narrow else 3)
        outer.setContentsMargins(side, theme.sp(2), side, theme.sp(3))

    theme.fits(outer, fit)
    return scrolled(holder(outer), says, on)
