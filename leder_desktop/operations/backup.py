"""Making a backup, and proving it on the spot.

`prepare` and `take` (one case) with the desk, on the thread that owns it and quick; `put`, `build` and `prove` on plain data anywhere;
`finish` with the desk; `thin` anywhere. `make` is all of them in a row. A backup counts only when another process has restored it with
nothing but the recovery words and every row and every byte was the same: until then its folder has no final name.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC
from pathlib import Path

from leder_desktop import __version__
from leder_desktop.errors import Refused
from leder_desktop.keys import backup_seal, slots
from leder_desktop.operations import backup_erased, backup_forget, backup_place, backup_proof, backup_source, header, laptop
from leder_desktop.operations.backup_parts import Built, Copied, Made, Plan, Shared, Taken
from leder_desktop.operations.store import RECOVERY_WORDS
from leder_desktop.session import Desk, Session
from leder_desktop.store import backup_copy, backup_layout, backup_list, backup_rows, backup_thinning, case_folder, durable, vault_files
from leder_desktop.store.backup_copy import Digest
from leder_desktop.store.backup_list import BackupList, CaseEntry, RecordEntry
from leder_desktop.store.casefile import CaseFile, Kept

Step = Callable[[int, int, str], object]
"""Told how far it is: done, of how many (0: nobody knows), and what is being done. It may raise, to stop."""

COPYING = "Copying what is new"
PROVING = "Proving it: restoring it with the recovery words alone"


def quiet(_done: int, _of: int, _what: str) -> None:
    """A `Step` for nobody."""


def make(desk: Desk, place: Path, *, session: Session | None = None, step: Step = quiet) -> Made:
    """All of it in a row. Refused: what the parts refuse; then no half of a backup is left, and the older ones are as they were."""
    plan = prepare(desk, place)
    done = False
    try:
        copied = list[Copied]()
        for number, case in enumerate(plan.cases):
            step(number, len(plan.cases), COPYING)
            copied.append(put(plan.shared, take(desk, case, session), step))
        built = build(plan, copied)
        prove(plan, built, step)
        made = finish(desk, plan, built)
        done = True
    finally:
        if not done:
            abandon(plan)
    with suppress(Refused):  # it counts already: what the disk does not let go of is let go of by the next backup
        thin(plan)
    return made


def prepare(desk: Desk, place: Path) -> Plan:
    """Begin a backup: the register is copied. On the thread that owns the store.

    Refused: `incomplete` when the recovery words are not kept in this store yet, `store-in-use` when another backup is being made there,
    `disk-full`, and what `backup_place.require_usable` refuses.
    """
    words: str | None = desk.shelf.setting(RECOVERY_WORDS)
    if words is None:
        raise Refused(
            "incomplete",
            "A backup is proved with the recovery words, and this store does not hold them yet. Give them once, from the recovery sheet.",
        )
    backup_place.require_usable(desk.folder, place)
    of, made = desk.held.header, desk.clock.now().astimezone(UTC)
    folder = backup_layout.folder_in(place, of.store)
    cases = tuple(sorted(row.id for row in desk.shelf.cases() if row.state == "ready"))
    durable.make_folder(folder)
    lock = backup_source.locked(folder)
    begun = False
    try:
        backup_layout.put_in_order(folder)
        backup_layout.begin(folder)
        shared = Shared(folder=folder, store=desk.folder, known=known(folder, desk.held.store_key))
        _require_room(desk, shared, cases)
        path = desk.folder / of.shelf
        with durable.guarded(path):
            shelf = path.read_bytes()
        plan = Plan(
            place=place, shared=shared, part=folder / (backup_layout.new_name(folder, made) + durable.PART), made=made,
            slots=slots.to_bytes(of), shelf=shelf, shelf_name=of.shelf, rows=backup_rows.digest(desk.shelf.database), store_id=of.store,
            cases=cases, erased=tuple(row.id for row in desk.shelf.cases() if row.state == "purged"),
            since=backup_erased.since(desk), person=desk.person,
            store_key=desk.held.store_key, words=words, held=backup_place.fingerprint(desk), lock=lock,
        )  # fmt: skip
        begun = True
    finally:
        if not begun:
            lock.release()
    return plan


def known(folder: Path, store_key: bytearray) -> dict[str, CaseEntry]:
    """The newest generation that opens with this store's key; those before a change of the key, and damaged ones, are passed over."""
    for generation in reversed(backup_layout.generations(folder)):
        with suppress(Refused):
            listed = backup_source.opened(generation.path, backup_source.with_key(store_key)).listed
            return {case.id: case for case in listed.cases}
    return {}


