"""Grades and what they rest on: R-SC-1 to R-SC-10. A grade is looked at by its rank, 6 the best, whatever its scale calls it."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from leder_desktop.model.answers import Score
from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called, code, listed
from leder_desktop.model.checks.sentences import WHOLE, Said, quoted, say, several
from leder_desktop.model.decision import NO_CODE, form, outcome
from leder_desktop.model.findings import worst
from leder_desktop.model.graded import asked, scale, shows
from leder_desktop.model.grades import REVIEWER, Asked, changed_since_seen
from leder_desktop.model.scales import apart
from leder_desktop.model.snapshot import Snapshot

BEST_TWO, WORST_TWO = (5, 6), (1, 2)
APART = 3
"""Ranks between two grades from which a reader would ask why (R-SC-6)."""


def _score(snapshot: Snapshot, ref: str) -> Score | None:
    given = snapshot.answer(ref)
    return given.score if given is not None and given.status == "answered" else None


def _title(snapshot: Snapshot, asked_for: Asked) -> str:
    title = scale(snapshot, asked_for).title
    return title[:1].lower() + title[1:]


def _worded(snapshot: Snapshot, wanted: tuple[Asked, ...]) -> Iterator[Said]:
    """Words and reasons: F12, R-SC-7 and R-SC-8."""
    for each in wanted:
        given = snapshot.answer(each.ref)
        seen = snapshot.grading(REVIEWER, each.ref)
        if seen is not None and changed_since_seen(seen, given) and not seen.changing.strip():
            yield say("grade-changed", each.ref, title=_title(snapshot, each))
        if given is None or given.status != "answered":
            continue
        if not code(snapshot, each.why).strip():
            yield say("no-rationale", each.why, title=_title(snapshot, each))
        if given.score is None or not scale(snapshot, each).has(given.score):
            yield say("grade-words", each.ref, title=_title(snapshot, each))


def _wanted(snapshot: Snapshot, wanted: tuple[Asked, ...]) -> Iterator[Said]:
    """Grades that are missing, or not asked for: R-SC-9 and R-SC-10."""
    if is_bristol(snapshot.case.template):
        return
    decided, policy = outcome(snapshot.answer(form(snapshot).decided)), snapshot.standards.policy()
    for each in wanted:
        given = _score(snapshot, each.ref) is not None
        if decided == "yes" and not given:
            yield say("no-grade", each.ref, title=_title(snapshot, each))
        elif decided == NO_CODE and given and not policy.grade_initial:
            yield say("grade-of-initial", each.ref, title=_title(snapshot, each))
        elif decided == NO_CODE and not given and policy.grade_initial:
            yield say("no-grade-of-initial", each.ref, title=_title(snapshot, each))


def _against_findings(snapshot: Snapshot, each: Asked, score: Score) -> Iterator[Said]:
    name, title = called(snapshot), _title(snapshot, each)
    concerns = [finding for finding in snapshot.findings if finding.kind == "concern"]
    if score.goodness_rank in BEST_TWO:
        weighs = snapshot.standards.checks()["good-but"].against
        against = [each.words for each in weighs if code(snapshot, each.ref) == each.said]
        if serious := [quoted(finding.text) for finding in concerns if worst(finding, snapshot.standards)]:
            against.insert(0, f"{'a serious concern' if len(serious) == 1 else f'{len(serious)} serious concerns'} ({several(serious)})")
        if against:
            yield say("good-but", each.ref, title=title, grade=quoted(score.label_text, WHOLE), against=listed(against))
    if score.goodness_rank in WORST_TWO and not (concerns and shows(snapshot, each, best=False)):
        yield say("poor-without-events", each.ref, title=title, name=name)
    if score.goodness_rank == WORST_TWO[0]:
        if not snapshot.escalations and not any(finding.told.strip() for finding in concerns):
            yield say("worst-not-passed-on", each.ref, title=title)
        if code(snapshot, "bristol-initial.B16" if is_bristol(snapshot.case.template) else "initial.D05") == "no":
            yield say("worst-without-coroner", each.ref, title=title)
    if score.goodness_rank == BEST_TWO[1] and not any(finding.kind == "good-practice" for finding in snapshot.findings):
        yield say("best-without-practice", each.ref, title=title)


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    wanted = asked(snapshot)
    yield from _worded(snapshot, wanted)
    yield from _wanted(snapshot, wanted)
    given = [(each, score) for each in wanted if (score := _score(snapshot, each.ref)) is not None]
    for each, score in given:
        yield from _against_findings(snapshot, each, score)
        if scale(snapshot, each).is_end(score) and not shows(snapshot, each, best=score.goodness_rank == BEST_TWO[1]):
            yield say("end-without-event", each.ref, title=_title(snapshot, each))
    for (one, score), (other, beside) in combinations(given, 2):
        if (apart(scale(snapshot, one), score, scale(snapshot, other), beside) or 0) >= APART:
            yield say("grades-apart", other.ref, one=_title(snapshot, one), other=_title(snapshot, other))
