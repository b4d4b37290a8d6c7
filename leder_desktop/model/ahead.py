"""What lies ahead of a case: what it waits for, from whom, since when, and the next step: enough for a list of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leder_desktop.model.case import Case, Hold, State, is_bristol
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import day_words, words
from leder_desktop.model.evidence import Request
from leder_desktop.model.remarks import Remark
from leder_desktop.model.review_clock import open_holds
from leder_desktop.model.signoff import Comment
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.stages import Stage

OPT_OUT, ALLOCATE, COMMENTS, SENIOR, SEAL, PANEL, COMPLETE, ERASE, HELD, SIGN = (
    "opt-out", "allocate", "comments", "senior", "seal", "panel", "complete", "erase", "held", "sign",
)  # fmt: skip
"""Next steps that follow from the state; any other next step is where the first remark points that forbids signing (`portrait`)."""
FROM_STATE = frozenset({OPT_OUT, ALLOCATE, COMMENTS, SENIOR, SEAL, PANEL, COMPLETE, ERASE, HELD})
"""Those that are known without asking the checks."""
BY_STATE = {
    State.NOTIFIED: OPT_OUT, State.SUBMITTED: SENIOR, State.RELEASED: SEAL, State.EXPORTED: PANEL, State.PANEL: COMPLETE,
    State.COMPLETED: ERASE, State.CLOSED: ERASE,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One thing that is awaited."""

    kind: str
    """`opt-out`, `hold`, `family`, `senior`, `panel`, `request` or `conversation`."""
    who: str
    what: str = ""
    since: date | None = None
    """The last day it can have been asked for, for counting; None where no day is known."""
    said: str = ""
    """That day as it was given: "about March 2026"."""
    chased: str = ""
    """When it was asked for again, likewise."""

    @property
    def sentence(self) -> str:
        """ "Elm Row Surgery: GP record, asked 3 June 2026"."""
        asked = {"request": "asked", "conversation": "asked"}.get(self.kind, "since")
        return ": ".join(x for x in (self.who, self.what) if x) + (f", {asked} {self.said}" if self.said else "")


def next_step(case: Case, stage: Stage, comments: Sequence[Comment], blocking: Sequence[Remark] | None) -> str:
    """One of the constants above, or where the first remark points that forbids signing; empty when those were not asked for (None)."""
    if case.state in BY_STATE:
        return BY_STATE[case.state]
    if open_holds(case):
        return HELD
    if stage.number in ("2", "B1"):
        return ALLOCATE
    if case.state == State.RETURNED and any(not comment.answer for comment in comments):
        return COMMENTS
    if blocking is None:
        return ""
    return blocking[0].where if blocking else SIGN


def waits(whole: Snapshot) -> tuple[Wait, ...]:
    """What is awaited, the holds first; nothing once the review is over. Looks at case, sign-off, requests and conversations only."""
    case, signoff = whole.case, whole.signoff
    held = tuple(_hold(whole, hold) for hold in open_holds(case))
    match case.state:
        case State.NOTIFIED:
            return (_since("opt-out", "The opt-out check", case.made_on),)
        case State.SUBMITTED:
            return (*held, _since("senior", "The senior reviewer", signoff.submitted_at and signoff.submitted_at.astimezone().date()))
        case State.EXPORTED:
            who = "The steering group" if is_bristol(case.template) else "The panel"
            return (_since("panel", who, signoff.exported_at and signoff.exported_at.astimezone().date()),)
        case State.RELEASED | State.PANEL | State.COMPLETED | State.CLOSED:
            return ()
        case _:
            return (*held, *_family(case), *_requests(whole.requests), *_conversations(whole.conversations))


def _since(kind: str, who: str, day: date | None) -> Wait:
    return Wait(kind=kind, who=who, since=day, said=day_words(day) if day else "")


def _hold(whole: Snapshot, hold: Hold) -> Wait:
    reasons = whole.standards.vocabulary(whole.standards.policy().hold_reasons)
    return _since("hold", reasons.label(hold.reason), hold.started)


def _family(case: Case) -> tuple[Wait, ...]:
    until = case.family_waits_until
    return (Wait(kind="family", who="The family", what=f"asked to wait until {day_words(until)}"),) if until else ()


def _requests(asked: Sequence[Request]) -> tuple[Wait, ...]:
    return tuple(
        Wait(
            kind="request", who=each.organisation, what=each.what, since=each.asked_on.latest if each.asked_on else None,
            said=words(each.asked_on) if each.asked_on else "", chased=words(each.chased_on) if each.chased_on else "",
        )
        for each in asked
        if each.came_on is None and not each.refused_why
    )  # fmt: skip


def _conversations(talks: Sequence[Conversation]) -> tuple[Wait, ...]:
    return tuple(Wait(kind="conversation", who=each.who, what=each.waits) for each in talks if each.waits)
