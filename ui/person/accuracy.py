"""Who they were, compared: each identity field against a source, and every place where the review writes one of them differently."""

from dataclasses import dataclass

from PySide6.QtCore import Qt

from leder_desktop.model.accuracy import FIELDS, MUST, WRITTEN, Differs, confirmed, differs, left
from leder_desktop.model.change import Change, Part
from leder_desktop.model.dates import day_words
from leder_desktop.model.person import Confirmation
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import person, snapshot
from ui.open_case import OpenCase
from ui.person.confirming import ask, value_of
from ui.person.gate import may_describe
from ui.screen import Screen
from ui.sections import section_of
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import card, column, page, row
from ui.widgets.notice import notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import Words, words

LEAD = (
    "Families have found wrong names and dates in finished reviews. Compare each of these with a record, or with somebody who knows, and "
    "type it over as it is written there."
)
SAME = "As far as a program can see, every name, day, age and NHS number is written as on the Person page."
SHOWN = frozenset({Part.PERSON, Part.CASE, Part.NOTES, Part.TIMELINE, Part.ANSWERS, Part.FINDINGS, Part.EVIDENCE, Part.CONVERSATIONS})


@dataclass(frozen=True, kw_only=True)
class Line:
    """One identity field, as the table shows it."""

    field: str
    value: str
    confirmation: Confirmation | None


def lines(whole: Snapshot) -> tuple[Line, ...]:
    """Those to be confirmed first, those that are confirmed below; nothing for a field that is empty and may stay so."""
    wanted = left(whole.person)
    done = tuple(field for field in FIELDS if confirmed(whole.person, field) is not None)
    return tuple(Line(field=field, value=value_of(whole, field), confirmation=confirmed(whole.person, field)) for field in (*wanted, *done))


def _what(line: Line) -> Cell:
    name = FIELDS[line.field]
    return Cell(first=name[0].upper() + name[1:], second=line.value or "Not filled in yet", bold=True)


def _how(line: Line) -> Cell:
    said = line.confirmation
    if said is None:
        needed = "Needed before signing" if line.field in MUST else ""
        return Cell(first="Not confirmed yet", second=needed, icon="circle-dashed", icon_says="Open")
    more = f"“{said.spelt}” there" if said.spelt else ""
    on = f", {day_words(said.on)}" if said.on else ""
    return Cell(first=said.source, second=" · ".join(x for x in (more, f"{said.by}{on}") if x), icon="shield-check", token="green",
                icon_says="Confirmed")  # fmt: skip


def _written(one: Differs) -> Cell:
    instead = f"“{one.written}”; {WRITTEN[one.field]} on the Person page: “{one.instead}”"
    return Cell(first=instead, second=f"{one.label}: {one.around}", icon="flag", token="amber", icon_says="Look again")


class AccuracyScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._writable = False
        columns = (Column[Line](title="What", cell=_what), Column[Line](title="Compared with", cell=_how))
        self.fields = DataTable(theme, "Who they were, field by field", columns, lambda line: line.field, lines=2)
        self.fields.setObjectName("accuracy.fields")
        self.fields.hug()
        self.fields.opened.connect(self._on_field)
        self.fields.chosen.connect(self._on_chosen)
        self.differs = DataTable(theme, "Written differently", (Column[Differs](title="Written differently", cell=_written),), _key,
                                 head=False, lines=3)  # fmt: skip
        self.differs.setObjectName("accuracy.differs")
        self.differs.hug()
        self.differs.opened.connect(self._on_difference)
        self.progress: Words = words("", "strong")
        self.ask = button(theme, "Confirm this", "check", kind="primary", on=self.confirm)
        self.undo = button(theme, "Take the confirmation back", "undo-2", kind="quiet", on=self.take_back)
        self.there = button(theme, "Go there", "arrow-right", says="Go to where it is written differently", on=self.go)
        self.same = notice(theme, SAME, "sunken")
        self.shut = notice(theme, "", "sunken", "lock")
        back = button(theme, "Person", "arrow-left", says="Back to the Person page", on=lambda: services.go("person"))
        top = ActionBar(theme, (words("Right, and the same everywhere", "h1", wrap=False),), (back,))
        first = card(theme, self.progress, self.fields, row(theme, self.ask, self.undo, None, gap=1), gap=1.25, pad=2.5)
        title = words("Written differently in the review", "h2")
        second = card(theme, title, self.same, self.differs, row(theme, self.there, None), gap=1.25, pad=2.5)
        lead = words(LEAD, "body", "soft", ch=84, theme=theme)
        self.setLayout(column(theme, page(theme, "Right, and the same everywhere", top, lead, self.shut, first, second, most=900), gap=0))
        self.first = self.fields
        case.changed.connect(self._on_changed)
        self._read()

    def entered(self) -> None:
        self._read()

    def _on_changed(self, change: Change) -> None:
        if SHOWN & change.parts and self.isVisible():
            self._read()

    def _read(self) -> None:
        whole = snapshot.take(self.case.session)
        shown = lines(whole)
        self.fields.show_rows(shown)
        if self.fields.current() is None and shown:
            self.fields.choose(shown[0].field)
        done = sum(line.confirmation is not None for line in shown)
        open_ = ", ".join(FIELDS[line.field] for line in shown if line.confirmation is None)
        self.progress.setText(f"{done} of {len(shown)} confirmed. Left: {open_}." if open_ else f"All {done} are confirmed.")
        found = differs(whole)
        self.differs.show_rows(found)
        self.differs.setVisible(bool(found))
        if found and self.differs.current() is None:
            self.differs.choose(_key(found[0]))
        self.there.setVisible(bool(found))
        self.same.setVisible(not found)
        self._writable = may_describe(whole.case)
        self.shut.say("" if self._writable else "The review was signed or closed, so nothing can be confirmed now.")
        self._fit()

    def _on_field(self, _: object) -> None:
        self.confirm()

    def _on_chosen(self, _: object) -> None:
        self._fit()

    def _on_difference(self, _: object) -> None:
        self.go()

    def _fit(self) -> None:
        line = self.fields.current()
        done = isinstance(line, Line) and line.confirmation is not None
        self.ask.setEnabled(self._writable and isinstance(line, Line) and bool(line.value))
        self.ask.say("Confirm again" if done else "Confirm this")
        self.undo.setVisible(done and self._writable)

    def confirm(self) -> None:
        """The chosen field against a source; then the next one that is left is chosen."""
        line = self.fields.current()
        if not isinstance(line, Line) or not self.ask.isEnabled():
            return
        if ask(self.theme, self, self.case, line.field):
            wanted = left(snapshot.person(self.case.session))
            if wanted:
                self.fields.choose(wanted[0])
        self.fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_back(self) -> None:
        line = self.fields.current()
        if isinstance(line, Line):
            self.case.do(person.take_back_confirmation, line.field)
            self.fields.choose(line.field)
            self.fields.setFocus(Qt.FocusReason.OtherFocusReason)

    def go(self) -> None:
        one = self.differs.current()
        if isinstance(one, Differs):
            self.services.go(section_of(one.where), one.where)

    def jump(self, field: str) -> bool:
        """`person.<field>` chooses that field."""
        if not self.fields.choose(field.removeprefix("person.")):
            return super().jump(field)
        self.fields.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True


def _key(one: Differs) -> str:
    return f"{one.where} {one.field} {one.written}"
