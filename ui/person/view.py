"""The Person screen: gate, identity, what the notification said. A field is kept when it is left."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.accuracy import FIELDS
from leder_desktop.model.case import WORDS, WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.person import life
from leder_desktop.operations import cases, independence, person, snapshot, twins
from ui.open_case import OpenCase
from ui.person.around import NotificationForm
from ui.person.confirming import ask
from ui.person.gate import Gate, may_describe
from ui.person.identity import PersonForm
from ui.person.independence import Independence
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import Button, button
from ui.widgets.chip import Tag
from ui.widgets.layout import card, column, page, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.words import Words, words

MARKED = ("known_as", "given", "family", "birth_date", "death_date", "nhs_number", "address")
"""The fields of the form that say under them whether they are confirmed; the accuracy page has them all."""
LONGEST_SHOWN = 56


class ConfirmedAgainst(QWidget):
    """Under a field: a button while the field is not confirmed, the source once it is."""

    def __init__(self, theme: Theme, what: str) -> None:
        super().__init__()
        self.ask: Button = button(theme, "Confirm", "check", kind="link", says=f"Confirm {what} against a source", role="small")
        self.tag = Tag(theme, "", "green", "shield-check")
        self.setLayout(row(theme, self.tag, self.ask, None, gap=0.5))
        self.show_source("", False)

    def show_source(self, source: str, can: bool) -> None:
        short = source if len(source) <= LONGEST_SHOWN else source[: LONGEST_SHOWN - 1] + "…"
        self.tag.show_state(short, "green", "shield-check")
        self.tag.setToolTip(source)
        self.tag.setAccessibleName(f"Confirmed against {source}" if source else "")
        self.ask.setVisible(can and not source)


class PersonScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        t = theme
        self.marks = {name: ConfirmedAgainst(t, f"the {FIELDS[name]}") for name in MARKED}
        for name, mark in self.marks.items():
            mark.ask.clicked.connect(lambda _=False, name=name: self._confirm(name))
        self.gate = Gate(t)
        self.gate.answered.connect(self._answer_gate)
        self.form = PersonForm(t, case.session.standards, self.marks.get)
        self.form.changed.connect(self._keep_person)
        self.around = NotificationForm(t, case.session.standards)
        self.around.changed.connect(self._keep_notification)
        self.problem = Problem(t)
        self.shut = notice(t, "", "sunken")
        self.twins = notice(t, "", "amber")
        self.life: Words = words("", "body", "soft")
        self.independence = Independence(t, case.session.standards.vocabulary("profession"))
        self.independence.declared.connect(self._declare)
        self.independence.changed.connect(self._keep_standing)
        self.title = words("Person", "h1", wrap=False)
        self.who: Words = words("Who they were", "h2")
        self.compare = button(t, "Right, and the same everywhere?", "shield-check", says="Confirm every field, and see what is written "
                              "differently", on=lambda: services.go("accuracy"))  # fmt: skip
        who = card(t, turning(t, self.who, self.compare, gap=1), self.problem, self.form, gap=1.5)
        told = card(t, self.around, gap=1.5)
        head = turning(t, self.title, self.life, gap=2)
        head.setStretch(1, 1)
        whole = page(t, "Person", head, self.gate, self.shut, self.twins, self.independence, who, told, most=900)
        self.setLayout(column(t, whole, gap=0))
        case.changed.connect(self._on_change)
        self.read()

    def _on_change(self, change: Change) -> None:
        if change.parts & {Part.PERSON, Part.CASE}:
            self.read()

    def entered(self) -> None:
        self.read()

    def read(self) -> None:
        session = self.case.session
        case, who = snapshot.case(session), snapshot.person(session)
        can = may_describe(case)
        self.title.setText(who.called or "Person")
        self.who.setText(f"Who {who.called} was" if who.called else "Who they were")
        self.life.setText(life(who) if who.birth_date or who.death_date else "")
        self.gate.show_case(case)
        self.form.show_person(who)
        self.around.show_notification(snapshot.notification(session))
        sources = {c.field: c.source for c in who.confirmations}
        for name, mark in self.marks.items():
            mark.show_source(sources.get(name, ""), can and bool(getattr(who, name)))
        self.independence.show_case(
            independence.sentence(session), who.called, case.independence, independence.standing(session), case.state in WRITABLE
        )
        self.independence.setVisible(case.opt_out.result == "none")
        self.form.setEnabled(can)
        self.around.setEnabled(can)
        closed = f"“{WORDS[case.state]}”: this page can be read, and not changed."
        self.shut.say("" if can else closed)
        others = twins.of(session)
        also = ", ".join(row.reference for row in others)
        self.twins.say(
            f"Another case here may be about the same person: {also}. Compare them, and close one as a duplicate." if others else ""
        )
        self.first = self.gate.question.result if case.opt_out.result == "not-checked" else self.form.lines["known_as"]

    def _keep(self, keep: object) -> None:
        try:
            if callable(keep):
                keep()
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")

    def _keep_person(self) -> None:
        before = snapshot.person(self.case.session)
        after = self.form.person(before)
        if replace(after, confirmations=before.confirmations) != before:
            self._keep(lambda: self.case.do(person.describe, after))

    def _keep_notification(self) -> None:
        after = self.around.notification()
        if after != snapshot.notification(self.case.session):
            self._keep(lambda: self.case.do(person.describe_notification, after))

    def _declare(self, on: bool) -> None:
        self.case.do(independence.declare if on else independence.take_back)

    def _keep_standing(self) -> None:
        problem = self.independence.problem
        said = self.independence.standing()
        if said == independence.standing(self.case.session):
            problem.say("")
            return
        try:
            self.case.do(independence.describe, said)
        except Refused as refusal:
            problem.say(refusal.sentence)
            return
        problem.say("")

    def seal(self) -> None:
        super().seal()
        if snapshot.case(self.case.session).state in WRITABLE:
            self._keep_standing()
        if may_describe(snapshot.case(self.case.session)):
            self._keep_person()
            self._keep_notification()

    def _answer_gate(self, result: str, by: str, on: str) -> None:
        stop = "The review stops, and the case is closed. That cannot be taken back here; the case can then be erased."
        if result == "opted-out" and not confirm(self.theme, self, "The person opted out?", stop, "Record the opt-out"):
            return
        try:
            self.case.do(cases.record_opt_out, by=by, result=result, on=on or None)
        except Refused as refusal:
            self.gate.problem.say(refusal.sentence)
            return
        self.gate.recorded()
        self.read()
        self.form.lines["known_as"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self, name: str) -> None:
        ask(self.theme, self, self.case, name)
        self.form.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)
