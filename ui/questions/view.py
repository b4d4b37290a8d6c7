"""The Questions screen: the sections of every set of this review at the side, the questions of one of them on the page."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import lines
from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import QuestionSet, Section
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import questions
from ui.open_case import OpenCase
from ui.questions.section import SectionPage
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.chip import unconfirmed
from ui.widgets.fields import Choice
from ui.widgets.layout import Scrolled, Workspace, card, column, holder, row, scrolled, turning
from ui.widgets.notice import notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

ELSEWHERE = ("decision", "grades")
"""Sections of the data files that have a screen of their own."""
SHUT = "The review was signed or closed, so the answers can be read and not changed."
SETTLED_MS = 300
"""After this a page that was just made has its size, and scrolling is the person's alone."""
OPEN = "open"
WORDS = "words."
GONE = "Kept, though this review does not ask for it any more since it was carried over:"
MOST_GONE = 4
"""Such answers told on the page; the printed review has all of them."""


def _gone(whole: Snapshot) -> str:
    """The answers to questions that are in no set any more, each with the words it was given in."""
    old = [(asked, given) for given in whole.answers if (asked := whole.standards.as_asked(given)) and not whole.standards.asks(given.id)]
    said = [f"“{asked.text}” {'; '.join(lines(asked, given.value))[:120]}" for asked, given in old if given.status == "answered"]
    more = [f"and {len(said) - MOST_GONE} more, which the printed review has"] if len(said) > MOST_GONE else []
    return "\n".join([GONE, *said[:MOST_GONE], *more]) if said else ""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One section in the list at the side, or the title of the set that begins here, which is no section."""

    key: str
    title: str
    said: str
    is_set: bool = False


class QuestionsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.sections = self._asked()
        self.pages: dict[str, SectionPage] = {}
        self._areas: dict[str, Scrolled] = {}
        self._given: dict[str, Answer] = {}
        self._facts: Facts = questions.facts(case.session)
        self.open = ""
        self._old = False
        """Something changed since it was read."""
        self.list = DataTable(theme, "Sections of the questions", self._columns(), lambda r: r.key, head=False, lines=2)
        self.list.setObjectName("questions.sections")
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._to_first)
        self.title = words("", "h1")
        self.tag = unconfirmed(theme)
        self.unsure = words("The wording of these questions is not yet confirmed against the national form.", "small", "soft")
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        self.gone = notice(theme, "", "sunken", "history")
        self.gone.hide()
        self.stack = QStackedWidget()
        self.choice = Choice(theme, "Section of the questions")
        self.choice.chose.connect(self.show_section)
        listed = card(theme, self.list, pad=0)
        side_by_side = column(theme, words("Questions", "h1", wrap=False), listed, self.choice, gap=1.5)
        side_by_side.setStretch(1, 1)
        side = holder(side_by_side)
        head = row(theme, self.title, self.tag, gap=2)
        head.setStretch(0, 1)
        body = holder(column(theme, head, self.unsure, self.shut, self.gone, Workspace(column(theme, self.stack, gap=0)), gap=1))
        both = turning(theme, Workspace(column(theme, side, gap=0)), body, gap=3)
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

    def _asked(self) -> dict[str, tuple[QuestionSet, Section]]:
        return {
            f"{asked.id}.{section.id}": (asked, section)
            for asked in questions.asked(self.case.session)
            for section in asked.sections
            if section.id not in ELSEWHERE
        }

    def _columns(self) -> tuple[Column[Row], ...]:
        def cell(shown: Row) -> Cell:
            if shown.is_set:
                return Cell(first=shown.title.partition(",")[0], tone="soft")
            return Cell(first=shown.title, second=shown.said, bold=shown.key == self.open)

        return (Column[Row](title="Section", cell=cell),)

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
            page = SectionPage(self.theme, self.case, self.services, asked, section)
            outer = holder(row(self.theme, page, gap=0, margins=(0, 0, 2, 3), top=True))
            self.pages[key] = page
            self._areas[key] = scrolled(outer, section.title)
            self.stack.addWidget(self._areas[key])
        self.pages[key].show_answers(self._given, self._facts, self._writable())
        self.stack.setCurrentWidget(self._areas[key])
        self.title.setText(section.title)
        self._fit_tag()
        self.list.choose(key)
        self.choice.choose(key)

    def _on_chosen(self, chosen: object) -> None:
        """The title of a set is passed over, in the direction one came from."""
        if not isinstance(chosen, Row):
            return
        if chosen.is_set:
            keys = list(self.sections)
            first = next(key for key in keys if key.startswith(f"{chosen.key}."))
            back = keys.index(first) - 1
            self.show_section(keys[back] if back >= 0 and self.open == first else first)
        else:
            self.show_section(chosen.key)

    def _to_first(self, _: object = None) -> None:
        first = self.pages[self.open].first()
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_changed(self, change: Change) -> None:
        """Whatever changes may show or hide a question, or be what is kept elsewhere. Out of sight it is read when one comes back."""
        self._old = self._old or bool(change.parts - {Part.PLACE})
        if self.isVisible():
            self._read_again()

    def entered(self) -> None:
        self._read_again()

    def _read_again(self) -> None:
        if self._old:
            self._read()
            self._ask_again()

    def _ask_again(self) -> None:
        """Other questions, when the case follows another process or other standards: the pages are made anew."""
        asked = self._asked()
        if asked == self.sections:  # as good as always: then they are the same objects
            return
        self.seal()
        was, self.open, self.sections = self.open, "", asked
        for area in self._areas.values():
            self.stack.removeWidget(area)
            area.hide()
            area.deleteLater()
        self.pages, self._areas = {}, {}
        self._read()
        self.show_section(was if was in asked else next(iter(asked)))

    def _read(self) -> None:
        """Only the page in sight is shown again; another when it comes into sight."""
        self._old = False
        self._facts = questions.facts(self.case.session)
        self._given = {answer.id: answer for answer in self._facts.snapshot.answers}
        self.shut.say("" if self._writable() else SHUT)
        self.gone.say(_gone(self._facts.snapshot))
        rows = tuple(self._rows())
        self.list.show_rows(rows)
        self.list.choose(self.open)
        self.choice.offer(tuple((r.key, f"{r.title}: {r.said}") for r in rows if not r.is_set), self.open)
        if self.open in self.pages:
            self.pages[self.open].show_answers(self._given, self._facts, self._writable())

    def _writable(self) -> bool:
        return self._facts.snapshot.case.state in WRITABLE

    def _rows(self) -> Iterator[Row]:
        before = ""
        for key, (asked, section) in self.sections.items():
            if asked.id != before:
                yield Row(key=asked.id, title=asked.title, said="", is_set=True)
            before = asked.id
            decided, all_, left = questions.progress(self._facts, section)
            said = f"{decided} of {all_} decided" + (f", {left} needed" if left else "")
            yield Row(key=key, title=section.title, said=said if all_ else "Not asked in this review")

    # where one was
    def place(self) -> Place:
        out = super().place()
        out[OPEN] = self.open
        out["scroll"] = self._areas[self.open].verticalScrollBar().value()
        for page in self.pages.values():
            for name, said in page.half_typed().items():
                out[WORDS + name] = said
        return out

    def restore(self, place: Place) -> None:
        for name, said in place.items():
            if name.startswith(WORDS):
                field = name.removeprefix(WORDS)
                ref = field.partition("#")[0]
                found = self.pages[self.open].editors.get(ref) if self._open_at(ref) else None
                if found is not None:
                    found.type_again(field, str(said))
        key = str(place.get(OPEN, ""))
        if key in self.sections:
            self.show_section(key)
            self.pages[key].make_all()
        super().restore({name: value for name, value in place.items() if name != "scroll"})
        scroll = place.get("scroll")
        if isinstance(scroll, int):
            self._areas[self.open].verticalScrollBar().setValue(scroll)

    def _open_at(self, field: str) -> bool:
        self._read_again()
        key = next((key for key, (_, section) in self.sections.items() if any(q.ref == field for q in section.questions)), "")
        if key:
            self.show_section(key)
            self.pages[key].make_all()
        return bool(key)

    def jump(self, field: str) -> bool:
        """`field` is a reference ("initial.P08"): its section is opened. A question that is not asked now cannot be jumped to."""
        if not self._open_at(field):
            return super().jump(field)
        found: QWidget | None = self.pages[self.open].place(field)
        if found is None:
            return False
        found.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._bring(self.open, found)
        return True

    def _bring(self, key: str, found: QWidget) -> None:
        """Into sight, its head first; and again while a page that was just made still finds its size."""
        area = self._areas[key]
        bar = area.verticalScrollBar()

        def look() -> None:
            if isValid(found):
                top = found.mapTo(area.viewport(), QPoint(0, 0)).y() + bar.value()
                if not 0 <= top - bar.value() <= area.viewport().height() - found.height():
                    bar.setValue(max(0, top - self.theme.sp(3)))

        look()
        settling = bar.rangeChanged.connect(lambda: QTimer.singleShot(0, bar, look))
        QTimer.singleShot(SETTLED_MS, bar, lambda: bar.disconnect(settling))
