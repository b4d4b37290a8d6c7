"""The bundle: its entries by name, and what a reference in one of them means."""

import hashlib
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from leder_desktop.errors import Refused
from leder_desktop.intake import json_strict
from leder_desktop.intake.fhir.values import Resource, at, clean, rows, text
from leder_desktop.intake.json_strict import Json

Format = Literal["fhir-r4", "fhir-stu3"]

MAX_ENTRIES = 50_000
"""A whole life in a GP system is some ten thousand."""
_ONLY_STU3 = frozenset({"ReferralRequest", "ProcedureRequest"})
_BESIDE_THE_POINT = ("meta", "text")
"""What a sending system may make anew each time it sends the same resource."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of the bundle. `kind` is its FHIR type, `?` when it has none; `id` its own, or `#3` for the third entry without one."""

    kind: str
    id: str
    resource: Resource
    key: str
    """What it is known by: its name and a digest of what it says, so that the same resource is one thing however often it comes, and a
    later state of it is another."""

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, kw_only=True)
class Bundle:
    format: Format
    entries: tuple[Entry, ...]
    """Every entry, in the order of the file."""
    by_name: dict[str, Entry] = field(repr=False)
    """By `Type/id`, by full address and by `urn:uuid:...`; the first of that name."""
    consultations: dict[str, list[Resource]] = field(repr=False)
    """GP Connect: the Lists (topics and headings) that belong to an encounter, by the reference they have to it."""
    said: dict[tuple[str, int | str], str] = field(default_factory=dict[tuple[str, int | str], str], repr=False)
    """What has been worked out about a resource that others name, so that it is worked out once."""

    def find(self, reference: str, inside: Resource | None = None) -> Resource | None:
        """The resource that a reference in `inside` means, or None when it is not in the bundle."""
        if reference.startswith("#"):
            return next((r for r in rows(inside, "contained") if r.get("id") == reference[1:]), None)
        entry = self.entry(reference)
        return entry.resource if entry else None

    def entry(self, reference: str) -> Entry | None:
        return self.by_name.get(reference) or self.by_name.get("/".join(reference.split("/_history/")[0].split("/")[-2:]))

    def behind(self, node: Json, *keys: str, inside: Resource | None = None) -> Resource | None:
        """The resource behind the Reference at `keys`."""
        reference = text(node, *keys, "reference")
        return self.find(reference, inside) if reference else None


def canonical(resource: Resource) -> bytes:
    """What the resource says, byte for byte the same however it was laid out; without what each sending makes anew."""
    said = {key: value for key, value in resource.items() if key not in _BESIDE_THE_POINT}
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_number).encode("utf-8")


def _number(value: object) -> str:
    assert isinstance(value, Decimal)
    return str(value)


def read(untrusted: bytes) -> Bundle:
    """Refused (`unsupported-format`): not JSON, or not a FHIR bundle; and everything `json_strict` refuses."""
    if untrusted.lstrip()[:1] == b"<":
        raise Refused("unsupported-format", "This record is XML. Ask for it as FHIR JSON, or attach it as evidence and read it there.")
    root = json_strict.read(untrusted, what="record")
    if not isinstance(root, dict) or "resourceType" not in root:
        raise Refused("unsupported-format", "This JSON file is not a FHIR record: it does not say what it is (resourceType).")
    if root["resourceType"] != "Bundle":
        raise Refused(
            "unsupported-format", "This FHIR file is a single resource, not a person's record (a Bundle). Attach it as evidence instead."
        )
    listed = root.get("entry", [])
    if not isinstance(listed, list):
        raise Refused("unsupported-format", "This FHIR record has no list of entries where one should be.")
    if len(listed) > MAX_ENTRIES:
        raise Refused("too-big", f"This record has more than {MAX_ENTRIES:,} entries. Ask for a shorter period, or for parts of it.")
    by_name: dict[str, Entry] = {}
    entries: list[Entry] = []
    consultations: dict[str, list[Resource]] = {}
    for number, row in enumerate(listed, start=1):
        found = at(row, "resource")
        resource: Resource = found if isinstance(found, dict) else {}
        kind = text(resource, "resourceType")[:64] or "?"
        full_url = text(row, "fullUrl")
        id = text(resource, "id")[:128] or full_url.rsplit("/", 1)[-1].rsplit(":", 1)[-1][:128] or f"#{number}"
        digest = hashlib.sha256(canonical(resource)).hexdigest()[:32]
        entry = Entry(kind=kind, id=id, resource=resource, key=f"fhir:{kind}/{'' if id.startswith('#') else id}:{digest}")
        entries.append(entry)
        by_name.setdefault(entry.name, entry)
        if full_url:
            by_name.setdefault(full_url, entry)
        if kind == "List" and (encounter := text(resource, "encounter", "reference")):
            consultations.setdefault(encounter, []).append(resource)
    return Bundle(format=_format(root, entries), entries=tuple(entries), by_name=by_name, consultations=consultations)


def _format(root: Resource, entries: list[Entry]) -> Format:
    for resource in (root, *(entry.resource for entry in entries)):
        profiles = at(resource, "meta", "profile")
        for profile in profiles if isinstance(profiles, list) else [profiles]:
            if isinstance(profile, str) and "/STU3/" in clean(profile):
                return "fhir-stu3"
    return "fhir-stu3" if any(entry.kind in _ONLY_STU3 for entry in entries) else "fhir-r4"
