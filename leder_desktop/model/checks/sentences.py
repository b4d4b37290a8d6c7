"""The sentences of the checks, from `resources/checks/checks.toml`."""

from dataclasses import dataclass
from functools import cache

from leder_desktop.model import datafile
from leder_desktop.model.remarks import Remark, Severity


@dataclass(frozen=True, kw_only=True)
class _Check:
    rule: str
    severity: Severity
    sentence: str
    why: str


@cache
def checks() -> dict[str, _Check]:
    """By id. A file that is wrong is a ValueError."""
    table = datafile.read("checks/checks.toml")
    for head in ("id", "version", "provenance"):
        table.text(head)
    found: dict[str, _Check] = {}
    for row in table.tables("check"):
        id = row.text("id")
        if id in found:
            raise table.wrong(f"{id} is there twice")
        found[id] = _Check(
            rule=row.text("rule"), severity=Severity(row.text("severity")), sentence=row.text("sentence"), why=row.text("why")
        )
        row.finish()
    table.finish()
    return found


def say(id: str, where: str, **names: object) -> Remark:
    """The remark of the check `id` about `where`; `names` are put into its sentence."""
    check = checks()[id]
    return Remark(rule=check.rule, severity=check.severity, sentence=check.sentence.format(**names), where=where, why=check.why)
