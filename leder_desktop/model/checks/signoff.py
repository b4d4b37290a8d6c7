"""What a review needs before it can be signed: a portrait, a timeline, a decision with its reason."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import called
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.decision import form
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    if not snapshot.note("portrait").strip():
        yield say("no-portrait", "portrait", name=called(snapshot))
    if not snapshot.entries:
        yield say("no-entry", "timeline")
    decision = form(snapshot)
    if not _answered(snapshot, decision.decided):
        yield say("no-decision", decision.decided)
    if not _answered(snapshot, decision.why):
        yield say("no-reason", decision.why)


def _answered(snapshot: Snapshot, ref: str) -> bool:
    given = snapshot.answer(ref)
    return given is not None and given.status == "answered"
