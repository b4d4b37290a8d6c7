"""Erasing for good: what a version said goes, with its salt; its digest stays, so the record still fits.

First everything that belongs to a thing is gathered into a `Plan` (which `operations.erasing` also shows before it asks), then
`carry_out` does it inside one step. A thing that others rest on takes its citations with it; what other texts copied by hand
cannot be known, only looked for, word by word (`elsewhere`).

A version is erased when it has a digest and no salt. No step that wrote one, or would bring one back, can be undone
(`CONCERNED`): that is read from the versions and the name of the step (`LABEL`).
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leder_desktop.model.conversation import Conversation, named
from leder_desktop.model.kinds import KINDS, NAMES
from leder_desktop.model.timeline import Entry
from leder_desktop.store import codec
from leder_desktop.store.connection import Database
from leder_desktop.store.things import EXISTS, Writing

LABEL = "Erase for good"
"""What a step that erased is called."""

CONCERNED = (
    "EXISTS (SELECT 1 FROM revision x LEFT JOIN revision y ON y.id = x.parent WHERE x.step = s.seq"
    " AND (x.digest IS NOT NULL AND x.salt IS NULL OR y.digest IS NOT NULL AND y.salt IS NULL"
    "  OR EXISTS (SELECT 1 FROM revision z JOIN step e ON e.seq = z.step WHERE z.parent = x.id AND e.label = 'Erase for good')))"
)
"""SQL about a step `s`: it wrote something that was erased or put right by an erasing, or undoing it would bring such a thing back."""

_CITING = (
    *((name, "sources") for name, (noun, _) in KINDS.items() if "sources" in noun.__dataclass_fields__),
    ("finding", "rests_on_places"),
)
"""Kind and field of what cites records and conversations."""
_ENTRY = NAMES[Entry]
_PUNCTUATION = str.maketrans("“”‘’", "\"\"''")

Address = tuple[str, str, str]
"""Kind, thing, field."""


@dataclass(frozen=True, kw_only=True)
class Stored:
    """One version as it lies in the file; an open one has no step."""

    seq: int
    id: str
    at: Address
    parent: str | None
    step: int | None
    undoing: bool
    """Written by undoing something: a copy of what stood there before."""

    now: bool
    """This is how the field reads."""

    content: str


@dataclass
class Plan:
    """What goes. Nothing is written before `carry_out`."""

    versions: dict[int, Stored] = field(default_factory=dict)
    whole: dict[tuple[str, str], None] = field(default_factory=dict)
    """Things that are no longer there afterwards, in the order they were found."""

    named: set[tuple[str, str]] = field(default_factory=set)
    """Those of them whose id is made from a name: they get another."""

    put: dict[Address, str | None] = field(default_factory=dict)
    """How a field that stays reads from now on."""

    evidence: set[str] = field(default_factory=set)
    """Records whose key goes."""

    def take(self, versions: Iterable[Stored]) -> None:
        """These go."""
        self.versions |= {version.seq: version for version in versions}

    def take_whole(self, database: Database, kind: str, thing: str) -> None:
        """All there ever was of a thing; nothing, where there never was one."""
        if database.read("SELECT 1 FROM thing WHERE kind = ? AND id = ?", kind, thing):
            self.whole[kind, thing] = None
        self.take(_versions(database, kind, thing))

    @property
    def entries(self) -> int:
        """How many timeline entries go that are there now; those that were removed or undone before go besides."""
        return sum(v.now and v.at[0] == _ENTRY and v.at[2] == EXISTS for v in self.versions.values())


@dataclass(frozen=True, kw_only=True)
class Place:
    """A field where the same words still stand."""

    kind: str
    thing: str
    versions: tuple[Stored, ...] = field(repr=False)
    """The former versions that say it."""

    now: bool
    """It reads so now; otherwise only former versions say it."""

    field: str


def whole_record(database: Database, evidence: str) -> Plan:
    """A record: its row, the entries it brought or that rest on nothing else, citations of it, and what came in with it.

    The same bytes may have been attached before, and that undone: then they still lie there, and go too.
    """
    plan = Plan()
    for one in (evidence, *_undone_twins(database, evidence)):
        plan.take_whole(database, "evidence", one)
        plan.evidence.add(one)
    came = {v.step for v in plan.versions.values() if v.at[2] == EXISTS and v.step is not None and not v.undoing}
    for one in plan.evidence:
        _citations(database, plan, "evidence", one, came)
    for step in sorted(came):
        for kind, thing, name in _fields_of_step(database, step):
            if (kind, thing) not in plan.whole and name != EXISTS:
                _as_before(database, plan, (kind, thing, name), step)
    _unconfirmed(database, plan)
    return plan


def whole_conversation(database: Database, conversation: str) -> Plan:
    """A conversation with its notes and quotations, the entries that rest on nothing else, and citations of it."""
    plan = Plan()
    for kind, thing in (("conversation", conversation), ("note", f"conversation/{conversation}")):
        plan.take_whole(database, kind, thing)
        plan.named.add((kind, thing))
    _citations(database, plan, "conversation", conversation, frozenset())
    return plan


def quotation(database: Database, conversation: str, words: str) -> Plan:
    """One quotation, and every former version of the list that says more than the quotations that stay."""
    plan = Plan()
    versions = _versions(database, "conversation", conversation, "quotations")
    now = next((v for v in versions if v.now), None)
    # those of before there were ids go by their place, which must not change for the ones that stay
    kept = named(codec.from_fields(Conversation, conversation, {"quotations": now.content}).quotations) if now else ()
    quotations: list[dict[str, Any]] = codec.plain(list(kept))
    rest = [said for said in quotations if said["words"] != words]
    if len(rest) < len(quotations):
        stays = {said["words"] for said in rest}
        plan.take(v for v in versions if v.now or any(said["words"] not in stays for said in json.loads(v.content)))
        plan.put["conversation", conversation, "quotations"] = _json(rest)
        gone = [{"conversation": conversation, "quotation": each["id"]} for each in quotations if each not in rest]
        _no_longer_rest(database, plan, "rests_on_quotations", gone)
    return plan


def former_version(database: Database, revision: str) -> Plan:
    """One former version of a field, and former ones of that field that say exactly the same. Empty when it is not there."""
    plan = Plan()
    at = database.read("SELECT kind, thing, field FROM revision WHERE id = ? AND field <> ''", revision)
    versions = _versions(database, *at[0]) if at else []
    content = next((v.content for v in versions if v.id == revision and not v.now), None)
    plan.take(v for v in versions if v.content == content and not v.now)
    return plan


def is_how_it_reads(database: Database, revision: str) -> bool:
    """Whether this version is no former one: the field reads so now."""
    return bool(database.read("SELECT 1 FROM current WHERE revision = ?", revision))


def elsewhere(database: Database, texts: Collection[str], plan: Plan) -> list[Place]:
    """Where one of the texts still stands, beside what goes: exact words, whatever their capitals, spaces and kind of quotation mark."""
    wanted = {_plain(text) for text in texts} - {""}
    found: list[Place] = []
    if not wanted:
        return found
    for kind, thing in database.read("SELECT kind, id FROM thing ORDER BY made"):
        said: dict[str, list[Stored]] = {}
        for version in _versions(database, kind, thing):
            if version.seq not in plan.versions and _says(version.content, wanted):
                said.setdefault(version.at[2], []).append(version)
        found += [
            Place(
                kind=kind, thing=thing, field=name, now=any(v.now for v in versions), versions=tuple(v for v in versions if not v.now)
            )
            for name, versions in said.items()
        ]  # fmt: skip
    return found


def repeats(sentence: str, texts: Iterable[str]) -> bool:
    """Whether a sentence repeats one of the texts; a number also when it is spaced otherwise."""
    said = _plain(sentence)
    wanted = {_plain(text) for text in texts} - {""}
    return any(text in said or (_closed(text).isdigit() and _closed(text) in _closed(said)) for text in wanted)


def strings(content: str) -> Iterator[str]:
    """Every text inside a field's JSON."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
                yield from walk(inner)

    yield from walk(json.loads(content))


