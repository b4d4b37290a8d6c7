"""The lower half of the overview: the time, its holds, what comes after the review has left, who is awaited, the records."""

from PySide6.QtWidgets import QProgressBar, QWidget

from leder_desktop.model import dates, review_clock, stages
from leder_desktop.model.case import WORDS, State
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import day_words
from leder_desktop.model.evidence import Request
from leder_desktop.model.snapshot import Snapshot
from ui.open_case import OpenCase
from ui.overview.after import After
from ui.overview.holding import Holding
from ui.overview.lines import Lines
from ui.style import Theme
from ui.widgets.chip import Tag
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.words import words

KNEW = "People who knew {}"


def request_words(request: Request) -> tuple[str, str]:
    """Icon, and what became of it."""
    if request.came_on is not None:
        return "circle-check", f"Came {dates.words(request.came_on)}."
    if request.refused_why:
        return "ban", f"Refused: {request.refused_why}"
    asked = f"Asked {dates.words(request.asked_on)}." if request.asked_on else "Asked; no day written down."
    return "hourglass", asked + (f" Chased {dates.words(request.chased_on)}." if request.chased_on else " Not chased yet.")


def who_words(conversation: Conversation) -> str:
    return ", ".join(x for x in (conversation.who, conversation.relationship.lower()) if x)


def contact_words(conversation: Conversation) -> str:
    """What is still awaited from them, or how and when they were spoken with."""
    if conversation.waits:
        return f"Awaited: {conversation.waits}"
    how = f"{conversation.medium[:1].upper()}{conversation.medium[1:]}" or "Spoken with"
    return f"{how}, {dates.words(conversation.on)}." if conversation.on else "No date yet."


class Rest(QWidget):
    """What comes after the review has left, who is awaited, the records."""

    def __init__(self, theme: Theme, case: OpenCase) -> None:
        super().__init__()
        t = theme
        self.after = After(t, case)
        self.people = Lines(t, KNEW.format("them"), "Nobody yet. Add them in Conversations.")
        self.records = Lines(t, "Records", "None yet. Ask for them, or import them, in Records.")
        both = turning(t, self.people, self.records, gap=2, shares=(1, 1))
        self.setLayout(column(t, self.after, both, gap=2))

    def show_case(self, now: Snapshot) -> None:
        self.people.title.setText(KNEW.format(now.person.called or "them"))
        self.after.show_case(now.case, now.standards)
        self.people.show_lines(
            tuple(("circle-dashed" if c.waits else "circle-check", who_words(c), contact_words(c)) for c in now.conversations)
        )
        asked = tuple((icon, r.organisation, f"{r.what}. {said}") for r in now.requests for icon, said in (request_words(r),))
        kept = tuple(("file-text", e.organisation or e.name, e.covers) for e in now.evidence)
        self.records.show_lines((*asked, *kept))


class Below(QWidget):
    """The time and the holds; the rest is made when it is asked for (`make_rest`)."""

    def __init__(self, theme: Theme, case: OpenCase) -> None:
        super().__init__()
        self.theme, self.case = theme, case
        t = theme
        self.state = Tag(t, "", "outline")
        self.left = words("", "h1")
        self.gone = QProgressBar()
        self.gone.setTextVisible(False)
        self.gone.setAccessibleName("Of the time until it is due, gone so far")
        self.due = words("", "small", "soft")
        self.counted = words("", "body")
        self.holding = Holding(t, case)
        self._now: Snapshot | None = None
        self._rest: Rest | None = None
        head = row(t, words("Time", "h2", wrap=False), None, self.state)
        time = card(t, head, self.left, self.gone, self.counted, self.due, None, gap=1.25)
        clock = turning(t, holder(column(t, time, None, gap=0)), self.holding, gap=2, shares=(1, 2))
        self._box = column(t, clock, gap=2)
        self.setLayout(self._box)

    @property
    def after(self) -> After:
        return self.make_rest().after

    def make_rest(self) -> Rest:
        """What stands below the time and the holds, made when somebody asks for it, or in a moment."""
        if self._rest is None:
            self._rest = Rest(self.theme, self.case)
            self._box.addWidget(self._rest)
            self._rest.show()
            if self._now is not None:
                self._rest.show_case(self._now)
        return self._rest

    def show_case(self, now: Snapshot) -> None:
        at = stages.of(now)
        self._now = now
        self.state.show_state(WORDS[now.case.state] if now.case.state != State.IN_PROGRESS else at.words, "outline")
        self._show_time(now)
        self.holding.show_case(now.case, now.standards)
        if self._rest is not None:
            self._rest.show_case(now)

    def _show_time(self, now: Snapshot) -> None:
        today = self.case.session.clock.today()
        clock = review_clock.standing(now.case, today, now.standards.policy(), now.standards.checks())
        told, day = now.case.notified_on, clock.due
        self.gone.setVisible(day is not None)
        nothing = "No due date" if day is None else "Completed" if now.case.state == State.COMPLETED else "Nothing to be in time for"
        self.left.setText(review_clock.left_words(clock.left) or nothing)
        self.counted.setVisible(told is not None)
        if day is None or told is None:
            self.due.setText("The day of the notification is not known, and the due day is counted from it.")
            return
        self.gone.setRange(0, (day - told).days)
        self.gone.setValue(max(0, min(clock.gross, (day - told).days)))
        self.counted.setText(f"{review_clock.days(clock.gross)} in all, {clock.paused} paused, {clock.net} net")
        first = f" The initial review by {day_words(clock.initial_due)}." if clock.initial_due else ""
        moved = " No hold moves that day." if now.case.holds else ""
        self.due.setText(f"Due {day_words(day)}. Notified {day_words(told)}.{first}{moved}")
