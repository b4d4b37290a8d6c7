"""Good practice, learning and concern (O01-O03, F06, F07), what each rests on, and who was told of what is worst (O11)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When
from leder_desktop.model.evidence import Source
from leder_desktop.model.note import require_storable
from leder_desktop.model.standards import Standards

KINDS = {"good-practice": "Good practice", "learning": "Learning", "concern": "Concern"}


@dataclass(frozen=True, kw_only=True)
class Factor:
    """F06: something that played a part, and how."""

    code: str
    """A code of the vocabulary `contributory-factor`; its group is the domain."""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Quoted:
    """One quotation of a conversation, by ids: its words may be put right and its neighbours come and go."""

    conversation: str
    quotation: str


Ground = str | Quoted | Source
"""One thing a finding rests on: an event (the id of a timeline entry), a quotation, or a place in a record."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    id: str
    kind: str = ""
    text: str = ""
    theme: str = ""
    """A code of the vocabulary `theme` (TH01-TH31)."""
    organisation_kind: str = ""
    """Where it happened: a code of the vocabulary `organisation-kind`."""
    factors: tuple[Factor, ...] = ()
    severity: str = ""
    """For a concern: a code of the vocabulary `severity`, whose last term is the worst."""
    told: str = ""
    """Who was told, in words, as reviews of before the escalations have it."""
    rests_on: tuple[str, ...] = ()
    """Ids of timeline entries."""
    rests_on_quotations: tuple[Quoted, ...] = ()
    rests_on_places: tuple[Source, ...] = ()
    order: int | None = None
    """Its place among those of its kind, where somebody chose one."""

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Everything it rests on: events, quotations, places."""
        return (*self.rests_on, *self.rests_on_quotations, *self.rests_on_places)


@dataclass(frozen=True, kw_only=True)
class Escalation:
    """O11: somebody outside the review was told of what cannot wait for it."""

    id: str
    to: str = ""
    """A code of the vocabulary `escalated-to`."""
    on: When | None = None
    reference: str = ""
    """Theirs, where they gave one."""
    about: tuple[str, ...] = ()
    """Ids of findings; empty for what is no finding, as a risk to somebody who lives."""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NoneFound:
    """O01-O03: somebody looked for findings of this kind and says that there is none."""

    id: str
    """A key of `KINDS`."""
    by: str = ""
    at: datetime | None = None


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """As a person put them; those nobody moved after them, in the order they were written."""
    return sorted(findings, key=lambda finding: (finding.order is None, finding.order or 0))


def by_kind(findings: Iterable[Finding]) -> list[Finding]:
    """Good practice, learning, concerns, each in its order: how they are numbered."""
    kinds = list(KINDS)
    return sorted(in_order(findings), key=lambda finding: kinds.index(finding.kind) if finding.kind in kinds else len(kinds))


def worst(finding: Finding, standards: Standards) -> bool:
    """Whether it is a concern of the severity that asks for an escalation: the last of the vocabulary."""
    return finding.kind == "concern" and finding.severity == standards.vocabulary("severity").codes[-1]


def on(ground: Ground, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those of the findings that rest on this."""
    return tuple(finding for finding in findings if ground in finding.grounds)


def resting(finding: Finding, ground: Ground) -> Finding:
    """The finding, resting on this as well."""
    match ground:
        case str():
            return finding if ground in finding.rests_on else replace(finding, rests_on=(*finding.rests_on, ground))
        case Quoted():
            said = finding.rests_on_quotations
            return finding if ground in said else replace(finding, rests_on_quotations=(*said, ground))
        case Source():
            places = finding.rests_on_places
            return finding if ground in places else replace(finding, rests_on_places=(*places, ground))


def without(finding: Finding, ground: Ground) -> Finding:
    """The finding, no longer resting on this."""
    return replace(
        finding,
        rests_on=tuple(each for each in finding.rests_on if each != ground),
        rests_on_quotations=tuple(each for each in finding.rests_on_quotations if each != ground),
        rests_on_places=tuple(each for each in finding.rests_on_places if each != ground),
    )


def accept(finding: Finding, standards: Standards, *, escalated: bool) -> Finding:
    """`escalated`: an escalation names it.

    Refused (`incomplete`): no kind, no words, or a concern of the worst severity that nobody was told of.
    """
    if finding.kind not in KINDS:
        raise Refused("incomplete", "Say whether this is good practice, learning or a concern.")
    if not finding.text.strip():
        raise Refused("incomplete", "Write the finding in a sentence before keeping it.")
    if worst(finding, standards) and not escalated and not finding.told.strip():
        raise Refused("incomplete", "For a serious concern, say who has been told and when.")
    for text in (finding.text, finding.told, *(each.text for each in finding.factors), *(each.words for each in finding.rests_on_places)):
        require_storable(text)
    return finding


def accept_escalation(escalation: Escalation, standards: Standards) -> Escalation:
    """Refused: `incomplete` without whom, when, or, for somebody else, who that is; `not-understood` for a code that is not in the list."""
    told = standards.vocabulary("escalated-to")
    if not escalation.to:
        raise Refused("incomplete", "Say who has been told.")
    if not told.has(escalation.to):
        raise Refused("not-understood", f"Nobody of that name is in the list. Use one of: {', '.join(told.codes)}.")
    if escalation.on is None:
        raise Refused("incomplete", "Say on which day they were told.")
    if escalation.to == "other" and not escalation.note.strip():
        raise Refused("incomplete", "Say in the note who has been told.")
    for text in (escalation.reference, escalation.note):
        require_storable(text)
    return escalation
