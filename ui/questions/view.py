"""The Questions screen: the sections at the side, the questions of one of them on the page."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import QuestionSet, Section
from leder_desktop.operations import questions, snapshot
from ui.open_case import OpenCase
from ui.questions.section import SectionPage, counted
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import AnswerEditor
from ui.widgets.chip import Tag
from ui.widgets.fields import Choice
from ui.widgets.layout import Scrolled, Workspace, card, column, holder, row, scrolled, turning
from ui.widgets.notice import notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

ELSEWHERE = ("decision", "grades")
"""Sections of the data files that have a screen of their own."""
UNCONFIRMED = "Wording not confirmed against the national form"
SHUT = "The review was signed or closed, so the answers can be read and not changed."
OPEN = "open"
WORDS = "words."


@dataclass(frozen=True, kw_only=True)
class Row:
    """One section in the list at the side."""

    key: str
    title: str
    said: str
    left: int


class QuestionsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.sections: dict[str, tuple[QuestionSet, Section]] = {
            f"{asked.id}.{section.id}": (asked, section)
            for asked in questions.sets()
            for section in asked.sections
            if section.id not in ELSEWHERE
        }
        self.pages: dict[str, SectionPage] = {}
        self._areas: dict[str, Scrolled] = {}
        self.open = ""
        self.list = DataTable(theme, "Sections of the questions", self._columns(), lambda r: r.key, head=False)
        self.list.setObjectName("questions.sections")
        self.list.hug()
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._to_first)
        self.title = words("", "h1")
        self.tag = Tag(theme, UNCONFIRMED, "plain", "circle-question-mark")
        self.tag.setAccessibleName(UNCONFIRMED)
        self.unsure = words("The wording of these questions is not yet confirmed against the national form.", "small", "soft")
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        self.stack = QStackedWidget()
        self.choice = Choice(theme, "Section of the questions")
        self.choice.chose.connect(self.show_section)
        listed = card(theme, self.list, pad=0)
        side = holder(column(theme, words("Questions", "h1", wrap=False), listed, self.choice, gap=1.5))
        head = row(theme, self.title, self.tag, gap=2)
        head.setStretch(0, 1)
        body = holder(column(theme, head, self.unsure, self.shut, Workspace(column(theme, self.stack, gap=0)), gap=1))
        both = turning(theme, holder(column(theme, side, None, gap=0)), body, gap=3)
        both.setStretch(1, 1)
        self.setLayout(column(theme, both, gap=0, margins=(3, 2, 1, 0)))

        def fit() -> None:
            side.setMinimumWidth(0 if theme.narrow else theme.px(212))
            side.setMaximumWidth(16_777_215 if theme.narrow else theme.px(212))
            listed.setVisible(not theme.narrow)
            self.choice.setVisible(theme.narrow)
            self.title.setVisible(not theme.narrow)
            self.first = self.choice if theme.narrow else self.list
            self._fit_tag()

        theme.fits(side, fit)
        case.changed.connect(self._on_changed)
        self._read()
        self.show_section(next(iter(self.sections)))

    def _columns(self) -> tuple[Column[Row], ...]:
        return (Column[Row](title="Section", cell=lambda r: Cell(first=r.title, second=r.said, bold=r.key == self.open)),)

    def _fit_tag(self) -> None:
        """That the wording is not confirmed stands beside the title, or under it where there is no room."""
        unsure = bool(self.open) and not self.sections[self.open][0].confirmed
        self.tag.setVisible(unsure and not self.theme.narrow)
        self.unsure.setVisible(unsure and self.theme.narrow)

    def show_section(self, key: str) -> None:
        """Bring a section on to the page; what was half-typed in the one before is handed on."""
        if key == self.open:
            return
        before = self.pages.get(self.open)
        if before is not None:
            self.seal()
        self.open = key
        asked, section = self.sections[key]
        if key not in self.pages:
            page = SectionPage(self.theme, self.case, asked, section)
            outer = holder(row(self.theme, page, gap=0, margins=(0, 0, 2, 3), top=True))
            self.pages[key] = page
            self._areas[key] = scrolled(outer, section.title)
            self.stack.addWidget(self._areas[key])
            page.show_answers(questions.answers(self.case.session), questions.facts(self.case.session), self._writable())
        self.stack.setCurrentWidget(self._areas[key])
        self.title.setText(section.title)
        self._fit_tag()
        self.list.choose(key)
        self.choice.choose(key)

    def _on_chosen(self, chosen: object) -> None:
        if isinstance(chosen, Row):
            self.show_section(chosen.key)

    def _to_first(self, _: object = None) -> None:
        page = self.pages[self.open]
        first = next((e for e in page.editors.values() if e.isVisible()), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self, change: Change) -> None:
        if {Part.ANSWERS, Part.CASE} & change.parts:
            self._read()

    def _read(self) -> None:
        given, facts, writable = questions.answers(self.case.session), questions.facts(self.case.session), self._writable()
        self.shut.say("" if writable else SHUT)
        rows = tuple(self._row(key, given, facts) for key in self.sections)
        self.list.show_rows(rows)
        self.choice.offer(tuple((r.key, f"{r.title}: {r.said}") for r in rows), self.open)
        for page in self.pages.values():
            page.show_answers(given, facts, writable)

    def _writable(self) -> bool:
        return snapshot.case(self.case.session).state in WRITABLE

    def _row(self, key: str, given: dict[str, Answer], facts: Facts) -> Row:
        section = self.sections[key][1]
        decided, all_, left = counted(section, given, facts)
        said = f"{decided} of {all_} decided" + (f", {left} needed" if left else "")
        return Row(key=key, title=section.title, said=said, left=left)

    # where one was
    def place(self) -> Place:
        out = super().place()
        out[OPEN] = self.open
        out["scroll"] = self._areas[self.open].verticalScrollBar().value()
        for page in self.pages.values():
            for ref, said in page.half_typed().items():
                out[WORDS + ref] = said
        return out

    def restore(self, place: Place) -> None:
        for name, said in place.items():
            if name.startswith(WORDS):
                self._open_at(name.removeprefix(WORDS))
                found = self._editor_of(name.removeprefix(WORDS))
                if found is not None:
                    found.type_again(str(said))
        key = str(place.get(OPEN, ""))
        if key in self.sections:
            self.show_section(key)
            self.pages[key].make_all()
        super().restore({name: value for name, value in place.items() if name != "scroll"})
        scroll = place.get("scroll")
        if isinstance(scroll, int):
            self._areas[self.open].verticalScrollBar().setValue(scroll)

    def _editor_of(self, ref: str) -> AnswerEditor | None:
        return self.pages[self.open].editors.get(ref)

    def _open_at(self, field: str) -> bool:
        key = next((key for key, (_, section) in self.sections.items() if any(q.ref == field for q in section.questions)), "")
        if key:
            self.show_section(key)
            self.pages[key].make_all()
        return bool(key)

    def jump(self, field: str) -> bool:
        """`field` is a reference ("initial.P08"): its section is opened. A question that is not asked now cannot be jumped to."""
        if not self._open_at(field):
            return super().jump(field)
        found = self._editor_of(field)
        if found is None or found.isHidden():
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._areas[self.open].ensureWidgetVisible(found)
        return True
