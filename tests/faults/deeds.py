"""The deeds that are killed, and what must hold afterwards: `python -m tests.faults.deeds DEED FOLDER` tells what was wrong at each point.

A process of its own, because it forks: the test's process has threads. After each kill the store is opened by `operations.store.unlock`,
as a person would; nothing else repairs it.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import demo_pki
from leder_desktop.model.case import State
from leder_desktop.model.timeline import Entry
from leder_desktop.operations import (
    cases,
    demo,
    doctor,
    erasing,
    evidence,
    export,
    history,
    identities,
    notes,
    records,
    release,
    sample,
    snapshot,
    store,
    submit,
    trust,
    ways_in,
)
from leder_desktop.operations.unsigned import STAGE1
from leder_desktop.session import Desk, Session
from leder_desktop.store import ballast, vault_files
from tests.faults.crash import at_every_point
from tests.journeys.program import PASSPHRASE, quick_keys

Deed = Callable[[Path], None]
Look = Callable[[Desk], list[str]]

ANN = {"given": "Ann", "family": "Lee", "death_date": "2026-03-01"}
TOLD = json.dumps({"format": "leder-notification", "version": "1.0", "reference": "R-2", "person": ANN}).encode()
RECORD = Path(__file__).parents[1] / "data" / "fhir" / "invented-r4.json"
CLOCK = Clock()


def opened(folder: Path, passphrase: str = PASSPHRASE) -> Desk:
    return store.unlock(folder / "store", passphrase, clock=CLOCK)


def made(folder: Path) -> Desk:
    """A store with one case: a note, a record attached."""
    desk = store.make(folder / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)
    ballast.release(folder / "store")
    session = cases.new(desk, TOLD.replace(b"R-2", b"R-1"), opt_out_checked_by="Sam Okoro")
    notes.set(session, "portrait", "Ann liked trains.")
    evidence.attach(session, RECORD)
    cases.leave(session)
    return desk


def sound(folder: Path, passphrase: str = PASSPHRASE) -> Desk | list[str]:
    """The store, open, when nothing is wrong with it that no deed may leave."""
    try:
        desk = opened(folder, passphrase)
    except Refused as refused:
        return [f"the store does not open: {refused.code}"]
    wrong = [damage["sentence"] for damage in doctor.examine(desk)["damage"]]
    rows = cases.all(desk)
    unknown = {path.name for path in (folder / "store" / "cases").iterdir()} - {row.id for row in rows}
    wrong += [f"a folder that is no case: {name}" for name in unknown]
    for row in rows:
        session = cases.open(desk, row.id)
        wrong += history.faults(session)
        there = {path.name for path in session.evidence_folder.iterdir() if path.is_file()}
        if there != {one.id for one in evidence.evidence(session)} or there != session.file.evidence_ids():
            wrong.append("the evidence folder is not what the case says")
        if swept := vault_files.sweep(session.evidence_folder, there, CLOCK.now()).unfinished:
            wrong.append(f"{swept} unfinished files were left")
        cases.leave(session)
    if wrong:
        desk.close()
        return wrong
    return desk


def looking(look: Look) -> Callable[[Path], list[str]]:
    def at(folder: Path) -> list[str]:
        desk = sound(folder)
        if isinstance(desk, list):
            return desk
        try:
            return look(desk)
        finally:
            desk.close()

    return at


def in_case(deed: Callable[[Session], Any]) -> Deed:
    def do(folder: Path) -> None:
        desk = opened(folder)
        deed(cases.open(desk, cases.all(desk)[0].id))

    return do


def case_of(desk: Desk) -> Session:
    return cases.open(desk, cases.all(desk)[0].id)


# -- init


def init(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    (start / "kept").touch()
    prepared = store.prepare(store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)

    def look(folder: Path) -> list[str]:
        if not store.exists(folder / "store"):
            store.begin(folder / "store", prepared, clock=CLOCK).close()
        leftover = [path.name for path in (folder / "store").iterdir() if path.name.endswith(".part")]
        desk = sound(folder)
        if isinstance(desk, list):
            return [*desk, *leftover]
        desk.close()
        return leftover

    return lambda folder: store.begin(folder / "store", prepared, clock=CLOCK).close(), look


# -- cases


def new(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    made(start).close()

    def deed(folder: Path) -> None:
        cases.leave(cases.new(opened(folder), TOLD, opt_out_checked_by="Sam Okoro"))

    def look(desk: Desk) -> list[str]:
        rows = cases.all(desk)
        if [row for row in rows if row.reference == "R-2"]:
            session = cases.open(desk, "R-2")
            whole = snapshot.person(session).full_name == "Ann Lee" and snapshot.case(session).opt_out.result == "none"
            cases.leave(session)
            return [] if whole and len(rows) == 2 else ["half a case"]
        cases.leave(cases.new(desk, TOLD, opt_out_checked_by="Sam Okoro"))
        return [] if len(rows) == 1 else ["a case without its reference"]

    return deed, looking(look)


def purge(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    desk = made(start)
    [row] = cases.all(desk)
    desk.close()

    def deed(folder: Path) -> None:
        cases.purge(opened(folder), "R-1", "made by mistake")

    def look(desk: Desk) -> list[str]:
        folder = desk.folder / "cases" / row.id
        if cases.all(desk):
            return [] if folder.is_dir() else ["a case without a folder"]
        if folder.exists() or desk.shelf.case(row.id).state != "purged":
            return ["half erased"]
        try:
            desk.shelf.case_key(row.id)
        except Refused as refused:
            return [] if refused.code == "no-such-case" else [refused.code]
        return ["its key is still there"]

    return deed, looking(look)


# -- records


def attach(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    made(start).close()

    def look(desk: Desk) -> list[str]:
        session = case_of(desk)
        found = len(evidence.evidence(session))
        evidence.attach(session, RECORD)
        cases.leave(session)
        return [] if found in (1, 2) else ["records were lost"]

    return in_case(lambda session: evidence.attach(session, RECORD)), looking(look)


def take_in(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    made(start).close()
    data, found = records.read(RECORD)

    def deed(session: Session) -> None:
        records.keep(session, records.look(session, RECORD, data, found), accept_person=True)

    def look(desk: Desk) -> list[str]:
        session = case_of(desk)
        entries, kept = len(session.file.all(Entry)), len(evidence.evidence(session))
        again = records.look(session, RECORD, data, found).plan
        cases.leave(session)
        whole = (entries, kept, len(again.added)) in ((0, 1, len(found.drafts)), (len(found.drafts), 2, 0))
        return [] if whole else [f"{entries} entries of {len(found.drafts)}, {kept} records"]

    return in_case(deed), looking(look)


def erase(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    desk = made(start)
    session = case_of(desk)
    data, found = records.read(RECORD)
    [id] = records.keep(session, records.look(session, RECORD, data, found), accept_person=True).made
    cases.leave(session)
    desk.close()

    def deed(session: Session) -> None:
        erasing.erase(session, erasing.RecordOf(evidence=id), "Not theirs")

    def look(desk: Desk) -> list[str]:
        session = case_of(desk)
        there, entries = id in session.file.evidence_ids(), len(session.file.all(Entry))
        whole = entries == (len(found.drafts) if there else 0)
        if there:
            deed(session)
        cases.leave(session)
        return [] if whole else [f"half erased: {entries} entries"]

    return in_case(deed), looking(look)


def row_before_file(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    """A deed in the wrong order, to prove that this finds one: the row is committed, then the file is written."""
    _, look = attach(start)
    wait: list[Callable[[], object]] = []
    write = vault_files.write

    def later(folder: Path, id: str, chunks: Any) -> Any:
        data = b"".join(chunks)
        stored = write(folder, id, iter([data]))
        aside = (folder / id).rename(folder.parent / id)
        wait.append(lambda: aside.rename(folder / id))
        return stored

    def deed(session: Session) -> None:
        vault_files.write = later
        evidence.attach(session, RECORD)
        wait[0]()

    return in_case(deed), look


# -- sign-off


def signing(start: Path) -> tuple[Desk, Session]:
    """The sample, ready to be signed, in a store with two identities, trust and a registry."""
    desk = store.make(start / "store", store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE), clock=CLOCK)
    ballast.release(start / "store")
    pki = demo_pki.make(CLOCK.now())
    for name, data in (("root.pem", pki.root.pem()), ("crl.pem", pki.crl_pem()), ("to.pem", pki.recipient.pem())):
        (start / name).write_bytes(data)
    trust.take_in(desk, [start / "root.pem", start / "crl.pem"])
    for name, identity in (("reviewer", pki.reviewer), ("senior", pki.senior)):
        identities.take_in(desk, name, identity.pkcs12(name, b"pin-0000"), "pin-0000")
    session = sample.take_in(desk)
    demo.say_why(session)
    return desk, session


def ended(desk: Desk, session: Session) -> None:
    cases.leave(session)
    desk.close()


def sign(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    desk, session = signing(start)
    plan = submit.prepare(session, "reviewer", "pin-0000")
    built = submit.build(plan)
    ended(desk, session)

    def look(desk: Desk) -> list[str]:
        session = case_of(desk)
        state, kept = snapshot.case(session).state, session.file.kept(STAGE1)
        same = state == State.SUBMITTED and submit.signed(session).manifest == built.manifest
        whole = same or (state == State.IN_PROGRESS and not kept)
        listed = cases.all(desk)[0].review_state == str(state)
        cases.leave(session)
        return [*([] if whole else ["half signed"]), *([] if listed else ["the list of cases says another state"])]

    return in_case(lambda session: submit.finish(session, plan, built)), looking(look)


def countersign(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    desk, session = signing(start)
    submit.submit(session, "reviewer", lambda: "pin-0000")
    plan = release.prepare(session, "senior", "pin-0000", release.read_recipients([(start / "to.pem").read_bytes()]))
    built = release.build(plan)
    ended(desk, session)

    def look(desk: Desk) -> list[str]:
        session = case_of(desk)
        state, kept = snapshot.case(session).state, session.file.kept(release.STAGE2)
        cases.leave(session)
        whole = (state == State.RELEASED and kept == built.to_files()) or (state == State.SUBMITTED and not kept)
        return [] if whole else ["half countersigned"]

    return in_case(lambda session: release.finish(session, plan, built)), looking(look)


def seal(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    desk, session = signing(start)
    submit.submit(session, "reviewer", lambda: "pin-0000")
    release.release(session, "senior", lambda: "pin-0000", untrusted_recipients=[(start / "to.pem").read_bytes()])
    ended(desk, session)

    def look(desk: Desk) -> list[str]:
        session, out = case_of(desk), desk.folder.parent
        listed = list((out / "out").glob("*.sha512"))
        whole = {path.name for path in (out / "out").glob("*.p7m")} if (out / "out").is_dir() else set[str]()
        if listed and not whole:
            return ["a list without its volumes"]
        export.export(session, out / "again")
        cases.leave(session)
        return []

    return in_case(lambda session: export.export(session, session.desk.folder.parent / "out")), looking(look)


# -- the passphrase


def passphrase(start: Path) -> tuple[Deed, Callable[[Path], list[str]]]:
    made(start).close()
    other = "eleven loud herons marching"
    header = ways_in.new_passphrase(start / "store", PASSPHRASE, other, clock=CLOCK)

    def look(folder: Path) -> list[str]:
        opening: list[str] = []
        for one in (PASSPHRASE, other):
            desk = sound(folder, one)
            if not isinstance(desk, list):
                opening.append(one)
                desk.close()
        return [] if len(opening) == 1 else [f"{len(opening)} passphrases open the store"]

    return lambda folder: ways_in.keep(opened(folder), header), look


DEEDS = {deed.__name__: deed for deed in (init, new, purge, attach, take_in, erase, row_before_file, sign, countersign, seal, passphrase)}


def main() -> int:
    name, folder = sys.argv[1], Path(sys.argv[2])
    start = folder / "start"
    start.mkdir(parents=True)
    with quick_keys():
        deed, look = DEEDS[name](start)
        if (start / "store").is_dir():
            opened(start).close()  # Argon2id answers once, before anything forks
        points = at_every_point(start, folder / "work", deed, look)
    print(json.dumps([asdict(point) for point in points]))
    return 0


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/London"
    sys.exit(main())
