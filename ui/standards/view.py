"""The screen: every data file this review is made with and where it comes from; what is newer here, and carrying the review over."""

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.differences import Difference
from leder_desktop.operations import standards
from leder_desktop.operations.standards import Listed
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import ActionBar, button
from ui.widgets.layout import Workspace, card, column, holder, row, turning
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


def _whence(one: Listed) -> str:
    return f"Corrected, signed by {one.signed_by}" if one.signed_by else "Came with the program"


def _confirmed(one: Listed) -> Cell:
    if one.confirmed is None:
        return Cell(first=_whence(one), second=one.provenance)
    said = "Confirmed" if one.confirmed else "Wording not confirmed"
    icon, token = ("check", "green") if one.confirmed else ("flag", "amber")
    return Cell(first=f"{_whence(one)} · {said.lower()}", second=one.provenance, icon=icon, token=token, icon_says=said)


FILES = (
    Column[Listed](title="What", cell=lambda one: Cell(first=one.title, second=KINDS[one.name.partition("/")[0]], bold=True), width=280),
    Column[Listed](title="Version", cell=lambda one: Cell(first=one.version), width=100),
    Column[Listed](title="Where it comes from", cell=_confirmed),
)


def _now(one: Difference) -> Cell:
    return Cell(first=one.after or "Not there any more", second=f"in this review: {one.before or 'not there'}")


CHANGED = (
    Column[Difference](title="Where", cell=lambda one: Cell(first=one.place, second=one.file), width=280),
    Column[Difference](title="Here it is now", cell=_now),
)


class StandardsScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        t = theme
        self.files = DataTable(t, "What this review is made with", FILES, lambda one: one.name, lines=2)
        self.files.setObjectName("standards.files")
        self.changed = DataTable(t, "What is different in this store", CHANGED, lambda one: f"{one.file} {one.place}", lines=2)
        self.changed.setObjectName("standards.changed")
        self.carry = button(t, "Carry this review over", "redo-2", kind="primary", on=self._carry)
        self.carry.setObjectName("standards.carry")
        self.standing, self.problem = words("", "body", "soft"), Problem(t)
        top = ActionBar(t, (words("What this review is made with", "h2", wrap=False),), ())
        newer = card(t, column(t, words("What is newer here", "h2"), self.standing, self.problem, self.changed,
                               holder(row(t, self.carry, None)), gap=1))  # fmt: skip
        self.newer: QWidget = newer
        made = card(t, self.files, pad=0.125)
        body = column(t, top, words(SAY, "small", "soft"), Workspace(turning(t, made, newer, gap=2, shares=(3, 2))), gap=1,
                      margins=(2, 1.25, 2, 1.25))  # fmt: skip
        body.setStretch(2, 1)
        self.setLayout(body)
        self.first: QWidget = self.files
        t.fits(self, lambda: made.setMinimumHeight(t.px(260)))
        case.changed.connect(lambda _: self._read() if self.isVisible() else None)
        self._read()

    def entered(self) -> None:
        self._read()

    def _read(self) -> None:
        self.files.show_rows(standards.made_with(self.case.session))
        found = standards.waiting(self.case.session)
        self.changed.show_rows(found)
        self.changed.setVisible(bool(found))
        self.carry.setVisible(bool(found))
        self.standing.setText(NEWER if found else SAME)

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
