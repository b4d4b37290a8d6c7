"""What a thin review needs before it can be signed: a portrait, a timeline, a decision with its reason, grades that stand."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.questions import question
from leder_desktop.model.scales import is_as_written, scale
from leder_desktop.model.snapshot import Snapshot

GRADES = (("focused.F10", "focused.F12.quality"), ("focused.F11", "focused.F12.availability"))
"""Each grade with its rationale."""


def _answered(snapshot: Snapshot, ref: str) -> bool:
    answer = snapshot.answer(ref)
    return answer is not None and answer.status == "answered"


def _grades(snapshot: Snapshot) -> Iterator[Said]:
    decision = snapshot.answer("initial.O07")
    focused = decision is not None and str(decision.value).startswith("yes")
    for grade, rationale in GRADES:
        title = scale(question(grade).scale).title.lower()
        given = snapshot.answer(grade)
        if given is None or given.status != "answered":
            if focused:
                yield say("no-grade", grade, title=title)
            continue
        if not _answered(snapshot, rationale):
            yield say("no-rationale", rationale, title=title)
        if given.score is None or given.score.scale_id != question(grade).scale or not is_as_written(given.score):
            yield say("grade-words", grade, title=title)


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    if not snapshot.note("portrait").strip():
        yield say("no-portrait", "portrait", name=snapshot.person.called or "the person")
    if not snapshot.entries:
        yield say("no-entry", "timeline")
    if not _answered(snapshot, "initial.O07"):
        yield say("no-decision", "initial.O07")
    if not _answered(snapshot, "initial.O08"):
        yield say("no-reason", "initial.O08")
    yield from _grades(snapshot)