def _require_room(desk: Desk, shared: Shared, cases: tuple[str, ...]) -> None:
    """What is new, and for the proof the cases once more and the largest record."""
    new, again, largest = 0, (desk.folder / desk.held.header.shelf).stat().st_size, 0
    for case in cases:
        lies = case_folder.folder_of(desk.folder, case)
        with durable.guarded(lies):
            again += (lies / case_folder.FILE).stat().st_size if (lies / case_folder.FILE).is_file() else 0
            folder = lies / case_folder.EVIDENCE
            records = [entry for entry in folder.iterdir() if entry.is_file()] if folder.is_dir() else []
            sizes = {entry.name: entry.stat().st_size for entry in records}
        there = {record.id for record in shared.known[case].evidence} if case in shared.known else set[str]()
        new += sum(size for name, size in sizes.items() if name not in there)
        largest = max([largest, *sizes.values()])
    needed, free = new + 2 * again + largest, laptop.free_bytes(shared.folder)
    if free < needed:
        raise Refused(
            "disk-full",
            f"There is not enough room for a backup: it needs {needed // 1_000_000 + 1} MB and {free // 1_000_000} MB are free. "
            "Older backups are as they were. Free some space there, or choose another disk.",
        )


def take(desk: Desk, case: str, session: Session | None = None) -> Taken:
    """One case as it is now. On the thread that owns the store; `session` is the case on the desk, whose half-typed words are sealed first.

    Refused `wrong-state` when the case was erased since `prepare`.
    """
    if desk.shelf.case(case).state != "ready":
        raise Refused("wrong-state", "A case was erased while the backup was being made. Make the backup again.")
    path = case_folder.file_of(desk.folder, case)
    try:
        if session is not None and session.case == case:
            session.file.seal(by=desk.person)
            return _taken(case, session.file, path)
        file = CaseFile.open(path, desk.shelf.case_key(case), clock=desk.clock, read_only=True)
        try:
            return _taken(case, file, path)
        finally:
            file.close()
    except Refused as refused:
        if refused.code not in ("damaged", "newer-store"):
            raise
        return Taken(case=case, data=b"", rows="", evidence={}, damaged=refused.sentence)


def _taken(case: str, file: CaseFile, path: Path) -> Taken:
    # At rest the file on the disk is whole: every commit is in it, and its journal is empty.
    rows = backup_rows.digest(file.database)
    evidence = {id: file.evidence_row(id) for id in sorted(file.evidence_ids())}
    with durable.guarded(path):
        return Taken(case=case, data=path.read_bytes(), rows=rows, evidence=evidence)


_NONE = "No backup was made; older ones are as they were."
_PLACE_SAYS = {
    "disk-full": f"There is no room left in the place for backups. {_NONE} Free some space there, or choose another disk.",
    "io-error": f"The disk for backups could not be read or written. {_NONE} See that it is plugged in, then try again.",
}


@contextmanager
def _at_the_place(*codes: str) -> Generator[None]:
    """What the disk of the backups refuses, in words that are about it and not about the store."""
    try:
        yield
    except Refused as refused:
        if refused.code not in codes:
            raise
        raise Refused(refused.code, _PLACE_SAYS[refused.code]) from refused


def put(shared: Shared, taken: Taken, step: Step = quiet) -> Copied:
    """Copy the case's file and the records that are not in the backup yet. On any thread.

    A damaged case or record does not keep the others from being backed up: its older copy stays in the backup, and it is told.
    """
    with _at_the_place("disk-full"):
        return _put(shared, taken, step)


def _put(shared: Shared, taken: Taken, step: Step) -> Copied:
    before, case = shared.known.get(taken.case), taken.case
    if taken.damaged:
        if before is None or backup_copy.of_file(backup_layout.version_file(shared.folder, case, before.file.sha256)) != before.file:
            return Copied(entry=None, plain={}, warnings=(f"{taken.damaged} It is not in this backup.",))
        return Copied(entry=before, plain={}, warnings=(f"{taken.damaged} This backup holds the copy of it from the backup before.",))
    backup_layout.make_case(shared.folder, case)
    digest = backup_copy.of_bytes(taken.data)
    target = backup_layout.version_file(shared.folder, case, digest.sha256)
    if backup_copy.of_file(target) != digest:
        backup_copy.keep(target, [taken.data])
    there = {record.id: record.file for record in before.evidence} if before else {}
    entries, lost, warnings = list[RecordEntry](), list[str](), list[str]()
    for id, kept in taken.evidence.items():
        step(0, 0, COPYING)
        try:
            entries.append(RecordEntry(id=id, file=_record(shared, case, id, kept, there.get(id))))
        except Refused as refused:
            if refused.code != "damaged":
                raise
            lost.append(id)
            warnings.append(f"{refused.sentence} It is not in this backup.")
    plain = {record.id: taken.evidence[record.id].sha256 for record in entries}
    entry = CaseEntry(id=case, file=digest, rows=taken.rows, evidence=tuple(entries), lost=tuple(lost))
    return Copied(entry=entry, plain=plain, warnings=tuple(warnings))


