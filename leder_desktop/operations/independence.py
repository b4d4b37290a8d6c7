"""What a reviewer says of themselves: independent of the care, and signed off by somebody else (A03-A06, R-IND-1, R-IND-2)."""

from dataclasses import dataclass, fields, replace

from leder_desktop.errors import Refused
from leder_desktop.model.case import Case, require_open
from leder_desktop.model.change import Change
from leder_desktop.model.independence import INDEPENDENT, Declaration, same_person
from leder_desktop.model.note import require_storable
from leder_desktop.operations import snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class WhoReviews:
    """Who does this review: the reviewer's profession (a code) and employer, the senior reviewer, the local area contact."""

    reviewer_profession: str = ""
    reviewer_employer: str = ""
    senior_reviewer: str = ""
    local_area_contact: str = ""


_FIELDS = tuple(each.name for each in fields(WhoReviews))
"""Each is a field of the case too."""


def sentence(session: Session) -> str:
    """What is declared, with the name they liked to be called."""
    return INDEPENDENT.format(name=snapshot.person(session).called or "the person")


def declare(session: Session) -> Change:
    """R-IND-1: the person signed in says `sentence`. Kept with the day and the words; once is enough."""
    case = snapshot.case(session)
    said = Declaration(by=session.person, on=session.clock.today(), words=sentence(session))
    with step(session, "Declare independence") as (writing, done):
        writing.put(replace(case, independence=said))
    return done.change("Declare independence")


def take_back(session: Session) -> Change:
    """The reviewer was involved after all, or is no longer sure: the declaration goes, and the review cannot be signed."""
    with step(session, "Take back the declaration of independence") as (writing, done):
        writing.put(replace(snapshot.case(session), independence=Declaration()))
    return done.change("Take back the declaration of independence")


def standing(session: Session) -> WhoReviews:
    case = snapshot.case(session)
    return WhoReviews(**{name: getattr(case, name) for name in _FIELDS})


def describe(session: Session, said: WhoReviews) -> Change:
    """Who does this review. Refused (`same-person`): the senior reviewer is the reviewer (R-IND-2)."""
    case = snapshot.case(session)
    require_another(reviewer(session, case), said.senior_reviewer)
    for text in (said.reviewer_employer, said.senior_reviewer, said.local_area_contact):
        require_storable(text)
    with step(session, "Say who does this review", gate=require_open) as (writing, done):
        writing.put(replace(case, **{name: getattr(said, name) for name in _FIELDS}))
    return done.change("Say who does this review")


def reviewer(session: Session, case: Case) -> str:
    """Whose review it is: who declared it, or who is signed in."""
    return case.independence.by or session.person


def require_another(reviewer: str, senior: str) -> None:
    """R-IND-2. Refused: `same-person`."""
    if same_person(reviewer, senior):
        raise Refused("same-person", f"A different person must sign off. {senior.strip()} is the reviewer.")
