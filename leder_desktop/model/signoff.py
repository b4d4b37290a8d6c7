"""Signing: what the reviewer submitted, what the senior reviewer said, and what release has fixed for ever."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A senior reviewer's comment; `where` names the section it is about, empty for the whole review."""

    id: str
    text: str = ""
    where: str = ""
    by: str = ""
    at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class Signoff:
    id: str = "signoff"
    reviewer_name: str = ""
    reviewer_certificate: str = ""
    """SHA-256 of the certificate, lower-case hex."""
    submitted_at: datetime | None = None
    senior_name: str = ""
    senior_certificate: str = ""
    released_at: datetime | None = None
    roles: str = "not-checked"
    """`held` when a role registry confirmed both, else `not-checked`."""
    bundle: str = ""
    """The bundle's uuid, fixed at release."""
    recipients: tuple[str, ...] = ()
    """SHA-256 of the recipients' certificates, sorted."""
    exported_at: datetime | None = None
