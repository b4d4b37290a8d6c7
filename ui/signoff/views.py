"""What the senior reviewer says to each grade, asked before the countersignature: silence is no agreement."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.answers import Score
from leder_desktop.model.graded import given, scale
from leder_desktop.model.grades import SENIOR, Asked
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations.grades import unsaid
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.layout import clear, column, holder, row, rule
from ui.widgets.words import glyph, words

ASKS = "Say of each whether you agree. A grade without a word of yours goes out as “not said”, never as agreed."


class Row(NamedTuple):
    """What one row says."""

    ref: str
    title: str
    grade: str
    said: str
    wants: bool
    """A word of the senior reviewer's."""


class Views(QWidget):
    """Each grade of the reviewer's in a row, with what the senior reviewer said to it or a way to say it.

    `agreed(ref)` with the reviewer's grade as it stands; `going(ref)` to the page of the grade, to propose another one."""

    agreed = Signal(str)
    going = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.agrees: dict[str, Button] = {}
        """The grades without a word yet, by their question."""
        self._rows: dict[Row, tuple[QWidget, list[QWidget]]] = {}
        """What each row says, the row, and what can be pressed in it."""
        self._lines = column(theme, gap=1.25)
        self.setLayout(column(theme, words(ASKS, "body", "soft"), holder(self._lines), gap=1.25))

    def show_case(self, whole: Snapshot) -> int:
        """Each grade the reviewer gave, and what was said to it. Answers how many still want a word."""
        still = unsaid(whole)
        found = tuple(
            Row(each.ref, scale(whole, each).title, _grade(whole, score), _said(whole, each, each in still), each in still)
            for each, score in given(whole)
        )
        if found != tuple(self._rows):
            self._fill(found)
        return len(still)

    def controls(self) -> list[QWidget]:
        """As Tab should meet them."""
        return [part for _, parts in self._rows.values() for part in parts]

    def _fill(self, found: tuple[Row, ...]) -> None:
        """A row that says what it said stays, so that the focus and the page stay where they are."""
        before = self._rows
        self._rows = {each: before.get(each) or self._row(each) for each in found}
        self.agrees = {ref: button_ for ref, button_ in self.agrees.items() if any(each.ref == ref and each.wants for each in found)}
        for row_, _ in self._rows.values():
            self._lines.removeWidget(row_)
        clear(self._lines)
        for number, (row_, _) in enumerate(self._rows.values()):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(row_)
            row_.show()

    def _row(self, each: Row) -> tuple[QWidget, list[QWidget]]:
        t = self.theme
        acts = self._acts(each.ref, each.title, each.wants)
        mark = glyph(t, "circle-dashed" if each.wants else "check", "amber" if each.wants else "blue_ink", 16)
        said = words(each.said, "small" if each.wants else "strong")
        inner = column(t, words(each.title, "small-strong", "soft"), words(each.grade), said, row(t, *acts, None, gap=2), gap=0.25)
        line = row(t, mark, inner, gap=1, top=True)
        line.setStretch(1, 1)
        return holder(line), acts

    def _acts(self, ref: str, title: str, wants: bool) -> list[QWidget]:
        acts: list[QWidget] = []
        if wants:
            agree = button(self.theme, "I agree", "check", says=f"I agree with this grade: {title}", on=lambda: self.agreed.emit(ref))
            agree.setObjectName(f"signoff.agree/{ref}")
            self.agrees[ref] = agree
            acts.append(agree)
        label = "Propose another" if wants else "Look at it again"
        acts.append(button(self.theme, label, kind="link", says=f"{label}: {title}", on=lambda: self.going.emit(ref)))
        return acts


def _grade(whole: Snapshot, score: Score) -> str:
    return f"The reviewer: {whole.standards.scale_of(score).words(score)}"


def _said(whole: Snapshot, each: Asked, wants: bool) -> str:
    one = whole.grading(SENIOR, each.ref)
    if one is None or one.score is None:
        return "You have not said anything to it yet."
    if wants:
        return "You agreed with another one; the reviewer has changed it since."
    if one.agrees:
        return f"{one.by} agrees; not signed yet."
    return f"{one.by} proposes, not signed yet: {whole.standards.scale_of(one.score).words(one.score)}"
