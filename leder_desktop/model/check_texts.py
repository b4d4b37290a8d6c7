"""The texts of the checks, from `resources/checks/checks.toml`: rule, severity, sentence, basis and what to do of each."""

from dataclasses import dataclass

from leder_desktop.model.datafile import Table
from leder_desktop.model.remarks import Severity


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
            todo=row.text("todo", ""),
        )  # fmt: skip
        row.finish()
    table.finish()
    return found
