"""Whom this laptop trusts: anchors, CRLs, and the role registry, each handed over by file."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.recipient import load_certificates, load_crls
from leder_desktop.bundle.verify.roles_read import Roles, read_roles
from leder_desktop.errors import Refused
from leder_desktop.operations import evidence
from leder_desktop.session import Desk

LARGEST = 64 << 20
"""Bytes of a key, a certificate, a revocation list or a registry: long lists have some ten."""


def take_in(desk: Desk, paths: list[Path]) -> None:
    """Take in files; all are read and checked before the first is kept. A `roles.json` needs its `.p7s` beside it.

    Certificates that sign themselves become anchors; other CA certificates help to build chains and are trusted only through one.
    Refused: `unsupported-format` (also a certificate that is no authority's), the ROLES codes, a registry by another signer than
    the first, or older than the one here.
    """
    certificates: list[bytes] = []
    crls: list[bytes] = []
    registries: list[tuple[bytes, bytes]] = []
    for path in paths:
        untrusted = evidence.read_small(path, LARGEST)
        if untrusted.lstrip()[:1] == b"{":
            registries.append((untrusted, evidence.read_small(path.with_name(path.name + ".p7s"), LARGEST)))
        elif path.suffix != ".p7s":
            found, lists = _certificates_and_crls(path.name, untrusted)
            certificates += found
            crls += lists
    if not certificates and not crls and not registries:
        raise Refused("unsupported-format", "These files hold no certificate, no revocation list and no role registry. Nothing was kept.")
    for der in certificates:
        _require_authority(der)
    anchors = tuple(der for der in certificates if _signs_itself(der))
    now = desk.clock.now()
    whole = Trust(anchors=(*trusted(desk).anchors, *anchors), crls=(*trusted(desk).crls, *crls))
    roles = [_checked_roles(desk, json, p7s, whole, now) for json, p7s in registries]
    desk.shelf.keep_trust([("anchor" if der in anchors else "ca", der) for der in certificates] + [("crl", der) for der in crls], at=now)
    for json, p7s, read in roles:
        kept = [("roles", json), ("roles-signature", p7s), ("roles-signer", read.signer_sha256.encode())]
        desk.shelf.keep_trust(kept, issued=_z(read.issued), at=now, instead_of_all=True)
    desk.shelf.record(f"took in {len(certificates)} certificates, {len(crls)} CRLs, {len(roles)} role registries", by=desk.person, at=now)


def _certificates_and_crls(name: str, untrusted: bytes) -> tuple[list[bytes], list[bytes]]:
    found: list[bytes] = []
    lists: list[bytes] = []
    for load, into in ((load_certificates, found), (load_crls, lists)):
        try:
            into.extend(load(untrusted))
        except Refused:
            continue
    if not found and not lists:
        raise Refused("unsupported-format", f"{name} holds no certificate, no revocation list and no role registry. Nothing was kept.")
    return found, lists


def _checked_roles(desk: Desk, json: bytes, p7s: bytes, trust: Trust, now: datetime) -> tuple[bytes, bytes, Roles]:
    read = read_roles(json, p7s, trust=trust, at=now)
    before = _registry(desk)
    if before is not None and desk.shelf.trust("roles-signer")[0].data.decode() != read.signer_sha256:
        raise Refused("ROLES-SIGNER", "This registry was signed by somebody else than the one this laptop knows. It was not taken in.")
    if before is not None and _z(read.issued) < before[2]:
        raise Refused("ROLES-EXPIRED", "This registry is older than the one this laptop has. It was not taken in.")
    return json, p7s, read


def trusted(desk: Desk) -> Trust:
    """What chains must end in, and the revocation lists, as the bundle's functions want them."""
    return Trust(anchors=_kept(desk, "anchor"), crls=_kept(desk, "crl"))


def _kept(desk: Desk, kind: str) -> tuple[bytes, ...]:
    return tuple(row.data for row in desk.shelf.trust(kind))


def _registry(desk: Desk) -> tuple[bytes, bytes, str] | None:
    """The registry, its signature, and when it was issued."""
    rows = desk.shelf.trust("roles")
    return (rows[0].data, desk.shelf.trust("roles-signature")[0].data, rows[0].issued) if rows else None


def authorities(desk: Desk) -> tuple[bytes, ...]:
    """Every CA certificate this laptop knows, for the validation data of a report."""
    return (*_kept(desk, "anchor"), *_kept(desk, "ca"))


def current_crls(desk: Desk) -> tuple[bytes, ...]:
    """Revocation lists (DER) that have not run out: an old one would make a good signature look bad."""
    now = desk.clock.now()
    return tuple(der for der in _kept(desk, "crl") if (until := x509.load_der_x509_crl(der).next_update_utc) is None or until > now)


def roles_held(desk: Desk, certificate_sha256: str) -> tuple[str, ...] | None:
    """The registry's roles of a certificate; None when this laptop has no registry. Refused `ROLES-EXPIRED` past its end."""
    registry = _registry(desk)
    if registry is None:
        return None
    return read_roles(registry[0], registry[1], trust=trusted(desk), at=desk.clock.now()).roles_of(certificate_sha256)


def document(desk: Desk) -> dict[str, Any]:
    """What `leder trust list` prints."""
    registry = _registry(desk)
    anchors = [x509.load_der_x509_certificate(der) for der in _kept(desk, "anchor")]
    crls = [x509.load_der_x509_crl(der) for der in _kept(desk, "crl")]
    return {
        "anchors": [
            {"subject": a.subject.rfc4514_string(), "sha256": a.fingerprint(SHA256()).hex(), "until": _z(a.not_valid_after_utc)}
            for a in anchors
        ],
        "crls": [{"issuer": c.issuer.rfc4514_string(), "next_update": _z(c.next_update_utc) if c.next_update_utc else None} for c in crls],
        "roles": registry[2] if registry else None,
    }


def fingerprint(der: bytes) -> str:
    """SHA-256 of a certificate, lower-case hex."""
    return hashlib.sha256(der).hexdigest()


def _require_authority(der: bytes) -> None:
    """A person's or a recipient's certificate is trusted through its authority, never taken in as one (RFC 5280 4.2.1.9)."""
    certificate = x509.load_der_x509_certificate(der)
    try:
        authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError):
        authority = False
    if not authority:
        whose = certificate.subject.rfc4514_string()
        raise Refused("unsupported-format", f"The certificate of {whose} is not an authority's. Nothing was kept.")


def _signs_itself(der: bytes) -> bool:
    certificate = x509.load_der_x509_certificate(der)
    return certificate.subject == certificate.issuer


def _z(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
