"""The form of a person: names, dates as free words, NHS number checked while it is typed, coded answers. It knows no case."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model import dates
from leder_desktop.model.dates import When
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.person import Person
from leder_desktop.model.standards import Standards
from leder_desktop.model.vocabularies import Vocabulary
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import column, holder, turning
from ui.widgets.words import Words, words

LINES: tuple[tuple[str, str, str, str], ...] = (
    ("known_as", "What they liked to be called", "It stands on every page of the review.", "Len"),
    ("given", "First names", "", ""),
    ("family", "Family name", "", ""),
)
DATES = (("birth_date", "Born", "a year is enough to begin with"), ("death_date", "Died", "20 August 2026"))
CODED: tuple[tuple[str, str, str], ...] = (
    ("sex", "Sex", "sex"),
    ("ethnicity", "Ethnic background", "ethnicity"),
    ("diagnosis_group", "Learning disability, autism, or both", "diagnosis-group"),
    ("diagnosis_confirmed_by", "Diagnosis confirmed by", "diagnosis-confirmed-by"),
    ("disability_level", "Level of learning disability", "disability-level"),
    ("place_of_death", "Where they died", "place-of-death"),
)
"""Field, label, vocabulary."""


def understand(typed: str) -> str:
    """How the words were understood, as people say it. Refused when they were not."""
    return dates.words(dates.understand(typed))


def options(of: Vocabulary) -> tuple[tuple[str, str], ...]:
    """A vocabulary for a drop-down; the first line takes an answer back."""
    return (("", "Not said"), *((term.code, term.label) for term in of.terms))


def same_or_new(typed: str, before: When | None) -> When | None:
    """The date as it is kept when its words did not change, so that its confirmation stays. Refused when not understood."""
    if not typed.strip():
        return None
    return before if before is not None and typed.strip() in (before.given, dates.words(before)) else dates.understand(typed)


class PersonForm(QWidget):
    """`changed` when a field was changed and left; then `person(before)` reads all of them."""

    changed = Signal()

    def __init__(self, theme: Theme, standards: Standards, under: Callable[[str], QWidget | None] = lambda field: None) -> None:
        """`standards`: where its lists are; `under(field)`: what stands under a field, for confirming it."""
        super().__init__()
        self.theme = theme
        self.lines: dict[str, Line] = {}
        self.days: dict[str, DateField] = {}
        self.coded: dict[str, Choice] = {}
        self.fields: dict[str, Field] = {}
        for name, label, help_, hint in LINES:
            self.fields[name] = self._line(name, label, help_, hint)
        for name, label, hint in DATES:
            day = DateField(theme, label, understand, hint=hint)
            day.line.setObjectName(f"person.{name}")
            day.finished.connect(lambda _="", day=day: self._left(day))
            self.days[name] = day
            self.fields[name] = Field(theme, label, day)
        self.fields["nhs_number"] = self._line("nhs_number", "NHS number", "", "943 476 5919")
        self.number_said: Words = words("", "small", "soft")
        self.lines["nhs_number"].textChanged.connect(self._say_number)
        self.address = AutosaveText(theme, "Usual address", lines=(2, 5))
        self.address.setObjectName("person.address")
        self.address.sealed.connect(lambda: self.changed.emit())
        self.fields["address"] = Field(theme, "Usual address", self.address)
        for name, label, source in CODED:
            choice = Choice(theme, label, options(standards.vocabulary(source)), "")
            choice.setObjectName(f"person.{name}")
            choice.setMinimumContentsLength(18)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.chose.connect(lambda: self.changed.emit())
            self.coded[name] = choice
            self.fields[name] = Field(theme, label, choice)
        self.fields["diagnosis_confirmed_where"] = self._line("diagnosis_confirmed_where", "Where that is written", "", "")
        t = theme
        f = {name: self._with(field, under(name)) for name, field in self.fields.items()}
        number = holder(
            column(t, self.fields["nhs_number"], self.number_said, *((mark,) if (mark := under("nhs_number")) else ()), gap=0.25)
        )
        self.setLayout(
            column(
                t, f["known_as"], turning(t, f["given"], f["family"], gap=1.5, shares=(1, 1)),
                turning(t, f["birth_date"], f["death_date"], gap=1.5, shares=(1, 1)), number, f["address"],
                turning(t, f["sex"], f["ethnicity"], gap=1.5, shares=(1, 1)),
                turning(t, f["diagnosis_group"], f["disability_level"], gap=1.5, shares=(1, 1)),
                turning(t, f["diagnosis_confirmed_by"], f["diagnosis_confirmed_where"], gap=1.5, shares=(1, 1)), f["place_of_death"],
                gap=1.75,
            )
        )  # fmt: skip
        self._say_number("")

    def _line(self, name: str, label: str, help_: str, hint: str) -> Field:
        line = Line(self.theme, label, hint=hint)
        line.setObjectName(f"person.{name}")
        line.finished.connect(lambda: self.changed.emit())
        self.lines[name] = line
        return Field(self.theme, label, line, help=help_)

    def _with(self, field: Field, mark: QWidget | None) -> QWidget:
        return field if mark is None or field is self.fields["nhs_number"] else holder(column(self.theme, field, mark, None, gap=0.25))

    def _left(self, day: DateField) -> None:
        """Words that are not understood stay in their field, with the sentence under it, and are not kept as a date."""
        if day.understood():
            self.changed.emit()

    def _say_number(self, typed: str) -> None:
        found = check_nhs_number(typed)
        self.number_said.setText(found.sentence if typed.strip() else "")
        self.number_said.tone("amber_ink" if found.kind == "invalid" else "soft")
        self.number_said.setVisible(bool(typed.strip()))
        self.lines["nhs_number"].setAccessibleDescription(self.number_said.text())

    def understood(self) -> bool:
        return all(day.understood() for day in self.days.values())

    def show_person(self, person: Person) -> None:
        for name, line in self.lines.items():
            line.show_words(str(getattr(person, name)))
        for name, day in self.days.items():
            when: When | None = getattr(person, name)
            if day.understood() or not day.text():
                day.show_words(dates.words(when) if when else "")
        self.address.show_text(person.address)
        for name, choice in self.coded.items():
            choice.choose(str(getattr(person, name)))
            if choice.currentIndex() < 0:
                choice.choose("")

    def person(self, before: Person) -> Person:
        """What stands in the form, over `before`. A date that is not understood keeps its former value."""
        told = {name: line.text() for name, line in self.lines.items()}
        coded = {name: choice.at() for name, choice in self.coded.items()}
        days = {
            name: same_or_new(day.text(), getattr(before, name)) if day.understood() else getattr(before, name)
            for name, day in self.days.items()
        }
        return replace(before, address=self.address.text(), **told, **coded, **days)
