"""The frame: bar, rail, one screen at a time, side panel, status bar. Its title never carries a name, and it knows no rule.

The composition root gives it pages (`show_page`) and cases (`show_case`) and tells it what to show (`head`, `sections`, `remarks`). It says
what a person asked for by signals. Screens are made when first entered and kept until the case is closed.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QTextEdit, QWidget

from leder_desktop.errors import Refused
from ui.menus import Actions
from ui.open_case import OpenCase
from ui.palette import Found, Palette, Source, matches
from ui.privacy import PrivacyScreen
from ui.screen import Place, Screen, ScreenFactory
from ui.sections import BARE, SECTIONS
from ui.services import Services
from ui.style import Theme
from ui.tokens import NARROW_EM, PALETTES
from ui.top_bar import CaseHead, TopBar
from ui.widgets.focus_ring import FocusRing
from ui.widgets.layout import Scrolled, column, holder, rule, scrolled
from ui.widgets.rail import Section, SectionRail
from ui.widgets.remarks import Remark, SidePanel
from ui.widgets.words import Words, words

EM_AT_100 = 14.67
"""Pixels of one em: 11 pt at 96 dots an inch."""
SAID_MS = 6_000
OFFLINE = "Encrypted on this laptop. Nothing is sent unless you send it."


class MainWindow(QMainWindow):
    lock_requested = Signal(str, object)
    """reason, Place with "section" or "page" in it. Everything half-typed was sealed before. The composition root ends the process."""
    page_requested = Signal(str)
    """A bare page by name ("cases", "settings"); the root makes it and calls `show_page`."""
    section_entered = Signal(str)
    remark_kept = Signal(str)
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
        self.page_name = ""
        self.section = ""
        self.sources: list[Source] = [self._find_actions]
        """What Ctrl+K looks through; the root appends cases and entries."""
        self._factories: dict[str, ScreenFactory] = {}
        self._screens: dict[str, Screen] = {}
        self._page: Screen | None = None
        self._areas: dict[Screen, Scrolled] = {}
        self._targets: dict[str, str] = {}
        self._before_cover: QWidget | None = None
        self._filled = self._was_narrow = False

        self.bar = TopBar(theme, self.acts)
        self.rail = SectionRail(theme)
        self.rail.show_sections(SECTIONS)
        self.panel = SidePanel(theme)
        self.stack = QStackedWidget()
        self.rail_side = holder(column(theme, self.rail, gap=0, margins=(0, 1, 0, 0)), "paper")
        self.rail_rule, self.panel_rule = rule("v"), rule("v")
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        for part in (self.rail_side, self.rail_rule, self.stack, self.panel_rule, self.panel):
            middle.addWidget(part)
        middle.setStretch(2, 1)
        body = holder(column(theme, self.bar, middle, gap=0), "ground")
        self.cover = PrivacyScreen(theme)
        self.root = QStackedWidget()
        self.root.addWidget(body)
        self.root.addWidget(self.cover)
        self.setCentralWidget(self.root)
        self.ring = FocusRing(theme, self)
        self._make_status()
        self._connect()
        theme.fits(self, self._fit)

    def _make_status(self) -> None:
        status = self.statusBar()
        status.setSizeGripEnabled(False)
        self.saved_words: Words = words("", "small", "soft", wrap=False)
        self.said_words: Words = words("", "small", "ink", wrap=False)
        self.offline: Words = words(OFFLINE, "small", "soft", wrap=False)
        self.size_words: Words = words("", "small", "soft", wrap=False)
        status.addWidget(self.saved_words)
        status.addWidget(self.said_words, 1)
        status.addPermanentWidget(self.offline)
        status.addPermanentWidget(self.size_words)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.timeout.connect(lambda: self.said_words.setText(""))

    def _connect(self) -> None:
        acts, theme = self.acts, self.theme
        acts.on("find", self.open_palette)
        acts.on("privacy", lambda: self.privacy(self.root.currentWidget() is not self.cover))
        acts.on("lock", lambda: self.lock("Locked by you."))
        acts.on("quit", self.close)
        acts.on("larger", lambda: self._resize_text(theme.larger))
        acts.on("smaller", lambda: self._resize_text(theme.smaller))
        acts.on("usual", lambda: self._resize_text(lambda: theme.size(1.0)))
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
        self.cover.lifted.connect(lambda: self.privacy(False))
        self.panel.jumped.connect(self._jump)
        self.panel.kept.connect(self.remark_kept)
        self.panel.answered.connect(self.comment_answered)
        self.panel.folded.connect(self._fit)
        self.services.went.connect(self.go)
        self.services.said.connect(self.say)
        self.services.act.connect(acts.run)
        self.services.filled.connect(self._fill)

    # what is on the desk
    def show_page(self, name: str, page: Screen) -> None:
        """A page without a case, in the same window. An open case is closed."""
        self.close_case()
        self._drop_page()
        self.page_name, self._page = name, page
        self._show(page)
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
        case.working.connect(self._on_working)
        case.saved.connect(self._on_saved)
        case.failed.connect(self._on_failed)
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
            self._destroy(screen)
        for signal, slot in ((self.case.working, self._on_working), (self.case.saved, self._on_saved), (self.case.failed, self._on_failed)):
            signal.disconnect(slot)
        self.case, self.section = None, ""
        self._screens, self._factories, self._targets = {}, {}, {}
        self.bar.show_case(None)
        self.saved_words.setText("")
        for kind in ("left", "again", "comments"):
            self.panel.show_remarks(kind, ())

    def _drop_page(self) -> None:
        if self._page is not None:
            self._page.seal()
            self._destroy(self._page)
            self._page = None

    def _show(self, screen: Screen) -> None:
        """Each screen stands in an area of its own that scrolls when the window is too small for it: the window never grows by itself."""
        area = self._areas.get(screen)
        if area is None:
            area = scrolled(screen, "")
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            self._areas[screen] = area
            self.stack.addWidget(area)
        self.stack.setCurrentWidget(area)

    def _destroy(self, screen: Screen) -> None:
        area = self._areas.pop(screen)
        self.stack.removeWidget(area)
        area.hide()
        area.deleteLater()

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
            self.bar.show_remarks(len(remarks))

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
        if not self.rail.section(section).open:
            self.say("This opens once the opt-out question is answered.")
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
            self._show(screen)
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

    def _find_actions(self, typed: str) -> list[Found]:
        out: list[Found] = []
        for name, act in sorted(self.acts.acts.items(), key=lambda one: not one[0].startswith("go-")):
            if self.acts.allowed(name) and name != "find" and matches(typed, act.plain(), act.tip, act.menu.replace("&", "")):
                more = " · ".join(x for x in (act.tip, act.keys[0] if act.keys else "") if x)
                out.append(
                    Found(key=name, says=act.plain(), more=more, icon=act.icon or "arrow-right", run=lambda n=name: self.acts.run(n))
                )
        return out

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
        screen = self.in_sight()
        out: Place = {"section": self.section} if self.case is not None else {"page": self.page_name}
        return {**out, **(screen.place() if screen is not None else {})}

    def lock(self, reason: str) -> None:
        place = self.place()
        self.seal()
        self.lock_requested.emit(reason, place)

    def privacy(self, on: bool) -> None:
        """Cover everything, or lift the cover; the focus comes back to where it was."""
        if on == (self.root.currentWidget() is self.cover):
            return
        if on:
            self.seal()
            self._before_cover = QApplication.focusWidget()
            self.root.setCurrentWidget(self.cover)
            self._fit()
            self.cover.back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.root.setCurrentIndex(0)
            self._fit()
            if self._before_cover is not None and self.isAncestorOf(self._before_cover):
                self._before_cover.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.seal()
        self.closing.emit()
        super().closeEvent(event)

    # the status bar
    def say(self, sentence: str) -> None:
        self.said_words.setText(sentence)
        self._said.start(SAID_MS)

    def _on_working(self) -> None:
        self.saved_words.setText("Saving")

    def _on_saved(self) -> None:
        if self.case is not None:
            self.saved_words.tone("soft")
            self.saved_words.setText(f"Saved {self.case.session.clock.now().astimezone():%H:%M}")

    def _on_failed(self, why: object) -> None:
        said = why.sentence if isinstance(why, Refused) else "Something went wrong."
        self.saved_words.tone("amber_ink")
        self.saved_words.setText(f"Not saved. {said} What you typed is still here.")

    # room
    def _resize_text(self, change: object) -> None:
        """Other size of text; what was in sight stays in sight, and so does the caret."""
        shares = [
            (a, a.verticalScrollBar().value() / max(a.verticalScrollBar().maximum(), 1))
            for a in self.findChildren(QAbstractScrollArea)
            if a.isVisible()
        ]
        if callable(change):
            change()

        def back() -> None:
            for area, share in shares:
                area.verticalScrollBar().setValue(round(share * area.verticalScrollBar().maximum()))
            field = QApplication.focusWidget()
            if isinstance(field, QTextEdit):
                field.ensureCursorVisible()

        QTimer.singleShot(0, self, back)

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
        covered = self.root.currentWidget() is self.cover
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
        self.offline.setVisible(not t.narrow)
        self.size_words.setText(f"Text {round(t.scale * 100)} %")
        self.statusBar().setContentsMargins(t.sp(1), 0, t.sp(1), 0)
