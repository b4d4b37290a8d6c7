"""The words of the focused-review triggers, from `resources/checks/triggers.toml`: why a trigger is met, not met or not clear, which
answers weigh, and why a decision is not open."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leder_desktop.model.datafile import Table


@dataclass(frozen=True, kw_only=True)
class Says:
    because: str
    """Why, with the names to fill in still in braces."""
    ask: str
    """What to find out and from whom; empty where there is nothing to ask."""


@dataclass(frozen=True, kw_only=True)
class Weighs:
    """An answer that speaks for a focused review by itself (R-FOC-8)."""

    ref: str
    said: str
    asked_by: str
    """It counts only while this one is answered yes; empty where nothing stands before it."""
    if_effect: bool
    """It counts only if it changed how the person died, which no question asks."""


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
    reason: str
    """Its code in the list of reasons of a focused review (F01); empty where it gives none."""
    weighs: tuple[Weighs, ...]


@dataclass(frozen=True, kw_only=True)
class TriggerTexts:
    rules: Mapping[str, TriggerText]
    """By rule, in the order of the file."""
    options: Mapping[str, str]
    """Why a decision is not open, by the case it is in; with the names to fill in still in braces."""


def read(table: Table) -> TriggerTexts:
    """The texts of a data file. A file that is wrong is a ValueError."""
    for head in ("id", "version", "provenance"):
        table.text(head)
    found: dict[str, TriggerText] = {}
    for row in table.tables("trigger"):
        says: dict[str, Says] = {}
        for line in row.tables("says"):
            says[line.text("case")] = Says(because=line.text("because"), ask=line.text("ask", ""))
            line.finish()
        text = TriggerText(
            rule=row.text("rule"), title=row.text("title"), basis=row.text("basis"), confidence=row.confidence(), says=says,
            reason=row.text("reason", ""), weighs=tuple(_weighs(row)),
        )  # fmt: skip
        row.finish()
        if text.rule in found:
            raise table.wrong(f"{text.rule} is there twice")
        found[text.rule] = text
    options: dict[str, str] = {}
    for row in table.tables("option"):
        row.text("provenance")
        options[row.text("case")] = row.text("because")
        row.finish()
    table.finish()
    return TriggerTexts(rules=found, options=options)


def _weighs(row: Table) -> Iterator[Weighs]:
    for line in row.tables("weighs"):
        if_effect = line.flag("if_effect", False)
        yield Weighs(ref=line.text("ref"), said=line.text("is"), asked_by=line.text("asked_by", ""), if_effect=if_effect)
        line.finish()
