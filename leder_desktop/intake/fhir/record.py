"""A whole record: every entry of the bundle accounted for, and what of it is new to a case."""

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir import bundle as bundles
from leder_desktop.intake.fhir import kinds, papers, person
from leder_desktop.intake.fhir.bundle import Bundle, Entry, Format
from leder_desktop.intake.fhir.contacts import setting
from leder_desktop.intake.fhir.person import RecordPerson
from leder_desktop.intake.fhir.values import Resource, rows, text
from leder_desktop.intake.fhir.words import coded
from leder_desktop.model import dates
from leder_desktop.model.dates import When
from leder_desktop.model.evidence import Source
from leder_desktop.model.person import Person
from leder_desktop.model.timeline import Draft, date_flags

LONGEST_WORDS = 160
"""Characters of a citation's words; the whole is in the resource that it opens."""

_DATES: tuple[tuple[str, ...], ...] = (
    ("effectiveDateTime",), ("effectiveInstant",), ("effectivePeriod", "start"), ("onsetDateTime",), ("onsetPeriod", "start"),
    ("performedDateTime",), ("performedPeriod", "start"), ("authoredOn",), ("occurrenceDateTime",), ("occurrencePeriod", "start"),
    ("period", "start"), ("start",), ("started",), ("sent",), ("date",), ("dateTime",), ("created",), ("createdDateTime",), ("authored",),
    ("whenHandedOver",), ("whenPrepared",), ("startDate",), ("statusDate",), ("recordedDate",), ("recordedOn",), ("assertedDate",),
    ("dateAsserted",), ("identifiedDateTime",), ("issued",), ("indexed",), ("dateWritten",),
)  # fmt: skip
"""Where a resource says when: first when it happened, then when it was written down. The first that is there counts."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One draft and the resource it came from; `draft.imported` is the key it is known by."""

    draft: Draft
    kind: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Skipped:
    kind: str
    """The FHIR type; `?` for an entry without one."""
    count: int
    why: str


@dataclass(frozen=True, kw_only=True)
class Caveat:
    code: str
    """`before-birth`, `after-death`, `undated` or `nhs-number-invalid`."""
    count: int
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Import:
    """`read == len(drafts) + folded + sum of skipped counts`."""

    format: Format
    read: int
    person: RecordPerson
    drafts: tuple[Found, ...]
    skipped: tuple[Skipped, ...]
    folded: int
    warnings: tuple[Caveat, ...]
    """Against the dates of birth and death in the record itself; `warnings_against` takes those of a case."""
    says_missing: tuple[str, ...]
    """What the record says of itself that is not in it (GP Connect: confidential items, a transfer not complete), each sentence once."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """`added` in the order of the record; `read == len(added) + already_there + folded + sum of skipped counts`."""

    added: tuple[Found, ...]
    already_there: int


def read(untrusted: bytes) -> Import:
    """A record in FHIR JSON, R4 or STU3, as drafts without an evidence id (`Source.evidence` is for whoever kept the file).

    Refused: `unsupported-format`, `too-big`, `too-complex`, `text-not-storable`, `no-patient`, `several-patients`.
    """
    bundle = bundles.read(untrusted)
    whose, patient = person.read(bundle)
    drafts: dict[str, Found] = {}
    skipped: Counter[tuple[str, str]] = Counter()
    folded = 0
    for entry in bundle.entries:
        why = _why_not(bundle, patient, entry)
        if why is not None:
            skipped[entry.kind, why] += 1
        elif entry.key in drafts or (entry.kind == "QuestionnaireResponse" and papers.is_only_references(bundle, entry.resource)):
            folded += 1
        else:
            drafts[entry.key] = _found(bundle, entry)
    return Import(
        format=bundle.format,
        read=len(bundle.entries),
        person=whose,
        drafts=tuple(drafts.values()),
        skipped=tuple(Skipped(kind=kind, count=count, why=why) for (kind, why), count in sorted(skipped.items())),
        folded=folded,
        warnings=_warnings(whose, tuple(drafts.values()), whose.as_person),
        says_missing=_says_missing(bundle),
    )


def plan(record: Import, known: AbstractSet[str]) -> Plan:
    """What is new: the drafts whose keys are not in `known`, the `imported` of every entry that a case has."""
    added = tuple(found for found in record.drafts if found.draft.imported not in known)
    return Plan(added=added, already_there=len(record.drafts) - len(added))


def warnings_against(record: Import, whom: Person) -> tuple[Caveat, ...]:
    """The warnings with the dates of birth and death that a case has; where it has none, the record's."""
    own = record.person.as_person
    compared = Person(birth_date=whom.birth_date or own.birth_date, death_date=whom.death_date or own.death_date)
    return _warnings(record.person, record.drafts, compared)


