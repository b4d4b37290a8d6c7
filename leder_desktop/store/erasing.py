"""Erasing for good: what a version said goes, with its salt; its digest stays, so the record still fits.

First everything that belongs to a thing is gathered into a `Plan` (which `operations.erasing` also shows before it asks), then
`carry_out` does it inside one step. A thing that others rest on takes its citations with it; what other texts copied by hand
cannot be known, only looked for, word by word (`elsewhere`).

A version is erased when it has a digest and no salt. No step that wrote one, or would bring one back, can be undone
(`CONCERNED`): that is read from the versions and the name of the step (`LABEL`).
"""

import json
from collections.abc import Collection
from typing import Any

from leder_desktop.model.conversation import Conversation, named
from leder_desktop.model.kinds import KINDS
from leder_desktop.store import codec
from leder_desktop.store.connection import Database
from leder_desktop.store.erasing_beside import take_reasons
from leder_desktop.store.erasing_plan import ENTRY, Address, Plan, packed, versions_of
from leder_desktop.store.things import EXISTS, Writing

LABEL = "Erase for good"
"""What a step that erased is called."""

CONCERNED = (
    "EXISTS (SELECT 1 FROM revision x LEFT JOIN revision y ON y.id = x.parent WHERE x.step = s.seq"
    " AND (x.digest IS NOT NULL AND x.salt IS NULL OR y.digest IS NOT NULL AND y.salt IS NULL"
    "  OR EXISTS (SELECT 1 FROM revision z JOIN step e ON e.seq = z.step WHERE z.kind = x.kind AND z.thing = x.thing AND z.field = x.field"
    "   AND z.parent = x.id AND e.label = 'Erase for good')))"
)
"""SQL about a step `s`: it wrote something that was erased or put right by an erasing, or undoing it would bring such a thing back.

What came after a version is looked for among those of its field, of which there is an index.
"""

_CITING = (
    *((name, "sources") for name, (noun, _) in KINDS.items() if "sources" in noun.__dataclass_fields__),
    *(("finding", name) for name in ("rests_on_places", "rests_on_quotations")),
    ("person", "confirmations"),
)
"""Kind and field of what cites records and conversations."""

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
    take_reasons(database, plan)
    return plan


def whole_conversation(database: Database, conversation: str) -> Plan:
    """A conversation with its notes and quotations, the entries that rest on nothing else, and citations of it."""
    plan = Plan()
    for kind, thing in (("conversation", conversation), ("note", f"conversation/{conversation}")):
        plan.take_whole(database, kind, thing)
        plan.named.add((kind, thing))
    _citations(database, plan, "conversation", conversation, frozenset())
    take_reasons(database, plan)
    return plan


def quotation(database: Database, conversation: str, words: str) -> Plan:
    """One quotation, and every former version of the list that says more than the quotations that stay."""
    plan = Plan()
    versions = versions_of(database, "conversation", conversation, "quotations")
    now = next((v for v in versions if v.now), None)
    # those of before there were ids go by their place, which must not change for the ones that stay
    kept = named(codec.from_fields(Conversation, conversation, {"quotations": now.content}).quotations) if now else ()
    quotations: list[dict[str, Any]] = codec.plain(list(kept))
    rest = [said for said in quotations if said["words"] != words]
    if len(rest) < len(quotations):
        stays = {said["words"] for said in rest}
        plan.take(v for v in versions if v.now or any(said["words"] not in stays for said in json.loads(v.content)))
        plan.put["conversation", conversation, "quotations"] = packed(rest)
        gone = [{"conversation": conversation, "quotation": each["id"]} for each in quotations if each not in rest]
        _no_longer_rest(database, plan, "rests_on_quotations", gone)
    take_reasons(database, plan)
    return plan


def former_version(database: Database, revision: str) -> Plan:
    """One former version of a field, and former ones of that field that say exactly the same. Empty when it is not there."""
    plan = Plan()
    at = database.read("SELECT kind, thing, field FROM revision WHERE id = ? AND field <> ''", revision)
    versions = versions_of(database, *at[0]) if at else []
    content = next((v.content for v in versions if v.id == revision and not v.now), None)
    plan.take(v for v in versions if v.content == content and not v.now)
    take_reasons(database, plan)
    return plan


def is_how_it_reads(database: Database, revision: str) -> bool:
    """Whether this version is no former one: the field reads so now."""
    return bool(database.read("SELECT 1 FROM current WHERE revision = ?", revision))


def carry_out(database: Database, writing: Writing, plan: Plan) -> int:
    """Inside an open step: contents and salts go, keys of records go, and so does where the person was, which may hold half-typed words.

    Answers how many versions lost their words; the step's audit line says that number (`audit.faults` compares).
    """
    before = _erased(database)
    for at, content in plan.put.items():
        if content is not None or any(version.now for version in versions_of(database, *at)):
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
            versions = versions_of(database, kind, thing)
            sources = [v for v in versions if v.at[2] == name]
            cite = [v for v in sources if any(source.get(cited) == id for source in json.loads(v.content))]
            last = next((v for v in sources if v.now), sources[-1])
            rest = [source for source in json.loads(last.content) if source.get(cited) != id]
            brought = any(v.at[2] == EXISTS and v.step in came for v in versions)
            if kind == ENTRY and cite and (brought or not rest):
                plan.take_whole(database, kind, thing)
                continue
            plan.take(cite)
            if last in cite and last.now:
                plan.put[kind, thing, name] = packed(rest)
    gone = [thing for kind, thing in plan.whole if kind == ENTRY]
    for thing in _no_longer_rest(database, plan, "conflicts_with", gone, ENTRY):  # no account is left that this one could be preferred to
        plan.put |= {(ENTRY, thing, "preferred"): None, (ENTRY, thing, "preferred_why"): None}
    _no_longer_rest(database, plan, "rests_on", gone)


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
            plan.put[kind, thing, name] = packed(left)
            if not left:
                empty.append(thing)
    return empty


def _as_before(database: Database, plan: Plan, at: Address, step: int) -> None:
    """A field that the step wrote: what it wrote goes, also where undoing brought it back, and the field reads as before the step."""
    versions = versions_of(database, *at)
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
    at = ("person", "person", "confirmations")
    changed = {name for kind, _, name in plan.put if kind == "person"} - {at[2]}
    reads = next((version.content for version in versions_of(database, *at) if version.now), None)
    confirmations: list[dict[str, str]] = json.loads(plan.put.get(at, reads) or "[]")
    left = [one for one in confirmations if one["field"] not in changed]
    if left != confirmations:
        plan.put[at] = packed(left)


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
