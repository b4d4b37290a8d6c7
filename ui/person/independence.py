"""Who does this review: the reviewer's declaration to be independent, and who stands beside them (A03 to A06)."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import day_words
from leder_desktop.model.independence import Declaration
from leder_desktop.model.vocabularies import Vocabulary
from leder_desktop.operations.independence import WhoReviews
from ui.style import Theme
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, rule, turning
from ui.widgets.notice import Problem
from ui.widgets.tick import Tick
from ui.widgets.words import Words, words

WHY = (
    "A reviewer is independent of the care. If you knew {name} through your work, or work for the service where {name} died, tell your "
    "local area contact now, so that somebody else does this review."
)
LINES = (
    ("reviewer_employer", "Who you work for", ""), ("senior_reviewer", "Senior reviewer", "Another person, who signs the review off."),
    ("local_area_contact", "Local area contact", "Who gave this review to you."),
)  # fmt: skip


def said(declared: Declaration) -> str:
    """By whom and when it was declared; empty while nobody has."""
    return f"Declared by {declared.by} on {day_words(declared.on)}." if declared.on else ""


class Independence(QWidget):
    """`declared(bool)` when the box is ticked or cleared; `changed` when a field was changed and left; then `standing()` reads them."""

    declared = Signal(bool)
    changed = Signal()

    def __init__(self, theme: Theme, professions: Vocabulary) -> None:
        super().__init__()
        self.why: Words = words("", "body", "soft", ch=72, theme=theme)
        self.declaration = Tick(theme, "")
        self.declaration.setObjectName("case.independence")
        self.declaration.clicked.connect(lambda _=False: self.declared.emit(self.declaration.isChecked()))
        self.when: Words = words("", "small", "soft")
        options = (("", "Not said"), *((term.code, term.label) for term in professions.terms))
        self.profession = Choice(theme, "Your profession", options, "")
        self.profession.setObjectName("case.reviewer_profession")
        self.profession.chose.connect(lambda: self.changed.emit())
        self.lines: dict[str, Line] = {}
        fields: dict[str, Field] = {}
        for name, label, help_ in LINES:
            line = Line(theme, label)
            line.setObjectName(f"case.{name}")
            line.finished.connect(lambda: self.changed.emit())
            self.lines[name] = line
            fields[name] = Field(theme, label, line, help=help_)
        self.problem = Problem(theme)
        first = turning(theme, Field(theme, "Your profession", self.profession), fields["reviewer_employer"], gap=1.5, shares=(1, 1))
        second = turning(theme, fields["senior_reviewer"], fields["local_area_contact"], gap=1.5, shares=(1, 1))
        inner = card(
            theme, words("Who does this review", "h2"), self.why, self.declaration, self.when, rule(), first, second, self.problem, gap=1.5
        )
        self.setLayout(column(theme, inner, gap=0))

    def show_case(self, sentence: str, name: str, declared: Declaration, standing: WhoReviews, can: bool) -> None:
        self.why.setText(WHY.format(name=name or "the person"))
        self.declaration.setText(declared.words or sentence)
        self.declaration.setAccessibleName(declared.words or sentence)
        self.declaration.setChecked(bool(declared.words))
        self.declaration.updateGeometry()
        self.when.setText(said(declared))
        self.when.setVisible(bool(declared.words))
        self.profession.choose(standing.reviewer_profession)
        for field, line in self.lines.items():
            if not self.problem.sentence():
                line.show_words(str(getattr(standing, field)))
        self.setEnabled(can)

    def standing(self) -> WhoReviews:
        return WhoReviews(reviewer_profession=self.profession.at(), **{name: line.text() for name, line in self.lines.items()})
