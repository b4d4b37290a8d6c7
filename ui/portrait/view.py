"""The screen: the page in the middle, quotations at its side (in its place where it is narrow), a line that counts and never scores."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from leder_desktop.model.change import Change, Part
from leder_desktop.operations import conversations, notes, snapshot
from ui.open_case import OpenCase
from ui.portrait import headings
from ui.portrait.page import Page
from ui.portrait.quotations import Quotations, Said, allowed
from ui.portrait.summary import NAME as SUMMARY
from ui.portrait.summary import Summary
from ui.portrait.versions import Versions
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, column, holder, row, rule
from ui.widgets.notice import Notice, notice
from ui.widgets.words import words

SECTION = "portrait"
USUAL = (250, 600)
"""Words: a working default and a soft one; no official length was found (domain reference 2.4)."""

WIDEST = 16_777_215
"""Qt's own word for "no limit"."""


class Portrait(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._sex = ""
        t = theme
        self.page = Page(t, "Pen portrait", self._save)
        self.page.sealed.connect(self._seal_step)
        self.page.textChanged.connect(self._count)
        self.page.told.connect(self._tell)
        self.page.typed.connect(self._on_stored)
        self.problem: Notice = notice(t, "")
        self.problem.hide()
        self.next = button(t, "", "plus", kind="quiet", on=self._next_heading)
        self.earlier = button(
            t, "History", "history", kind="quiet", says="History: earlier versions of this page", short=True, on=self._history
        )
        self.to_summary = button(
            t, "Summary", "file-text", kind="quiet", says="Summary of the review", short=True, on=self.turn_to_summary
        )
        self.drawer_flag = button(t, "Quotations", "quote", says="Quotations from conversations", on=self._turn_drawer)
        self.counts = words("", "small", "soft")
        self.hint = words("", "small", "soft")
        self.quotations = Quotations(t, self._bring)
        self.versions = Versions(t, self._back, lambda: services.go("history", "note/portrait/text"))
        sheet = card(t, self.page, pad=4)
        head = row(t, words("Pen portrait", "h2", wrap=False), None, self.to_summary, self.earlier, self.drawer_flag, gap=1)
        foot = row(t, column(t, self.counts, self.hint, gap=0.25), self.next, gap=1)
        foot.setStretch(0, 1)
        middle = column(t, holder(head), self.problem, sheet, holder(foot), gap=1)
        middle.setStretch(2, 1)
        self.middle = QStackedWidget()
        self.middle.addWidget(holder(middle))
        self.middle.addWidget(self.versions)
        self.summary = Summary(t, case, self._back)
        self.middle.addWidget(self.summary)
        desk = row(t, gap=0, margins=(2, 1.5, 2, 1))
        desk.addStretch(1)
        desk.addWidget(self.middle, 1000)
        desk.addStretch(1)
        self.desk = holder(desk)
        self.line = rule("v")
        self.leave_drawer = button(t, "Back to the page", "arrow-left", kind="quiet", on=self._turn_drawer)
        side = column(t, row(t, self.leave_drawer, None, margins=(1, 0.5, 1, 0)), self.quotations, gap=0)
        side.setStretch(1, 1)
        self.side = holder(side, "paper")
        body = row(t, self.desk, self.line, self.side, gap=0)
        body.setStretch(0, 1)
        self.setLayout(body)
        self.first: QWidget = self.page
        self._drawer = False
        t.fits(self.middle, lambda: self.middle.setMaximumWidth(t.ch(68, "lead") + t.sp(10)))
        t.fits(sheet, lambda: sheet.setMinimumHeight(t.px(130)))
        t.fits(self, self._fit)
        step = self.quotations.step
        for keys, act in (
            ("Ctrl+Return", self.quotations.bring_chosen), ("Alt+Down", lambda: step(1)), ("Alt+Up", lambda: step(-1)),
            ("Ctrl+Shift+H", self._next_heading), ("Escape", self._back),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        case.changed.connect(self._on_changed)
        self._read()
        self.page.open_at_top()

    # reading
    def _on_changed(self, change: Change) -> None:
        if change.parts & {Part.NOTES, Part.CONVERSATIONS, Part.PERSON}:
            self._read()

    def _read(self) -> None:
        person = snapshot.person(self.case.session)
        self._sex = person.sex
        self.page.setAccessibleName(f"Pen portrait of {person.called}" if person.called else "Pen portrait")
        self.page.show_text(notes.get(self.case.session, SECTION))
        self.summary.read()
        self._show_said()
        self._count()

    def _show_said(self) -> None:
        said, kept_back = allowed(conversations.conversations(self.case.session))
        self.quotations.show_said(said, kept_back, self.page.text())

    def _count(self) -> None:
        text = self.page.text()
        count = headings.words_in(text)
        least, most = USUAL
        said = "1 word" if count == 1 else f"{count:,} words"
        usual = "" if least <= count <= most else f"   ·   {least} to {most} is usual"
        self.counts.setText(said + usual)
        coming = headings.coming(text, self._sex)
        self.next.setVisible(coming is not None)
        self.hint.setVisible(coming is not None)
        if coming is not None:
            self.next.say(coming.says, f"Put in the next heading, Ctrl+Shift+H: {coming.says}")
            self.hint.setText(f"{coming.says}: {coming.hint[:1].lower()}{coming.hint[1:]}")

    # writing
    def _save(self, text: str, caret: int) -> None:
        if text != notes.get(self.case.session, SECTION):
            self.case.do(notes.typed, SECTION, text)

    def _on_stored(self) -> None:
        """The page is on disk; whoever asks whether this text stores itself learns it from this connection."""
        self._tell("")

    def _seal_step(self) -> None:
        self.case.do(notes.seal)

    def _tell(self, sentence: str) -> None:
        if sentence != self.problem.words.text():
            self.problem.say(sentence)

    def _next_heading(self) -> None:
        coming = headings.coming(self.page.text(), self._sex)
        if coming is not None:
            self._to_page()
            self.page.to_end()
            self.page.put_paragraph(coming.says, after="\n")
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, said: Said) -> None:
        self._to_page()
        self.page.put_paragraph(said.line())
        if self.theme.narrow and self._drawer:
            self._turn_drawer()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_said()
        self.services.say("The quotation is in, with who said it.")

    # other views
    def _history(self) -> None:
        self.page.seal()
        if self.versions.show_versions(self.case.session):
            self.middle.setCurrentIndex(1)
            self.versions.which.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.services.say("There is no earlier version yet.")

    def _back(self) -> None:
        """To the page, from an earlier version, the summary or the drawer."""
        if self.theme.narrow and self._drawer:
            self._turn_drawer()
        self._to_page()
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_page(self) -> None:
        self.summary.text.seal()
        self.middle.setCurrentIndex(0)
        self.first = self.page

    def turn_to_summary(self) -> None:
        self.page.seal()
        if self.theme.narrow and self._drawer:
            self._turn_drawer()
        self.middle.setCurrentWidget(self.summary)
        self.first = self.summary.text
        self.summary.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump(self, field: str) -> bool:
        if field == SUMMARY:
            self.turn_to_summary()
            return True
        self._to_page()
        return super().jump(field)

    def restore(self, place: Place) -> None:
        if place.get("field") == SUMMARY:
            self.turn_to_summary()
        super().restore(place)

    def _turn_drawer(self) -> None:
        self._drawer = not self._drawer
        self._fit()
        (self.leave_drawer if self._drawer else self.page).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        t = self.theme
        self.drawer_flag.setVisible(t.narrow)
        self.leave_drawer.setVisible(t.narrow)
        self.line.setVisible(not t.narrow)
        self.side.setVisible(not t.narrow or self._drawer)
        self.desk.setVisible(not (t.narrow and self._drawer))
        if t.narrow:
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(WIDEST)
        else:
            self.side.setFixedWidth(t.px(304))
