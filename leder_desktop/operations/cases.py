"""Cases: taking one in, finding it, opening and leaving it, the opt-out gate, closing, reopening, erasing."""

from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.intake import notification as notification_file
from leder_desktop.intake.notification import Notice
from leder_desktop.model.case import OVER, TEMPLATE_WORDS, Case, OptOut, State, closed, require_move, require_open, template_for
from leder_desktop.model.change import Change
from leder_desktop.model.dates import understand
from leder_desktop.model.note import require_storable
from leder_desktop.model.person import Notification, Person
from leder_desktop.operations import backup_forget, laptop_record, older, rotate, shelf_row, snapshot, standards
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.operations.unsigned import unsign
from leder_desktop.operations.writing import step
from leder_desktop.session import Desk, Session
from leder_desktop.store import ballast, case_folder, erasing_beside, soundness, vault_files
from leder_desktop.store.casefile import CaseFile
from leder_desktop.store.shelf import CaseRow


def new(
    desk: Desk, untrusted_notification: bytes | None = None, *, opt_out_checked_by: str | None = None, sample: bool = False,
    template: str = "",
) -> Session:  # fmt: skip
    """Take in a notification file, or begin an empty case. Refused: `unsupported-format`, naming what is wrong, and nothing is made.

    A notification that says `opted-out` makes a closed case with reference, reason and date only; nobody's word overrides it.
    """
    told = notification_file.read(untrusted_notification, desk.standards) if untrusted_notification is not None else Notice()
    return begin(desk, told, opt_out_checked_by=opt_out_checked_by, sample=sample, template=template)


def begin(
    desk: Desk, told: Notice, *, opt_out_checked_by: str | None = None, sample: bool = False, template: str = ""
) -> Session:
    """A case from what was told, in a file or in the form. Two for one person are told by `twins.of`.

    `template` (A01): the process it follows; empty, the one the day of the notification belongs to. Refused `not-understood`: none of ours,
    or an opt-out check dated after today.
    """
    template = template or told.template
    if template and template not in TEMPLATE_WORDS:
        raise Refused("not-understood", f"There is no such process. Use one of: {', '.join(TEMPLATE_WORDS)}.")
    opt_out = told.opt_out
    if opt_out.on is not None and opt_out.on > desk.clock.today():
        raise Refused("not-understood", "The opt-out check is dated after today. Put its day right and take the notification in again.")
    if opt_out.result == "none" and not opt_out.by.strip() and opt_out_checked_by:
        opt_out = replace(opt_out, by=require_storable(opt_out_checked_by))
    if opt_out.result == "not-checked" and opt_out_checked_by:
        opt_out = OptOut(result="none", by=require_storable(opt_out_checked_by), on=desk.clock.today())
    id = desk.clock.new_id()
    case = Case(
        id=id, reference=told.reference or f"LOCAL-{id[:8].upper()}", notified_on=told.notified_on, opt_out=opt_out, state=State.NOTIFIED,
        duplicate_checked=told.duplicate_checked, duplicate_checked_on=told.duplicate_checked_on, made_on=desk.clock.today(), sample=sample,
        template=template or template_for(told.notified_on),
    )  # fmt: skip
    person, notification = told.person, told.notification
    match opt_out.result:
        case "none":
            case = replace(case, state=State.IN_PROGRESS)
        case "opted-out":
            case = closed(case, "opt-out", desk.clock.today())
            person, notification = Person(), Notification()
        case _:
            pass

    def create(path: Path, key: bytearray) -> CaseFile:
        with ExitStack() as undo:
            file = CaseFile.create(path, key, clock=desk.clock)
            undo.callback(file.close)
            with file.step("Take in the notification", by=desk.person) as writing:
                for noun in (case, standards.edition(desk), person, notification):
                    writing.put(noun)
            undo.pop_all()
        return file

    with ExitStack() as undo:
        file = case_folder.make(desk.folder, desk.shelf, id, create, reference=case.reference, at=desk.clock.now())
        undo.callback(file.close)
        session = Session(desk=desk, case=id, file=file)
        shelf_row.follow(session)
        laptop_record.opened(session)
        undo.pop_all()
    return session


def all(desk: Desk) -> list[CaseRow]:
    """Every case that is there, the one due first at the top; erased ones are left out."""
    rows = [row for row in desk.shelf.cases() if row.state == "ready"]
    return sorted(rows, key=lambda row: (row.review_state in OVER, row.due or date.max, row.reference))


