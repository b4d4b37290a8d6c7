"""The reviewer's page: what the senior reviewer said, what blocks, what needs a reason, what stays open, the declaration, the signature."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.case import Case
from leder_desktop.model.dates import day_words
from leder_desktop.model.independence import INDEPENDENT
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.remarks import unreasoned
from leder_desktop.model.signoff import Comment
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.session import Desk
from ui.signoff.going import TITLES, blocks, section_of, stays
from ui.signoff.reasons import Reasons
from ui.signoff.signing import Signing
from ui.style import Theme
from ui.widgets.layout import card, clear, column, holder, row, rule, turning
from ui.widgets.remarks import Kind, RemarkList
from ui.widgets.tabbing import meet_before
from ui.widgets.tick import Tick
from ui.widgets.words import Words, glyph, words

BLOCKS = Kind(key="blocks", title="To put right first", short="", icon="flag", token="amber", nothing="Nothing has to be put right.")
REASONS = "Needs a reason"
WHY = (
    "Put each right, or say why it stays as it is. The reason is printed in the review, and the senior reviewer reads it. Ctrl+Enter keeps"
    " one and goes on to the next."
)
OPEN = Kind(key="left", title="Stays open", short="", icon="circle-dashed", token="soft", nothing="Nothing stays open.")


def _waits(blocking: int, needing: int) -> str:
    """What the signature waits for."""
    parts = (f"{blocking} to put right" if blocking else "", still(needing))
    return f"Before you can sign: {' and '.join(each for each in parts if each)}."


def still(needing: int) -> str:
    """ "3 still need a reason"; empty when none does."""
    return f"{needing} still {'needs' if needing == 1 else 'need'} a reason" if needing else ""


def _said_before(case: Case) -> str:
    """When it was declared first, and who signs off; empty where neither is recorded."""
    declared, senior = case.independence, case.senior_reviewer
    first = f"First declared on {day_words(declared.on)}." if declared.on else ""
    return " ".join(x for x in (first, f"It goes to {senior}, the senior reviewer." if senior else "") if x)


class Reviewer(QWidget):
    """`going(where)`: to the place of a remark. `kept(key, why)`, `took_back(key)`: a warning stays as it is, or does so no more."""

    going = Signal(str)
    kept = Signal(str, str)
    took_back = Signal(str)
    declared = Signal()
    """The declaration was ticked."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__()
        self.theme = theme
        self._found: list[Said] = []
        self._blocked = True
        self.blocks = RemarkList(theme, BLOCKS)
        self.open = RemarkList(theme, OPEN)
        for listed in (self.blocks, self.open):
            listed.jumped.connect(self._jump)
        self.open.took_back.connect(self._take_back)
        self.reasons = Reasons(theme)
        self.reasons.going.connect(self.going)
        self.reasons.kept.connect(self.kept)
        self.reasons.finished.connect(self._on_reasoned)
        self.needing = card(theme, words(REASONS, "h2"), words(WHY, "body", "soft"), self.reasons, gap=1.25, pad=2.5)
        self.said_title: Words = words("What the senior reviewer asked", "h2")
        self._comments = column(theme, gap=1.25)
        self.said = card(theme, self.said_title, holder(self._comments), gap=1.25, pad=2.5)
        self.declaration = Tick(theme, "")
        self.declaration.clicked.connect(self._on_declared)
        self.when: Words = words("", "small", "soft")
        self.waits: Words = words("", "small-strong", "amber_ink")
        self.signing = Signing(theme, desk, "Sign and submit", "signoff.reviewer")
        after = words(
            "After this the review cannot be changed. The senior reviewer reads it, and returns it with comments or countersigns it.",
            "small",
            "soft",
        )
        left = column(
            theme,
            self.said,
            card(theme, words(BLOCKS.title, "h2"), self.blocks, gap=0.5, pad=2.5),
            self.needing,
            card(
                theme, words(OPEN.title, "h2"), words("It is printed in the review as open.", "small", "soft"), self.open, gap=0.5, pad=2.5
            ),
            None,
            gap=1.5,
        )
        right = column(
            theme,
            card(
                theme, words("Declare and sign", "h2"), self.declaration, self.when, rule(), self.signing, self.waits, after, gap=1.5,
                pad=2.5,
            ),
            None,
            gap=0,
        )
        self.setLayout(turning(theme, holder(left), holder(right), gap=3, shares=(1, 1)))
        self.setFocusProxy(self.declaration)

    def _jump(self, key: str) -> None:
        self.going.emit(next(said.where for said in self._found if said.key == key))

    def _take_back(self, key: str) -> None:
        """The reason stands in its box again, to be written otherwise."""
        self.reasons.begin_with(key, next(said.kept for said in self._found if said.key == key))
        self.took_back.emit(key)

    def _on_reasoned(self) -> None:
        self.declaration.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_declared(self) -> None:
        if self.declaration.isChecked():
            self.declared.emit()
        self._fit()

    def show_case(self, whole: Snapshot, found: list[Said], comments: list[Comment]) -> None:
        self._found = found
        needing = unreasoned(found, whole.standards.policy())
        blocking = blocks(found)
        self._blocked = bool(blocking or needing)
        self.blocks.show_remarks(blocking)
        self.reasons.show_remarks(needing)
        self.needing.setVisible(bool(needing))
        self.open.show_remarks(stays(found, besides=needing, may_take_back=True))
        meet_before(self.declaration, self.reasons.controls())
        self.waits.setText(_waits(len(blocking), len(needing)))
        self.waits.setVisible(self._blocked)
        name, case = whole.person.called or "the person", whole.case
        says = INDEPENDENT.format(name=name)
        self.declaration.setText(says)
        self.declaration.setAccessibleName(says)
        self.declaration.updateGeometry()
        self.when.setText(_said_before(case))
        self.when.setVisible(bool(self.when.text()))
        reviewer = case.independence.by or whole.reviewer
        self.signing.expect(reviewer, f"This review is {reviewer}’s, and {{signs}} would sign it as theirs. Choose who wrote it.")
        self._show_comments(comments)
        self.signing.read()
        self._fit()

    def _show_comments(self, comments: list[Comment]) -> None:
        self.said.setVisible(bool(comments))
        clear(self._comments)
        for comment in comments:
            where = TITLES.get(comment.where) or TITLES.get(section_of(comment.where), "") if comment.where else "The whole review"
            inner = column(self.theme, words(f"{comment.by} · {where}", "small-strong", "soft"), words(comment.text), gap=0.25)
            line = row(self.theme, glyph(self.theme, "message-square", "blue_ink", 16), inner, gap=1, top=True)
            line.setStretch(1, 1)
            self._comments.addWidget(holder(line))

    def _fit(self) -> None:
        self.signing.allow(self.declaration.isChecked() and not self._blocked)
