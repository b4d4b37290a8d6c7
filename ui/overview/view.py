"""The overview: their name and life, where one was, the time, who is awaited, the records, what comes next."""

from collections.abc import Callable

from PySide6.QtWidgets import QBoxLayout, QProgressBar, QWidget

from leder_desktop.model import dates
from leder_desktop.model.case import WORDS, State, due
from leder_desktop.model.change import Change
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Request
from leder_desktop.model.person import life
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.vocabularies import label
from leder_desktop.operations import checks, history, place, snapshot
from ui.open_case import OpenCase
from ui.overview import standing, where_was_i
from ui.screen import Screen
from ui.sections import SECTIONS
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.chip import Tag
from ui.widgets.layout import Item, card, column, holder, page, row, turning
from ui.widgets.notice import notice
from ui.widgets.rail import StageRail
from ui.widgets.words import Words, glyph, words

STAGES = ("Notified", "Gathering", "Writing", "Sign-off", "Released", "Sealed")
TITLES = {section.key: section.title for section in SECTIONS}
MOST_NEXT = 3
KNEW = "People who knew {}"


def stage(case: Snapshot) -> int:
    match case.case.state:
        case State.NOTIFIED | State.CLOSED:
            return 0
        case State.SUBMITTED:
            return 3
        case State.RELEASED:
            return 4
        case State.EXPORTED:
            return 5
        case _:
            return 2 if case.note("portrait").strip() or case.findings else 1


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
        self.rail = StageRail(t, STAGES, 0)
        self.closed = notice(t, "", "sunken")
        self.visited = words("", "lead", ch=62, theme=t)
        self.lately = Lines(t, "", "Nothing yet.")
        self._next_box: QBoxLayout = column(t, gap=0.75)
        self.next_buttons: list[Button] = []
        self.undo = button(t, "Undo", "undo-2", kind="quiet", on=lambda: services.do("undo"))
        self.left = words("", "h1")
        self.gone = QProgressBar()
        self.gone.setTextVisible(False)
        self.gone.setAccessibleName("Of the six months, gone so far")
        self.due = words("", "small", "soft")
        self.people = Lines(t, KNEW.format("them"), "Nobody yet. Add them in Conversations.")
        self.records = Lines(t, "Records", "None yet. Ask for them, or import them, in Records.")
        who = column(t, self.name, self.life, None, gap=0.25)
        said = column(t, self.quote, self.quoted, None, gap=0.25)
        top = turning(t, who, said, gap=3, shares=(3, 2))
        where = card(
            t, words("Where was I", "h2"), self.visited,
            turning(t, column(t, words("Next", "small-strong", "soft"), self._next_box, None, gap=0.75),
                    column(t, words("Last kept", "small-strong", "soft"), self.lately, row(t, self.undo, None), None, gap=0.75),
                    gap=4, shares=(5, 4)),
            gap=1.5, pad=2.5,
        )  # fmt: skip
        time = card(t, row(t, words("Time", "h2", wrap=False), None, self.state), self.left, self.gone, self.due, None, gap=1.25)
        below = turning(t, holder(column(t, time, gap=0)), self.people, self.records, gap=2, shares=(1, 1, 1))
        self.setLayout(column(t, page(t, "Overview", top, self.rail, self.closed, where, below), gap=0))
        case.changed.connect(self._on_change)
        self.read()

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.read()

    def entered(self) -> None:
        self.read()

    def read(self) -> None:
        session = self.case.session
        now = snapshot.take(session)
        who = now.person
        self.name.setText(who.called or "Name not known yet")
        self.people.title.setText(KNEW.format(who.called or "them"))
        self.life.setText(life(now.person))
        self._show_quotation(now)
        self.rail.show_stage(stage(now))
        self.state.show_state(WORDS[now.case.state], "outline")
        why = label("closed-why", now.case.closed_why)
        self.closed.say(
            f"Closed, not reviewed: {why}. It can be reopened or erased from the Case menu." if now.case.state == State.CLOSED else ""
        )
        seen = where_was_i.visit(session)
        self.visited.setText(seen.said)
        self.lately.show_lines(tuple(("history", f"{what}, {when}", "") for what, when in seen.lately))
        self._show_next(now)
        last = history.undoable(session)
        self.undo.setVisible(last is not None and now.case.opt_out.result == "none")
        if last is not None:
            self.undo.say(f"Undo: {last.label}", f"Undo the last step: {last.label}")
        self._show_time(now)
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
        day = due(now.case.notified_on)
        self.gone.setVisible(day is not None)
        self.left.setText(standing.due_words(now, today) or ("No due date" if day is None else "Nothing to be in time for"))
        if day is None or now.case.notified_on is None:
            self.due.setText("The day of the notification is not known, and the six months run from it.")
            return
        told = now.case.notified_on
        gone = (today - told).days
        self.gone.setRange(0, (day - told).days)
        self.gone.setValue(max(0, min(gone, (day - told).days)))
        self.due.setText(f"Due {day.day} {day:%B %Y}. Notified {told.day} {told:%B %Y}, {gone} day{'' if gone == 1 else 's'} ago.")

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
        self.first = self.next_buttons[0] if self.next_buttons else self

    def _ways(self, now: Snapshot) -> list[tuple[str, Callable[[], object]]]:
        """At most three: where one was, then what blocks signing, in the order of the review."""
        services, ways = self.services, list[tuple[str, Callable[[], object]]]()
        if now.case.opt_out.result == "not-checked":
            return [("Record the opt-out check", lambda: services.go("person"))]
        if now.case.state == State.CLOSED:
            return [("Look at who they were", lambda: services.go("person"))]
        was = str(place.remembered(self.case.session).get("section", ""))
        if was in TITLES and was != "overview":
            ways.append((f"Go on: {TITLES[was]}", lambda: services.go(was)))
        for remark in checks.remarks(self.case.session):
            key = standing.section_of(remark.where)
            if key in ("overview", was) or any(TITLES[key] in said for said, _ in ways):
                continue
            ways.append((f"{TITLES[key]}: {short(remark.sentence, 36)}", lambda key=key, field=remark.where: services.go(key, field)))
        for request in now.requests:
            if request.came_on is None and not request.refused_why:
                ways.append((f"Records: ask {short(request.organisation)} again", lambda: services.go("records")))
        if not ways:
            ways.append(("Read it through before signing", lambda: services.go("signoff")))
        return ways[:MOST_NEXT]


def short(sentence: str, most: int = 30) -> str:
    """The first clause, for a button."""
    first = sentence.partition(". ")[0].rstrip(".")
    return first if len(first) <= most else first[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
