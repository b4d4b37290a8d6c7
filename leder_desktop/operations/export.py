"""Seal a released review to exactly the recipients fixed at release, and check what was written before offering it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from leder_desktop.bundle import names, stage2, write
from leder_desktop.bundle.sources import Source
from leder_desktop.bundle.stage2 import Stage2
from leder_desktop.bundle.verify.bundles import verify
from leder_desktop.bundle.write import Written
from leder_desktop.errors import Refused
from leder_desktop.model.case import State, require_countersigned
from leder_desktop.operations import evidence, release, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store import durable


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What sealing needs, as plain data for any thread."""

    released: Stage2
    evidence: tuple[Source, ...]
    recipients: tuple[bytes, ...]
    folder: Path
    at: datetime


def export(session: Session, folder: Path, *, progress: Callable[[int, int], None] = lambda done, of: None) -> dict[str, Any]:
    """The three steps in a row. Refused: `wrong-state` before release, `file-exists`, `disk-full`; nothing half-written stays."""
    plan = prepare(session, folder)
    return finish(session, plan, build(plan, progress=progress))


def prepare(session: Session, folder: Path) -> Plan:
    """Refused: `wrong-state` before release, `damaged`, `disk-full` where it would not fit.

    That sealing began is an audit line, whatever comes of it.
    """
    require_countersigned(snapshot.case(session))
    released = stage2.from_files(session.file.kept(release.STAGE2))
    kept = snapshot.take(session).evidence
    sources = tuple(
        Source(digest=digest, chunks=evidence.reader(session, one.id)) for digest, one in zip(released.evidence, kept, strict=True)
    )
    durable.require_room(folder, sum(one.bytes for one in kept) + sum(map(len, released.files.values())))
    session.file.note(f"began to seal bundle {released.bundle}", by=session.person)
    return Plan(
        released=released,
        evidence=sources,
        recipients=tuple(session.file.kept(release.RECIPIENTS).values()),
        folder=folder,
        at=session.clock.now(),
    )


def build(plan: Plan, *, progress: Callable[[int, int], None] = lambda done, of: None) -> list[Written]:
    """Slow: streams the evidence from its encrypted files into sealed volumes, then reads them back as far as a sender can.

    Reads no database, so any thread may do it. What is read back: the list, every volume's digest, and its outer form.
    """
    written = write.export(plan.released, plan.evidence, plan.recipients, plan.folder, progress=progress)
    paths = [plan.folder / file.name for file in written]
    as_sealed = False
    try:
        [verdict] = verify(paths, key=None, trust=None, roles=None, at=plan.at)
        as_sealed = {problem.code for problem in verdict.problems} == {"CMS-NOT-FOR-ME"}
    finally:
        if not as_sealed:
            for path in paths:
                path.unlink(missing_ok=True)
    if not as_sealed:
        raise Refused(
            "io-error", "What was written could not be read back as it was sealed, so it was taken away again. Choose another disk."
        )
    return written


def finish(session: Session, plan: Plan, files: list[Written]) -> dict[str, Any]:
    """Say in the case what was sealed, and into how many files."""
    case, signoff = snapshot.case(session), snapshot.signoff(session)
    with step(session, "Seal and export", gate=None) as (writing, _):
        if case.state == State.RELEASED:  # given out once more it stays where it is
            writing.put(replace(case, state=State.EXPORTED))
        writing.put(replace(signoff, exported_at=session.clock.now()))
        writing.did = f"sealed bundle {plan.released.bundle} into {len(files)} files"
    session.desk.shelf.record(
        f"sealed bundle {plan.released.bundle} into {len(files)} files, case {session.case}", by=session.person, at=session.clock.now()
    )
    return {"files": [{"name": f.name, "bytes": f.bytes, "sha512": f.sha512} for f in files], "bundle": plan.released.bundle}


def final_report(session: Session) -> bytes:
    """The countersigned report, as it is in the bundle. Refused `wrong-state` before release."""
    require_countersigned(snapshot.case(session))
    return session.file.kept(release.STAGE2)[names.REPORT]


def save_report(session: Session, out: Path) -> None:
    """The countersigned report into a new file. Refused `file-exists`, `wrong-state`; leaving the store is an audit line."""
    evidence.give_out(session, out, [final_report(session)], did="wrote the countersigned report as PDF")