def find(desk: Desk, named: str) -> CaseRow:
    """By uuid or reference. Refused `no-such-case`; also when two cases share the reference, and then with their ids."""
    rows = [row for row in all(desk) if named in (row.id, row.reference)]
    if len(rows) == 1:
        return rows[0]
    if rows:
        raise Refused("no-such-case", f"{len(rows)} cases have this reference. Name one by its id: {', '.join(row.id for row in rows)}.")
    raise Refused("no-such-case", "There is no case with that reference or id in this store.")


def open(desk: Desk, named: str, *, knowingly: bool = False) -> Session:
    """Open a case: what a kill left half-done is put right. Opening writes nothing into a case that was left whole; that it was opened
    stands in the record of the laptop.

    Refused: `no-such-case`, `damaged`, `newer-store`, `older-than-seen` for a file put back (unless `knowingly`: then that is recorded, and
    this file is the case from now on), and what the disk says; the file is closed again then.
    """
    row = find(desk, named)
    with ExitStack() as undo:
        file = _opened(desk, row)
        undo.callback(file.close)
        if not soundness.is_sound(file.database):  # before anything is written: what can still be read must not get less
            raise _damaged(row, f"{row.id}/{case_folder.FILE} is damaged. Put it back from a backup.")
        session = Session(desk=desk, case=row.id, file=file)
        if knowingly:
            older.go_on(session)
        older.require_newest(session)
        file.seal(by=desk.person)
        swept = vault_files.sweep(session.evidence_folder, file.evidence_ids(), desk.clock.now(), erased=file.erased_evidence())
        if swept.orphaned:
            file.note(f"found {len(swept.orphaned)} files without a row and put them aside", by=desk.person)
        laptop_record.opened(session)
        undo.pop_all()
    return session


def _opened(desk: Desk, row: CaseRow) -> CaseFile:
    try:
        return CaseFile.open(case_folder.file_of(desk.folder, row.id), desk.shelf.case_key(row.id), clock=desk.clock)
    except Refused as refused:
        if refused.code != "damaged":
            raise
        raise _damaged(row, refused.sentence) from refused


def _damaged(row: CaseRow, sentence: str) -> Refused:
    return Refused("damaged", f"Case {row.reference} does not open: {sentence}", case=row.id)


def leave(session: Session) -> None:
    """Seal what was typed, let the shelf's row follow where it has to, close the file. Refused: what the disk says; closed it is all the
    same, and the next opening seals what was typed. A row that cannot follow, or data files of ours that cannot be read for it, are no
    reason to refuse: everything is kept by then, and the row is settled the next time.
    """
    try:
        session.file.seal(by=session.person)
        with suppress(Refused, OSError):
            shelf_row.settle(session)
    finally:
        session.file.close()


@contextmanager
def reading(desk: Desk, id: str) -> Generator[CaseFile]:
    """Another case's file, for reading only."""
    file = CaseFile.open(case_folder.file_of(desk.folder, id), desk.shelf.case_key(id), clock=desk.clock, read_only=True)
    try:
        yield file
    finally:
        file.close()


@contextmanager
def looking(desk: Desk, named: str) -> Generator[Session]:
    """A case for looking at only, also one whose file was put back; nothing can be written in it. Refused as `open`, but for that."""
    row = find(desk, named)
    with reading(desk, row.id) as file:
        yield Session(desk=desk, case=row.id, file=file)


def record_opt_out(session: Session, *, by: str, result: str, on: str | None = None) -> Change:
    """N25. `none` opens the case, or is put right while the review is written; `opted-out` closes it, wherever it stands, and the purge
    is offered (R-OPT-2).

    Refused: `opted-out` once it was answered with opted-out; `wrong-state` in a closed case, and for `none` once the review is signed;
    `not-understood` for any other result and for a day that has not come; `opt-out-not-checked` without a name.
    """
    case = snapshot.case(session)
    if result not in ("none", "opted-out"):
        raise Refused("not-understood", "Say whether an opt-out applies: “none” or “opted-out”.")
    if not by.strip():
        raise Refused("opt-out-not-checked", "Say who made the check.")
    if case.opt_out.result == "opted-out":
        raise Refused("opted-out", "This person opted out. The review must stop, and that cannot be taken back here; erase the case.")
    if case.state == State.CLOSED:
        raise Refused("wrong-state", "This case is closed. Reopen it first.")
    if result == "none" and case.state != State.NOTIFIED:
        require_open(case)
    day = understand(on).earliest if on else session.clock.today()
    if day is None or day > session.clock.today():
        raise Refused("not-understood", "The day of the check must be a whole date, not later than today.")
    after = replace(case, opt_out=OptOut(result=result, by=require_storable(by), on=day))
    if result == "opted-out":
        after = closed(after, "opt-out", session.clock.today())
    elif case.state == State.NOTIFIED:
        after = replace(after, state=State.IN_PROGRESS)
    with step(session, "Record the opt-out check", gate=None) as (writing, done):
        writing.put(after)
    return done.change("Record the opt-out check")