def _record(shared: Shared, case: str, id: str, kept: Kept, known: Digest | None) -> Digest:
    """Copied once, then read again each time: a stick forgets."""
    target = backup_layout.evidence_file(shared.folder, case, id)
    if known is not None and backup_copy.of_file(target) == known:
        return known
    lies = case_folder.folder_of(shared.store, case) / case_folder.EVIDENCE
    vault_files.verify(lies, id, kept.key, kept.sha256)
    return backup_copy.keep(target, backup_copy.chunks(lies / id))


def build(plan: Plan, copied: Sequence[Copied]) -> Built:
    """Write the generation, under a name that is not final yet. On any thread."""
    listed = BackupList(
        store=plan.store_id, made=plan.made.isoformat(), app=__version__, slots=backup_copy.of_bytes(plan.slots),
        shelf=backup_copy.of_bytes(plan.shelf), shelf_name=plan.shelf_name, rows=plan.rows,
        cases=tuple(one.entry for one in copied if one.entry is not None),
    )  # fmt: skip
    with _at_the_place(*_PLACE_SAYS):
        durable.make_folder(plan.part)
        durable.write(plan.part / header.NAME, plan.slots)
        durable.write(plan.part / plan.shelf_name, plan.shelf)
        durable.write(plan.part / backup_layout.LIST, backup_list.to_bytes(listed, backup_seal.key(plan.store_key)))
    plain = {one.entry.id: one.plain for one in copied if one.entry is not None}
    return Built(listed=listed, plain=plain, warnings=tuple(told for one in copied for told in one.warnings))


def prove(plan: Plan, built: Built, step: Step = quiet) -> None:
    """Have another process restore it with the recovery words alone, and compare. On any thread.

    Refused `damaged` when anything differs: the backup is not one then.
    """
    step(0, 0, PROVING)
    with _at_the_place(*_PLACE_SAYS):
        backup_proof.prove(plan.part, plan.words, built.listed, built.plain, lambda: step(0, 0, PROVING))


def finish(desk: Desk, plan: Plan, built: Built) -> Made:
    """The backup counts from here on: its final name, a line in the laptop's record, the day in the settings. On the owner's thread.

    Refused `wrong-state` when a case, or something in one, was erased meanwhile.
    """
    if any(desk.shelf.case(case).state != "ready" for case in plan.cases):
        raise Refused("wrong-state", "A case was erased while the backup was being made. Make the backup again.")
    if backup_erased.since(desk) != plan.since:
        raise Refused("wrong-state", "Something was erased for good while the backup was being made. Make the backup again.")
    backup_erased.note_backed_up(desk, plan.shared.known, built.listed)
    with _at_the_place(*_PLACE_SAYS):
        generation = backup_layout.finish(plan.part)
    backup_place.note_proved(desk, plan.place, desk.clock.now().astimezone(UTC), plan.held)
    desk.shelf.record("made a backup, restored it with the recovery words and compared it", by=desk.person, at=desk.clock.now())
    listed = built.listed
    return Made(generation=generation, made=plan.made, cases=len(listed.cases), bytes=listed.bytes(), warnings=built.warnings)


def abandon(plan: Plan) -> None:
    """Take away what there is of a backup that will not be one; what the disk does not let go is taken away by the next."""
    with suppress(Refused):
        backup_layout.put_in_order(plan.shared.folder)
    plan.lock.release()


def thin(plan: Plan) -> None:
    """Let go of older backups (`backup_thinning`), of what was erased here since they were made, and of files nobody needs any more.
    On any thread; the last part of a backup.
    """
    folder = plan.shared.folder
    try:
        found = backup_layout.generations(folder)
        staying = backup_thinning.staying((generation.made for generation in found), plan.made)
        for generation in found:
            if generation.made not in staying:
                backup_layout.remove(generation.path)
        backup_forget.forget_in(folder, plan.store_key, plan.erased, by=plan.person, at=plan.made)
        final = backup_layout.final(plan.part)
        backup_erased.put_right(folder, plan.store_key, plan.since, plan.shared.known, final)
        backup_forget.remove_unlisted(folder)
    finally:
        plan.lock.release()
