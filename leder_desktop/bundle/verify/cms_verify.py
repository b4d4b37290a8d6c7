# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Checks one detached CAdES-B signature (RFC 5652, RFC 5035; bundle format 1.4): its form, its value, and its signer.

A signature that does not fit is SIGNATURE-WRONG; a signer who is not known is SIGNER-NOT-TRUSTED: never the same code.
Values are checked here with `cryptography`, not by the library that signs.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import cms, core, tsp
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import der
from leder_desktop.bundle.verify.pyhanko_door import UNREADABLE
from leder_desktop.bundle.verify.signer_check import Chain, check_signer
from leder_desktop.bundle.verify.verdict import Problem, problem

MAXIMUM_SIZE = 1 << 20
HASHES = {"sha256": SHA256, "sha384": SHA384, "sha512": SHA512}
_ATTRIBUTES = ["content_type", "message_digest", "signing_certificate_v2", "signing_time"]


class _Broken(Exception):
    """Ends the check of one signature with a code."""

    def __init__(self, code: str, path: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.path = path


@dataclass(frozen=True, kw_only=True)
class SignatureSeen:
    """What one signature says, and what is wrong with it."""

    certificate: bytes
    """The signer's certificate, DER."""

    public_key: bytes
    """SubjectPublicKeyInfo, DER."""

    subject: str
    """RFC 4514."""

    name: str
    at: datetime
    chain: Chain = field(repr=False)
    trusted: bool
    """The signature fits and its signer is trusted at the time of the check."""

    @property
    def certificate_sha256(self) -> str:
        return hashlib.sha256(self.certificate).hexdigest()


@dataclass(frozen=True, kw_only=True)
class SignatureCheck:
    seen: SignatureSeen | None
    """None where the signature cannot be read or does not fit: then nobody signed."""

    problems: tuple[Problem, ...]


def check_signature(untrusted: bytes, content: bytes, *, path: str, content_path: str, trust: Trust | None, at: datetime) -> SignatureCheck:
    """Checks the signature file at `path` over `content`, the bytes of `content_path`, at the instant `at`.

    Where the digest of the content is not the signed one, the problem names `content_path`: that file was changed.
    Faults: the SIGNATURE-* codes and the SIGNER-* codes.
    """
    try:
        read = _read(untrusted)
        certificate = _certificate(read.signer)
        signed_at = _attributes(read, certificate)
        _value(read, content, content_path)
        codes = check_signer(read.chain, trust, at)
        if not _chain_fits(read.chain, trust):
            codes.append("SIGNATURE-SYNTAX")
        if "SIGNER-NOT-TRUSTED" not in codes and trust is not None and not _vouched_for(read.chain, trust):
            codes.append("SIGNATURE-WRONG")
    except _Broken as broken:
        return SignatureCheck(seen=None, problems=(problem(broken.code, broken.path or path),))
    except UNREADABLE:
        return SignatureCheck(seen=None, problems=(problem("SIGNATURE-SYNTAX", path),))
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    subject = certificate.subject.rfc4514_string()
    seen = SignatureSeen(
        certificate=read.signer,
        public_key=certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        subject=subject,
        name=str(names[0].value) if names else subject,
        at=signed_at,
        chain=read.chain,
        trusted=not codes,
    )
    return SignatureCheck(seen=seen, problems=tuple(problem(code, path) for code in codes))


@dataclass(frozen=True, kw_only=True)
class _Read:
    info: Any
    """asn1crypto SignerInfo."""

    signer: bytes
    chain: Chain
    digest: str
    """sha256, sha384 or sha512."""


def _read(untrusted: bytes) -> _Read:
    if len(untrusted) > MAXIMUM_SIZE:
        raise _Broken("SIGNATURE-TOO-BIG")
    try:
        der.check(untrusted)
    except der.NotDer:
        raise _Broken("SIGNATURE-SYNTAX") from None
    outer: Any = cms.ContentInfo.load(untrusted, strict=True)
    if outer["content_type"].native != "signed_data":
        raise _Broken("SIGNATURE-SYNTAX")
    data = outer["content"]
    if len(data["signer_infos"]) != 1:
        raise _Broken("SIGNATURE-COUNT")
    info = data["signer_infos"][0]
    if len(data["encap_content_info"]) and not isinstance(data["encap_content_info"]["content"], core.Void):
        raise _Broken("SIGNATURE-NOT-DETACHED")
    if data["encap_content_info"]["content_type"].native != "data":
        raise _Broken("SIGNATURE-ATTRIBUTES")
    digest = str(info["digest_algorithm"]["algorithm"].native)
    if digest not in HASHES or _hash_of(info, digest) != digest:
        raise _Broken("SIGNATURE-WEAK-DIGEST")
    if [str(one["algorithm"].native) for one in data["digest_algorithms"]] != [digest]:
        raise _Broken("SIGNATURE-SYNTAX")
    plain = [*data["digest_algorithms"], info["digest_algorithm"], info["signature_algorithm"]]
    if any(one["algorithm"].native != "rsassa_pss" and one["parameters"].native is not None for one in plain):
        raise _Broken("SIGNATURE-SYNTAX")
    if any(choice.name != "certificate" for choice in data["certificates"]):
        raise _Broken("SIGNATURE-SYNTAX")
    certificates = [choice.chosen for choice in data["certificates"]]
    # asn1crypto's own re-encoding takes minutes on a hostile nesting, so the order in the two tagged sets is compared here.
    crls = [choice.chosen.dump() for choice in data["crls"]] if len(data["crls"].contents or b"") else []
    encoded = [one.dump() for one in certificates]
    for one in crls:
        x509.load_der_x509_crl(one)
    if crls != sorted(crls) or encoded != sorted(encoded):
        raise _Broken("SIGNATURE-SYNTAX")
    sid = info["sid"]
    by_issuer = sid.name == "issuer_and_serial_number"
    if data["version"].native != ("v1" if by_issuer else "v3") or info["version"].native != ("v1" if by_issuer else "v3"):
        raise _Broken("SIGNATURE-SYNTAX")
    if by_issuer:
        mine = [
            one
            for one in certificates
            if one.issuer.dump() == sid.chosen["issuer"].dump() and one.serial_number == sid.chosen["serial_number"].native
        ]
    else:
        mine = [one for one in certificates if one.key_identifier == sid.native]
    if len(mine) != 1:
        raise _Broken("SIGNATURE-SYNTAX")
    others = tuple(one.dump() for one in certificates if one is not mine[0])
    chain = Chain(certificate=mine[0].dump(), others=others, crls=tuple(crls))
    return _Read(info=info, signer=mine[0].dump(), chain=chain, digest=digest)


def _hash_of(info: Any, digest: str) -> str | None:
    """The digest the signature algorithm itself names; the one of the SignerInfo where it names none."""
    algorithm = info["signature_algorithm"]
    kind = str(algorithm["algorithm"].native)
    if kind in ("rsassa_pkcs1v15", "ecdsa"):
        return digest
    if kind == "rsassa_pss":
        parameters = algorithm["parameters"]
        mask = parameters["mask_gen_algorithm"]
        if mask["algorithm"].native != "mgf1" or mask["parameters"]["algorithm"].native != digest:
            return None
        return str(parameters["hash_algorithm"]["algorithm"].native)
    return kind.partition("_")[0] if kind.partition("_")[2] in ("rsa", "ecdsa") else None


def _certificate(encoded: bytes) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(encoded)
        certificate.public_key()
        certificate.subject.rfc4514_string()
    except UNREADABLE:
        raise _Broken("SIGNATURE-SYNTAX") from None
    return certificate


def _attributes(read: _Read, certificate: x509.Certificate) -> datetime:
    """Exactly the four signed attributes, one value each, in DER order; no unsigned ones. The time the signer states."""
    attributes = read.info["signed_attrs"]
    if read.info["unsigned_attrs"].native is not None or attributes.native is None:
        raise _Broken("SIGNATURE-ATTRIBUTES")
    encoded = [one.dump() for one in attributes]
    values = {str(one["type"].native): one["values"] for one in attributes}
    if encoded != sorted(encoded) or sorted(str(one["type"].native) for one in attributes) != _ATTRIBUTES:
        raise _Broken("SIGNATURE-ATTRIBUTES")
    if any(len(value) != 1 for value in values.values()) or values["content_type"][0].native != "data":
        raise _Broken("SIGNATURE-ATTRIBUTES")
    essence = values["signing_certificate_v2"][0]
    if not isinstance(essence, tsp.SigningCertificateV2) or essence.copy().dump(force=True) != essence.dump():
        raise _Broken("SIGNATURE-ATTRIBUTES")
    named = essence["certs"][0]
    algorithm = str(named["hash_algorithm"]["algorithm"].native)
    if algorithm not in HASHES:
        raise _Broken("SIGNATURE-WEAK-DIGEST")
    if named["cert_hash"].native != hashlib.new(algorithm, read.signer).digest():
        raise _Broken("SIGNATURE-ATTRIBUTES")
    issuer = named["issuer_serial"]
    if issuer.native is not None and issuer["serial_number"].native != certificate.serial_number:
        raise _Broken("SIGNATURE-ATTRIBUTES")
    at = values["signing_time"][0].native
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise _Broken("SIGNATURE-ATTRIBUTES")
    return at


def _value(read: _Read, content: bytes, content_path: str) -> None:
    attributes = read.info["signed_attrs"]
    signed = b"\x31" + attributes.dump()[1:]  # signed as SET OF, stored as [0] (RFC 5652, 5.4)
    signature: bytes = read.info["signature"].native
    key = _certificate(read.signer).public_key()
    algorithm = HASHES[read.digest]()
    kind = str(read.info["signature_algorithm"]["algorithm"].native)
    try:
        if isinstance(key, RSAPublicKey) and kind == "rsassa_pss":
            salt = int(read.info["signature_algorithm"]["parameters"]["salt_length"].native)
            key.verify(signature, signed, PSS(mgf=MGF1(algorithm), salt_length=salt), algorithm)
        elif isinstance(key, RSAPublicKey) and "rsa" in kind:
            key.verify(signature, signed, PKCS1v15(), algorithm)
        elif isinstance(key, EllipticCurvePublicKey) and "ecdsa" in kind:
            key.verify(signature, signed, ECDSA(algorithm))
        else:
            raise _Broken("SIGNATURE-WRONG")
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        raise _Broken("SIGNATURE-WRONG") from None
    digest = next(one["values"][0].native for one in attributes if one["type"].native == "message_digest")
    if digest != hashlib.new(read.digest, content).digest():
        raise _Broken("SIGNATURE-WRONG", content_path)


def _chain_fits(chain: Chain, trust: Trust | None) -> bool:
    """The chain travels without its root, and with one revocation list per issuer at most (bundle format 1.4)."""
    issuers = [x509.load_der_x509_crl(crl).issuer.public_bytes() for crl in chain.crls]
    roots = set(trust.anchors if trust else ())
    return len(set(issuers)) == len(issuers) and not roots & {chain.certificate, *chain.others}


def _vouched_for(chain: Chain, trust: Trust) -> bool:
    """Whether everything that travels with the signature is itself signed by an authority that is there too.

    The signature does not cover the chain and the revocation lists, so a byte changed in them would go unseen where the caller hands
    over the same ones. Certificates between are judged by the path to the anchor.
    """
    anchors = [x509.load_der_x509_certificate(one) for one in trust.anchors]
    authorities = [*anchors, *(x509.load_der_x509_certificate(one) for one in chain.others)]
    for crl in (x509.load_der_x509_crl(one) for one in chain.crls):
        issuers = [one.public_key() for one in authorities if one.subject == crl.issuer]
        if not any(isinstance(key, RSAPublicKey | EllipticCurvePublicKey) and crl.is_signature_valid(key) for key in issuers):
            return False
    return True
