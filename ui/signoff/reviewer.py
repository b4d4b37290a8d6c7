"""The reviewer's page: what the senior reviewer said, what blocks, what stays open, the declaration, the signature."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.case import Case
from leder_desktop.model.dates import day_words
from leder_desktop.model.independence import INDEPENDENT
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.signoff import Comment
from leder_desktop.session import Desk
from ui.signoff.going import TITLES, section_of, shown
from ui.signoff.signing import Signing
from ui.style import Theme
from ui.widgets.layout import card, clear, column, holder, row, rule, turning
from ui.widgets.remarks import Kind, RemarkList
from ui.widgets.tick import Tick
from ui.widgets.words import Words, glyph, words

BLOCKS = Kind(key="blocks", title="To put right first", short="", icon="flag", token="amber", nothing="Nothing. The review can be signed.")
OPEN = Kind(key="left", title="Stays open", short="", icon="circle-dashed", token="soft", nothing="Nothing stays open.")


def _said_before(case: Case) -> str:
    """When it was declared first, and who signs off; empty where neither is recorded."""
    declared, senior = case.independence, case.senior_reviewer
    first = f"First declared on {day_words(declared.on)}." if declared.on else ""
    return " ".join(x for x in (first, f"It goes to {senior}, the senior reviewer." if senior else "") if x)


class Reviewer(QWidget):
    """`going(where)`: to the place of a remark."""

    going = Signal(str)
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
        self.said_title: Words = words("What the senior reviewer asked", "h2")
        self._comments = column(theme, gap=1.25)
        self.said = card(theme, self.said_title, holder(self._comments), gap=1.25, pad=2.5)
        self.declaration = Tick(theme, "")
        self.declaration.clicked.connect(self._on_declared)
        self.when: Words = words("", "small", "soft")
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
            card(
                theme, words(OPEN.title, "h2"), words("It is printed in the review as open.", "small", "soft"), self.open, gap=0.5, pad=2.5
            ),
            None,
            gap=1.5,
        )
        right = column(
            theme,
            card(theme, words("Declare and sign", "h2"), self.declaration, self.when, rule(), self.signing, after, gap=1.5, pad=2.5),
            None,
            gap=0,
        )
        self.setLayout(turning(theme, holder(left), holder(right), gap=3, shares=(1, 1)))
        self.setFocusProxy(self.declaration)

    def _jump(self, key: str) -> None:
        self.going.emit(self._found[int(key)].where)

    def _on_declared(self) -> None:
        if self.declaration.isChecked():
            self.declared.emit()
        self._fit()

    def show_case(self, found: list[Said], comments: list[Comment], name: str, case: Case) -> None:
        self._found = found
        blocking, rest = shown(found, True), shown(found, False)
        self._blocked = bool(blocking)
        self.blocks.show_remarks(blocking)
        self.open.show_remarks(rest)
        says = INDEPENDENT.format(name=name)
        self.declaration.setText(says)
        self.declaration.setAccessibleName(says)
        self.declaration.updateGeometry()
        self.when.setText(_said_before(case))
        self.when.setVisible(bool(self.when.text()))
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
