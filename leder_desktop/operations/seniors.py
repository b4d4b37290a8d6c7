"""Who speaks as senior reviewer about a review that was handed to them: somebody else than who signed it, named by a signing identity.

A view on a grade needs no PIN: what is said before the countersignature binds nobody. By countersigning, the senior reviewer takes over
only what was said under their own name.
"""

from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role, require_registered
from leder_desktop.model.independence import same_person
from leder_desktop.operations import identities, snapshot, trust
from leder_desktop.session import Session
from leder_desktop.store.shelf import IdentityRow

NOBODY = (
    "No signing identity of a senior reviewer is on this laptop. Take in your own on the sign-off page, then say what you think of the"
    " grades."
)


def others(session: Session) -> tuple[IdentityRow, ...]:
    """The identities of this store that may be the senior reviewer's: those of somebody else than who signed, or declared to review.

    The last by name (R-IND-2): whoever wrote the review and had another identity sign it does not sign it off.
    """
    signoff, rows = snapshot.signoff(session), identities.all(session.desk)
    signed = signoff.reviewer_certificate
    subjects = {row.subject for row in rows if row.certificate_sha256 == signed}
    wrote = (signoff.reviewer_name, snapshot.case(session).independence.by)
    return tuple(
        row
        for row in rows
        if row.certificate_sha256 != signed and row.subject not in subjects
        and not any(same_person(identities.holder(row), name) for name in wrote)
    )  # fmt: skip


def name(session: Session, identity: str = "") -> str:
    """What the senior reviewer is called. Without `identity` the only one there can be.

    Refused: `no-such-identity` when there is none, or more than one and none is named; `SAME-SIGNER-TWICE` for the reviewer;
    `role-not-held` when the role registry of this laptop does not name a senior reviewer.
    """
    may = others(session)
    if not identity and len(may) > 1:
        names = ", ".join(row.name for row in may)
        raise Refused("no-such-identity", f"More than one identity may be the senior reviewer’s. Say which is yours: {names}.")
    row = identities.one(session.desk, identity) if identity else next(iter(may), None)
    if row is None:
        raise Refused("no-such-identity", NOBODY)
    if row not in may:
        raise Refused("SAME-SIGNER-TWICE", "The reviewer wrote and signed this review; somebody else must countersign it.")
    require_registered(trust.roles_held(session.desk, row.certificate_sha256), Role.SENIOR_REVIEWER)
    return identities.holder(row)


def speaks(session: Session) -> str:
    """Whose words a comment is: the senior reviewer's, where only one can be meant, otherwise those of whoever is signed in."""
    may = others(session)
    return identities.holder(may[0]) if len(may) == 1 else session.person
