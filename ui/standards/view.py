"""The screen: every data file this review is made with and where it comes from; what is newer here, and carrying the review over."""

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.asked_before import Before
from leder_desktop.model.change import Change
from leder_desktop.model.datafile import CONFIDENCE
from leder_desktop.model.differences import Difference
from leder_desktop.model.policy import Policy, value
from leder_desktop.operations import standards
from leder_desktop.operations.standards import Listed
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import Workspace, card, column, holder, row, scrolled, turning
from ui.widgets.notice import Problem
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words

KINDS = {"questions": "Questions", "scales": "Scale", "vocabularies": "List", "checks": "Checks", "policy": "Policy"}
SAY = (
    "A review keeps the wording it was begun with. Wording that is not confirmed against the national form says so wherever it stands. "
    "Corrected files, signed by your organisation, are taken in under Settings."
)
SAME = "Nothing in this store is newer than what this review is made with."
NEWER = "In this store some wording is different. This review stays as it is until you carry it over; no answer is changed by that."
ASK = (
    "From then on its questions, scales and texts are those in force here. Answers stay as they were given; a grade whose sentence has "
    "changed is to be chosen again before signing. It can be undone."
)
NONE_TOUCHED = "No answer of this review is to another question then."
TOUCHED = "In this review:"
MOST_TOUCHED = 12
"""Answers told one by one; of more their number."""


def _what(one: Listed) -> Cell:
    flag = one.confirmed is False
    return Cell(
        first=one.title, second=KINDS[one.name.partition("/")[0]] + (", corrected" if one.signed_by else ""),
        bold=True, icon="flag" if flag else "check", token="amber" if flag else "soft", icon_says="Wording not confirmed" if flag else "",
    )  # fmt: skip


def _said(one: Listed, policy: Policy) -> str:
    whence = f"Corrected, signed by {one.signer}." if one.signed_by else "It came with the program."
    confirmed = {None: "", True: "Confirmed against the national form.", False: "Wording not confirmed against the national form."}
    set_here = [f"{each.title}: {value(each)}. {each.provenance} ({CONFIDENCE[each.confidence]})" for each in policy.settings]
    more = set_here if one.name == "policy/default" else []
    return "\n\n".join(x for x in (f"Version {one.version}. {whence}", confirmed[one.confirmed], one.provenance, *more) if x)


FILES = (
    Column[Listed](title="What", cell=_what),
    Column[Listed](title="Version", cell=lambda one: Cell(first=one.version), width=110),
)


def _touched(found: tuple[Before, ...]) -> str:
    """What carrying over means for the answers of this review."""
    if not found:
        return NONE_TOUCHED
    told = [_becomes(one) for one in found[:MOST_TOUCHED]]
    more = f"and {len(found) - MOST_TOUCHED} more answers" if len(found) > MOST_TOUCHED else ""
    return "\n\n".join(line for line in (TOUCHED, *told, more) if line)


def _becomes(one: Before) -> str:
    said = f"“{one.was.text}” {'; '.join(one.said.removesuffix('.').splitlines())[:120]}."
    if one.now is None:
        return f"Stays, and is not asked any more: {said}"
    return f"{'To be looked at' if one.fits else 'To be answered again'}: {said} {one.told}"


class StandardsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        t = theme
        self.files = DataTable(t, "What this review is made with", FILES, lambda one: one.name, lines=2)
        self.files.setObjectName("standards.files")
        self._here: dict[str, Listed] = {}
        column_of = Column[Difference](title="What is different", cell=lambda one: Cell(first=one.place, second=self._whence(one)))
        self.changed = DataTable(t, "What is different in this store", (column_of,), lambda one: f"{one.file} {one.place}", lines=2)
        self.changed.setObjectName("standards.changed")
        self.carry = button(t, "Carry this review over", "redo-2", kind="primary", on=self._carry)
        self.carry.setObjectName("standards.carry")
        self.standing, self.problem = words("", "body", "soft"), Problem(t)
        self.means = words("", "body")
        self.title, self.told = words("", "h2"), words("", "body")
        self.before, self.after = words("", "body"), words("", "body")
        top = ActionBar(t, (words("What this review is made with", "h2", wrap=False),), ())
        chosen = column(t, self.title, self.told, None, gap=1, margins=2)
        self.compared = holder(column(t, words("In this review", "small-strong", "soft"), self.before, words("Here now", "small-strong",
                                      "soft"), self.after, gap=0.75))  # fmt: skip
        newer = column(t, words("What is newer here", "h2"), self.standing, self.means, self.problem, holder(row(t, self.carry, None)),
                       self.changed, self.compared, None, gap=1, margins=2)  # fmt: skip
        made = card(t, self.files, pad=0.125)
        sides = column(t, card(t, chosen, pad=0.125), card(t, newer, pad=0.125), None, gap=2)
        about = scrolled(holder(sides), "About the chosen file, and what is newer", "ground")
        body = column(t, top, words(SAY, "small", "soft"), Workspace(turning(t, made, about, gap=2, shares=(1, 1))), gap=1,
                      margins=(2, 1.25, 2, 1.25))  # fmt: skip
        body.setStretch(2, 1)
        self.setLayout(body)
        self.files.chosen.connect(self._on_file)
        self.changed.chosen.connect(self._on_difference)
        self.changed.hug(200)
        self.first: QWidget = self.files
        t.fits(self, lambda: made.setMinimumHeight(t.px(260)))
        case.changed.connect(self._on_changed)
        self._read()

    def entered(self) -> None:
        self._read()

    def _on_changed(self, _: Change) -> None:
        if self.isVisible():
            self._read()

    def _read(self) -> None:
        self.files.show_rows(standards.made_with(self.case.session))
        found = standards.waiting(self.case.session)
        self._here = {one.name: one for one in standards.listed(self.case.session.desk)}
        self.changed.show_rows(found)
        self.means.setText(_touched(standards.touched(self.case.session)) if found else "")
        self.means.setVisible(bool(found))
        self.changed.setVisible(bool(found))
        self.carry.setVisible(bool(found))
        self.compared.setVisible(bool(found))
        self.standing.setText(NEWER if found else SAME)
        self._on_file()
        self._on_difference()

    def _whence(self, one: Difference) -> str:
        """Which file, who signed it, and whether its wording is the form's."""
        file = self._here.get(one.file)
        if file is None:
            return one.file
        signed = f"signed by {file.signer}" if file.signed_by else "as it came with the program"
        return f"{file.title}, {signed}" + (", wording not confirmed" if file.confirmed is False else "")

    def _on_file(self, _: object = None) -> None:
        one = self.files.current()
        self.title.setText(one.title if isinstance(one, Listed) else "")
        self.told.setText(_said(one, self.case.session.standards.policy()) if isinstance(one, Listed) else "")

    def _on_difference(self, _: object = None) -> None:
        one = self.changed.current()
        self.before.setText((one.before or "It was not there.") if isinstance(one, Difference) else "")
        self.after.setText((one.after or "It is not there any more.") if isinstance(one, Difference) else "")

    def _carry(self) -> None:
        if not confirm(self.theme, self, "Carry this review over?", ASK, "Carry it over", "Leave it as it is"):
            return
        try:
            self.case.do(standards.carry_over)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self._read()
