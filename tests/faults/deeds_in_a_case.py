"""Deeds in one case that say what they have saved: typing, a step, a record, erasing a part, sealing the bundle."""

import hashlib
from pathlib import Path

from leder_desktop.model.case import State
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft, Entry
from leder_desktop.operations import cases, erasing, evidence, export, notes, release, snapshot, submit, timeline
from leder_desktop.session import Desk
from tests.faults import deeds
from tests.faults.acknowledged import Ack, Doing, a_case, again, looking, words
from tests.faults.deeds import RECORD, case_of, made, opened


def save(start: Path) -> Doing:
    made(start).close()

    def deed(folder: Path, ack: Ack) -> None:
        with a_case(folder) as session:
            for number in range(1, 5):
                again(lambda number=number: notes.typed(session, "portrait", words(number)))
                ack(number)
                if number == 2:
                    again(lambda: notes.seal(session))

    def look(desk: Desk, acked: int) -> list[str]:
        session = case_of(desk)
        text = notes.get(session, "portrait")
        number = 0 if text == "Ann liked trains." else int(text.partition(" ")[0] or -1)
        notes.typed(session, "portrait", "And on.")
        cases.leave(session)
        half = ["half a save"] if number and text != words(number) else []
        return [*half, *([f"{number} is there of {acked}"] if number < acked else [])]

    return deed, looking(look)


def step(start: Path) -> Doing:
    made(start).close()

    def deed(folder: Path, ack: Ack) -> None:
        with a_case(folder) as session:
            [record] = evidence.evidence(session)
            source = Source(evidence=record.id, words="seen at home")
            for number in range(1, 4):
                draft = Draft(what=words(number), setting="gp", kind="contact", sources=(source,))
                again(lambda draft=draft: timeline.add(session, draft))
                ack(number)

    def look(desk: Desk, acked: int) -> list[str]:
        session = case_of(desk)
        there = [entry.what for entry in session.file.all(Entry)]
        notes.set(session, "summary", "And on.")
        cases.leave(session)
        return [] if there == [words(n) for n in range(1, len(there) + 1)] and len(there) >= acked else [f"{len(there)} of {acked}"]

    return deed, looking(look)


def attach(start: Path) -> Doing:
    made(start).close()
    long = hashlib.shake_256(b"an invented scan").digest((1 << 20) + 5000)
    (start / "scan.bin").write_bytes(long)
    given = [RECORD.read_bytes(), long, RECORD.read_bytes()]

    def deed(folder: Path, ack: Ack) -> None:
        with a_case(folder) as session:
            for number, path in enumerate((start / "scan.bin", RECORD), 1):
                again(lambda path=path: evidence.attach(session, path))
                ack(number)

    def look(desk: Desk, acked: int) -> list[str]:
        session = case_of(desk)
        there = [evidence.read(session, one.id) for one in evidence.evidence(session)]
        evidence.attach(session, RECORD)
        cases.leave(session)
        return [] if there == given[: len(there)] and len(there) > acked else [f"{len(there) - 1} of {acked} records"]

    return deed, looking(look)


def erase(start: Path) -> Doing:
    """A record attached by mistake: its key, its file, its row."""
    made(start).close()
    (start / "wrong.txt").write_text("Somebody else's letter.", "utf-8")
    desk = opened(start)
    session = case_of(desk)
    [wrong] = evidence.attach(session, start / "wrong.txt").made
    deeds.ended(desk, session)

    def deed(folder: Path, ack: Ack) -> None:
        with a_case(folder) as session:
            if wrong in {one.id for one in evidence.evidence(session)}:
                erasing.erase(session, erasing.RecordOf(evidence=wrong), "another person's letter")
            ack(1)

    def look(desk: Desk, acked: int) -> list[str]:
        session = case_of(desk)
        there = {one.id for one in evidence.evidence(session)}
        still = wrong in there or wrong in session.file.evidence_ids() or list(session.evidence_folder.rglob(wrong))
        lost = ["the other record is lost"] if not there - {wrong} else []
        if wrong in there:
            erasing.erase(session, erasing.RecordOf(evidence=wrong), "once more")
        cases.leave(session)
        return lost + (["it was said to be erased"] if still and acked else ["half erased"] if still and wrong not in there else [])

    return deed, looking(look)


def sealing(start: Path) -> Doing:
    desk, session = deeds.signing(start)
    submit.submit(session, "reviewer", lambda: "pin-0000")
    release.release(session, "senior", lambda: "pin-0000", untrusted_recipients=[(start / "to.pem").read_bytes()])
    deeds.ended(desk, session)

    def deed(folder: Path, ack: Ack) -> None:
        with a_case(folder) as session:
            if snapshot.case(session).state == State.RELEASED:
                export.export(session, folder / "out" if not (folder / "out").exists() else folder / "out-2")
            ack(1)

    def look(desk: Desk, acked: int) -> list[str]:
        folder = desk.folder.parent
        wrong: list[str] = []
        whole = False
        for listed in folder.glob("out*/*.sha512"):
            for line in listed.read_text().splitlines():
                digest, _, name = line.partition("  ")
                volume = listed.parent / name
                if not volume.is_file() or hashlib.sha512(volume.read_bytes()).hexdigest() != digest:
                    wrong.append(f"{name} is listed and not whole")
            whole = True
        session = case_of(desk)
        state = snapshot.case(session).state
        if (acked or state == State.EXPORTED) and not whole:
            wrong.append("the case says exported, and there is no bundle")
        if state == State.RELEASED:
            export.export(session, folder / "again")
        cases.leave(session)
        return wrong

    return deed, looking(look)
