"""Grades as `review.json` and the senior reviewer's statement write them: never a bare number, and nobody's in the place of another's."""

from collections.abc import Callable, Iterable
from typing import Any

from leder_desktop.model.answers import Answer
from leder_desktop.model.evidence import Source
from leder_desktop.model.grades import NOT_SAID, PANEL, REVIEWER, SENIOR, Given, Grading, cited, rationale
from leder_desktop.model.scales import UNCONFIRMED, Scale
from leder_desktop.model.snapshot import Snapshot

Cite = Callable[[Iterable[Source], Snapshot], list[dict[str, Any]]]


def grades(snapshot: Snapshot, cite: Cite) -> list[dict[str, Any]]:
    """One row for each grade the reviewer gave, with what the senior reviewer and the panel said beside it (annex C no. 5)."""
    return [_grade(each, snapshot, cite) for each in snapshot.answers if each.score is not None]


def _grade(answer: Answer, snapshot: Snapshot, cite: Cite) -> dict[str, Any]:
    assert answer.score is not None
    given, of = answer.score, snapshot.standards.scale_of(answer.score)
    why = snapshot.answer(rationale(answer.id))
    seen = snapshot.grading(REVIEWER, answer.id)
    return {
        "question": answer.id,
        "title": of.title,
        "scaleId": given.scale_id,
        "scaleVersion": given.scale_version,
        "scaleFamily": of.family,
        "scaleConfirmed": of.confirmed,
        "wording": "" if of.confirmed else UNCONFIRMED,
        "method": of.method,
        "code": given.code,
        "label": given.label_text,
        "goodnessRank": given.goodness_rank,
        "bestRank": of.points,
        "words": of.words(given),
        "rationale": str(why.value) if why and why.value is not None else "",
        "note": answer.note,
        "sources": cite(answer.sources, snapshot),
        "restsOn": [entry.id for entry in cited((answer, why), snapshot.entries)],
        "setVersion": answer.set_version,
        "senior": _beside(snapshot.grading(SENIOR, answer.id), snapshot),
        "panel": _beside(snapshot.grading(PANEL, answer.id), snapshot),
        "changed": seen.changing if seen is not None and seen.score != given else seen.because if seen is not None else "",
        "former": _former(seen, given != seen.score, snapshot) if seen is not None else [],
    }


def _former(seen: Grading, changed: bool, snapshot: Snapshot) -> list[dict[str, Any]]:
    """Every grade of the reviewer's that others had seen before this one, oldest first."""
    return [said(one, snapshot) for one in (*seen.former, *((seen,) if changed else ()))]


def _beside(grading: Grading | None, snapshot: Snapshot) -> dict[str, Any] | None:
    return None if grading is None else with_former(grading, snapshot)


def with_former(grading: Grading, snapshot: Snapshot) -> dict[str, Any]:
    """Where the senior reviewer countersigned without a word on the grade, its `words` are “not said”: no agreement, and no code."""
    now = said(grading, snapshot)
    words = NOT_SAID if grading.stands == NOT_SAID else now["words"]
    return {**now, "words": words, "former": [said(one, snapshot) for one in grading.former]}


def said(given: Given, snapshot: Snapshot) -> dict[str, Any]:
    """What one of them gave at one time."""
    score = given.score
    of: Scale | None = snapshot.standards.scale_of(score) if score is not None else None
    return {
        "agrees": given.agrees,
        "scaleId": score.scale_id if score else "",
        "scaleVersion": score.scale_version if score else "",
        "code": score.code if score else "",
        "label": score.label_text if score else "",
        "goodnessRank": score.goodness_rank if score else None,
        "words": of.words(score) if of and score else "",
        "wording": UNCONFIRMED if of and not of.confirmed else "",
        "why": given.why,
        "by": given.by,
        "at": given.at.isoformat(timespec="seconds") if given.at else None,
        "because": given.because,
        "on": given.on.isoformat() if given.on else None,
    }


def statement_row(grading: Grading, snapshot: Snapshot) -> dict[str, Any]:
    """A row of `grades` in the senior reviewer's statement."""
    return {"question": grading.ref, "role": grading.role, **with_former(grading, snapshot)}
