"""What a person can do to the decision: see which triggers are met and why, and decide (O05-O08; Bristol B07, B08, B13)."""

from dataclasses import dataclass, replace

from leder_desktop.errors import Refused
from leder_desktop.model import decision as model
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Refusal
from leder_desktop.model.change import Change
from leder_desktop.model.decision import Form, Option
from leder_desktop.model.independence import same_person
from leder_desktop.model.note import require_storable
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import FAMILY, YES, Trigger, triggers
from leder_desktop.operations import independence, questions, snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Everything the Decision page shows that is not an answer of its own."""

    form: Form
    triggers: tuple[Trigger, ...]
    options: tuple[Option, ...]
    decided: Answer | None
    refusal: Refusal
    senior_reviewer: str
    """A05, the name to begin the refusal with."""

    def those(self, met: str) -> tuple[Trigger, ...]:
        """`yes`, `no` or `unclear`."""
        return tuple(each for each in self.triggers if each.met == met)

    @property
    def family_asked(self) -> bool:
        return any(each.strength == FAMILY for each in self.those(YES))


def look(session: Session) -> Standing:
    """How the decision stands now."""
    return of(snapshot.take(session))


def of(whole: Snapshot) -> Standing:
    """How it stands in a case that was read already."""
    asked = model.form(whole)
    return Standing(
        form=asked, triggers=triggers(whole), options=model.options(whole), decided=whole.answer(asked.decided),
        refusal=model.refusal(whole), senior_reviewer=whole.case.senior_reviewer,
    )  # fmt: skip


def decide(session: Session, code: str) -> Change:
    """Decide. Refused: `not-open` with the reason in one sentence, `not-understood` for a code the question does not have.

    A "yes" fills in why the other review is made from the triggers that are met, unless somebody has answered that by hand.
    """
    whole = snapshot.take(session)
    asked = model.form(whole)
    change = questions.choose(session, asked.decided, code)
    given = whole.answer(asked.reasons)
    if code != model.NO_CODE and (given is None or given.status == "not-asked"):
        chosen = model.reasons(whole)
        if chosen:
            questions.choose(session, asked.reasons, chosen)
    return change


def leave_open(session: Session, status: str) -> Change:
    """Take the decision back: a status instead of an answer, as of any question."""
    return questions.leave_open(session, model.form(snapshot.take(session)).decided, status)


def decline_the_family(session: Session, *, by: str, why: str) -> Change:
    """The senior reviewer's reason for not granting what the family asked (R-FOC-4); with it, "No" is open.

    It stands for the request it was given for: once the family says something else, or asks again, it has to be given again.

    Refused: `incomplete` without a name and a reason, `same-person` when the reviewer names themselves or somebody else than the senior
    reviewer who is recorded (A05), `not-open` where the family did not ask or a duty stands anyway.
    """
    whole = snapshot.take(session)
    standing, case = of(whole), whole.case
    if not by.strip() or not why.strip():
        raise Refused("incomplete", "Give the senior reviewer’s name and their reason.")
    if same_person(by, independence.reviewer(session, case)):
        raise Refused("same-person", "The reason has to be the senior reviewer’s, and that is a different person.")
    if case.senior_reviewer.strip() and not same_person(by, case.senior_reviewer):
        raise Refused("same-person", f"The senior reviewer of this case is {case.senior_reviewer}, and the reason has to be theirs.")
    if any(same_person(by, one) for one in _close(whole)):
        raise Refused("same-person", f"{by.strip()} is somebody close to the person. The reason has to be the senior reviewer’s.")
    if not standing.family_asked:
        raise Refused("not-open", "It is not recorded that the family asked, so there is nothing to decline.")
    with step(session, "Record the senior reviewer’s reason") as (writing, done):
        refusal = Refusal(by=require_storable(by.strip()), why=require_storable(why), on=session.clock.today(), at=session.clock.now())
        writing.put(replace(case, refusal=refusal))
    return done.change("Record the senior reviewer’s reason")


def _close(whole: Snapshot) -> list[str]:
    """The family and everybody the reviewer spoke with."""
    return [*(kin.name for kin in whole.notification.kin), *(talk.who for talk in whole.conversations)]
