"""A remark: one thing a check has to say about a review; and the reason for which a warning is kept as it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from leder_desktop.model.policy import Policy


class Severity(StrEnum):
    """How much a remark weighs: what blocks forbids the signature."""

    BLOCK = "block"
    """Cannot be submitted or signed."""
    WARN = "warn"
    """May stay with a reason, which is kept and goes with the review. Where the organisation asks for the reason
    (`Policy.warnings_need_a_reason`), nothing is signed before it is given."""
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
    id: str = ""
    """Of the check in `resources/checks/checks.toml`; several checks may belong to one rule."""
    todo: str = ""
    """What to do about it, in a sentence; empty where the sentence says so itself."""
    kept: str = ""
    """Why a warning stays as it is, in the reviewer's words; empty while nobody has said."""

    @property
    def key(self) -> str:
        """What a reason is kept under: the check and the place."""
        return f"{self.id}@{self.where}"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A warning that the reviewer looked at and leaves as it is, with the reason. It goes with the review to the senior reviewer."""

    id: str
    """`Remark.key`: `<check>@<where>`."""
    why: str = ""
    sentence: str = ""
    """What the warning said then. Once it says something else, it is another warning, and the reason no longer stands for it."""
    by: str = ""
    at: datetime | None = None


def with_reasons(found: Iterable[Remark], kept: Iterable[Kept]) -> list[Remark]:
    """The remarks, each warning with the reason it is kept for, where it still says what it said then."""
    reasons = {each.id: each for each in kept}
    return [_with_reason(remark, reasons.get(remark.key)) for remark in found]


def unreasoned(found: Iterable[Remark], policy: Policy) -> list[Remark]:
    """The warnings that must still be put right or kept with a reason before the review is signed; none where no reason is asked for."""
    if not policy.warnings_need_a_reason:
        return []
    return [remark for remark in found if remark.severity == Severity.WARN and not remark.kept]


def _with_reason(remark: Remark, kept: Kept | None) -> Remark:
    if kept is None or remark.severity != Severity.WARN or kept.sentence != remark.sentence:
        return remark
    return replace(remark, kept=kept.why)
