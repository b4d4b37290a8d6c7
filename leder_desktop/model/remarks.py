"""A remark: one thing a check has to say about a review."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a remark weighs: what blocks forbids the signature."""

    BLOCK = "block"
    """Cannot be submitted or signed."""
    WARN = "warn"
    HINT = "hint"


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One thing a check has to say."""

    rule: str
    """The rule's id in the domain reference (`R-ID-1`)."""
    severity: Severity
    sentence: str
    where: str
    """Where to go: `person.nhs_number`, `entry/<id>`, `initial.P08`, `portrait`."""
    why: str = ""
    """The basis of the rule, with its source."""
