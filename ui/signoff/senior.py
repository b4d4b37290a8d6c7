"""The senior reviewer's page: countersign, after saying so and choosing whom the bundle will be sealed to."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.graded import given
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import recipients
from leder_desktop.operations.recipients import Recipient, fingerprint, until
from leder_desktop.operations.release import statement
from leder_desktop.session import Desk
from ui import choose_file
from ui.signoff.going import stays
from ui.signoff.signed import at_words
from ui.signoff.signing import Signing
from ui.signoff.views import Views
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, clear, column, holder, row, rule, turning
from ui.widgets.notice import Problem
from ui.widgets.remarks import Kind, RemarkList
from ui.widgets.tabbing import meet_before
from ui.widgets.tick import Tick
from ui.widgets.words import Words, glyph, words

LEFT = Kind(
    key="left", title="What the reviewer left as it is", short="", icon="circle-dashed", token="soft",
    nothing="The checks have nothing else to say.", unfolded=True,
)  # fmt: skip
CERTIFICATES = "Certificates (*.pem *.crt *.cer *.der);;All files (*)"


class Senior(QWidget):
    changed = Signal()
    agreed = Signal(str)
    """With the reviewer's grade, by its question."""
    going = Signal(str)
    """To the place of a remark, or to a grade."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self.theme = theme
        self.recipients: tuple[Recipient, ...] = ()
        self._silent = 0
        """Grades without a word of the senior reviewer's."""
        self.signed: Words = words("", "body", "soft")
        self._lines = column(theme, gap=1)
        self._found: list[Said] = []
        self.left = RemarkList(theme, LEFT)
        self.left.jumped.connect(self._jump)
        self.add = button(theme, "Add certificates", "plus", says="Add recipients' certificates from files", on=self._add)
        self.problem = Problem(theme)
        self.views = Views(theme)
        self.views.agreed.connect(self.agreed)
        self.views.going.connect(self.going)
        self.views_problem = Problem(theme)
        self.graded = card(theme, words("The grades", "h2"), self.views, self.views_problem, gap=1, pad=2.5)
        self.waits: Words = words("", "small-strong", "amber_ink")
        self.statement = Tick(theme, "")
        self.statement.clicked.connect(self._fit)
        self.signing = Signing(theme, desk, "Countersign and release", "signoff.senior")
        why = (
            "Only who holds the key to one of these certificates will be able to open the bundle. Compare the fingerprint with the"
            " recipient, by telephone."
        )
        to = card(
            theme,
            words("Who may open it", "h2"),
            words(why, "body", "soft"),
            holder(self._lines),
            self.problem,
            row(theme, self.add, None),
            gap=1.25,
            pad=2.5,
        )
        after = words("This fixes the review and its recipients for good. Anything else is a new release.", "small", "soft")
        parts = (self.signed, self.statement, rule(), self.signing, self.waits, after)
        sign = card(theme, words("Countersign", "h2"), *parts, gap=1.5, pad=2.5)
        says = "What stays open, and the reasons the reviewer gave. Countersigning accepts them."
        left = card(theme, words(LEFT.title, "h2"), words(says, "small", "soft"), self.left, gap=0.5, pad=2.5)
        beside = holder(column(theme, self.graded, left, to, None, gap=1.5))
        self.setLayout(turning(theme, beside, holder(column(theme, sign, None)), gap=3, shares=(1, 1)))
        self.setFocusProxy(self.add)
        self._show()

    def _jump(self, key: str) -> None:
        self.going.emit(next(said.where for said in self._found if said.key == key))

    def show_case(self, whole: Snapshot, found: list[Said]) -> None:
        self._found = found
        self.left.show_remarks(stays(found))
        signoff, says = whole.signoff, statement(whole)
        if says != self.statement.text():
            self.statement.setChecked(False)
        self.statement.setText(says)
        self.statement.setAccessibleName(says)
        self._silent = self.views.show_case(whole)
        self.views_problem.say("")
        self.graded.setVisible(bool(given(whole)))
        meet_before(self.add, self.views.controls())
        self.statement.updateGeometry()
        at = at_words(signoff.submitted_at)
        self.signed.setText(f"Signed by {signoff.reviewer_name}, {at}." if at else "")
        named = whole.case.senior_reviewer
        self.signing.expect(named, f"The review names {named} as its senior reviewer, and you would sign as {{signs}}.")
        self.signing.read()
        self._fit()

    def go_on(self) -> None:
        """After a word on one grade: to the next that wants one, or to the statement."""
        (next(iter(self.views.agrees.values()), self.statement)).setFocus(Qt.FocusReason.TabFocusReason)

    def take(self, paths: list[Path]) -> None:
        """Certificates from files, besides those that are there."""
        try:
            found = recipients.read(paths)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        held = {one.sha256 for one in self.recipients}
        self.recipients = (*self.recipients, *(one for one in found if one.sha256 not in held))
        self._show()

    def _add(self) -> None:
        paths = choose_file.open_several(self, "Choose recipients' certificates", CERTIFICATES)
        if paths:
            self.take(paths)

    def _remove(self, sha256: str) -> None:
        self.recipients = tuple(one for one in self.recipients if one.sha256 != sha256)
        self._show()
        self.add.setFocus()

    def _show(self) -> None:
        clear(self._lines)
        for one in self.recipients:
            off = button(self.theme, "Take out", "x", kind="link", says=f"Take out {one.name}", on=lambda sha=one.sha256: self._remove(sha))
            said = column(
                self.theme,
                words(one.name, "strong"),
                words(fingerprint(one.sha256), "small", "soft"),
                words(until(one), "small", "soft"),
                row(self.theme, off, None),
                gap=0.25,
            )
            line = row(self.theme, glyph(self.theme, "key", "soft", 16), said, gap=1, top=True)
            line.setStretch(1, 1)
            self._lines.addWidget(holder(line))
        if not self.recipients:
            self._lines.addWidget(words("Nobody yet.", "body", "soft"))
        self._fit()

    def _fit(self) -> None:
        waits = _waits(self._silent, not self.recipients)
        self.waits.setText(waits)
        self.waits.setVisible(bool(waits))
        self.signing.allow(self.statement.isChecked() and not waits)
        self.changed.emit()


def _waits(silent: int, nobody: bool) -> str:
    """What the countersignature waits for; empty when it waits for nothing."""
    grades = f"your word on {silent} {'grade' if silent == 1 else 'grades'}" if silent else ""
    parts = [each for each in (grades, "who may open the bundle" if nobody else "") if each]
    return f"Before you can countersign: {' and '.join(parts)}." if parts else ""
