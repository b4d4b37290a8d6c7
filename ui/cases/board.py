"""The board in words: stage, due date, days, what a case waits for, the next step. Reads rows of the shelf, nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from leder_desktop.model import ahead
from leder_desktop.model.ahead import Wait
from leder_desktop.model.case import OVER, State
from leder_desktop.model.dates import day_words
from leder_desktop.model.review_clock import Standing, days, left_words
from leder_desktop.model.stages import ORDER, STEPS, Stage
from leder_desktop.operations import cases, shelf_row
from leder_desktop.session import Desk
from ui.palette import Found, matches
from ui.sections import section_of
from ui.widgets.table import Cell, Column

WITH_YOU: dict[State, str] = {
    State.RETURNED: "Returned to you", State.RELEASED: "Countersigned", State.CLOSED: "Closed, not reviewed",
    State.PANEL: "The panel has met",
}  # fmt: skip
"""Where the state says more than the row of the process."""
NEXT: dict[str, str] = {
    ahead.OPT_OUT: "Record the opt-out check; nothing opens until then",
    ahead.ALLOCATE: "Record the allocation, then begin",
    ahead.COMMENTS: "Answer the comments",
    ahead.SENIOR: "Nothing for you until it was read",
    ahead.SEAL: "Make the sealed bundle",
    ahead.PANEL: "Record when the panel met",
    ahead.COMPLETE: "Offer the family a copy, then complete it",
    ahead.ERASE: "Erase it here, when you may",
    ahead.HELD: "Wait, and ask again now and then",
    ahead.SIGN: "Read it through and sign",
    "": "Go on writing",
}
SECTION_NEXT: dict[str, str] = {
    "overview": "Look at the overview", "person": "Check who they were", "portrait": "Write the pen portrait",
    "conversations": "Talk with those who knew them", "records": "See the records", "timeline": "Build the timeline",
    "questions": "Answer the questions", "findings": "Write what was found", "grades": "Grade the care",
    "decision": "Decide on the longer review", "signoff": "Read it through and sign",
}  # fmt: skip
"""Section that the first remark points into -> the next step."""
MINE = frozenset({State.NOTIFIED, State.IN_PROGRESS, State.RETURNED, State.RELEASED, State.PANEL})
SOON_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case as the board shows it."""

    id: str
    name: str
    reference: str
    state: State
    due: date | None
    stage: Stage
    standing: Standing
    waits: tuple[Wait, ...]
    """The holds first, then what was asked for longest ago."""
    next: str
    blocks: int
    sample: bool
    touched: str
    """When it was last written to, sortable."""
    today: date
    patience: int
    """Days after which an unanswered request is asked again (the policy's `request_days`)."""

    def left(self) -> int | None:
        """Days until it is due; negative when it is over."""
        return (self.due - self.today).days if self.due else None

    def late(self) -> tuple[Wait, ...]:
        """Requests that nobody answered for longer than the policy waits, and which were not chased yet or long ago."""
        return tuple(w for w in self.waits if w.kind == "request" and w.since and (self.today - w.since).days > self.patience)

    def look(self) -> bool:
        """Whether something has come of age: a reminder, or a request to ask again."""
        return bool(self.standing.reminders or self.late())


def rows(desk: Desk) -> tuple[Row, ...]:
    """Every case of the register, counted as of today."""
    today, policy, texts = desk.clock.today(), desk.standards.policy(), desk.standards.checks()
    found: list[Row] = []
    for row in cases.all(desk):
        seen = shelf_row.seen(row, desk.standards)
        found.append(
            Row(
                id=row.id, name=row.called_name, reference=row.reference, state=seen.case.state, due=row.due, stage=seen.stage,
                standing=seen.standing(today, policy, texts),
                waits=tuple(sorted(seen.waits, key=_order)), next=seen.next, blocks=seen.blocks,
                sample=row.sample, touched=row.updated_at.isoformat(), today=today, patience=policy.request_days,
            )
        )  # fmt: skip
    return tuple(found)


def _order(wait: Wait) -> tuple[bool, date]:
    return wait.kind not in ("hold", "family"), wait.since or date.max


def due_words(row: Row) -> str:
    """ "47 days left", "6 days over", "due today": late is said, and not coloured."""
    if row.state in OVER:
        return "Completed" if row.state == State.COMPLETED else "Closed"
    return left_words(row.left()) or "No due date"


def _person(row: Row) -> Cell:
    name = row.name or "Name not known yet"
    sample = "Sample, not a person · " if row.sample else ""
    return Cell(first=name, second=f"{sample}{row.reference}", bold=bool(row.name), tone="ink" if row.name else "soft")


def _stage(row: Row) -> Cell:
    said = row.stage.words if row.stage.held else WITH_YOU.get(row.state, row.stage.words)
    return Cell(first=said, stage=(ORDER[row.stage.number], len(STEPS), row.stage.held or row.state == State.CLOSED))


def _due(row: Row) -> Cell:
    on = f"due {day_words(row.due)}" if row.due and row.state not in OVER else ""
    return Cell(first=due_words(row), second=on, bold=row.state not in OVER and row.due is not None)


