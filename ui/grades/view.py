"""The Grades screen: the grades of this review's process, one at a time, and each made when somebody first turns to it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt

from leder_desktop.model.case import WRITABLE, State
from leder_desktop.model.change import Change, Part
from leder_desktop.model.graded import asked, scale, shown, undecided
from leder_desktop.model.grades import ASKED, Asked
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import snapshot
from ui.grades.grade import Grade
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import Segments, button
from ui.widgets.chip import unconfirmed
from ui.widgets.flow import flow
from ui.widgets.layout import clear, column, holder, page, row
from ui.widgets.notice import notice
from ui.widgets.words import Words, words

SHUT = "The review was signed or closed, so the reviewer’s grades can be read and not changed."
INITIAL = "This review stays an initial review, and your organisation does not grade those. Nothing is asked here."
UNDECIDED = "Grades belong to a focused review, and it is not decided yet whether there will be one."
NONE = "The questions of this review’s process have no grades."
AT = "grade"


class GradesScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._made: dict[int, Grade] = {}
        """The pages that somebody turned to, by their place."""
        self.at = 0
        """Which grade is in sight; only that one asks for room."""
        self._pages = column(theme, gap=0)
        self.tag = unconfirmed(theme)
        self.unsure = words("The wording of this scale is not yet confirmed against the national form.", "small", "soft")
        self.shut = notice(theme, "", "sunken", "lock")
        self.go = button(theme, "Go to the decision", kind="link", on=lambda: services.go("decision"))
        self.waits = notice(theme, "", "sunken", "split", self.go)
        self.shut.hide()
        self.waits.hide()
        self._titles = row(theme, gap=0)
        self.only: Words = words("", "strong", "soft", wrap=False)
        head = flow(theme, words("Grades", "h1", wrap=False), holder(self._titles), self.only, self.tag, gap=2)
        self.setLayout(column(theme, page(theme, "Grades", head, self.unsure, self.shut, self.waits, holder(self._pages), gap=1.5), gap=0))
        self._asked: tuple[Asked, ...] | None = None
        self._read()
        theme.fits(self.tag, self._fit)
        case.changed.connect(self._on_changed)

    def _build(self, now: tuple[Asked, ...], whole: Snapshot) -> None:
        """The pages begin anew when the process of the review, or what is graded in it, changes."""
        self._asked = now
        for grade in self._made.values():  # what is half-typed in a page that goes is handed on first
            grade.why.seal()
        for box in (self._titles, self._pages):
            clear(box)
        titles = tuple(scale(whole, each).title for each in now)
        self.segments = Segments(self.theme, "Grade", titles)
        self.short = Segments(self.theme, "Grade", tuple(title.split()[0] for title in titles))
        for segments in (self.segments, self.short):
            segments.chosen.connect(self.turn_to)
            self._titles.addWidget(segments)
        self._made = {}
        self.first = self.go
        if now:
            self.turn_to(max(0, min(self.at, len(now) - 1)))

    def page(self, at: int) -> Grade:
        """The page of the grade at this place."""
        if at not in self._made:
            whole, each = snapshot.take(self.case.session), (self._asked or ())[at]
            grade, why = whole.standards.question(each.ref), whole.standards.question(each.why)
            made = self._made[at] = Grade(self.theme, self.case, each, grade, why, whole.standards.scale(grade.scale))
            made.hide()
            made.show_case(whole)
            self._pages.addWidget(made)
        return self._made[at]

    def turn_to(self, at: int) -> None:
        """To the grade at this place."""
        old, new = self._made.get(self.at), self.page(at)
        new.show()
        if old is not None:
            old.why.seal()
        if old is not None and old is not new:
            if old.isAncestorOf(self.focusWidget() or self):
                new.begins().setFocus()
            old.hide()
        self.at = at
        self.segments.choose(at)
        self.short.choose(at)
        self.first = new.begins()
        self._fit()

    def _fit(self) -> None:
        made, many = self._made.get(self.at), len(self._asked or ())
        self.only.setText(made.of.title if made is not None and many == 1 else "")
        self.only.setVisible(bool(self.only.text()))
        narrow, sure = self.theme.narrow, made is None or made.of.confirmed
        self.segments.setVisible(many > 1 and not narrow)
        self.short.setVisible(many > 1 and narrow)
        self.tag.setVisible(not sure and not narrow)
        self.unsure.setVisible(not sure and narrow)

    def _on_changed(self, change: Change) -> None:
        if {Part.ANSWERS, Part.FINDINGS, Part.TIMELINE, Part.CASE, Part.SIGNOFF, Part.STANDARDS} & change.parts:
            self._read()

    def _read(self) -> None:
        whole = snapshot.take(self.case.session)
        now = shown(whole)
        if now != self._asked:
            self._build(now, whole)
        state = whole.case.state
        self.shut.say("" if state in WRITABLE or not now or state == State.NOTIFIED else SHUT)
        self.waits.say(_waits(whole, now))
        for grade in self._made.values():
            grade.show_case(whole)
        if self.at in self._made:
            self.first = self._made[self.at].begins()

    def place(self) -> Place:
        drafts = {f"{AT}/{grade.asked.ref}/{role}": said for grade in self._made.values() for role, said in grade.drafts().items()}
        return {**super().place(), AT: self.at, **drafts}

    def restore(self, place: Place) -> None:
        at = place.get(AT)
        if isinstance(at, int) and 0 <= at < len(self._asked or ()):
            self.turn_to(at)
        for at, each in enumerate(self._asked or ()):
            kept = {key.rpartition("/")[2]: said for key, said in place.items() if key.startswith(f"{AT}/{each.ref}/")}
            for role, form in self.page(at).forms.items() if kept else ():
                said = kept.get(role)
                if isinstance(said, str):
                    form.take_draft(said)
        super().restore(place)

    def expect(self, names: Iterable[str]) -> None:
        """The pages in which words are half-typed are made."""
        wanted = {part for name in names for part in name.split("/")}
        for at, each in enumerate(self._asked or ()):
            if wanted & {each.ref, each.why}:
                self.page(at)

    def jump(self, field: str) -> bool:
        """To a grade or its reason; where nothing is to be graded, to the head of the page."""
        for at, each in enumerate(self._asked or ()):
            if field in (each.ref, each.why):
                self.turn_to(at)
                return super().jump(field)
        if any(field in (each.ref, each.why) for each in ASKED):
            self.first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().jump(field)


def _waits(whole: Snapshot, now: tuple[Asked, ...]) -> str:
    """Why nothing, or not yet, is to be graded."""
    if not asked(whole):
        return NONE
    if not now:
        return INITIAL
    return UNDECIDED if undecided(whole) else ""
