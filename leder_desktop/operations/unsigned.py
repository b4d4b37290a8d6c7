"""A review that goes back to its reviewer is signed by nobody: who signed, and what was signed, are put away; the audit tells of both."""

from leder_desktop.model.signoff import Signoff
from leder_desktop.session import Session
from leder_desktop.store.things import Writing

STAGE1 = "stage1/"
"""Where the case keeps what the reviewer signed."""


def unsign(session: Session, writing: Writing) -> None:
    """Inside the step that hands it back."""
    writing.put(Signoff())
    session.file.forget_within(STAGE1)
