"""The overview: their name and life, where one was, the time, who is awaited, the records, what comes next."""

from collections.abc import Callable
from textwrap import shorten

from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from leder_desktop.model import dates, review_clock, stages
from leder_desktop.model.case import WORDS, State
from leder_desktop.model.change import Change
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import day_words
from leder_desktop.model.evidence import Request
from leder_desktop.model.person import life
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import checks, history, place, snapshot, visits
from leder_desktop.operations.visits import Visit
from ui.open_case import OpenCase
from ui.overview import where_was_i
from ui.overview.after import After
from ui.overview.holding import Holding
from ui.screen import Screen
from ui.sections import SECTIONS, section_of
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.chip import Tag
from ui.widgets.layout import Item, card, column, holder, page, row, turning
from ui.widgets.notice import notice
from ui.widgets.rail import StageRail
from ui.widgets.tabbing import meet_before
from ui.widgets.words import Words, glyph, words

TITLES = {section.key: section.title for section in SECTIONS}
MOST_NEXT = 3
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


class Lines(QWidget):
    """Lines that can be shown again: icon, name, what about it. With a title, they are a card."""

    def __init__(self, theme: Theme, title: str, nothing: str) -> None:
        super().__init__()
        self._theme, self._nothing = theme, nothing
        self.title: Words = words(title, "h2")
        self._box: QBoxLayout = column(theme, gap=1)
        self._held: list[QWidget] = []
        whole: Item = card(theme, self.title, self._box, None, gap=1.25) if title else self._box
        self.setLayout(column(theme, whole, gap=0))

    def show_lines(self, lines: tuple[tuple[str, str, str], ...]) -> None:
        for old in self._held:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        t = self._theme
        self._held = []
        for icon, name, more in lines:
            said = column(t, words(name, "strong" if more else "body"), *((words(more, "small", "soft"),) if more else ()), gap=0)
            line = row(t, glyph(t, icon, "soft", 16), said, gap=1, top=True)
            line.setStretch(1, 1)
            self._held.append(holder(line))
        if not lines:
            self._held.append(words(self._nothing, "body", "soft"))
        for made in self._held:
            self._box.addWidget(made)


