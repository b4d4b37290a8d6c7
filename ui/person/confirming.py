"""Confirming one field: which record or conversation says it, and how it is written there."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import place_words
from leder_desktop.model.accuracy import FIELDS
from leder_desktop.model.dates import words as date_words
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import person, snapshot
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.notice import Problem
from ui.widgets.words import words

SPELT = frozenset({"given", "family", "known_as", "birth_date", "death_date", "nhs_number"})
"""Typed over from the source, letter by letter or day by day: that is the comparison. The others are compared by eye."""
ELSEWHERE = ""


def value_of(whole: Snapshot, field: str) -> str:
    """A field of the person as people read it; empty when nothing is known."""
    return place_words.words(whole, f"person.{field}")


def sources(whole: Snapshot) -> tuple[tuple[str, str], ...]:
    """Every record and conversation of the case, and "another source" last."""
    label = whole.standards.vocabulary("evidence-kind").label
    records = tuple(
        (f"evidence/{each.id}", ", ".join(x for x in (label(each.kind) or each.name, each.organisation) if x)) for each in whole.evidence
    )
    talks = tuple(
        (f"conversation/{each.id}", f"{each.who}, {date_words(each.on)}" if each.on else each.who) for each in whole.conversations
    )
    return (*records, *talks, (ELSEWHERE, "Another source"))


class AskSource(Calm):
    """Which source, and how it is written there."""

    def __init__(self, theme: Theme, parent: QWidget, field: str, whole: Snapshot) -> None:
        self.field = field
        offered = sources(whole)
        self.record = Choice(theme, "Compared with", offered, offered[0][0])
        self.record.setObjectName("confirm.record")
        self.source = Line(theme, "Another source", hint="the death certificate, seen 3 September")
        self.source.setObjectName("confirm.source")
        self.spelt = Line(theme, "As it is written there")
        self.spelt.setObjectName("confirm.spelt")
        self.problem = Problem(theme)
        self.record_field = Field(theme, "Compared with", self.record)
        self.source_field = Field(theme, "Which source", self.source, help="A record, or a person who knows.")
        spelt = Field(theme, "As it is written there", self.spelt, help="Type it over from the source, not from this page.")
        shown = value_of(whole, field)
        super().__init__(
            theme, parent, f"Confirm the {FIELDS[field]}", words(shown, "lead"), self.record_field, self.source_field, spelt, self.problem,
            verb="It is right", leave="Not now",
        )  # fmt: skip
        self.record_field.setVisible(len(offered) > 1)
        spelt.setVisible(field in SPELT)
        self.record.chose.connect(self._fit)
        self.source.textChanged.connect(self._fit)
        self.spelt.textChanged.connect(self._fit)
        self._fit()
        first = self.record if len(offered) > 1 else self.source
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_words()

    def _fit(self) -> None:
        elsewhere = self.record.at() == ELSEWHERE
        self.source_field.setVisible(elsewhere)
        said = bool(self.source.text().strip()) if elsewhere else True
        self.verb.setEnabled(said and (self.field not in SPELT or bool(self.spelt.text().strip())))

    def words(self) -> str:
        return self.source.text().strip() if self.record.at() == ELSEWHERE else self.record.currentText()


def ask(theme: Theme, parent: QWidget, case: OpenCase, field: str) -> bool:
    """Ask for the source of one field until it is right or left; whether it was confirmed."""
    box = AskSource(theme, parent, field, snapshot.take(case.session))
    done = False
    while not done and box.exec() == QDialog.DialogCode.Accepted:
        kind, _, id = box.record.at().partition("/")
        try:
            case.do(
                person.confirm, field, box.words(), evidence=id if kind == "evidence" else "",
                conversation=id if kind == "conversation" else "", spelt=box.spelt.text(),
            )  # fmt: skip
            done = True
        except Refused as refusal:
            box.problem.say(refusal.sentence)
            box.fit_words()
            box.spelt.setFocus(Qt.FocusReason.OtherFocusReason)
    box.deleteLater()
    return done