def carry_out(database: Database, writing: Writing, plan: Plan) -> int:
    """Inside an open step: contents and salts go, keys of records go, and so does where the person was, which may hold half-typed words.

    Answers how many versions lost their words; the step's audit line says that number (`audit.faults` compares).
    """
    before = _erased(database)
    for at, content in plan.put.items():
        if content is not None or any(version.now for version in _versions(database, *at)):
            writing.write(*at, content)
    database.run_many("UPDATE revision SET content = NULL, salt = NULL WHERE seq = ?", ((seq,) for seq in plan.versions))
    for kind, thing in plan.whole:
        now = _renamed(database, kind, thing) if (kind, thing) in plan.named else thing
        writing.write(kind, now, EXISTS, None)
    for kind, thing in {version.at[:2] for version in plan.versions.values()} - plan.named:
        writing.touch(kind, thing)
    database.run_many("DELETE FROM vault WHERE evidence = ?", ((evidence,) for evidence in plan.evidence))
    database.run("DELETE FROM place")
    return _erased(database) - before


def erased_evidence(database: Database) -> set[str]:
    """Records that were erased: their rows have lost their key."""
    return {id for (id,) in database.read("SELECT id FROM thing WHERE kind = 'evidence' AND id NOT IN (SELECT evidence FROM vault)")}


