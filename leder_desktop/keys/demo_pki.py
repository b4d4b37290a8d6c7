"""A throw-away public key infrastructure for the demo and the tests: one root, its revocation list, and four certificates.

Nothing here is secret for longer than the demo runs, and nobody should trust it: every name says that it is invented.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

VALID = timedelta(days=730)
CRL_VALID = timedelta(days=180)
EARLIER = timedelta(hours=1)
"""Certificates and CRL begin an hour before they are made, so that a clock a little behind does not refuse them."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A certificate and its private key."""

    certificate: bytes
    """DER."""

    key: Key = field(repr=False)

    def pem(self) -> bytes:
        """The certificate."""
        return certificate_pem(self.certificate)

    def key_pem(self) -> bytes:
        """Private key and certificate in one file, unencrypted: only for a demo's recipient."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + self.pem()

    def pkcs12(self, name: str, passphrase: bytes, chain: tuple[bytes, ...] = ()) -> bytes:
        """PKCS#12 with key, certificate and `chain` (DER), encrypted under `passphrase` (UTF-8)."""
        return pkcs12.serialize_key_and_certificates(
            name.encode(),
            self.key,
            x509.load_der_x509_certificate(self.certificate),
            [x509.load_der_x509_certificate(der) for der in chain],
            BestAvailableEncryption(passphrase),
        )


@dataclass(frozen=True, kw_only=True)
class DemoPki:
    root: Identity
    crl: bytes
    """DER, the root's own."""

    reviewer: Identity
    senior: Identity
    registry: Identity
    """Signs the role registry."""

    recipient: Identity
    """Opens the bundle; its key only deciphers keys."""

    def crl_pem(self) -> bytes:
        return x509.load_der_x509_crl(self.crl).public_bytes(Encoding.PEM)


def make(at: datetime) -> DemoPki:
    """A new infrastructure, valid for two years from `at` (aware), its CRL for half a year."""
    root = make_root("Demo root (invented)", at)
    return DemoPki(
        root=root,
        crl=make_crl(root, at),
        reviewer=issue(root, "Alex Marsh (invented reviewer)", rsa.generate_private_key(65537, 3072), at),
        senior=issue(root, "Sam Okafor (invented senior reviewer)", ec.generate_private_key(ec.SECP256R1()), at),
        registry=issue(root, "Demo role registry (invented)", ec.generate_private_key(ec.SECP256R1()), at),
        recipient=issue(root, "Demo platform (invented)", rsa.generate_private_key(65537, 3072), at, signs=False),
    )


def make_root(name: str, at: datetime) -> Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    return issue(None, name, key, at, authority=True)


def issue(
    issuer: Identity | None,
    name: str,
    key: Key,
    at: datetime,
    *,
    signs: bool = True,
    authority: bool = False,
    valid: timedelta = VALID,
) -> Identity:
    """A certificate for `key` under `issuer` (None: its own root).

    `authority`: may issue certificates and CRLs; otherwise `signs` says whether the key signs documents (nonRepudiation and
    digitalSignature) or deciphers keys (keyEncipherment for RSA, keyAgreement for elliptic curves).
    """
    subject = x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"), x509.NameAttribute(NameOID.COMMON_NAME, name)])
    parent = x509.load_der_x509_certificate(issuer.certificate) if issuer else None
    issuer_key = issuer.key if issuer else key
    seals = not signs and not authority
    usage = x509.KeyUsage(
        digital_signature=signs and not authority,
        content_commitment=signs and not authority,
        key_encipherment=seals and isinstance(key, rsa.RSAPrivateKey),
        data_encipherment=False,
        key_agreement=seals and isinstance(key, ec.EllipticCurvePrivateKey),
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(parent.subject if parent else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_instant(at - EARLIER))
        .not_valid_after(_instant(at + valid))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, hashes.SHA256())
    )
    return Identity(certificate=certificate.public_bytes(Encoding.DER), key=key)


def make_crl(issuer: Identity, at: datetime, *, revoked: tuple[bytes, ...] = (), valid: timedelta = CRL_VALID, number: int = 1) -> bytes:
    """The issuer's CRL (DER) naming the `revoked` certificates (DER), valid for `valid` from `at`."""
    parent = x509.load_der_x509_certificate(issuer.certificate)
    start = _instant(at - EARLIER)
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(parent.subject)
        .last_update(start)
        .next_update(_instant(at + valid))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False)
    )
    for der in revoked:
        serial = x509.load_der_x509_certificate(der).serial_number
        builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(start).build())
    return builder.sign(issuer.key, hashes.SHA256()).public_bytes(Encoding.DER)


def certificate_pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)


def _instant(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
