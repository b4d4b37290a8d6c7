"""Erasing for good, with a reason: a withdrawn quotation or conversation, a record attached by mistake, one former version.

`look` says what would go and where the same words stand elsewhere; `erase` does it. What stays is one line of the record: who, when,
what kind of thing, and why. Keys go first, in one transaction with everything in the database; then the files; then the backups.
A whole case is erased by `cases.purge`.
"""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta

from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED, State
from leder_desktop.model.change import Change
from leder_desktop.model.note import require_storable
from leder_desktop.operations import backup_erased, backup_replace, release, shelf_row, snapshot
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.operations.unsigned import STAGE1
from leder_desktop.session import Session
from leder_desktop.store import audit, ballast, erasing, erasing_beside, former, vault_files
from leder_desktop.store.connection import Database
from leder_desktop.store.erasing_beside import Place
from leder_desktop.store.erasing_plan import Plan

_WHOLE_SENTENCE = 3
"""Words that a text must have to be looked for elsewhere: shorter ones stand in many places by chance."""

_TOO_SHORT = 4
"""Letters of a name that are not looked for on their own, likewise."""


@dataclass(frozen=True, kw_only=True)
class RecordOf:
    """A record received: file, key, row, the entries it brought or that rest on nothing else, and what came in with it."""

    evidence: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """A quotation, by its words."""

    conversation: str
    words: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A whole conversation with its notes and quotations, and the entries that rest on nothing else."""

    conversation: str


@dataclass(frozen=True, kw_only=True)
class FormerVersion:
    """One version of a field that is no longer how it reads, by its id (`history.versions`)."""

    version: str


Thing = RecordOf | Said | Told | FormerVersion


@dataclass(frozen=True, kw_only=True)
class Extent:
    """What would go, before anything does."""

    entries: int
    """Timeline entries."""

    citations: int
    """Other entries and answers that stay and lose a citation."""

    put_back: int
    """Fields of the person that read again as before the record came."""

    versions: int
    """Versions of fields in all, those of the entries among them."""

    elsewhere: tuple[Place, ...]
    """Where the same words still stand afterwards."""

    @property
    def copies(self) -> int:
        """Former versions elsewhere that say the same."""
        return sum(len(place.versions) for place in self.elsewhere)


@dataclass(frozen=True, kw_only=True)
class Erased(Change):
    """What went, and what could not be reached."""

    entries: int
    versions: int
    elsewhere: tuple[Place, ...]
    """Fields that still read so."""

    reached: tuple[str, ...] = ()
    not_reached: tuple[str, ...] = ()
    """Places of backups that were put right, and those where it still stands, with the reason."""


def look(session: Session, thing: Thing) -> Extent:
    """Writes nothing. Refused: as `erase`, but for the reason."""
    _require_unsigned(session)
    database = session.file.database
    plan = _plan(database, thing)
    put = Counter(kind for kind, _, name in plan.put if name != "confirmations")
    citing = sum(name == "sources" for _, _, name in plan.put)
    return Extent(
        entries=plan.entries, citations=citing, put_back=put["person"], versions=len(plan.versions),
        elsewhere=tuple(erasing_beside.elsewhere(database, _texts(plan), plan)),
    )  # fmt: skip


def erase(session: Session, thing: Thing, why: str, *, copies: bool = False) -> Erased:
    """Erase it for good, here and in the backups that can be reached; no undo brings it back. Refused as `erase_here`."""
    erased = erase_here(session, thing, why, copies=copies)
    return told(erased, backup_replace.replace_versions(session))


def told(erased: Erased, backups: Reached) -> Erased:
    """With what came of the backups."""
    return replace(erased, reached=backups.reached, not_reached=backups.not_reached)


def erase_here(session: Session, thing: Thing, why: str, *, copies: bool = False) -> Erased:
    """Erase it in the store; the backups are put right after it (`backup_replace`), the next one into a place doing it at the latest.
    `copies`: former versions elsewhere that say the same words go too.

    Refused: `wrong-state` while the review is signed or for how a field reads now, `incomplete` without a reason or with one that
    repeats what is erased, `no-such-evidence`, `gone`, and what the disk says; then nothing was erased.
    """
    _require_unsigned(session)
    plan = _plan(session.file.database, thing)
    _require_reason(why, _texts(plan) | _names(plan))
    ballast.spend(session.desk.folder, lambda: backup_erased.note_erased(session.desk, session.case))
    erased = ballast.spend(session.desk.folder, lambda: _in_the_case(session, thing, why, copies=copies))
    # It is erased, and nobody is told otherwise: what the disk does not let go of now goes when the case is left, or opened again.
    for evidence in plan.evidence:
        with suppress(Refused):
            vault_files.erase(session.evidence_folder, evidence)
    for database in (session.file.database, session.desk.shelf.database):
        with suppress(Refused):
            former.forget(database.path, session.clock.now(), timedelta.min)
    with suppress(Refused):
        ballast.spend(session.desk.folder, lambda: shelf_row.refresh(session))
    return erased


def _in_the_case(session: Session, thing: Thing, why: str, *, copies: bool) -> Erased:
    file, database = session.file, session.file.database
    with file.step(erasing.LABEL, by=session.person) as writing:
        plan = _plan(database, thing)
        texts = _texts(plan)
        elsewhere = erasing_beside.elsewhere(database, texts, plan)
        if copies:
            erasing_beside.take_copies(plan, elsewhere, texts)
        versions = erasing.carry_out(database, writing, plan)
        for kept in (STAGE1, release.STAGE2, release.RECIPIENTS):  # of a signed review that was closed: it was made of these words
            file.forget_within(kept)
        writing.did = audit.erased(_KINDS[type(thing)], versions, why)
    return Erased(
        summary=erasing.LABEL, parts=frozenset(writing.parts), entries=plan.entries, versions=versions,
        elsewhere=tuple(place for place in elsewhere if place.now or not copies),
    )  # fmt: skip


_KINDS = {RecordOf: "a record", Said: "a quotation", Told: "a conversation", FormerVersion: "a former version"}


def _plan(database: Database, thing: Thing) -> Plan:
    match thing:
        case RecordOf(evidence=id):
            plan, gone = erasing.whole_record(database, id), ("no-such-evidence", "There is no record with that id in this case.")
        case Told(conversation=id):
            plan, gone = erasing.whole_conversation(database, id), ("gone", "That conversation is not there any more.")
        case Said(conversation=id, words=words):
            plan, gone = erasing.quotation(database, id, words), ("gone", "That quotation is not there any more.")
        case FormerVersion(version=id):
            if erasing.is_how_it_reads(database, id):
                raise Refused("wrong-state", "It reads so now. Change the words first, then erase the former version.")
            plan, gone = erasing.former_version(database, id), ("gone", "That version was erased, or is not there any more.")
    if not plan.versions:
        raise Refused(*gone)
    return plan


def _require_unsigned(session: Session) -> None:
    state = snapshot.case(session).state
    if state == State.SUBMITTED:
        raise Refused("wrong-state", "The review is signed, so nothing in it can be erased. Have it returned first, then erase.")
    if state in COUNTERSIGNED:
        raise Refused("wrong-state", "The review is countersigned, so nothing in it can be erased. Only the whole case can be.")


def _require_reason(why: str, texts: Iterable[str]) -> None:
    if not why.strip():
        raise Refused("incomplete", "Say why. The reason is kept.")
    require_storable(why)
    if erasing_beside.repeats(why, texts):
        raise Refused("incomplete", "The reason is kept, and it repeats words that are to be erased. Say it without them.")


def _texts(plan: Plan) -> set[str]:
    """What to look for elsewhere: every text of some length that goes, sentence by sentence of a note; and whom a record named.

    What a check or a confirmation said of it goes as well, but is no text of its own: it names the reviewer, too.
    """
    going = (version for version in plan.versions.values() if version.at[0] != "kept" and version.at[2] != "confirmations")
    said = {text for version in going for text in _sentences(version.at[0], version.content)}
    person = {version.at[2]: version.content for version in plan.versions.values() if version.at[0] == "person"}
    named = " ".join(text for name in ("given", "family") for text in erasing_beside.strings(person.get(name, '""')))
    return {text for text in said if len(text.split()) >= _WHOLE_SENTENCE} | {
        text.strip() for text in (named, *erasing_beside.strings(person.get("nhs_number", '""'))) if len(text.strip()) > _TOO_SHORT
    }


def _names(plan: Plan) -> set[str]:
    """What a reason could repeat besides: the file's name, and who it was that spoke."""
    naming = (("evidence", "name"), ("conversation", "who"))
    said = {
        text for v in plan.versions.values() if (v.at[0], v.at[2]) in naming for text in erasing_beside.strings(v.content)
    }  # fmt: skip
    return {text for text in said if len(text) > _TOO_SHORT}


def _sentences(kind: str, content: str) -> Iterable[str]:
    for text in erasing_beside.strings(content):
        yield from (line for line in text.replace(". ", ".\n").splitlines()) if kind == "note" else (text,)
