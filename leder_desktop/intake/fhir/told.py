"""What one resource tells, before it is dated and cited."""

import re
from dataclasses import dataclass

from leder_desktop.intake.fhir.values import Resource, text
from leder_desktop.intake.fhir.words import coded


@dataclass(frozen=True, kw_only=True)
class Told:
    kind: str
    """A code of the vocabulary `event-kind`."""
    what: str
    words: str = ""
    """The record's own term for it, for the citation."""
    third_party: bool = False


_BY_TERM = (
    ("death", re.compile(r"^(death certif|cause of death|patient died|date of death|dead\b)|certificate of death", re.I)),
    ("dnacpr-tepp", re.compile(r"resuscitat|dnacpr|treatment escalation", re.I)),
    ("safeguarding", re.compile(r"safeguarding|vulnerable adult", re.I)),
    ("decision", re.compile(r"best interests|mental capacity|capacity assessment|deprivation of liberty", re.I)),
)


def kind_of(term: str, otherwise: str) -> str:
    """The kind of event a coded term names by itself. Only the coded term is asked, never free text."""
    return next((kind for kind, pattern in _BY_TERM if pattern.search(term)), otherwise)


def joined(sentence: str, *further: str, lines: str = "") -> str:
    """One sentence, what belongs to it after "; ", and the record's free text on lines of its own."""
    line = "; ".join(part for part in (sentence, *further) if part)
    return f"{line}\n{lines}" if lines else line


def status(resource: Resource, *ordinary: str) -> str:
    """` (preliminary)`: the status, when it is not one of the ordinary ones."""
    said = coded(resource, "status") if isinstance(resource.get("status"), dict) else text(resource, "status")
    return f" ({said.replace('-', ' ')})" if said and said not in (*ordinary, "unknown") else ""
