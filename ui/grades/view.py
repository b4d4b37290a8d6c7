"""The Grades screen: quality of care, and availability and effectiveness, one at a time."""

from PySide6.QtWidgets import QStackedWidget

from leder_desktop.model.case import WRITABLE
from leder_desktop.model.change import Change, Part
from leder_desktop.model.scales import scale
from leder_desktop.operations import questions, snapshot
from ui.grades.grade import Grade
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import Segments
from ui.widgets.chip import Tag
from ui.widgets.flow import flow
from ui.widgets.layout import column, holder, page
from ui.widgets.notice import notice
from ui.widgets.words import words

GRADES = (("focused.F10", "focused.F12.quality"), ("focused.F11", "focused.F12.availability"))
"""Each grade with the question that asks for its rationale."""
SHUT = "The review was signed or closed, so the grades can be read and not changed."
UNCONFIRMED = "Wording not confirmed against the national form"
AT = "grade"


class GradesScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        by_ref = {question.ref: question for asked in questions.sets() for question in asked.questions}
        self.grades = [Grade(theme, case, by_ref[grade], by_ref[why]) for grade, why in GRADES]
        titles = tuple(scale(by_ref[grade].scale).title for grade, _ in GRADES)
        self.segments = Segments(theme, "Grade", titles)
        self.segments.chosen.connect(self.turn_to)
        self.short = Segments(theme, "Grade", tuple(title.split()[0] for title in titles))
        self.short.chosen.connect(self.turn_to)
        self.stack = QStackedWidget()
        for grade in self.grades:
            self.stack.addWidget(holder(column(theme, grade, None, gap=0)))
        self.tag = Tag(theme, UNCONFIRMED, "plain", "circle-question-mark")
        self.unsure = words("The wording of this scale is not yet confirmed against the national form.", "small", "soft")
        self.shut = notice(theme, "", "sunken", "lock")
        self.shut.hide()
        head = flow(theme, words("Grades", "h1", wrap=False), self.segments, self.short, self.tag, gap=2)
        self.setLayout(column(theme, page(theme, "Grades", head, self.unsure, self.shut, self.stack, gap=1.5), gap=0))
        self.confirmed = all(scale(by_ref[grade].scale).confirmed for grade, _ in GRADES)

        def fit() -> None:
            self.segments.setVisible(not theme.narrow)
            self.short.setVisible(theme.narrow)
            self.tag.setVisible(not self.confirmed and not theme.narrow)
            self.unsure.setVisible(not self.confirmed and theme.narrow)

        theme.fits(self.tag, fit)
        self.first = self.grades[0].why
        case.changed.connect(self._on_changed)
        self._read()

    def turn_to(self, at: int) -> None:
        """0: quality; 1: availability and effectiveness."""
        self.grades[self.stack.currentIndex()].why.seal()
        self.stack.setCurrentIndex(at)
        self.segments.choose(at)
        self.short.choose(at)
        self.first = self.grades[at].why

    def _on_changed(self, change: Change) -> None:
        if {Part.ANSWERS, Part.FINDINGS, Part.TIMELINE, Part.CASE} & change.parts:
            self._read()

    def _read(self) -> None:
        whole = snapshot.take(self.case.session)
        self.shut.say("" if whole.case.state in WRITABLE else SHUT)
        for grade in self.grades:
            grade.show_case(whole)

    def place(self) -> Place:
        return {**super().place(), AT: self.stack.currentIndex()}

    def restore(self, place: Place) -> None:
        at = place.get(AT)
        if isinstance(at, int) and 0 <= at < len(self.grades):
            self.turn_to(at)
        super().restore(place)

    def jump(self, field: str) -> bool:
        for at, pair in enumerate(GRADES):
            if field in pair:
                self.turn_to(at)
        return super().jump(field)
