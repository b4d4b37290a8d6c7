"""Whom a bundle is sealed to: their certificates, handed over by file, and how a person tells them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from leder_desktop.model import dates
from leder_desktop.operations import evidence, release, trust
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """One certificate the bundle is sealed to."""

    certificate: bytes
    """DER."""

    subject: str
    """RFC 4514."""

    sha256: str
    """Of the certificate, lower-case hex: what is compared by telephone."""

    until: str
    """The last day it is valid, as `2028-11-21`."""

    @property
    def name(self) -> str:
        """The common name in the subject, or the whole of it."""
        return next((part.removeprefix("CN=") for part in self.subject.split(",") if part.startswith("CN=")), self.subject)


def fingerprint(sha256: str) -> str:
    """In groups of four and two lines, to be read out by telephone and compared."""
    groups = [sha256[i : i + 4] for i in range(0, len(sha256), 4)]
    return f"{' '.join(groups[:8])}\n{' '.join(groups[8:])}"


def until(recipient: Recipient) -> str:
    """How long it is valid, as people say it."""
    return f"valid until {dates.words(dates.from_edtf(recipient.until))}"


def read(paths: Sequence[Path]) -> tuple[Recipient, ...]:
    """The certificates in these files, none twice. Refused: no certificate, too many, or one that nothing can be sealed to."""
    return described(release.read_recipients([evidence.read_small(path, trust.LARGEST) for path in paths]))


def of(session: Session) -> tuple[Recipient, ...]:
    """Those fixed at release; none before it."""
    return described(tuple(session.file.kept(release.RECIPIENTS).values()))


def described(certificates: Sequence[bytes]) -> tuple[Recipient, ...]:
    """Certificates (DER) as a person can tell them apart."""
    return tuple(_described(der) for der in certificates)


def _described(der: bytes) -> Recipient:
    certificate = x509.load_der_x509_certificate(der)
    until = certificate.not_valid_after_utc.date().isoformat()
    return Recipient(certificate=der, subject=certificate.subject.rfc4514_string(), sha256=trust.fingerprint(der), until=until)
