"""What the senior reviewer and the panel say to the reviewer's grades, and how a changed one keeps what stood before.

The reviewer grades by answering (`operations.questions`). Everything here stands beside that answer and never takes its place.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from leder_desktop.errors import Refused
from leder_desktop.model import grades as model
from leder_desktop.model.answers import Answer, Score
from leder_desktop.model.case import Case, State, require_open
from leder_desktop.model.change import Change
from leder_desktop.model.graded import asked, given
from leder_desktop.model.grades import PANEL, REVIEWER, SENIOR, Asked, Grading
from leder_desktop.model.note import require_storable
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import seniors, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store.things import Writing

FOLLOWED = "The reviewer’s grade changed, and this follows it."


def agree(session: Session, ref: str, because: str = "", *, identity: str = "") -> Change:
    """The senior reviewer agrees with the reviewer's grade as it stands. `identity`: whose view this is (`seniors.name`).

    Refused: `no-such-question` for what is no grade of this review, `wrong-state` unless the senior reviewer has the review, what
    `seniors.name` refuses, `incomplete` when the reviewer gave no grade, or when the senior reviewer said otherwise before and `because`
    does not say why; a grade the reviewer has changed since needs no such words.
    """
    _require_asked(session, ref)
    _require_senior(snapshot.case(session))
    by, score = seniors.name(session, identity), _reviewers(session, ref)
    because = because.strip() or (FOLLOWED if _moved_on(session, ref) else "")
    made = Grading(id=f"{SENIOR}/{ref}", score=score, agrees=True, by=by, because=because)
    return _say(session, made, _require_senior, "Agree with a grade")


def propose(session: Session, ref: str, code: str, why: str, because: str = "", *, identity: str = "") -> Change:
    """The senior reviewer proposes another grade, with a reason of their own. Refused as `agree`; `not-understood`: no such step."""
    _require_asked(session, ref)
    _require_senior(snapshot.case(session))
    by, score = seniors.name(session, identity), _score(session, ref, code)
    if score == _reviewers(session, ref):
        raise Refused("incomplete", "That is the reviewer’s own grade. Say that you agree with it.")
    made = Grading(id=f"{SENIOR}/{ref}", score=score, why=why, by=by, because=because.strip())
    return _say(session, made, _require_senior, "Propose another grade")


def panel(session: Session, ref: str, code: str, why: str, because: str = "") -> Change:
    """The grade the panel gave, entered by whoever is signed in after it has met; the panel's day is kept beside it.

    Refused: `no-such-question`, `wrong-state` before the panel, `incomplete`, `not-understood`.
    """
    _require_asked(session, ref)
    case = snapshot.case(session)
    _require_panel(case)
    score = _score(session, ref, code)
    made = Grading(id=f"{PANEL}/{ref}", score=score, why=why, by=session.person, on=case.panel.met_on, because=because.strip())
    return _say(session, made, _require_panel, "Enter the panel’s grade")


def explain(session: Session, ref: str, why: str) -> Change:
    """The reviewer says why a grade changes that the senior reviewer has seen (R-SC-7). Refused: `gone` when none was seen."""
    seen = session.file.one(Grading, f"{REVIEWER}/{ref}")
    if seen is None:
        raise Refused("gone", "Nobody has seen this grade yet, so its change needs no reason.")
    with step(session, "Say why a grade changes", gate=require_open) as (writing, done):
        writing.put(replace(seen, changing=require_storable(why.strip())))
    return done.change("Say why a grade changes")


def sign(writing: Writing, whole: Snapshot) -> None:
    """The reviewer signs: each grade as others will now see it is kept beside the answer, with the ones signed before."""
    at = whole.signoff.submitted_at
    assert at is not None
    for each in asked(whole):
        answer, why = whole.answer(each.ref), whole.answer(each.why)
        seen = whole.grading(REVIEWER, each.ref)
        if (answer is not None and answer.score is not None) or seen is not None:
            said = str(why.value) if why is not None and why.value is not None else ""
            graded = answer if answer is not None else Answer(id=each.ref)
            writing.put(model.signed(seen, graded, said, by=whole.signoff.reviewer_name, at=at))


def unsaid(whole: Snapshot) -> tuple[Asked, ...]:
    """The reviewer's grades to which the senior reviewer has said nothing yet, or agreed before they were changed."""
    return tuple(each for each, score in given(whole) if not _spoken(whole.grading(SENIOR, each.ref), score))


def countersigned(whole: Snapshot, *, by: str, at: datetime) -> tuple[Grading, ...]:
    """What the senior reviewer says to each grade by countersigning as `by`. Nothing is said by silence: a grade without a word of theirs
    is kept as one to which nothing was said.

    Refused (`incomplete`): the reviewer's grade has changed since the senior reviewer agreed with it, or somebody else spoke about it.
    """
    found, scores = list[Grading](), dict(given(whole))
    for each in asked(whole):
        said, score = whole.grading(SENIOR, each.ref), scores.get(each)
        if said is None or said.score is None:
            if score is not None:
                found.append(Grading(id=f"{SENIOR}/{each.ref}", by=by, at=at))
            continue
        if said.agrees and said.score != score:
            raise Refused(
                "incomplete", "The reviewer’s grade has changed since you agreed with it. Look at the grades again, then countersign."
            )
        if said.by != by:
            sentence = f"{said.by} spoke about the grades, and you sign as {by}. Say what you think of each, then countersign."
            raise Refused("incomplete", sentence)
        found.append(said)
    return tuple(found)


def _spoken(said: Grading | None, score: Score) -> bool:
    return said is not None and said.score is not None and (not said.agrees or said.score == score)


def _say(session: Session, made: Grading, gate: Callable[[Case], None], label: str) -> Change:
    before = session.file.one(Grading, made.id)
    kept = model.again(before, replace(made, at=session.clock.now()))
    with step(session, label, gate=gate) as (writing, done):
        writing.put(kept)
    return done.change(label)


def _require_asked(session: Session, ref: str) -> None:
    refs = [each.ref for each in asked(snapshot.take(session))]
    if ref not in refs:
        raise Refused("no-such-question", f"That is no grade of this review. It has: {', '.join(refs) or 'none'}.")


def _score(session: Session, ref: str, code: str) -> Score:
    standards = session.standards
    return standards.scale(standards.question(ref).scale).score(code)


def _reviewers(session: Session, ref: str) -> Score:
    answer = session.file.one(Answer, ref)
    if answer is None or answer.score is None:
        raise Refused("incomplete", "The reviewer has given no grade here. Return the review and say so in a comment.")
    return answer.score


def _moved_on(session: Session, ref: str) -> bool:
    """Has the reviewer changed the grade since the senior reviewer spoke about it?"""
    said, signed = session.file.one(Grading, f"{SENIOR}/{ref}"), session.file.one(Grading, f"{REVIEWER}/{ref}")
    if said is None or signed is None or said.at is None:
        return False
    return any(one.at is not None and one.at <= said.at for one in signed.former)


def _require_senior(case: Case) -> None:
    if case.state != State.SUBMITTED:
        sentence = "The senior reviewer grades while the review is with them, before countersigning."
        raise Refused("wrong-state", sentence, state=str(case.state))


def _require_panel(case: Case) -> None:
    if case.state != State.PANEL:
        raise Refused("wrong-state", "The panel’s grade is entered after the panel has met.", state=str(case.state))
