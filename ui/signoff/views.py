"""What the senior reviewer says to each grade, asked before the countersignature: silence is no agreement."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.graded import asked
from leder_desktop.model.grades import SENIOR, Asked
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations.grades import unsaid
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.layout import clear, column, holder, row, rule
from ui.widgets.words import glyph, words

ASKS = "Say of each whether you agree. A grade without a word of yours goes out as “not said”, never as agreed."


class Views(QWidget):
    """`agreed(ref)` with the reviewer's grade as it stands; `going(ref)` to the page of the grade, to propose another one."""

    agreed = Signal(str)
    going = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.agrees: dict[str, Button] = {}
        """The grades without a word yet, by their question."""
        self._controls: list[QWidget] = []
        self._shown: tuple[tuple[Asked, str, str, bool], ...] = ()
        self._lines = column(theme, gap=1.25)
        self.setLayout(column(theme, words(ASKS, "body", "soft"), holder(self._lines), gap=1.25))

    def show_case(self, whole: Snapshot) -> int:
        """Each grade the reviewer gave, and what was said to it. Answers how many still want a word."""
        still = unsaid(whole)
        found = tuple(
            (each, _grade(whole, each), _said(whole, each, each in still), each in still)
            for each in asked(whole)
            if (answer := whole.answer(each.ref)) is not None and answer.score is not None
        )
        if found != self._shown:
            self._shown = found
            self._fill(whole)
        return len(still)

    def controls(self) -> list[QWidget]:
        """As Tab should meet them."""
        return list(self._controls)

    def _fill(self, whole: Snapshot) -> None:
        clear(self._lines)
        self.agrees, self._controls = {}, []
        for number, (each, grade, said, wants) in enumerate(self._shown):
            if number:
                self._lines.addWidget(rule())
            title = whole.standards.scale(whole.standards.question(each.ref).scale).title
            line = row(
                self.theme, glyph(self.theme, "circle-dashed" if wants else "check", "amber" if wants else "blue_ink", 16),
                column(
                    self.theme, words(title, "small-strong", "soft"), words(grade), words(said, "strong" if not wants else "small", "ink"),
                    row(self.theme, *self._acts(each.ref, title, wants), None, gap=2), gap=0.25,
                ), gap=1, top=True,
            )  # fmt: skip
            line.setStretch(1, 1)
            self._lines.addWidget(holder(line))

    def _acts(self, ref: str, title: str, wants: bool) -> list[QWidget]:
        acts: list[QWidget] = []
        if wants:
            agree = button(self.theme, "I agree", "check", says=f"I agree with this grade: {title}", on=lambda: self.agreed.emit(ref))
            agree.setObjectName(f"signoff.agree/{ref}")
            self.agrees[ref] = agree
            acts.append(agree)
        label = "Propose another" if wants else "Look at it again"
        acts.append(button(self.theme, label, kind="link", says=f"{label}: {title}", on=lambda: self.going.emit(ref)))
        self._controls += acts
        return acts


def _grade(whole: Snapshot, each: Asked) -> str:
    answer = whole.answer(each.ref)
    assert answer is not None and answer.score is not None
    return f"The reviewer: {whole.standards.scale(answer.score.scale_id).words(answer.score)}"


def _said(whole: Snapshot, each: Asked, wants: bool) -> str:
    given = whole.grading(SENIOR, each.ref)
    if given is None or given.score is None:
        return "You have not said anything to it yet."
    if wants:
        return "You agreed with another one; the reviewer has changed it since."
    if given.agrees:
        return f"{given.by} agrees."
    return f"{given.by} proposes: {whole.standards.scale(given.score.scale_id).words(given.score)}"
