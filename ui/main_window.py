"""The frame: bar, rail, one screen at a time, side panel, status bar. Its title never carries a name, and it knows no rule.

The composition root gives it pages (`show_page`) and cases (`show_case`) and tells it what to show (`head`, `sections`, `remarks`). It says
what a person asked for by signals. Screens are made when first entered and kept until the case is closed.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget

from ui.menus import Actions
from ui.open_case import OpenCase
from ui.palette import Palette, Source, found_actions
from ui.privacy import Covering, PrivacyScreen
from ui.screen import Place, Screen, ScreenFactory
from ui.sections import BARE, BESIDE, SECTIONS
from ui.services import Services
from ui.sights import Sights, keep_in_sight
from ui.status import Status
from ui.style import Theme
from ui.tokens import NARROW_EM, PALETTES
from ui.top_bar import CaseHead, TopBar
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layout import column, holder, rule
from ui.widgets.rail import Section, SectionRail
from ui.widgets.remarks import Remark, SidePanel

EM_AT_100 = 14.67
"""Pixels of one em: 11 pt at 96 dots an inch."""


class MainWindow(QMainWindow):
    lock_requested = Signal(str, object)
    """reason, Place with "section" or "page" in it. Everything half-typed was sealed before. The composition root ends the process."""
    page_requested = Signal(str)
    """A bare page by name ("cases", "settings"); the root makes it and calls `show_page`."""
    page_left = Signal(object)
    """A page without a case, just before it is destroyed."""
    section_entered = Signal(str)
    remark_kept = Signal(str, str)
    """A remark's key, and the reason."""
    remark_taken_back = Signal(str)
    comment_answered = Signal(str)
    closing = Signal()

    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__()
        self.setWindowTitle("LeDeR Desktop")
        self.theme, self.services = theme, services
        theme.dress(self)
        theme.fits(self, self._room)
        self.acts = Actions(theme, self)
        self.case: OpenCase | None = None
        self.may_close: Callable[[], bool] = lambda: True
        """Asked when the window is to be closed; the composition root says no when words would be lost in silence."""
        self.page_name = ""
        self.section = ""
        self.sources: list[Source] = [lambda typed: found_actions(self.acts, typed)]
        """What Ctrl+K looks through; the root appends cases and entries."""
        self._factories: dict[str, ScreenFactory] = {}
        self._screens: dict[str, Screen] = {}
        self._page: Screen | None = None
        self._targets: dict[str, str] = {}
        self._held_place: Place | None = None
        self._filled = self._was_narrow = False

        self.bar = TopBar(theme, self.acts)
        self.rail = SectionRail(theme)
        self.rail.show_sections(SECTIONS)
        self.panel = SidePanel(theme)
        self.stack = Sights()
        self.rail_side = holder(column(theme, self.rail, gap=0, margins=(0, 1, 0, 0)), "paper")
        self.rail_rule, self.panel_rule = rule("v"), rule("v")
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for part in (self.rail_side, self.rail_rule, self.stack, self.panel_rule, self.panel):
            middle.addWidget(part)
        middle.setStretch(2, 1)
        self.strip = column(theme, self.bar, gap=0)
        body = holder(column(theme, self.strip, middle, gap=0), "ground")
        self.cover = PrivacyScreen(theme)
        self.root = QStackedWidget()
        self.root.addWidget(body)
        self.root.addWidget(self.cover)
        self.covering = Covering(theme, self.root, self.cover)
        self.setCentralWidget(self.root)
        self.ring = FocusRing(theme, self)
        self.status = Status(theme, self.statusBar())
        self._connect()
        theme.fits(self, self._fit)

    def _connect(self) -> None:
        acts, theme = self.acts, self.theme
        acts.on("find", self.open_palette)
        acts.on("privacy", lambda: self.privacy(not self.covered()))
        acts.on("lock", lambda: self.lock("Locked by you."))
        acts.on("quit", self.close)
        acts.on("larger", lambda: keep_in_sight(self, theme.larger))
        acts.on("smaller", lambda: keep_in_sight(self, theme.smaller))
        acts.on("usual", lambda: keep_in_sight(self, lambda: theme.size(1.0)))
        for name, palette in PALETTES.items():
            acts.on(name, lambda palette=palette: theme.paint(palette))
        acts.on("panel", lambda: self.panel.fold(not self.panel.is_folded))
        acts.on("rail", self._to_rail)
        acts.on("next-section", lambda: self._step(1))
        acts.on("previous-section", lambda: self._step(-1))
        acts.on("go-cases", lambda: self.page_requested.emit("cases"))
        acts.on("settings", lambda: self.page_requested.emit("settings"))
        for section in SECTIONS:
            acts.on(f"go-{section.key}", lambda key=section.key: self.go(key))
        self.addActions(list(acts.made.values()))
        self.rail.entered.connect(self.go)
        self.covering.changed.connect(self._on_cover)
        self.panel.jumped.connect(self._jump)
        self.panel.kept.connect(self.remark_kept)
        self.panel.took_back.connect(self.remark_taken_back)
        self.panel.answered.connect(self.comment_answered)
        self.panel.folded.connect(self._fit)
        self.services.went.connect(self.go)
        self.services.said.connect(self.status.say)
        self.services.act.connect(acts.run)
        self.services.filled.connect(self._fill)

    # what is on the desk
    def show_page(self, name: str, page: Screen) -> None:
        """A page without a case, in the same window. An open case is closed."""
        self.close_case()
        self._drop_page()
        self.page_name, self._page = name, page
        self.stack.show_screen(page)
        self.bar.show_case(None)
        self._fit()
        page.entered()
        page.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_case(
        self, case: OpenCase, screens: dict[str, ScreenFactory], head: CaseHead, section: str = "overview", place: Place | None = None
    ) -> None:
        """Put a case on the desk: section key -> how its screen is made. `place`: where one was, after a lock."""
        self.close_case()
        self._drop_page()
        self.page_name, self.case, self._factories = "", case, screens
        self.status.follow(case)
        self.bar.show_case(head)
        self._fit()
        self.go(section)
        if place:
            self._screens[self.section].restore(place)

    def close_case(self) -> None:
        """Seal and destroy every screen of the open case: only destroyed widgets let go of their words."""
        if self.case is None:
            return
        self.seal()
        for screen in self._screens.values():
            self.stack.destroy_screen(screen)
        self.status.follow(None)
        self.case, self.section = None, ""
        self._screens, self._factories, self._targets = {}, {}, {}
        self.bar.show_case(None)
        for kind in ("left", "again", "comments"):
            self.panel.show_remarks(kind, ())

    def _drop_page(self) -> None:
        if self._page is not None:
            self._page.seal()
            self.page_left.emit(self._page)
            self.stack.destroy_screen(self._page)
            self._page = None

    def head(self, head: CaseHead) -> None:
        self.bar.show_case(head)

    def sections(self, sections: tuple[Section, ...]) -> None:
        """The state of every section; start from `ui.sections.SECTIONS` with `dataclasses.replace`."""
        self.rail.show_sections(sections)
        self.rail.choose(self.section)

    def remarks(self, kind: str, remarks: tuple[Remark, ...]) -> None:
        """`kind`: left, again, comments. A remark's `to` is "section" or "section#field"."""
        for remark in remarks:
            self._targets[remark.key] = remark.to
        self.panel.show_remarks(kind, remarks)
        if kind == "again":
            self.bar.show_remarks(sum(not remark.kept for remark in remarks))

    def in_sight(self) -> Screen | None:
        """The screen or page one is looking at."""
        return self._screens.get(self.section) if self.case is not None else self._page

    def built(self) -> dict[str, Screen]:
        return dict(self._screens)

    # going about
    def go(self, section: str, field: str = "") -> None:
        """To a section of the open case, sealing the one that is left; or to a page."""
        if self.case is None or section not in self._factories:
            if section not in {s.key for s in SECTIONS}:
                self.page_requested.emit(section)
            self.rail.choose(self.section)
            return
        if section not in BESIDE and not self.rail.section(section).open:
            self.status.say("This opens once the opt-out question is answered.")
            self.rail.choose(self.section)
            return
        if section != self.section:
            old = self._screens.get(self.section)
            if old is not None:
                old.seal()
            if section not in self._screens:
                self._screens[section] = self._factories[section](self.theme, self.case, self.services)
            if "overview" in (section, self.section):  # the overview has room for what is left; a page one works on comes first
                self.panel.fold(self.theme.narrow or section != "overview")
            self.section = section
            screen = self._screens[section]
            self.stack.show_screen(screen)
            screen.entered()
            self.section_entered.emit(section)
        self.rail.choose(section)
        if self.theme.narrow:
            self.panel.fold(True)
        screen = self._screens[section]
        if not (field and screen.jump(field)):
            screen.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int) -> None:
        keys = [s.key for s in SECTIONS if s.key in self._factories and self.rail.section(s.key).open]
        if self.section in keys:
            self.go(keys[(keys.index(self.section) + by) % len(keys)])

    def _jump(self, key: str) -> None:
        section, _, field = self._targets.get(key, "").partition("#")
        if section:
            self.go(section, field)

    def _to_rail(self) -> None:
        screen = self.in_sight()
        if self.rail.hasFocus() and screen is not None:
            screen.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.rail.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_palette(self) -> None:
        palette = Palette(self.theme, self, tuple(self.sources))
        palette.finished.connect(palette.deleteLater)
        palette.open_over(self)

    # safe places
    def seal(self) -> None:
        """Hand on everything half-typed, in every screen."""
        for screen in self._screens.values():
            screen.seal()
        if self._page is not None:
            self._page.seal()

    def held(self) -> bool:
        """Whether there are words that could not be saved. They are still in their fields."""
        return any(screen.held() for screen in self._screens.values())

    def place(self) -> Place:
        """Where one is; while the place is held, where one was then."""
        if self._held_place is not None:
            return dict(self._held_place)
        screen = self.in_sight()
        out: Place = {"section": self.section} if self.case is not None else {"page": self.page_name}
        return {**out, **(screen.place() if screen is not None else {})}

    def lock(self, reason: str) -> None:
        place = self.place()
        self.seal()
        self.lock_requested.emit(reason, place)

    def _on_cover(self) -> None:
        if not self.covered():
            self.release_place()
        self._fit()

    def hold_place(self) -> None:
        """What takes the focus away from here on is no going about: a cover, a lock."""
        self._held_place = self.place()

    def release_place(self) -> None:
        self._held_place = None

    def covered(self) -> bool:
        return self.covering.on()

    def privacy(self, on: bool) -> None:
        """Cover everything, dialogs too, or lift the cover; the focus comes back to where it was."""
        if on and not self.covered():
            self.hold_place()
            self.seal()
            self.covering.cover()
        elif not on:
            self.covering.lift()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.seal()
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)

    # room
    def _room(self) -> None:
        self.theme.room(self.width() / self.theme.px(EM_AT_100) < NARROW_EM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room()

    def _fill(self, whole: bool) -> None:
        self._filled = whole
        self._fit()

    def _fit(self) -> None:
        t = self.theme
        covered = self.covered()
        bare = self.case is None and self.page_name in (*BARE, "")
        in_case = self.case is not None and not self._filled
        if t.narrow != self._was_narrow:  # the page comes first: the panel folds when room runs out, and opens again with it
            self._was_narrow = t.narrow
            self.panel.fold(t.narrow or self.section != "overview")
        panel_instead = in_case and t.narrow and not self.panel.is_folded
        self.acts.where(in_case=self.case is not None, covered=covered, bare=bare)
        self.acts.fill(self.menuBar())
        self.menuBar().setVisible(not covered and not bare and not self._filled)
        self.bar.setVisible(not bare and not self._filled)
        self.rail_side.setVisible(in_case)
        self.rail_rule.setVisible(in_case)
        self.panel.setVisible(in_case and not (t.narrow and self.panel.is_folded))
        self.panel_rule.setVisible(self.panel.isVisibleTo(self))
        self.stack.setVisible(not panel_instead)
        self.statusBar().setVisible(not covered and not bare)
        self.status.fit()
