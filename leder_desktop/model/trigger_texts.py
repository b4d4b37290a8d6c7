"""The words of the focused-review triggers, from `resources/checks/triggers.toml`: why a trigger is met, not met or not clear."""

from collections.abc import Mapping
from dataclasses import dataclass

from leder_desktop.model.datafile import Table


@dataclass(frozen=True, kw_only=True)
class Says:
    because: str
    """Why, with the names to fill in still in braces."""
    ask: str
    """What to find out and from whom; empty where there is nothing to ask."""


@dataclass(frozen=True, kw_only=True)
class TriggerText:
    rule: str
    title: str
    basis: str
    """Where the rule comes from, in words."""
    confidence: str
    """A key of `datafile.CONFIDENCE`."""
    says: Mapping[str, Says]
    """By the case a trigger is in."""


def read(table: Table) -> dict[str, TriggerText]:
    """The texts of a data file, by rule, in its order. A file that is wrong is a ValueError."""
    for head in ("id", "version", "provenance"):
        table.text(head)
    found: dict[str, TriggerText] = {}
    for row in table.tables("trigger"):
        says: dict[str, Says] = {}
        for line in row.tables("says"):
            says[line.text("case")] = Says(because=line.text("because"), ask=line.text("ask", ""))
            line.finish()
        text = TriggerText(
            rule=row.text("rule"), title=row.text("title"), basis=row.text("basis"), confidence=row.confidence(), says=says
        )
        row.finish()
        if text.rule in found:
            raise table.wrong(f"{text.rule} is there twice")
        found[text.rule] = text
    table.finish()
    return found
