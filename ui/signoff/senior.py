"""The senior reviewer's page: countersign, after saying so and choosing whom the bundle will be sealed to."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.graded import asked
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import recipients
from leder_desktop.operations.recipients import Recipient, fingerprint, until
from leder_desktop.operations.release import statement
from leder_desktop.session import Desk
from ui import choose_file
from ui.signoff.going import shown
from ui.signoff.signed import at_words
from ui.signoff.signing import Signing
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, clear, column, holder, row, rule, turning
from ui.widgets.notice import Problem
from ui.widgets.remarks import Kind, RemarkList
from ui.widgets.tick import Tick
from ui.widgets.words import Words, glyph, words

LEFT = Kind(
    key="left", title="What the reviewer left as it is", short="", icon="circle-dashed", token="soft",
    nothing="The checks have nothing else to say.", unfolded=True,
)  # fmt: skip
CERTIFICATES = "Certificates (*.pem *.crt *.cer *.der);;All files (*)"


class Senior(QWidget):
    changed = Signal()
    grading = Signal()
    """To the grades, to agree with them or to propose others."""
    going = Signal(str)
    """To the place of a remark."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self.theme = theme
        self.recipients: tuple[Recipient, ...] = ()
        self.signed: Words = words("", "body", "soft")
        self._lines = column(theme, gap=1)
        self._found: list[Said] = []
        self.left = RemarkList(theme, LEFT)
        self.left.jumped.connect(self._jump)
        self.add = button(theme, "Add certificates", "plus", says="Add recipients' certificates from files", on=self._add)
        self.problem = Problem(theme)
        self.grades = button(theme, "Look at the grades", "scale", says="Look at the grades, and say what you think of them")
        self.grades.clicked.connect(self.grading)
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
        look = row(theme, self.grades, None)
        parts = (self.signed, look, self.statement, rule(), self.signing, after)
        sign = card(theme, words("Countersign", "h2"), *parts, gap=1.5, pad=2.5)
        says = "What stays open, and the reasons the reviewer gave. Countersigning accepts them."
        left = card(theme, words(LEFT.title, "h2"), words(says, "small", "soft"), self.left, gap=0.5, pad=2.5)
        beside = holder(column(theme, left, to, None, gap=1.5))
        self.setLayout(turning(theme, beside, holder(column(theme, sign, None)), gap=3, shares=(1, 1)))
        self.setFocusProxy(self.add)
        self._show()

    def _jump(self, key: str) -> None:
        self.going.emit(self._found[int(key)].where)

    def show_case(self, whole: Snapshot, found: list[Said]) -> None:
        self._found = found
        self.left.show_remarks(shown(found, False))
        signoff, says = whole.signoff, statement(whole)
        if says != self.statement.text():
            self.statement.setChecked(False)
        self.statement.setText(says)
        self.statement.setAccessibleName(says)
        self.grades.setVisible(bool(asked(whole)))
        self.statement.updateGeometry()
        at = at_words(signoff.submitted_at)
        self.signed.setText(f"Signed by {signoff.reviewer_name}, {at}." if at else "")
        self.signing.read()
        self._fit()

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
        self.signing.allow(self.statement.isChecked() and bool(self.recipients))
        self.changed.emit()
