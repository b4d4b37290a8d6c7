"""When a question is asked: conditions over facts of the case, as a data file writes them in `shown_when`.

`{ fact = "initial.P14", is = ["other"] }`, or `not`, `unless`, `at_least`, `at_most`, `since`, `before` in the place of `is`; a list of
tables is a list of conditions that must all hold. A single table may stand without a list, and may call its fact `ref`. What facts there
are, and what they mean, stands in `leder_desktop.model.facts`.
"""

from dataclasses import dataclass
from datetime import date

from leder_desktop.model.datafile import Table


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One fact, and what it must be. Nothing is true of a fact that is not known, `none_of` neither; only `unless` holds of it."""

    fact: str
    any_of: tuple[str, ...] = ()
    """`is`: it has at least one of these codes."""
    none_of: tuple[str, ...] = ()
    """`not`: it has none of these codes."""
    unless: tuple[str, ...] = ()
    """`unless`: it has none of these codes, or is not known yet: for what must not go unseen while nobody has said."""
    at_least: int | None = None
    """It can have been so many or more; of an age, as far as both dates tell."""
    at_most: int | None = None
    since: date | None = None
    """It can have been on this day or later."""
    before: date | None = None
    """It can have been before this day."""


def read(table: Table, key: str = "shown_when") -> tuple[Condition, ...]:
    """The conditions under `key`, all of which must hold; none when it is not there. Anything else is a ValueError."""
    if not table.has(key):
        return ()
    return tuple(_condition(row) for row in table.one_or_more(key))


def _condition(row: Table) -> Condition:
    fact = row.text("ref") if row.has("ref") else row.text("fact")
    found = Condition(
        fact=fact,
        any_of=row.texts("is"),
        none_of=row.texts("not"),
        unless=row.texts("unless"),
        at_least=row.number("at_least") if row.has("at_least") else None,
        at_most=row.number("at_most") if row.has("at_most") else None,
        since=_day(row, "since"),
        before=_day(row, "before"),
    )
    row.finish()
    if found == Condition(fact=fact):
        raise row.wrong("a condition says what its fact must be: is, not, unless, at_least, at_most, since or before")
    return found


def _day(row: Table, key: str) -> date | None:
    if not row.has(key):
        return None
    try:
        return date.fromisoformat(row.text(key))
    except ValueError as why:
        raise row.wrong(f"{key} is not a day such as 2020-01-31") from why
