"""The form of the notification around the person: who told, their family, who cared for them, what else is looking into it (N15-N24)."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from leder_desktop.model.person import Kin, Notification, Notifier, Organisation
from leder_desktop.model.standards import Standards
from leder_desktop.model.vocabularies import Vocabulary
from ui.person.identity import options
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.tabbing import meet_before
from ui.widgets.tick import Tick
from ui.widgets.words import words

NOTIFIER = (("name", "Who told"), ("role", "Their role"), ("organisation", "Their organisation"), ("contact", "How to reach them"),
            ("relationship", "How they knew them"))  # fmt: skip
PLAIN = (("icb", "Integrated care board"), ("gp_name", "GP or practice"), ("gp_ods_code", "ODS code of the practice"),
         ("cause_of_death", "Cause of death, as certified"))  # fmt: skip

MOST = 50
"""Rows that are made for words that come back."""


def _choice(theme: Theme, name: str, label: str, of: Vocabulary) -> Choice:
    made = Choice(theme, label, options(of), "")
    made.setObjectName(name)
    made.setMinimumContentsLength(18)
    made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return made


class KinRow(QWidget):
    """One person close to them, and whether there is a reason not to contact them."""

    changed = Signal()

    def __init__(self, theme: Theme, number: int, reasons: Vocabulary) -> None:
        super().__init__()
        stem = f"notification.kin.{number}"
        self.lines = {
            name: Line(theme, f"{label} {number}")
            for name, label in (("name", "Name"), ("relationship", "Relationship"), ("contact", "How to reach them"))
        }
        self.why_not = _choice(theme, f"{stem}.do_not_contact", f"Reason not to contact {number}", reasons)
        self.note = Line(theme, f"More about that {number}")
        for name, line in (*self.lines.items(), ("do_not_contact_note", self.note)):
            line.setObjectName(f"{stem}.{name}")
            line.finished.connect(lambda: self.changed.emit())
        self.why_not.setItemText(0, "They may be contacted")
        self.why_not.chose.connect(lambda: self.changed.emit())
        top = turning(theme, *(Field(theme, line.accessibleName()[:-2], line) for line in self.lines.values()), gap=1, shares=(1, 1, 1))
        below = turning(
            theme, Field(theme, "May they be contacted?", self.why_not), Field(theme, "More about that", self.note), gap=1, shares=(1, 1)
        )
        self.setLayout(column(theme, card(theme, top, below, kind="sunken", gap=1, pad=1.5)))

    def show_kin(self, kin: Kin) -> None:
        for name, line in self.lines.items():
            line.show_words(str(getattr(kin, name)))
        self.note.show_words(kin.do_not_contact_note)
        self.why_not.choose(kin.do_not_contact)

    def kin(self) -> Kin:
        told = {name: line.text() for name, line in self.lines.items()}
        return Kin(do_not_contact=self.why_not.at(), do_not_contact_note=self.note.text(), **told)


class OrganisationRow(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, number: int, kinds: Vocabulary) -> None:
        super().__init__()
        self.kind = _choice(theme, f"notification.organisation.{number}.kind", f"Kind of organisation {number}", kinds)
        self.name = Line(theme, f"Name of organisation {number}")
        self.name.setObjectName(f"notification.organisation.{number}.name")
        self.name.finished.connect(lambda: self.changed.emit())
        self.kind.chose.connect(lambda: self.changed.emit())
        self.setLayout(turning(theme, self.kind, self.name, gap=1, shares=(1, 1)))

    def organisation(self) -> Organisation:
        return Organisation(kind=self.kind.at(), name=self.name.text())


class NotificationForm(QWidget):
    """`changed` when a field was changed and left; then `notification()` reads all of them."""

    changed = Signal()

    def __init__(self, theme: Theme, standards: Standards) -> None:
        """`standards`: where its lists are."""
        super().__init__()
        t, self._listed = theme, standards.vocabulary
        self.theme = theme
        self.lines: dict[str, Line] = {}
        for stem, listed in (("notification", PLAIN), ("notification.notifier", NOTIFIER)):
            for name, label in listed:
                line = Line(t, label)
                line.setObjectName(f"{stem}.{name}")
                line.finished.connect(lambda: self.changed.emit())
                self.lines[f"{stem}.{name}"] = line
        self.kin: list[KinRow] = []
        self.organisations: list[OrganisationRow] = []
        self._kin_box: QBoxLayout = column(t, gap=1)
        self._organisation_box: QBoxLayout = column(t, gap=1)
        self.expected = _choice(t, "notification.expected", "Was the death expected?", self._listed("yes-no-not-known"))
        self.covid19 = _choice(t, "notification.covid19", "Was COVID-19 involved?", self._listed("yes-no-not-known"))
        for choice in (self.expected, self.covid19):
            choice.chose.connect(lambda: self.changed.emit())
        self.processes = {term.code: Tick(t, term.label) for term in self._listed("other-process").terms}
        for code, tick in self.processes.items():
            tick.setObjectName(f"notification.process.{code}")
            tick.clicked.connect(lambda: self.changed.emit())
        says = "Add a person close to them"
        self._more_kin = button(t, "Add a person", "plus", says=says, on=lambda: self.add_kin().lines["name"].setFocus())
        self._more_organisations = button(t, "Add an organisation", "plus", on=lambda: self.add_organisation().kind.setFocus())
        ticks = holder(column(t, *self.processes.values(), gap=0.25))
        self.setLayout(
            column(
                t, words("Death and practice", "h2"), self._field("notification.cause_of_death"),
                turning(t, Field(t, "Was the death expected?", self.expected), Field(t, "Was COVID-19 involved?", self.covid19),
                shares=(1, 1)),
                turning(t, self._field("notification.gp_name"), self._field("notification.gp_ods_code"), shares=(1, 1)),
                self._field("notification.icb"), 0.5, words("Who told", "h2"),
                turning(t, self._field("notification.notifier.name"), self._field("notification.notifier.role"), shares=(1, 1)),
                turning(t, self._field("notification.notifier.organisation"), self._field("notification.notifier.contact"), shares=(1, 1)),
                self._field("notification.notifier.relationship"), 0.5, words("People close to them", "h2"), self._kin_box,
                row(t, self._more_kin, None), 0.5, words("Who cared for them", "h2"), self._organisation_box,
                row(t, self._more_organisations, None), 0.5, words("Who else is looking into it", "h2"), ticks, gap=1.5,
            )
        )  # fmt: skip

    def _field(self, name: str) -> Field:
        line = self.lines[name]
        return Field(self.theme, line.accessibleName(), line)

    def add_kin(self) -> KinRow:
        made = KinRow(self.theme, len(self.kin) + 1, self._listed("do-not-contact"))
        made.changed.connect(lambda: self.changed.emit())
        self.kin.append(made)
        self._kin_box.addWidget(made)
        made.show()  # now, not when the loop comes round: Tab passes over what is not in sight
        lines = made.lines
        meet_before(self._more_kin, (lines["name"], lines["relationship"], lines["contact"], made.why_not, made.note))
        return made

    def add_organisation(self) -> OrganisationRow:
        made = OrganisationRow(self.theme, len(self.organisations) + 1, self._listed("organisation-kind"))
        made.changed.connect(lambda: self.changed.emit())
        self.organisations.append(made)
        self._organisation_box.addWidget(made)
        made.show()
        meet_before(self._more_organisations, (made.kind, made.name))
        return made

    def expect(self, names: Iterable[str]) -> None:
        """Rows for all of these fields, before their words are put back."""
        numbered = [name.split(".") for name in names]
        for stem, rows, add in (("kin", self.kin, self.add_kin), ("organisation", self.organisations, self.add_organisation)):
            wanted = max((int(at[2]) for at in numbered if at[:2] == ["notification", stem] and at[2].isdecimal()), default=0)
            while len(rows) < min(wanted, MOST):
                add()

    def show_notification(self, said: Notification) -> None:
        for name, _ in PLAIN:
            self.lines[f"notification.{name}"].show_words(str(getattr(said, name)))
        for name, _ in NOTIFIER:
            self.lines[f"notification.notifier.{name}"].show_words(str(getattr(said.notifier, name)))
        while len(self.kin) < max(1, len(said.kin)):
            self.add_kin()
        for shown, kin in zip(self.kin, (*said.kin, *[Kin()] * len(self.kin)), strict=False):
            shown.show_kin(kin)
        while len(self.organisations) < max(1, len(said.organisations)):
            self.add_organisation()
        for line, told in zip(self.organisations, (*said.organisations, *[Organisation()] * len(self.organisations)), strict=False):
            line.kind.choose(told.kind)
            line.name.show_words(told.name)
        self.expected.choose(said.expected)
        self.covid19.choose(said.covid19)
        for code, tick in self.processes.items():
            tick.setChecked(code in said.other_processes)

    def notification(self) -> Notification:
        plain = {name: self.lines[f"notification.{name}"].text() for name, _ in PLAIN}
        notifier = Notifier(**{name: self.lines[f"notification.notifier.{name}"].text() for name, _ in NOTIFIER})
        return Notification(
            notifier=notifier, kin=tuple(k for k in (line.kin() for line in self.kin) if k != Kin()),
            organisations=tuple(o for o in (line.organisation() for line in self.organisations) if o != Organisation()),
            other_processes=tuple(code for code, tick in self.processes.items() if tick.isChecked()),
            expected=self.expected.at(), covid19=self.covid19.at(), **plain,
        )  # fmt: skip