def any_erased(database: Database) -> bool:
    """Whether anything in this case was erased: then no copy of the file from before may stay."""
    return _erased(database) > 0


def _erased(database: Database) -> int:
    return database.read("SELECT count(*) FROM revision WHERE digest IS NOT NULL AND salt IS NULL")[0][0]


def _versions(database: Database, kind: str, thing: str, name: str | None = None) -> list[Stored]:
    rows = database.read(
        "SELECT r.seq, r.id, r.field, r.parent, r.step, s.undoes IS NOT NULL, c.revision IS NOT NULL, r.content FROM revision r"
        " LEFT JOIN step s ON s.seq = r.step LEFT JOIN current c ON c.revision = r.id"
        " WHERE r.kind = ? AND r.thing = ? AND (? IS NULL OR r.field = ?) AND r.content IS NOT NULL ORDER BY r.seq",
        kind, thing, name, name,
    )  # fmt: skip
    return [
        Stored(seq=seq, id=id, at=(kind, thing, of), parent=parent, step=step, undoing=bool(undoing), now=bool(now), content=content)
        for seq, id, of, parent, step, undoing, now, content in rows
    ]


def _undone_twins(database: Database, evidence: str) -> list[str]:
    rows = database.read(
        "SELECT o.evidence FROM vault v JOIN vault o ON o.sha256 = v.sha256 AND o.evidence <> v.evidence"
        " JOIN current c ON c.kind = 'evidence' AND c.thing = o.evidence AND c.field = '' JOIN revision r ON r.id = c.revision"
        " WHERE v.evidence = ? AND r.content IS NULL",
        evidence,
    )
    return [id for (id,) in rows]


def _fields_of_step(database: Database, step: int) -> list[Address]:
    return [(kind, thing, name) for kind, thing, name in database.read("SELECT kind, thing, field FROM revision WHERE step = ?", step)]


def _citations(database: Database, plan: Plan, cited: str, id: str, came: Collection[int]) -> None:
    """What cites the record or conversation: entries that came with it or rest on nothing else go, other things lose the citation."""
    for kind, name in _CITING:
        citing = "SELECT DISTINCT thing FROM revision WHERE kind = ? AND field = ? AND instr(content, ?)"
        for (thing,) in database.read(citing, kind, name, json.dumps(id)):
            versions = _versions(database, kind, thing)
            sources = [v for v in versions if v.at[2] == name]
            cite = [v for v in sources if any(source[cited] == id for source in json.loads(v.content))]
            last = next((v for v in sources if v.now), sources[-1])
            rest = [source for source in json.loads(last.content) if source[cited] != id]
            brought = any(v.at[2] == EXISTS and v.step in came for v in versions)
            if kind == _ENTRY and cite and (brought or not rest):
                plan.take_whole(database, kind, thing)
                continue
            plan.take(cite)
            if last in cite and last.now:
                plan.put[kind, thing, name] = _json(rest)
    gone = [thing for kind, thing in plan.whole if kind == _ENTRY]
    for thing in _no_longer_rest(database, plan, "conflicts_with", gone, _ENTRY):  # no account is left that this one could be preferred to
        plan.put |= {(_ENTRY, thing, "preferred"): None, (_ENTRY, thing, "preferred_why"): None}
    _no_longer_rest(database, plan, "rests_on", gone)
    if cited == "conversation":
        said = [json.loads(content) for (content,) in database.read(
            "SELECT r.content FROM current c JOIN revision r ON r.id = c.revision"
            " WHERE c.kind = 'finding' AND c.field = 'rests_on_quotations' AND r.content IS NOT NULL",
        )]  # fmt: skip
        _no_longer_rest(database, plan, "rests_on_quotations", [one for several in said for one in several if one["conversation"] == id])


