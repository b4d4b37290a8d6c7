"""Buttons. A button is a verb; one primary a page; an icon alone only where it is narrow, with a name and a tip."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QMenu, QPushButton, QSizePolicy, QWidget

from ui.style import Theme
from ui.widgets.layout import row

INK = {"primary": "on_blue", "quiet": "blue_ink", "link": "blue_ink"}


class Button(QPushButton):
    """`kind`: "" plain, primary, quiet, link, segment. `short`: where it is narrow only the icon stays (its name and tip say the rest)."""

    def __init__(
        self, theme: Theme, label: str, icon: str = "", *, kind: str = "", says: str = "", key: str = "", role: str = "body",
        short: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(label)
        self.theme, self.label, self.icon_name, self.kind, self._role, self._short = theme, label, icon, kind, role, short
        self.token = INK.get(kind, "soft")
        self.key = key
        self.setProperty("kind", kind)
        if kind == "segment" or role != "body":
            self.setProperty("role", role)
        self.setAccessibleName(says or label)
        if key:
            self.setShortcut(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        theme.fits(self, self._fit)

    def say(self, label: str, says: str = "") -> None:
        """Other words on the same button."""
        self.label = label
        self.setAccessibleName(says or label)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as Space does: Qt leaves that to the platform, and outside a dialog most platforms do nothing."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():  # a key leant on presses once
            self.click()

    def mark(self, icon: str, token: str = "") -> None:
        self.icon_name, self.token = icon, token or self.token
        self._fit()

    def _fit(self) -> None:
        t = self.theme
        bare = self._short and t.narrow and bool(self.icon_name)
        self.setText("" if bare else self.label.replace("&", "&&"))  # an "&" is a letter here, and no shortcut
        if self.key:  # setText forgets a shortcut that was set by hand
            self.setShortcut(self.key)
        name = self.accessibleName()
        tip = name if bare or name != self.label else ""
        self.setToolTip(" · ".join(x for x in (tip or (name if self.key else ""), self.key) if x))
        air = 4 if self.text() else 0
        if self.icon_name:
            self.setIcon(t.icon(self.icon_name, self.token, 16, air=air))
            self.setIconSize(QSize(t.px(16) + air, t.px(16)))
        if self.kind == "segment":  # measured in bold, so that being chosen never clips or moves its neighbours
            bold = t.metrics("small-strong" if self._role == "small" else "strong").horizontalAdvance(self.label)
            self.setMinimumWidth(bold + t.sp(2) + 6 + (t.px(16) + 10 if self.icon_name else 0))


def button(
    theme: Theme, label: str, icon: str = "", *, kind: str = "", says: str = "", key: str = "", role: str = "body",
    on: Callable[[], object] | None = None, checkable: bool = False, short: bool = False, left: bool = False,
) -> Button:  # fmt: skip
    """`says`: the accessible name, when the words need their row to be understood ("Go to the comment on ...")."""
    made = Button(theme, label, icon, kind=kind, says=says, key=key, role=role, short=short)
    made.setCheckable(checkable)
    if left:
        made.setProperty("left", True)
    if on is not None:
        press = on
        made.clicked.connect(lambda: press())
    return made


class Segments(QWidget):
    """A few exclusive views side by side; arrow keys move between them. `chosen(int)` when a person chooses."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, options: tuple[str, ...], at: int = 0, *, role: str = "body") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.group = QButtonGroup(self)
        box = row(theme, gap=0)
        self.buttons: list[Button] = []
        for i, option in enumerate(options):
            made = button(theme, option, kind="segment", says=f"{name}: {option}", checkable=True, role=role)
            made.setProperty("end", "only" if len(options) == 1 else "first" if i == 0 else "last" if i == len(options) - 1 else "middle")
            made.setChecked(i == at)
            self.group.addButton(made, i)
            self.buttons.append(made)
            box.addWidget(made)
        self.setLayout(box)
        self.group.idClicked.connect(self.chosen)

    def at(self) -> int:
        return self.group.checkedId()

    def choose(self, at: int) -> None:
        """Show `at` as chosen, without saying that a person chose it."""
        self.buttons[at].setChecked(True)


def segments(theme: Theme, name: str, options: tuple[str, ...], chosen: int = 0, on: Callable[[int], object] | None = None) -> Segments:
    made = Segments(theme, name, options, chosen)
    if on is not None:
        made.chosen.connect(on)
    return made


class ActionBar(QWidget):
    """Things at the left, buttons at the right; where it is narrow all but the first button move into one "More" menu."""

    def __init__(self, theme: Theme, lead: tuple[QWidget, ...], buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self.buttons = buttons
        self.menu = QMenu(self)
        self.more = button(theme, "More", "ellipsis", says="More to do here")
        self.more.setMenu(self.menu)
        box: QBoxLayout = row(theme, *lead, None, *reversed(buttons), self.more, gap=1)
        for at, part in enumerate(lead):
            if part.sizePolicy().hasHeightForWidth():  # what wraps has all the room the buttons leave
                box.setStretch(at, 1000)
        self.setLayout(box)
        self.menu.aboutToShow.connect(self._fill)

        def fit() -> None:
            for made in buttons[1:]:
                made.setVisible(not theme.narrow)
            self.more.setVisible(theme.narrow and len(buttons) > 1)

        theme.fits(self, fit)

    def _fill(self) -> None:
        self.menu.clear()
        for made in self.buttons[1:]:
            action = QAction(made.label.replace("&", "&&"), self.menu)
            action.setEnabled(made.isEnabled())
            action.triggered.connect(made.click)
            self.menu.addAction(action)
