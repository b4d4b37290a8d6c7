"""One resource as a person can read it: for the viewer that a citation opens."""

import json
import re
from decimal import Decimal

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir import bundle as bundles
from leder_desktop.intake.fhir.bundle import Bundle, Entry
from leder_desktop.intake.fhir.values import Resource, clean, text
from leder_desktop.intake.fhir.words import called, coded, number
from leder_desktop.intake.json_strict import Json

_LEFT_TO_THE_JSON = frozenset({"resourceType", "id", "meta", "text", "extension", "contained", "identifier"})
_MARKED = re.compile(r'"\\u0000([^"]*)"')


def resource_text(untrusted: bytes, resource: str) -> str:
    """The resource `Type/id` of a record: a line for each thing it says, then the whole of it as JSON.

    Where the record has several of that name, each state is shown, in the order of the record.

    Refused: what `bundle.read` refuses, and `no-such-evidence` when the record has no such resource.
    """
    bundle = bundles.read(untrusted)
    found = {entry.key: entry for entry in bundle.entries if entry.name == resource}
    if not found:
        raise Refused("no-such-evidence", "The record has no such part. It may be another version of the record than the one cited.")
    return "\n\n".join(_shown(bundle, entry) for entry in found.values())


def _shown(bundle: Bundle, entry: Entry) -> str:
    lines = [f"{entry.kind} {entry.id}", ""]
    for key, value in entry.resource.items():
        if key not in _LEFT_TO_THE_JSON:
            _say(bundle, entry.resource, key, value, 0, lines)
    whole = json.dumps(entry.resource, indent=2, ensure_ascii=False, default=_marked)
    return "\n".join([*lines, "", "As it stands in the record:", _MARKED.sub(r"\1", whole), ""])


def _marked(value: object) -> str:
    """A number digit for digit: marked with a NUL, which no text from a record can hold, and freed of its quotation marks afterwards."""
    assert isinstance(value, Decimal)
    return f"\0{value}"


def _say(bundle: Bundle, inside: Resource, key: str, value: Json, depth: int, lines: list[str]) -> None:
    lead = f"{'  ' * depth}{_label(key)}:"
    if isinstance(value, list):
        for item in value:
            _say(bundle, inside, key, item, depth, lines)
    elif isinstance(value, dict):
        if said := _short(bundle, inside, value):
            lines.append(f"{lead} {said}")
        else:
            lines.append(lead)
            for inner, below in value.items():
                if inner != "extension":
                    _say(bundle, inside, inner, below, depth + 1, lines)
    elif isinstance(value, bool):
        lines.append(f"{lead} {'yes' if value else 'no'}")
    elif isinstance(value, str):
        lines.append(f"{lead} {clean(value)}")
    else:
        lines.append(f"{lead} {number(value)}")


def _short(bundle: Bundle, inside: Resource, value: Resource) -> str:
    """A coded thing or a reference in its words; nothing for other objects."""
    if "coding" in value or ("code" in value and "display" in value):
        return coded({"c": value}, "c")
    if "reference" in value:
        reference = text(value, "reference")
        behind = bundle.find(reference, inside)
        words = text(value, "display") or called(bundle, behind)
        return f"{words} ({reference})" if words else reference
    return ""


def _label(key: str) -> str:
    """`effectiveDateTime` as `Effective date time`."""
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in key)
    return clean(spaced[:1].upper() + spaced[1:])
