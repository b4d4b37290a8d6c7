"""What a person can do with records received: bytes in, the same bytes out."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.intake.cautions import cautions
from leder_desktop.intake.fhir.shown import resource_text
from leder_desktop.intake.mail import mail_text
from leder_desktop.intake.media_type import media_type
from leder_desktop.intake.record_words import STRUCTURED, record_words
from leder_desktop.model.case import require_open
from leder_desktop.model.change import Change
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.note import require_storable
from leder_desktop.operations import laptop_record, other_person, snapshot
from leder_desktop.operations.writing import Done, step
from leder_desktop.session import Session
from leder_desktop.store import ballast, durable, vault_files
from leder_desktop.store.casefile import Kept
from leder_desktop.store.things import Writing

CHUNK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A file that stands encrypted in the evidence folder and has no row yet."""

    id: str
    name: str
    stored: vault_files.Stored
    media_type: str
    warnings: tuple[str, ...]
    others: tuple[str, ...] = ()
    """NHS numbers in it that are not the person's of this case: whoever attaches it is asked before (`leave_out`)."""

    said: str = field(default="", repr=False)
    """Its words, to be found again; of a structured record none."""


def attach(session: Session, path: Path, *, organisation: str = "", kind: str = "") -> Change:
    """Take a file into the encrypted evidence folder. The original is left where it is.

    Refused: the opt-out gate, a file that cannot be read, `disk-full`; nothing half-written stays.
    """
    for text in (organisation, kind):
        require_storable(text)
    return keep_taken(session, prepare(session, path)(lambda done, of: None), organisation=organisation, kind=kind)


def prepare(session: Session, path: Path) -> Callable[[Callable[[int, int], object]], Taken]:
    """Taking a file in, as work for any thread: it touches no database. It is called with `tell(bytes so far, bytes in all)`.

    An exception raised by `tell` stops it, and nothing stays behind. Refused as `attach`; `keep_taken` makes the row.
    """
    require_open(snapshot.case(session))
    folder, id = session.evidence_folder, session.clock.new_id()
    own = other_person.own_number(session)

    def work(tell: Callable[[int, int], object]) -> Taken:
        require_file(path)
        head = head_of(path)
        media = media_type(head)
        warned = cautions(head, media)
        said, structured = record_words(head, media), media.startswith(STRUCTURED)
        others = other_person.in_words(own, said, named=structured)
        warned += (other_person.STANDS,) * bool(others)
        of = path.stat().st_size
        durable.require_room(folder, of)

        def told() -> Iterator[bytes]:
            done = 0
            for chunk in chunks_of(path):
                done += len(chunk)
                tell(done, max(of, done))
                yield chunk

        stored, searched = vault_files.write(folder, id, told()), "" if structured else said
        return Taken(id=id, name=path.name, stored=stored, media_type=media, warnings=warned, others=others, said=searched)

    return work


def leave_out(session: Session, taken: Taken) -> None:
    """A file that was taken in and shall not be kept after all goes again."""
    vault_files.erase(session.evidence_folder, taken.id)


def keep_taken(session: Session, taken: Taken, *, organisation: str = "", kind: str = "") -> Change:
    """The row of a file that was taken in. When it is refused, the file goes again."""
    with gone_unless_kept(session, taken.id), step(session, "Attach a record") as (writing, done):
        _row(session, writing, done, taken, organisation=organisation, kind=kind)
    return done.change("Attach a record")


@contextmanager
def gone_unless_kept(session: Session, id: str) -> Generator[None]:
    """A file without a row would stay for thirty days (`vault_files.sweep`): what the block did not come to keep is taken away."""
    came_to_its_end = False
    try:
        yield
        came_to_its_end = True
    finally:
        if not came_to_its_end:
            with suppress(Refused):  # the first reason is the one to tell
                if id not in session.file.evidence_ids():
                    vault_files.erase(session.evidence_folder, id)


def keep(
    session: Session, writing: Writing, done: Done, id: str, stored: vault_files.Stored, *, name: str, head: bytes, organisation: str,
    kind: str,
) -> Evidence:  # fmt: skip
    """The row of a file that is already durable in the evidence folder, inside an open step."""
    media = media_type(head)
    taken = Taken(id=id, name=name, stored=stored, media_type=media, warnings=cautions(head, media))
    return _row(session, writing, done, taken, organisation=organisation, kind=kind)


def _row(session: Session, writing: Writing, done: Done, taken: Taken, *, organisation: str, kind: str) -> Evidence:
    evidence = Evidence(
        id=taken.id, name=require_storable(taken.name.encode("utf-8", "replace").decode()), kind=kind, organisation=organisation,
        media_type=taken.media_type, sha256=taken.stored.sha256, sha512=taken.stored.sha512, crc32=taken.stored.crc32,
        bytes=taken.stored.bytes,
        received_on=from_edtf(session.clock.today().isoformat()), warnings=taken.warnings,
    )  # fmt: skip
    writing.put(evidence)
    session.file.keep_evidence_within(taken.id, Kept(key=taken.stored.key, sha256=taken.stored.sha256), said=taken.said)
    done.made.append(taken.id)
    return evidence


def describe(session: Session, evidence: Evidence) -> Change:
    """Say what a record is: its kind, who it came from and when, what it covers, why a copy is kept. The file stays as it is."""
    before = one(session, evidence.id)
    kept = replace(
        before, kind=evidence.kind, organisation=evidence.organisation, received_on=evidence.received_on, covers=evidence.covers,
        copy_kept_why=evidence.copy_kept_why,
    )  # fmt: skip
    for text in (kept.organisation, kept.covers, kept.copy_kept_why):
        require_storable(text)
    with step(session, "Describe a record") as (writing, done):
        writing.put(kept)
    return done.change("Describe a record")


