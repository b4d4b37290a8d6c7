"""The overview: their name and life, where one was, the time, who is awaited, the records, what comes next."""

from collections.abc import Callable, Iterable
from textwrap import shorten

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout

from leder_desktop.model import review_clock, stages
from leder_desktop.model.case import State
from leder_desktop.model.change import Change
from leder_desktop.model.person import life
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import checks, history, place, snapshot, visits
from leder_desktop.operations.visits import Visit
from ui.open_case import OpenCase
from ui.overview import where_was_i
from ui.overview.below import Below, who_words
from ui.overview.lines import Lines
from ui.screen import Screen
from ui.sections import SECTIONS, section_of
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.layout import card, column, page, row, turning
from ui.widgets.notice import notice
from ui.widgets.rail import StageRail
from ui.widgets.tabbing import meet_before
from ui.widgets.words import words

TITLES = {section.key: section.title for section in SECTIONS}
MOST_NEXT = 3
SOON_MS = 30
"""The lower half of the page is made this long after the upper half was drawn."""


class Overview(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        t = theme
        self.name = words("", "h1")
        self.life = words("", "body", "soft")
        self.quote = words("", "quote", "soft")
        self.quoted = words("", "small", "soft")
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
        self._next: list[tuple[str, Callable[[], object]]] = []
        self.undo = button(t, "Undo", "undo-2", kind="quiet", on=lambda: services.do("undo"))
        self._rest = column(t, gap=0)
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
        self.setLayout(column(t, page(t, "Overview", top, self.rail, self.closed, self.remind, where, self._rest), gap=0))
        self._visit, self._was, self._fresh = Visit(), "", True
        """`_fresh`: read when it was made, and not entered yet."""
        self._below: Below | None = None
        case.changed.connect(self._on_change)
        case.looked.connect(self._on_looked)
        self.read(again=True)

    @property
    def below(self) -> Below:
        """The lower half of the page."""
        return self.make_below()

    def make_below(self) -> Below:
        """Made when somebody asks for it, or a moment after the upper half came into sight."""
        if self._below is None:
            self._below = Below(self.theme, self.case)
            self._rest.addWidget(self._below)
            self._below.show()  # now, not when the loop comes round: focus given to what is not in sight goes astray
            self._below.show_case(snapshot.take(self.case.session))
            self._draw_later()
            QTimer.singleShot(SOON_MS, self, self._make_rest)
        return self._below

    def _on_change(self, change: Change) -> None:
        if self.isVisible():
            self.read()

    def entered(self) -> None:
        if not self._fresh:
            self.read(again=True)
        self._fresh = False
        QTimer.singleShot(SOON_MS, self, lambda: self.make_below() if self.isVisible() else None)  # else the case was left meanwhile

    def read(self, *, again: bool = False) -> None:
        """`again`: also what the last visit was and what came after it, which nothing done here changes."""
        session = self.case.session
        now = snapshot.take(session)
        if again:
            self._visit = visits.last(session, now)
        who = now.person
        self.name.setText(who.called or "Name not known yet")
        self.life.setText(life(now.person))
        self._show_quotation(now)
        at = stages.of(now)
        self.rail.show_stage(stages.ORDER[at.number], at.held)
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
        self._show_reminders(now)
        if self._below is not None:
            self._below.show_case(now)

    def _show_quotation(self, now: Snapshot) -> None:
        found = next(((q.words, c) for c in now.conversations for q in c.quotations if "portrait" in q.may_be_quoted), None)
        self.quote.setText(f"“{found[0].strip('“”')}”" if found else "")
        self.quoted.setText(who_words(found[1]) if found else "")

    def _show_reminders(self, now: Snapshot) -> None:
        """What has come of age, but for what "Where was I" says already."""
        texts = now.standards.checks()
        clock = review_clock.standing(now.case, self.case.session.clock.today(), now.standards.policy(), texts)
        said = [reminder.sentence for reminder in clock.reminders if reminder.sentence not in self._visit.since]
        self.remind.say(" ".join(said))

    def _found(self, now: Snapshot) -> list[Remark]:
        """What the last look has found: a look at a long review takes a second, and the next one is on its way (`_on_looked`)."""
        return checks.of(self.case.session, now) if self.case.found is None else self.case.found

    def _on_looked(self) -> None:
        if self.isVisible():
            self._show_next(snapshot.take(self.case.session))

    def _show_next(self, now: Snapshot) -> None:
        before, self._next = self._next, self._ways(now)
        if [said for said, _ in before] == [said for said, _ in self._next] and self.next_buttons:
            return  # they stay, and so does the focus
        held = any(old.hasFocus() for old in self.next_buttons)
        for old in self.next_buttons:
            self._next_box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.next_buttons = []
        for i, (said, _) in enumerate(self._next):
            made = button(self.theme, said, kind="primary" if i == 0 else "", on=lambda i=i: self._next[i][1](), left=True)
            self.next_buttons.append(made)
            self._next_box.addWidget(made)
            made.show()  # now, not when the loop comes round: Tab passes over what is not in sight
        meet_before(self.go_on, self.next_buttons)
        self.first = self.next_buttons[0] if self.next_buttons else self
        if held:
            self.first.setFocus()

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
                return [("Record when the panel met", lambda: self.below.after.met_on.setFocus())]
            case State.PANEL:
                return [("Record what the family was offered, then complete it", lambda: self.below.after.setFocus())]
            case _:
                pass
        for field in visits.next_fields(self.case.session, now, self._found(now)):
            key = section_of(field.where)
            ways.append((f"{TITLES[key]}: {short(field.says, 38)}", lambda key=key, to=field.where: services.go(key, to)))
        for request in now.requests:
            if request.came_on is None and not request.refused_why:
                ways.append((f"Records: ask {short(request.organisation)} again", lambda: services.go("records")))
        if not ways:
            ways.append(("Sign-off: read it through before signing", lambda: services.go("signoff")))
        return ways[:MOST_NEXT]

    def _make_rest(self) -> None:
        if self.isVisible():  # else the case was left meanwhile
            self.below.make_rest()
            self._draw_later()

    def _draw_later(self) -> None:
        """Not until the page is as long as it is now: before that everything is squeezed."""
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def jump(self, field: str) -> bool:
        self.below.make_rest()
        return super().jump(field)

    def expect(self, names: Iterable[str]) -> None:
        self.below.make_rest()  # what was half-typed stood in the forms down there

    def _go_on(self) -> None:
        self.services.go(self._was)


def short(sentence: str, most: int = 30) -> str:
    """The first clause, for a button."""
    first = sentence.partition(". ")[0].rstrip(".")
    return first if len(first) <= most else first[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