def _days(row: Row) -> Cell:
    """Gross, paused and net, side by side."""
    now = row.standing
    if row.state == State.CLOSED or (row.due is None and not now.gross):
        return Cell(first="")
    return Cell(first=f"{days(now.gross)}, {now.paused} paused, {now.net} net" if now.paused else f"{days(now.gross)}, none paused")


def since_words(wait: Wait, today: date) -> str:
    """ "asked 2 June 2026, 19 days ago; chased 12 June 2026"."""
    asked = "asked" if wait.kind in ("request", "conversation") else "since"
    count = (today - wait.since).days if wait.since else 0
    first = f"{asked} {wait.said}" + (f", {days(count)}" + (" ago" if asked == "asked" else "") if count > 0 else "") if wait.said else ""
    return "; ".join(x for x in (first, f"chased {wait.chased}" if wait.chased else "") if x)


def _waits(row: Row) -> Cell:
    if row.waits:
        first, *rest = row.waits
        said = ": ".join(x for x in (first.who, first.what) if x)
        more = f"and {len(rest)} more" if rest else ""
        icon = "pause" if first.kind == "hold" else "hourglass"
        second = "; ".join(x for x in (more, since_words(first, row.today)) if x)
        return Cell(first=said, second=second, icon=icon, icon_says="On hold" if first.kind == "hold" else "Waits for")
    if row.state in MINE:
        return Cell(first="You", icon="pencil", token="blue_ink", tone="blue_ink", bold=True)
    return Cell(first="Nobody", tone="soft")


def _next(row: Row) -> Cell:
    late = row.late()
    if late and row.next not in ahead.FROM_STATE:
        return Cell(first=f"Ask {late[0].who} again", second=_before_signing(row))
    said = NEXT.get(row.next) or SECTION_NEXT[section_of(row.next)]
    look = row.standing.reminders[0].sentence.partition(". ")[0] if row.standing.reminders else ""
    return Cell(first=said, second=look or _before_signing(row))


def _before_signing(row: Row) -> str:
    if not row.blocks or row.next in ahead.FROM_STATE:
        return ""
    return f"{row.blocks} thing{'' if row.blocks == 1 else 's'} before signing"


COLUMNS = (
    Column[Row](title="Person", cell=_person, width=190),
    Column[Row](title="Stage", cell=_stage, width=150, fold=True),
    Column[Row](title="Due", cell=_due, width=150),
    Column[Row](title="Days", cell=_days, width=130, fold=True),
    Column[Row](title="Waits for", cell=_waits),
    Column[Row](title="Next step", cell=_next, fold=True),
)

Test = Callable[[Row], bool]
FILTERS: tuple[tuple[str, str, Test], ...] = (
    ("all", "All", lambda row: True),
    ("mine", "With you", lambda row: row.state in MINE and not row.waits),
    ("waiting", "Waiting for others", lambda row: row.state not in OVER and (bool(row.waits) or row.state not in MINE)),
    ("held", "On hold", lambda row: bool(row.standing.held)),
    ("look", "To ask again", lambda row: row.state not in OVER and row.look()),
    ("gate", "Opt-out", lambda row: row.state == State.NOTIFIED),
    ("soon", f"Due in {SOON_DAYS} days", lambda row: row.state not in OVER and row.due is not None and (row.left() or 0) <= SOON_DAYS),
    ("done", "Closed", lambda row: row.state in OVER),
)
"""Key, words, which rows."""

SORTS: tuple[tuple[str, str], ...] = (
    ("due", "Due first"),
    ("waiting", "Waiting longest first"),
    ("net", "Most days first"),
    ("touched", "Last written first"),
    ("name", "By name"),
    ("reference", "By reference"),
)


def in_order(found: Iterable[Row], by: str) -> tuple[Row, ...]:
    match by:
        case "name":
            return tuple(sorted(found, key=lambda row: (row.name.casefold(), row.reference)))
        case "reference":
            return tuple(sorted(found, key=lambda row: row.reference.casefold()))
        case "touched":
            return tuple(sorted(found, key=lambda row: row.touched, reverse=True))
        case "waiting":
            return tuple(sorted(found, key=lambda row: (min((w.since for w in row.waits if w.since), default=date.max), row.reference)))
        case "net":
            return tuple(sorted(found, key=lambda row: (row.state in OVER, -row.standing.net, row.reference)))
        case _:
            return tuple(sorted(found, key=lambda row: (row.state in OVER, row.due or date.max, row.reference)))


def found(desk: Desk, typed: str, open_case: Callable[[str], object]) -> list[Found]:
    """The cases that fit what was typed, for Ctrl+K."""
    if not typed.strip():
        return []
    return [
        Found(key=row.id, says=row.called_name or row.reference, more=f"Case {row.reference}", icon="user",
              run=lambda id=row.id: open_case(id))
        for row in cases.all(desk)
        if matches(typed, row.called_name, row.reference)
    ]  # fmt: skip