def _why_not(bundle: Bundle, patient: Entry, entry: Entry) -> str | None:
    resource = entry.resource
    if (why := kinds.why_not(entry.kind)) is not None:
        return why
    if text(resource, "status") == "entered-in-error" or coded(resource, "verificationStatus") == "entered-in-error":
        return kinds.WHY_ERROR
    if any(text(row, "code") == "entered-in-error" for row in rows(resource, "verificationStatus", "coding")):
        return kinds.WHY_ERROR
    return None if person.is_about(bundle, patient, resource) else kinds.WHY_ANOTHER


def _found(bundle: Bundle, entry: Entry) -> Found:
    told = kinds.tell(bundle, entry.kind, entry.resource)
    assert told is not None, "kinds.why_not let a kind through that nobody reads"
    when, unread = _when(entry.resource)
    words = told.words if len(told.words) <= LONGEST_WORDS else told.words[: LONGEST_WORDS - 1] + "…"
    return Found(
        draft=Draft(
            when=when,
            setting=setting(bundle, entry.resource),
            kind=told.kind,
            what=f"{told.what}\nDate in the record: {unread}" if unread else told.what,
            sources=(Source(resource=entry.name, words=words),),
            reliability="seen",
            third_party=told.third_party,
            imported=entry.key,
        ),
        kind=entry.kind,
        id=entry.id,
    )


def _when(resource: Resource) -> tuple[When | None, str]:
    """The date at the precision it was given; or none, with the text that was no date."""
    for keys in _DATES:
        if given := text(resource, *keys):
            try:
                return dates.from_fhir(given), ""
            except Refused:
                return None, given
    return None, ""


def _warnings(whose: RecordPerson, drafts: tuple[Found, ...], compared: Person) -> tuple[Caveat, ...]:
    counts: Counter[str] = Counter()
    for found in drafts:
        counts.update(date_flags(found.draft.when, compared) if found.draft.when else ("undated",))
    if whose.nhs_number_valid is False:
        counts["nhs-number-invalid"] = 1
    made = (Caveat(code=code, count=counts[code], sentence=_sentence(code, counts[code], whose)) for code in _SENTENCES if counts[code])
    return tuple(made)


_SENTENCES = {
    "before-birth": ("1 entry is dated before the person was born.", "{n} entries are dated before the person was born."),
    "after-death": ("1 entry is dated after the person died.", "{n} entries are dated after the person died."),
    "undated": ("1 entry has no date that can be read.", "{n} entries have no date that can be read."),
    "nhs-number-invalid": ("The NHS number in the record is kept as it is, but it is not valid: {why}",) * 2,
}


def _sentence(code: str, count: int, whose: RecordPerson) -> str:
    return _SENTENCES[code][count != 1].format(n=count, why=whose.nhs_number_sentence)


def _says_missing(bundle: Bundle) -> tuple[str, ...]:
    said: dict[str, None] = {}
    for entry in bundle.entries:
        if entry.kind == "List" and "WarningCode" in str([row.get("url") for row in rows(entry.resource, "extension")]):
            for row in rows(entry.resource, "note"):
                for sentence in text(row, "text").split(". "):
                    if sentence and not sentence.startswith("Information not available"):
                        said.setdefault(sentence.removesuffix(".") + ".")
    return tuple(said)