def _no_longer_rest(database: Database, plan: Plan, name: str, gone: list[Any], kind: str = "finding") -> list[str]:
    """Things that stay lose from the list in this field what is gone; answers those with an empty list now."""
    empty: list[str] = []
    for thing, content in database.read(
        "SELECT c.thing, r.content FROM current c JOIN revision r ON r.id = c.revision"
        " WHERE c.kind = ? AND c.field = ? AND r.content IS NOT NULL", kind, name,
    ):  # fmt: skip
        had: list[Any] = json.loads(content)
        left = [one for one in had if one not in gone]
        if left != had and (kind, thing) not in plan.whole:
            plan.put[kind, thing, name] = _json(left)
            if not left:
                empty.append(thing)
    return empty


def _as_before(database: Database, plan: Plan, at: Address, step: int) -> None:
    """A field that the step wrote: what it wrote goes, also where undoing brought it back, and the field reads as before the step."""
    versions = _versions(database, *at)
    wrote = {v.content for v in versions if v.step == step}
    bad = [v for v in versions if v.step == step or (v.undoing and v.content in wrote)]
    plan.take(bad)
    if any(v.now for v in bad):
        parents: dict[str, tuple[str | None, str | None]] = {
            id: (parent, content)
            for id, parent, content in database.read(
                "SELECT id, parent, content FROM revision WHERE kind = ? AND thing = ? AND field = ?", *at
            )
        }
        ids, before = {v.id for v in plan.versions.values()}, next(v.parent for v in bad if v.now)
        while before in ids:
            before = parents[before][0]
        plan.put[at] = parents[before][1] if before else None


def _unconfirmed(database: Database, plan: Plan) -> None:
    """A field of the person that reads otherwise now has lost its confirmation."""
    changed = {name for kind, _, name in plan.put if kind == "person"}
    for version in _versions(database, "person", "person", "confirmations"):
        confirmations: list[dict[str, str]] = json.loads(version.content)
        left = [one for one in confirmations if one["field"] not in changed]
        if version.now and left != confirmations:
            plan.put["person", "person", "confirmations"] = _json(left)


def _renamed(database: Database, kind: str, thing: str) -> str:
    """Another id, for one that was made from a name. Digests cover the id, so versions that say nothing ("not there") lose their salt too:
    those of erased ones are not compared any more.
    """
    database.run("UPDATE revision SET salt = NULL WHERE kind = ? AND thing = ? AND content IS NULL", kind, thing)
    made: int = database.read("SELECT made FROM thing WHERE kind = ? AND id = ?", kind, thing)[0][0]
    now = f"erased-{made}"
    database.run("UPDATE thing SET id = ? WHERE made = ?", now, made)
    database.run("UPDATE revision SET thing = ? WHERE kind = ? AND thing = ?", now, kind, thing)
    database.run("UPDATE current SET thing = ? WHERE kind = ? AND thing = ?", now, kind, thing)
    return now


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().translate(_PUNCTUATION)).strip()


def _closed(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _says(content: str, wanted: set[str]) -> bool:
    return any(text in said for said in map(_plain, strings(content)) for text in wanted)


def _json(values: list[Any]) -> str | None:
    """As `codec` writes it; an empty list is the default, which is not kept."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if values else None
