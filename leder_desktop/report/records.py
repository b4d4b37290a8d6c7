"""Records received, numbered as in the bundle, and records that were asked for."""

from reportlab.platypus import Flowable

from leder_desktop.model.evidence import Evidence, Request
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import styles
from leder_desktop.report.tables import heads, known, lead, nothing, said, soft
from leder_desktop.report.words import bold, lines, paragraph

READING = (
    "The numbers are those of the citations, and of the files in the bundle: [1] is e0001. The figures below a record are the first half "
    "of its check value (SHA-256)."
)
_RECORDS = (1.1, 5, 3.2, 3)
_REQUESTS = (3, 4, 2.4, 2.4)


def records(snapshot: Snapshot) -> list[Flowable]:
    made = section("Records received")
    if not snapshot.evidence:
        made += nothing("No record has been received.")
    else:
        made.append(lead(READING))
        rows = [_record(at, kept, snapshot.standards) for at, kept in enumerate(snapshot.evidence, 1)]
        made.append(Grid(rows, heads(("No.", "Record", "From", "Received"), _RECORDS)))
    if snapshot.requests:
        made += part("Records asked for")
        rows = [_request(each) for each in snapshot.requests]
        made.append(Grid(rows, heads(("From", "What", "Asked", "What came of it"), _REQUESTS)))
    return made


def _record(at: int, kept: Evidence, standards: Standards) -> Row:
    kind = standards.label("evidence-kind", kept.kind) or "Record"
    about: list[Flowable] = [*lines(kind, styles().bold), *lines(kept.name, styles().text)]
    if kept.covers:
        about += lines(f"Covers {kept.covers}", styles().small)
    if kept.copy_kept_why:
        about += lines(f"Copy kept because: {kept.copy_kept_why}", styles().small)
    for warning in kept.warnings:
        about += lines(warning, styles().alarm)
    if kept.sha256:
        about.append(soft(" ".join(kept.sha256[start : start + 8] for start in range(0, min(len(kept.sha256), 32), 8))))
    number: list[Flowable] = [paragraph(bold(f"[{at}]"), styles().text), soft(f"e{at:04d}")]
    return Row([number, about, known(kept.organisation), [*known(said(kept.received_on)), soft(_size(kept.bytes))]], _RECORDS)


def _request(asked: Request) -> Row:
    came: list[Flowable] = []
    if asked.chased_on:
        came += lines(f"Chased {said(asked.chased_on)}", styles().text)
    if asked.came_on:
        came += lines(f"Came {said(asked.came_on)}", styles().text)
    if asked.refused_why:
        came += lines(f"Refused: {asked.refused_why}", styles().text)
    return Row([known(asked.organisation), known(asked.what), known(said(asked.asked_on)), came or [soft("Still awaited")]], _REQUESTS)


def _size(count: int) -> str:
    for unit, size in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return "1 byte" if count == 1 else f"{count} bytes"