def chunks_of(path: Path) -> Iterator[bytes]:
    """The file, a mebibyte at a time. Refused with a sentence when it cannot be read."""
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except FileNotFoundError:
        raise Refused("no-such-file", f"There is no file {path.name} there.") from None
    except IsADirectoryError:
        raise Refused("unsupported-format", f"{path.name} is a folder. Choose a file.") from None
    except PermissionError:
        raise Refused("no-permission", f"This account may not read {path.name}.") from None
    except OSError:
        raise Refused("io-error", f"{path.name} could not be read. Check the disk it is on.") from None


def read_small(path: Path, at_most: int) -> bytes:
    """A whole file of the sort that is small: no more is ever read of a larger one. Refused: `too-big`, and as `chunks_of`."""
    data = bytearray()
    for chunk in chunks_of(path):
        data += chunk
        if len(data) > at_most:
            raise Refused("too-big", f"{path.name} is larger than the {_size(at_most)} that such a file may have.")
    return bytes(data)


def _size(bytes: int) -> str:
    return f"{bytes >> 20} MB" if bytes >> 20 else f"{bytes >> 10} KB"


def require_file(path: Path) -> None:
    """A pipe or a device has no end to wait for, so it is no record. Refused: `unsupported-format`."""
    with durable.guarded(path):
        endless = path.exists() and not path.is_file() and not path.is_dir()
    if endless:
        raise Refused("unsupported-format", f"{path.name} is not a file. Save what it holds as a file first.")


def head_of(path: Path) -> bytes:
    """As much as is looked at to tell what it is: the first 64 MiB."""
    return b"".join(islice(chunks_of(path), 64))


def evidence(session: Session) -> list[Evidence]:
    """Every record received, in the order it came."""
    return session.file.all(Evidence)


def one(session: Session, id: str) -> Evidence:
    """Refused: `no-such-evidence`."""
    found = session.file.one(Evidence, id)
    if found is None:
        raise Refused("no-such-evidence", "There is no record with that id in this case.")
    return found


def reader(session: Session, id: str) -> Callable[[], Iterator[bytes]]:
    """Reads the bytes as they came, each time it is called, checked as they pass; touches no database, so any thread may call it."""
    one(session, id)
    key, folder = session.file.evidence_row(id).key, session.evidence_folder
    return lambda: vault_files.read(folder, id, key)


def read(session: Session, id: str) -> bytes:
    """The whole record in memory, as it came. Refused: `no-such-evidence`, `damaged`."""
    return b"".join(reader(session, id)())


def look(session: Session, id: str) -> bytes:
    """The bytes, for the viewer: a look at a record is a line in the record of the laptop (promises P06)."""
    data = read(session, id)
    laptop_record.looked_at_record(session, id)
    return data


def viewing(session: Session, id: str, resource: str = "") -> Callable[[], bytes]:
    """What the viewer shows, as work for any thread: the bytes as they came; an e-mail as its plain words; with `resource`,
    that part of a structured record as plain words. Asking for it is a look at the record, and so a line in the record of the laptop (P06).
    """
    kept, whole = one(session, id), reader(session, id)
    laptop_record.looked_at_record(session, id)

    def work() -> bytes:
        data = b"".join(whole())
        if resource:
            return resource_text(data, resource).encode()
        return mail_text(data).encode() if kept.media_type == "message/rfc822" else data

    return work


def get(session: Session, id: str, out: Path) -> None:
    """Write the record's bytes to a new file outside. Refused `file-exists`."""
    give_out(session, out, reader(session, id)(), did=f"gave out record {id}")


def give_out(session: Session, out: Path, data: Iterable[bytes], *, did: str) -> None:
    """`write_out` with its audit line: nothing leaves the store unsaid, so a file whose line cannot be written is taken away again.

    Where the store's own disk is full the ballast makes room for the line: a record can be brought to another disk then.
    """
    write_out(out, data)
    store, told, at = session.desk.folder, f"{did}, case {session.case}", session.clock.now()
    said = False
    try:
        ballast.spend(store, lambda: session.file.note(did, by=session.person))
        ballast.spend(store, lambda: session.desk.shelf.record(told, by=session.person, at=at))
        said = True
    finally:
        if not said:
            with durable.guarded(out):
                out.unlink(missing_ok=True)


def write_out(out: Path, data: Iterable[bytes]) -> None:
    """A new file outside the store that only this account may read. Refused: `file-exists`, and what the disk says; nothing is left
    behind on a failure.
    """
    half_written = False
    with durable.guarded(out):
        try:
            with open(out, "xb", opener=durable.for_this_account) as file:
                half_written = True
                for chunk in data:
                    file.write(chunk)
                durable.sync(file)  # a full disk is often told only here
            half_written = False
        except FileExistsError:
            raise Refused("file-exists", f"There is already a file {out.name} there. It was left as it is.") from None
        finally:
            if half_written:
                out.unlink(missing_ok=True)


def citation(session: Session, source: Source) -> str:
    """What a citation points at, as plain text to show beside the entry: the resource, or the words it quotes."""
    if source.evidence and source.resource:
        return resource_text(read(session, source.evidence), source.resource)
    return source.words
