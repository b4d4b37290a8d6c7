"""Good practice, learning and concern (O01-O03)."""

from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.note import require_storable

KINDS = {"good-practice": "Good practice", "learning": "Learning", "concern": "Concern"}
SEVERITIES = {"": "Not said", "minor": "Minor", "moderate": "Moderate", "serious": "Serious"}


@dataclass(frozen=True, kw_only=True)
class Finding:
    id: str
    kind: str = ""
    text: str = ""
    theme: str = ""
    """A code of the vocabulary `theme` (TH01-TH31)."""
    severity: str = ""
    """For a concern: a key of `SEVERITIES`."""
    told: str = ""
    """For a serious concern: who has been told, and when (O11)."""
    rests_on: tuple[str, ...] = ()
    """Ids of timeline entries."""


def accept(finding: Finding) -> Finding:
    """Refused (`incomplete`): no kind, no words, or a serious concern nobody has been told of."""
    if finding.kind not in KINDS:
        raise Refused("incomplete", "Say whether this is good practice, learning or a concern.")
    if not finding.text.strip():
        raise Refused("incomplete", "Write the finding in a sentence before keeping it.")
    if finding.severity == "serious" and not finding.told.strip():
        raise Refused("incomplete", "For a serious concern, say who has been told and when.")
    require_storable(finding.text)
    require_storable(finding.told)
    return finding