def close(session: Session, why: str) -> Change:
    """Close as not reviewed, with its reason: a code of `closed-why`, or words."""
    case = snapshot.case(session)
    _require_reason(why)
    require_move(case, State.CLOSED)
    with step(session, "Close as not reviewed", gate=None) as (writing, done):
        writing.put(closed(case, why, session.clock.today()))
    return done.change("Close as not reviewed")


def reopen(session: Session, why: str) -> Change:
    """Open a closed case again; one that was signed has to be signed anew. Refused `opted-out` when the person opted out."""
    case = snapshot.case(session)
    _require_reason(why)
    if case.opt_out.result == "opted-out":
        raise Refused("opted-out", "This person opted out, so the case stays closed. Erase it.")
    if case.state != State.CLOSED:
        raise Refused("wrong-state", "Only a closed case can be reopened.")
    state = State.IN_PROGRESS if case.opt_out.result == "none" else State.NOTIFIED
    with step(session, "Reopen", gate=None) as (writing, done):
        writing.put(replace(case, state=state, closed_why="", closed_on=None, reopened_why=why))
        unsign(session, writing)
    return done.change("Reopen")


def purge(desk: Desk, named: str, why: str, *, forget: Callable[[Desk, str], Reached] | None = None) -> dict[str, Any]:
    """Erase a case for ever: its key first, then its folder; a tombstone stays. Answers the certificate.

    `forget` takes it out of the backups, `backup_forget.forget_case` when none is given.

    What it cannot reach is on the certificate: copies made by hand, paper, and old blocks of an SSD without full-disk encryption.
    """
    row = find(desk, named)
    _require_reason(why)
    at, evidence = desk.clock.now(), _records_in(desk, row.id, why)

    def erase() -> None:
        case_folder.purge(
            desk.folder, desk.shelf, row.id, why=why, by=desk.person, at=at,
            new_shelf=lambda: rotate.shelf(desk.folder, desk.shelf, desk.held),
        )  # fmt: skip

    def begun() -> bool:
        return desk.shelf.case(row.id).state != "ready"

    try:
        ballast.spend(desk.folder, erase, begun=begun)
    except Refused as refused:
        if not begun():
            raise
        raise Refused(refused.code, _BEGUN.format(row.reference)) from refused
    backups = (forget or backup_forget.forget_case)(desk, row.id)
    return {
        "case": row.id, "reference": row.reference, "erased_at": at.isoformat(), "by": desk.person, "why": why, "records_erased": evidence,
        "method": "The case's key was destroyed, its encrypted folder was removed, and the register that had held the key was written anew "
        "under a new key.",
        "backups": {"reached": list(backups.reached), "not_reached": list(backups.not_reached)},
        "cannot_reach": [
            *(f"the backups in {place}" for place in backups.not_reached),
            "files given out of the store by hand, and paper",
            "bundles and reports exported earlier",
            "copies of the whole store folder made by other programs",
            "old blocks of a solid-state disk without full-disk encryption (encrypted, and their key is gone)",
        ],
    }  # fmt: skip


_BEGUN = (
    "The key of {} is destroyed, so nobody can open this case any more. The disk did not let go of its files just now: they go when the "
    "store is unlocked the next time."
)


def _records_in(desk: Desk, id: str, why: str) -> int:
    """How many records a case holds; of one that does not open, which can be erased like any other, how many files are there.

    Refused `incomplete` when the reason, which stays, names whom the case is about.
    """
    try:
        with reading(desk, id) as file:
            for person in file.all(Person):
                if erasing_beside.repeats(why, [person.full_name, person.nhs_number]):
                    raise Refused("incomplete", "The reason is kept, and it names whom the case is about. Say it without them.")
            return len(file.evidence_ids())
    except Refused as refused:
        if refused.code not in ("damaged", "newer-store"):
            raise
    return vault_files.count(case_folder.folder_of(desk.folder, id) / case_folder.EVIDENCE)


def _require_reason(why: str) -> None:
    if not why.strip():
        raise Refused("incomplete", "Say why. The reason is kept.")
    require_storable(why)
