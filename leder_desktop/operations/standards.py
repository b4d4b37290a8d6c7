"""The standards of this store: those in force, those a review is made with, and carrying a review over to the newer wording."""

import tomllib
from dataclasses import dataclass

from leder_desktop.model import edition as editions
from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import Before, compared
from leder_desktop.model.change import Change
from leder_desktop.model.differences import Difference, differences
from leder_desktop.model.edition import Edition
from leder_desktop.model.standards import Standards
from leder_desktop.operations.writing import step
from leder_desktop.session import Desk, Session

_TITLES = {
    "checks/checks": "Sentences of the checks", "checks/triggers": "When a focused review is called for",
    "checks/words": "Words the checks look for",
}  # fmt: skip
"""Of the files that have no title of their own."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One standard as it is in force here."""

    name: str
    title: str
    version: str
    provenance: str
    confirmed: bool | None
    """None where the file does not speak of it, as the texts of the checks."""
    signed_by: str
    """Who signed it (RFC 4514); empty for the program's own."""
    at: str
    """When a correction was taken in; empty for the program's own."""

    @property
    def signer(self) -> str:
        """As people call them: “Dana Data (Somewhere ICB)”."""
        return called(self.signed_by)


def called(signed_by: str) -> str:
    """A person as people call them, from the name in their certificate (RFC 4514)."""
    from cryptography import x509  # not before it is asked for: unlocking needs none of it
    from cryptography.x509.oid import NameOID

    try:
        names = {each.oid: str(each.value) for each in x509.Name.from_rfc4514_string(signed_by)}
    except ValueError:
        return signed_by
    who, of = names.get(NameOID.COMMON_NAME, ""), names.get(NameOID.ORGANIZATION_NAME, "")
    return (f"{who} ({of})" if of else who) or signed_by


def listed(desk: Desk) -> tuple[Listed, ...]:
    """Every standard in force, by name."""
    taken = {one.name: one for one in desk.corrections}
    told = ((name, taken.get(name)) for name in desk.standards.names())
    return tuple(_told(desk.standards, name, one.signed_by if one else "", one.at if one else "") for name, one in told)


def made_with(session: Session) -> tuple[Listed, ...]:
    """Every standard of a review, by name."""
    kept = session.file.edition()
    signed = {one.name: one.signed_by for one in editions.files(kept)} if kept else {}
    here = session.standards
    return tuple(_told(here, name, signed.get(name, "")) for name in here.names())


def _told(here: Standards, name: str, signed_by: str, at: str = "") -> Listed:
    head = tomllib.loads(here.text(name))
    title = str(head.get("title", _TITLES.get(name, head["id"])))
    return Listed(
        name=name, title=title, version=str(head["version"]), provenance=str(head["provenance"]), confirmed=head.get("confirmed"),
        signed_by=signed_by, at=at,
    )  # fmt: skip


def edition(desk: Desk, before: Edition | None = None) -> Edition:
    """What a review begun now is made with; or one that was made with `before`, and is carried over."""
    return editions.edition(desk.standards, {one.name: one.signed_by for one in desk.corrections}, before)


def waiting(session: Session) -> tuple[Difference, ...]:
    """What would be different in this review if it were carried over to the standards in force here."""
    return differences(session.standards, session.desk.standards)


def touched(session: Session) -> tuple[Before, ...]:
    """The answers of this review, grades among them, that were given to other words than those in force here, or to none of them."""
    here, there = session.standards, session.desk.standards
    found = (compared(each, here.as_asked(each), there.asks(each.id)) for each in session.file.all(Answer))
    return tuple(one for one in found if one is not None)


def carry_over(session: Session) -> Change:
    """From now on this review is made with the standards in force. No answer is changed, and each is read in the words it
    was given in until it is given anew; undo brings the former wording back."""
    with step(session, "Carry over to the newer wording") as (writing, done):
        writing.put(edition(session.desk, session.file.edition()))
    return done.change("Carry over to the newer wording")
