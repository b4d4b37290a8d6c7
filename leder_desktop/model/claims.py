"""What rests on what, both ways, and what nothing rests on: the claim map (screens 8 and 11; R-EV-2).

A finding rests on events, quotations and places in records; an event rests on its sources. So a record bears every finding that names a
place in it and every finding that rests on an event it is the source of.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from leder_desktop.model import dates
from leder_desktop.model.conversation import Conversation, named
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.findings import Finding, Ground, Quoted, by_kind
from leder_desktop.model.quoting import Words, stand_in
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry

SORTS = {
    "record": ("record", "records"), "quotation": ("quotation", "quotations"), "event": ("event", "events"),
    "conversation": ("conversation", "conversations"),
}  # fmt: skip
"""The sorts of evidence, one and several. A place is a part of its record or conversation."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A record, an event, a quotation or a conversation, and the findings it bears."""

    key: str
    """`evidence/<id>`, `entry/<id>`, `quotation/<conversation>/<id>`, `conversation/<id>`."""
    sort: str
    """A key of `SORTS`."""
    says: str
    bears: tuple[Finding, ...] = ()
    cited: bool = False
    """Something rests on it or cites it: a finding, an event, an answer, or the portrait its words stand in."""


@dataclass(frozen=True, kw_only=True)
class Rest:
    """One ground of a finding, in words."""

    ground: Ground
    key: str
    """The `Piece` it belongs to."""
    says: str
    sources: tuple[str, ...] = ()
    """For an event: where it comes from."""
    there: bool = True
    """False where it was taken away since."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    number: int
    """F1, F2, ...: good practice first, then learning, then concerns."""
    finding: Finding
    rests: tuple[Rest, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimMap:
    claims: tuple[Claim, ...]
    pieces: tuple[Piece, ...]
    """Everything there is, records first."""

    def bearing(self) -> tuple[Piece, ...]:
        """What some finding rests on."""
        return tuple(piece for piece in self.pieces if piece.bears)

    def never_cited(self) -> tuple[Piece, ...]:
        """Records, events and quotations that nothing rests on or cites."""
        return tuple(piece for piece in self.pieces if not piece.cited and piece.sort != "conversation")

    def number(self, finding: str) -> int:
        return next(claim.number for claim in self.claims if claim.finding.id == finding)


def count(pieces: tuple[Piece, ...]) -> str:
    """How many of which sort: "3 records, 1 quotation"; empty for none."""
    many = ((sum(piece.sort == sort for piece in pieces), words) for sort, words in SORTS.items())
    return ", ".join(f"{n} {one if n == 1 else several}" for n, (one, several) in many if n)


def event_words(entry: Entry) -> str:
    """An event in one line: when, and what happened."""
    what = " ".join(entry.what.split())
    return f"{dates.words(entry.when)}: {what}" if entry.when else f"Date not known: {what}"


def record_words(record: Evidence, snapshot: Snapshot) -> str:
    """What the record is, and from whom."""
    kind = snapshot.standards.label("evidence-kind", record.kind) or record.name
    return ", ".join(part for part in (kind, record.organisation) if part)


def place_words(place: Source, snapshot: Snapshot) -> str:
    """A place in a record or a conversation: which, the page, the words."""
    record, talk = snapshot.evidence_named(place.evidence), snapshot.conversation_named(place.conversation)
    whence = record_words(record, snapshot) if record else f"Told by {talk.who}" if talk else "A record that is no longer there"
    parts = (whence, f"page {place.page}" if place.page else "", place.resource.partition("/")[0])
    said = " ".join(place.words.split())
    return ", ".join(part for part in parts if part) + (f": “{said}”" if said else "")


def claim_map(snapshot: Snapshot) -> ClaimMap:
    """The whole map of a review."""
    reader = _Reader(snapshot)
    findings = by_kind(snapshot.findings)
    claims = tuple(
        Claim(number=number, finding=finding, rests=tuple(reader.rest(ground) for ground in finding.grounds))
        for number, finding in enumerate(findings, start=1)
    )
    bears: dict[str, dict[str, Finding]] = {}
    for claim in claims:
        for rest in claim.rests:
            for key in (rest.key, *reader.behind(rest.ground)):
                bears.setdefault(key, {})[claim.finding.id] = claim.finding
    cited = reader.cited()
    pieces = tuple(
        replace(piece, bears=tuple(bears.get(piece.key, {}).values()), cited=piece.key in bears or piece.key in cited)
        for piece in reader.pieces()
    )
    return ClaimMap(claims=claims, pieces=pieces)


def rests_of(finding: Finding, snapshot: Snapshot) -> tuple[Rest, ...]:
    """What one finding rests on, also one that is not kept yet."""
    reader = _Reader(snapshot)
    return tuple(reader.rest(ground) for ground in finding.grounds)


class _Reader:
    """The snapshot by id."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.entries = {entry.id: entry for entry in snapshot.entries}
        self.said = {
            (talk.id, each.id): f"{talk.who}: “{' '.join(each.words.split())}”"
            for talk in snapshot.conversations
            for each in named(talk.quotations)
        }

    def rest(self, ground: Ground) -> Rest:
        match ground:
            case Quoted():
                says = self.said.get((ground.conversation, ground.quotation))
                key = f"quotation/{ground.conversation}/{ground.quotation}"
                return Rest(ground=ground, key=key, says=says or "A quotation that is no longer there", there=says is not None)
            case Source():
                there = bool(self.snapshot.evidence_named(ground.evidence) or self.snapshot.conversation_named(ground.conversation))
                return Rest(ground=ground, key=_piece(ground), says=place_words(ground, self.snapshot), there=there)
            case str():
                entry = self.entries.get(ground)
                if entry is None:
                    return Rest(ground=ground, key=f"entry/{ground}", says="An event that is no longer on the timeline", there=False)
                sources = tuple(place_words(source, self.snapshot) for source in entry.sources)
                return Rest(ground=ground, key=f"entry/{ground}", says=event_words(entry), sources=sources)

    def behind(self, ground: Ground) -> Iterator[str]:
        """What the ground itself rests on: the sources of an event, the conversation of a quotation."""
        match ground:
            case Quoted():
                yield f"conversation/{ground.conversation}"
            case str() if ground in self.entries:
                yield from (_piece(source) for source in self.entries[ground].sources)
            case _:
                pass

    def cited(self) -> set[str]:
        """What is cited by something that is no finding."""
        sources = (each.sources for each in (*self.snapshot.entries, *self.snapshot.answers))
        portrait = Words(self.snapshot.note("portrait"))
        quoted = (
            f"quotation/{talk.id}/{each.id}" for talk in self.snapshot.conversations for each in named(talk.quotations)
            if stand_in(Words(each.words), portrait)
        )  # fmt: skip
        return {_piece(source) for several in sources for source in several} | set(quoted)

    def pieces(self) -> Iterator[Piece]:
        for record in self.snapshot.evidence:
            yield Piece(key=f"evidence/{record.id}", sort="record", says=record_words(record, self.snapshot))
        for talk in self.snapshot.conversations:
            yield Piece(key=f"conversation/{talk.id}", sort="conversation", says=_conversation(talk))
            for each in named(talk.quotations):
                yield Piece(key=f"quotation/{talk.id}/{each.id}", sort="quotation", says=self.said[talk.id, each.id])
        for entry in self.snapshot.entries:
            yield Piece(key=f"entry/{entry.id}", sort="event", says=event_words(entry))


def _piece(source: Source) -> str:
    return f"conversation/{source.conversation}" if source.conversation else f"evidence/{source.evidence}"


def _conversation(talk: Conversation) -> str:
    return ", ".join(part for part in (f"Conversation with {talk.who}", dates.words(talk.on) if talk.on else "") if part)
