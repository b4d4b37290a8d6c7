"""Where the person was: kept in the case when it is left or locked, found again after."""

from typing import Any

from leder_desktop.session import Session


def remember(session: Session, place: dict[str, Any]) -> None:
    """Screen, field, caret, and what is half-typed in forms; it lives and is erased with the case."""
    session.file.remember_place(place)


def remembered(session: Session) -> dict[str, Any]:
    """What `remember` was given last; empty before."""
    return session.file.place()
