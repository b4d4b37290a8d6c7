"""Cases here that may be about the same person as the open one (R-ID-5)."""

from leder_desktop.session import Session
from leder_desktop.store.shelf import CaseRow


def of(session: Session) -> list[CaseRow]:
    """Other cases here with the same NHS number, or a name and a year of death in common (`Person.spellings`); erased ones are left out."""
    mine = session.desk.shelf.case(session.case)
    return [row for row in session.desk.shelf.cases() if row.state == "ready" and row.id != mine.id and row.same_person & mine.same_person]


def references(session: Session) -> tuple[str, ...]:
    """Their references, as a remark names them."""
    return tuple(row.reference for row in of(session))
