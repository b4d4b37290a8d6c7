"""The texts of the checks, from `resources/checks/checks.toml`: rule, severity, sentence, basis and what to do of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from leder_desktop.model.datafile import Table
from leder_desktop.model.remarks import Severity
from leder_desktop.model.words.lists import LISTS


class Filling(dict[str, object]):
    """What fills the places of a sentence; a place nobody fills, in a file of another version, stays open."""

    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A condition that is to be looked into wherever it is met (R-THEME-1): how it is known, and which questions look into it."""

    words: str
    """The word list that a cause of death is read with."""
    conditions: tuple[str, ...]
    """Its codes among the long-term conditions; none where it has none."""
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Against:
    """An answer that does not go with a good grade (R-SC-1)."""

    ref: str
    said: str
    words: str
    """As a sentence says it."""


@dataclass(frozen=True, kw_only=True)
class CheckText:
    """What a check says; `sentence` and `todo` have places for the words a rule fills in."""

    rule: str
    severity: Severity
    sentence: str
    why: str
    """The basis, with its source."""
    todo: str
    """What to do; empty where the sentence says so."""
    covers: tuple[str, ...] = ()
    """The questions this check speaks for: what has said it need not be said once more of them."""
    fixed: bool = False
    """It weighs what it weighs, also where its rule is an organisation's to weigh."""
    priority: Priority | None = None
    against: tuple[Against, ...] = ()


def _priority(row: Table) -> Priority | None:
    if not row.has("priority"):
        return None
    inner = row.table("priority")
    found = Priority(words=inner.text("words"), conditions=inner.texts("conditions"), questions=inner.texts("questions"))
    inner.finish()
    if found.words not in LISTS or not found.questions:
        raise inner.wrong("a priority has a word list and the questions that look into it")
    return found


def _against(row: Table) -> Iterator[Against]:
    for inner in row.tables("against"):
        yield Against(ref=inner.text("ref"), said=inner.text("is"), words=inner.text("words"))
        inner.finish()


def read(table: Table) -> dict[str, CheckText]:
    """The checks of a data file, by id. A file that is wrong is a ValueError."""
    for head in ("id", "version", "provenance"):
        table.text(head)
    found: dict[str, CheckText] = {}
    for row in table.tables("check"):
        id = row.text("id")
        if id in found:
            raise table.wrong(f"{id} is there twice")
        found[id] = CheckText(
            rule=row.text("rule"), severity=Severity(row.text("severity")), sentence=row.text("sentence"), why=row.text("why"),
            todo=row.text("todo", ""), covers=row.texts("covers"), fixed=row.flag("fixed", False),
            priority=_priority(row), against=tuple(_against(row)),
        )  # fmt: skip
        row.finish()
    table.finish()
    return found
