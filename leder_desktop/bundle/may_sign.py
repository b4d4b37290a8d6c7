"""Whether a certificate may sign now: the key, the purpose, the dates, and a current revocation list from every issuer above it.

Rules: bundle format 1.4, 1.6 and its section 8 ("CRL age is policy"). The chain's trust is the verifier's question; here a
signature that every verifier would refuse is not made in the first place.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, SECP384R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import Encoding

from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.model.dates import day_words

RSA_BITS = 2048
"""Smallest RSA key, in bits (format 1.4)."""


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What travels inside a signature, DER: the signer's `certificate`, the `chain` above it without its root, one CRL an issuer."""

    certificate: bytes
    chain: tuple[bytes, ...]
    crls: tuple[bytes, ...]


def hash_of(key: RSAPublicKey | EllipticCurvePublicKey) -> hashes.SHA256 | hashes.SHA384 | hashes.SHA512:
    """The digest a key signs with: SHA-512 with RSA, the one of the curve's strength with ECDSA."""
    if isinstance(key, RSAPublicKey):
        return hashes.SHA512()
    return hashes.SHA384() if key.curve.name == "secp384r1" else hashes.SHA256()


def papers(signer: Signer, *, crls: Sequence[bytes], at: datetime) -> Papers:
    """Check that `signer` may sign at the instant `at`, and pick what goes into the signature.

    `crls` are all that were handed over (DER); others' are passed over. Refused: SIGNER-WEAK-KEY (RSA below 2048 bits or any
    other key than RSA, P-256, P-384), SIGNER-KEY-USAGE (no nonRepudiation), SIGNER-EXPIRED (also: not yet valid),
    SIGNER-NOT-TRUSTED (a gap in the chain, or a self-signed certificate), SIGNER-REVOCATION-UNKNOWN (no CRL, or a stale one),
    SIGNER-REVOKED, SIGNATURE-WRONG (another certificate's key).
    """
    certificate = x509.load_der_x509_certificate(signer.certificate)
    _key(certificate)
    if certificate.public_key() != signer.key.public_key():
        raise Refused("SIGNATURE-WRONG", "The private key does not belong to the certificate of this identity.")
    _purpose(certificate)
    if certificate.subject == certificate.issuer:
        raise Refused("SIGNER-NOT-TRUSTED", f"The certificate of {common_name(certificate)} was made by its holder; nobody vouches for it.")
    path = _path(certificate, [x509.load_der_x509_certificate(der) for der in signer.chain])
    for one in path:
        if not one.not_valid_before_utc <= at <= one.not_valid_after_utc:
            raise Refused(
                "SIGNER-EXPIRED",
                f"The certificate of {common_name(one)} is valid from {day_words(one.not_valid_before_utc)} "
                f"to {day_words(one.not_valid_after_utc)}, not today; ask for a new one.",
            )
    below_root = [one for one in path if one.subject != one.issuer]
    lists = [x509.load_der_x509_crl(der) for der in crls]
    chosen = [_current(one, path, lists, at) for one in below_root]
    unique = {crl.fingerprint(hashes.SHA256()): crl for crl in chosen}
    return Papers(
        certificate=signer.certificate,
        chain=tuple(_der(one) for one in below_root[1:]),
        crls=tuple(_der(crl) for crl in unique.values()),
    )


def _key(certificate: x509.Certificate) -> None:
    key = certificate.public_key()
    if isinstance(key, RSAPublicKey) and key.key_size >= RSA_BITS:
        return
    if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1 | SECP384R1):
        return
    raise Refused("SIGNER-WEAK-KEY", f"The key of {common_name(certificate)} is too weak to sign a review; ask for a new certificate.")


def _purpose(certificate: x509.Certificate) -> None:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        usage = None
    if usage is None or not usage.content_commitment:
        raise Refused(
            "SIGNER-KEY-USAGE",
            f"The certificate of {common_name(certificate)} is not made for signing documents (key usage nonRepudiation); "
            "ask for one that is.",
        )


def _path(certificate: x509.Certificate, others: list[x509.Certificate]) -> list[x509.Certificate]:
    """From the signer up: ends at a root, or at one whose issuer is not among `others` (the chain may come without its root)."""
    path, rest = [certificate], list(others)
    while path[-1].subject != path[-1].issuer and rest:
        above = [one for one in rest if issued_by(path[-1], one)]
        if not above:
            break
        rest.remove(above[0])
        path.append(above[0])
    left = [one for one in rest if one.subject != one.issuer]
    if left and path[-1].subject != path[-1].issuer:
        raise Refused(
            "SIGNER-NOT-TRUSTED", f"The certificates above {common_name(certificate)} do not lead on to each other: one is missing."
        )
    return path


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether `issuer` signed `certificate` (name and signature)."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _current(
    certificate: x509.Certificate, path: list[x509.Certificate], lists: list[x509.CertificateRevocationList], at: datetime
) -> x509.CertificateRevocationList:
    """The newest whole CRL of this certificate's issuer, current at `at` and not naming the certificate."""
    issuers = [one for one in path if issued_by(certificate, one)]
    own = [crl for crl in lists if crl.issuer == certificate.issuer and _whole(crl)]
    own = [crl for crl in own if not issuers or _signed_by(crl, issuers[0])]
    if any(crl.get_revoked_certificate_by_serial_number(certificate.serial_number) is not None for crl in own):
        raise Refused("SIGNER-REVOKED", f"The certificate of {common_name(certificate)} has been revoked; it cannot sign any more.")
    if not own:
        raise Refused(
            "SIGNER-REVOCATION-UNKNOWN",
            f"There is no revocation list from {_name(certificate.issuer)}; import the current one, then sign.",
        )
    current = [crl for crl in own if crl.next_update_utc is not None and crl.last_update_utc <= at <= crl.next_update_utc]
    if not current:
        raise Refused(
            "SIGNER-REVOCATION-UNKNOWN",
            f"The revocation list from {_name(certificate.issuer)} is out of date; import the current one, then sign.",
        )
    return max(current, key=lambda crl: crl.last_update_utc)


def _whole(crl: x509.CertificateRevocationList) -> bool:
    """Not a delta and not a part of a list: those need extensions that say so."""
    partial = (x509.DeltaCRLIndicator.oid, x509.IssuingDistributionPoint.oid)
    return not any(extension.oid in partial for extension in crl.extensions)


def _signed_by(crl: x509.CertificateRevocationList, issuer: x509.Certificate) -> bool:
    key = issuer.public_key()
    return isinstance(key, RSAPublicKey | EllipticCurvePublicKey) and crl.is_signature_valid(key)


def _der(thing: x509.Certificate | x509.CertificateRevocationList) -> bytes:
    return thing.public_bytes(Encoding.DER)


def common_name(certificate: x509.Certificate) -> str:
    """What to call the holder: the common name, otherwise the whole subject."""
    return _name(certificate.subject)


def name_in(subject: str) -> str:
    """The same of a subject as RFC 4514 writes it."""
    return _name(x509.Name.from_rfc4514_string(subject))


def _name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
