"""The board in words: stage, due date, what a case waits for, the next step. Reads rows of the shelf, nothing else."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from leder_desktop.model.case import State
from leder_desktop.operations import cases
from leder_desktop.session import Desk
from ui.palette import Found, matches
from ui.widgets.table import Cell, Column

STAGES = ("Notified", "Writing", "Sign-off", "Released", "Left")
STAGE_OF: dict[State, tuple[str, int]] = {
    State.NOTIFIED: ("Notified", 0),
    State.IN_PROGRESS: ("Writing", 1),
    State.RETURNED: ("Returned to you", 1),
    State.SUBMITTED: ("Sign-off", 2),
    State.RELEASED: ("Countersigned", 3),
    State.EXPORTED: ("Sealed and given out", 4),
    State.CLOSED: ("Closed, not reviewed", 0),
}
NEXT: dict[State, str] = {
    State.NOTIFIED: "Record the opt-out check; nothing opens until then",
    State.IN_PROGRESS: "Go on writing",
    State.RETURNED: "Answer the comments",
    State.SUBMITTED: "Nothing for you until it was read",
    State.RELEASED: "Make the sealed bundle",
    State.EXPORTED: "Keep the receipt, then erase it here",
    State.CLOSED: "Erase it, or reopen it with a reason",
}
MINE = frozenset({State.NOTIFIED, State.IN_PROGRESS, State.RETURNED, State.RELEASED})
DONE = frozenset({State.EXPORTED, State.CLOSED})
SOON_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case as the board shows it."""

    id: str
    name: str
    reference: str
    state: State
    due: date | None
    waits: tuple[str, ...]
    sample: bool
    touched: str
    """When it was last written to, sortable."""
    today: date

    def left(self) -> int | None:
        """Days until it is due; negative when it is over."""
        return (self.due - self.today).days if self.due else None


def rows(desk: Desk) -> tuple[Row, ...]:
    today = desk.clock.today()
    return tuple(
        Row(
            id=row.id, name=row.called_name, reference=row.reference, state=State(row.review_state), due=row.due, waits=row.waiting_for,
            sample=row.sample, touched=row.updated_at.isoformat(), today=today,
        )
        for row in cases.all(desk)
    )  # fmt: skip


def days(count: int) -> str:
    return f"{count} day" if count == 1 else f"{count} days"


def due_words(left: int | None, state: State) -> str:
    """ "47 days left", "6 days over", "due today": late is said, and not coloured."""
    if state in DONE:
        return "Done" if state == State.EXPORTED else "Closed"
    if left is None:
        return "No due date"
    return "Due today" if left == 0 else f"{days(left)} left" if left > 0 else f"{days(-left)} over"


def day_words(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""


def _person(row: Row) -> Cell:
    name = row.name or "Name not known yet"
    sample = "Sample, not a person · " if row.sample else ""
    return Cell(first=name, second=f"{sample}{row.reference}", bold=bool(row.name), tone="ink" if row.name else "soft")


def _stage(row: Row) -> Cell:
    said, at = STAGE_OF[row.state]
    return Cell(first=said, stage=(at, len(STAGES), row.state == State.CLOSED))


def _due(row: Row) -> Cell:
    said = f"due {day_words(row.due)}" if row.due and row.state not in DONE else ""
    return Cell(first=due_words(row.left(), row.state), second=said, bold=row.state not in DONE and row.due is not None)


def _waits(row: Row) -> Cell:
    if row.waits:
        first, *rest = row.waits
        said, _, since = first.partition(", asked ")
        more = f"and {len(rest)} more" if rest else ""
        return Cell(
            first=said, second=", ".join(x for x in (f"asked {since}" if since else "", more) if x), icon="hourglass", icon_says="Waits for"
        )
    if row.state in MINE:
        return Cell(first="You", icon="pencil", token="blue_ink", tone="blue_ink", bold=True)
    return Cell(first="Nobody", tone="soft")


def _next(row: Row) -> Cell:
    if row.state == State.IN_PROGRESS and row.waits:
        return Cell(first="Ask again, or go on writing")
    return Cell(first=NEXT[row.state])


COLUMNS = (
    Column[Row](title="Person", cell=_person, width=220),
    Column[Row](title="Stage", cell=_stage, width=160, fold=True),
    Column[Row](title="Due", cell=_due, width=160),
    Column[Row](title="Waits for", cell=_waits),
    Column[Row](title="Next step", cell=_next, fold=True),
)

Test = Callable[[Row], bool]
FILTERS: tuple[tuple[str, str, Test], ...] = (
    ("all", "All", lambda row: True),
    ("mine", "With you", lambda row: row.state in MINE and not row.waits),
    ("waiting", "Waiting for others", lambda row: row.state not in DONE and (bool(row.waits) or row.state not in MINE)),
    ("gate", "Opt-out", lambda row: row.state == State.NOTIFIED),
    ("soon", f"Due in {SOON_DAYS} days", lambda row: row.state not in DONE and row.due is not None and (row.left() or 0) <= SOON_DAYS),
    ("done", "Closed", lambda row: row.state in DONE),
)
"""Key, words, which rows."""

SORTS: tuple[tuple[str, str], ...] = (
    ("due", "Due first"),
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
        case _:
            return tuple(sorted(found, key=lambda row: (row.state in DONE, row.due or date.max, row.reference)))


def found(desk: Desk, typed: str, open_case: Callable[[str], object]) -> list[Found]:
    """The cases that fit what was typed, for Ctrl+K."""
    if not typed.strip():
        return []
    return [
        Found(key=row.id, says=row.name or row.reference, more=f"Case {row.reference}", icon="user", run=lambda id=row.id: open_case(id))
        for row in rows(desk)
        if matches(typed, row.name, row.reference)
    ]