class Overview(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        t = theme
        self.name = words("", "h1")
        self.life = words("", "body", "soft")
        self.quote = words("", "quote", "soft")
        self.quoted = words("", "small", "soft")
        self.state = Tag(t, "", "outline")
        self.rail = StageRail(t, stages.STEPS, 0)
        self.closed = notice(t, "", "sunken")
        self.visited = words("", "lead", ch=62, theme=t)
        self.wrote = words("", "body", ch=72, theme=t)
        self.since = Lines(t, "", "")
        self.remind = notice(t, "", "wash", "calendar")
        self.remind.setObjectName("overview.reminders")
        self.go_on = button(t, "Go on", "arrow-right", kind="quiet", on=self._go_on)
        self.lately = Lines(t, "", "Nothing yet.")
        self._next_box: QBoxLayout = column(t, gap=0.75)
        self.next_buttons: list[Button] = []
        self.undo = button(t, "Undo", "undo-2", kind="quiet", on=lambda: services.do("undo"))
        self.left = words("", "h1")
        self.gone = QProgressBar()
        self.gone.setTextVisible(False)
        self.gone.setAccessibleName("Of the six months, gone so far")
        self.due = words("", "small", "soft")
        self.counted = words("", "body")
        self.holding = Holding(t, case)
        self.after = After(t, case)
        self.people = Lines(t, KNEW.format("them"), "Nobody yet. Add them in Conversations.")
        self.records = Lines(t, "Records", "None yet. Ask for them, or import them, in Records.")
        who = column(t, self.name, self.life, None, gap=0.25)
        said = column(t, self.quote, self.quoted, None, gap=0.25)
        top = turning(t, who, said, gap=3, shares=(3, 2))
        where = card(
            t, words("Where was I", "h2"), self.visited, self.wrote, self.since,
            turning(t, column(t, words("Next", "small-strong", "soft"), self._next_box, row(t, self.go_on, None), None, gap=0.75),
                    column(t, words("Last kept", "small-strong", "soft"), self.lately, row(t, self.undo, None), None, gap=0.75),
                    gap=4, shares=(5, 4)),
            gap=1.5, pad=2.5,
        )  # fmt: skip
        head = row(t, words("Time", "h2", wrap=False), None, self.state)
        time = card(t, head, self.left, self.gone, self.counted, self.due, None, gap=1.25)
        clock = turning(t, holder(column(t, time, None, gap=0)), self.holding, gap=2, shares=(1, 2))
        below = turning(t, self.people, self.records, gap=2, shares=(1, 1))
        self.setLayout(column(t, page(t, "Overview", top, self.rail, self.closed, self.remind, where, clock, self.after, below), gap=0))
        self._visit, self._was = Visit(), ""
        case.changed.connect(self._on_change)
        self.read(again=True)

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.read()

    def entered(self) -> None:
        self.read(again=True)

    def read(self, *, again: bool = False) -> None:
        """`again`: also what the last visit was and what came after it, which nothing done here changes."""
        session = self.case.session
        now = snapshot.take(session)
        if again:
            self._visit = visits.last(session, now)
        who = now.person
        self.name.setText(who.called or "Name not known yet")
        self.people.title.setText(KNEW.format(who.called or "them"))
        self.life.setText(life(now.person))
        self._show_quotation(now)
        at = stages.of(now)
        self.rail.show_stage(stages.ORDER[at.number], at.held)
        self.state.show_state(WORDS[now.case.state] if now.case.state != State.IN_PROGRESS else at.words, "outline")
        why = now.standards.label("closed-why", now.case.closed_why)
        self.closed.say(
            f"Closed, not reviewed: {why}. It can be reopened or erased from the Case menu." if now.case.state == State.CLOSED else ""
        )
        visited, wrote = where_was_i.said(self._visit, session.person, session.clock.now())
        self.visited.setText(visited)
        self.wrote.setText(wrote)
        self.since.show_lines(tuple(("circle-dot", sentence, "") for sentence in self._visit.since))
        self.since.setVisible(bool(self._visit.since))
        self.lately.show_lines(tuple(("history", f"{what}, {when}", "") for what, when in where_was_i.lately(session)))
        self._show_next(now)
        last = history.undoable(session)
        self.undo.setVisible(last is not None and now.case.opt_out.result == "none")
        if last is not None:
            named = history.title(session, last)
            self.undo.say(f"Undo: {shorten(named, 19, placeholder='…')}", f"Undo the last step: {named}")
        self._show_time(now)
        self.holding.show_case(now.case, now.standards)
        self.after.show_case(now.case, now.standards)
        self.people.show_lines(
            tuple(("circle-dashed" if c.waits else "circle-check", who_words(c), contact_words(c)) for c in now.conversations)
        )
        asked = tuple((icon, r.organisation, f"{r.what}. {said}") for r in now.requests for icon, said in (request_words(r),))
        kept = tuple(("file-text", e.organisation or e.name, e.covers) for e in now.evidence)
        self.records.show_lines((*asked, *kept))

    def _show_quotation(self, now: Snapshot) -> None:
        found = next(((q.words, c) for c in now.conversations for q in c.quotations if "portrait" in q.may_be_quoted), None)
        self.quote.setText(f"“{found[0].strip('“”')}”" if found else "")
        self.quoted.setText(who_words(found[1]) if found else "")

    def _show_time(self, now: Snapshot) -> None:
        today = self.case.session.clock.today()
        clock = review_clock.standing(now.case, today, now.standards.policy())
        told, day = now.case.notified_on, clock.due
        said = [reminder.sentence for reminder in clock.reminders if reminder.sentence not in self._visit.since]
        self.remind.say(" ".join(said))
        self.gone.setVisible(day is not None)
        nothing = "No due date" if day is None else "Completed" if now.case.state == State.COMPLETED else "Nothing to be in time for"
        self.left.setText(review_clock.left_words(clock.left) or nothing)
        self.counted.setVisible(told is not None)
        if day is None or told is None:
            self.due.setText("The day of the notification is not known, and the six months run from it.")
            return
        self.gone.setRange(0, (day - told).days)
        self.gone.setValue(max(0, min(clock.gross, (day - told).days)))
        self.counted.setText(f"{review_clock.days(clock.gross)} in all, {clock.paused} on hold, {clock.net} net")
        first = f" The initial review by {day_words(clock.initial_due)}." if clock.initial_due else ""
        moved = " No hold moves that day." if now.case.holds else ""
        self.due.setText(f"Due {day_words(day)}. Notified {day_words(told)}.{first}{moved}")

    def _show_next(self, now: Snapshot) -> None:
        for old in self.next_buttons:
            self._next_box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.next_buttons = []
        for i, (said, go) in enumerate(self._ways(now)):
            made = button(self.theme, said, kind="primary" if i == 0 else "", on=go, left=True)
            self.next_buttons.append(made)
            self._next_box.addWidget(made)
            made.show()  # now, not when the loop comes round: Tab passes over what is not in sight
        meet_before(self.go_on, self.next_buttons)
        self.first = self.next_buttons[0] if self.next_buttons else self

    def _ways(self, now: Snapshot) -> list[tuple[str, Callable[[], object]]]:
        """At most three: the next fields, each a link, then requests to ask again; or what the state asks for."""
        services, ways = self.services, list[tuple[str, Callable[[], object]]]()
        was = str(place.remembered(self.case.session).get("section", ""))
        self._was = was if was in TITLES and was != "overview" else ""
        self.go_on.setVisible(bool(self._was) and now.case.opt_out.result == "none")
        if self._was:
            self.go_on.say(f"Go on where you were: {TITLES[self._was]}")
        if now.case.opt_out.result == "not-checked":
            return [("Record the opt-out check", lambda: services.go("person"))]
        match now.case.state:
            case State.CLOSED | State.COMPLETED:
                return [("Look at who they were", lambda: services.go("person"))]
            case State.RELEASED:
                return [("Leaving the laptop: make the sealed bundle", lambda: services.go("leaving"))]
            case State.EXPORTED:
                return [("Record when the panel met", lambda: self.after.met_on.setFocus())]
            case State.PANEL:
                return [("Record what the family was offered, then complete it", lambda: self.after.setFocus())]
            case _:
                pass
        for field in visits.next_fields(self.case.session, now, checks.of(self.case.session, now)):
            key = section_of(field.where)
            ways.append((f"{TITLES[key]}: {short(field.says, 38)}", lambda key=key, to=field.where: services.go(key, to)))
        for request in now.requests:
            if request.came_on is None and not request.refused_why:
                ways.append((f"Records: ask {short(request.organisation)} again", lambda: services.go("records")))
        if not ways:
            ways.append(("Sign-off: read it through before signing", lambda: services.go("signoff")))
        return ways[:MOST_NEXT]

    def _go_on(self) -> None:
        self.services.go(self._was)


def short(sentence: str, most: int = 30) -> str:
    """The first clause, for a button."""
    first = sentence.partition(". ")[0].rstrip(".")
    return first if len(first) <= most else first[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
