"""The review as PDF."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import checks, evidence, snapshot
from leder_desktop.report.review import Report, review_pdf
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Written:
    """What `leder report` tells of the file it wrote."""

    pages: int
    left_out: list[dict[str, Any]] = field(default_factory=list)


def prepare(session: Session) -> tuple[Snapshot, list[Remark]]:
    """What the report is made from: plain data for any thread."""
    whole = snapshot.take(session)
    return whole, checks.of(session, whole)


def build(plan: tuple[Snapshot, list[Remark]]) -> Report:
    """Slow, pure, for any thread."""
    return review_pdf(plan[0], remarks=plan[1])


def write(session: Session, out: Path) -> Written:
    """The review, unsigned, into a new file. Refused `file-exists`; leaving the store is an audit line.

    The review's own report leaves nothing out: it goes only where the whole review goes.
    """
    return save(session, build(prepare(session)), out)


def save(session: Session, made: Report, out: Path) -> Written:
    """The quick end of `write`, for a report that was built on another thread."""
    evidence.give_out(session, out, [made.pdf], did="wrote the review as PDF")
    return Written(pages=made.pages)
