# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""A detached CAdES-B signature over a list of files (format 1.4): one SignerInfo, DER, chain and CRLs inside.

RFC 5652 (CMS), RFC 5035 (signingCertificateV2), RFC 5754 (SHA-2), ETSI EN 319 122-1 (CAdES baseline B-B).
"""

import hashlib
from datetime import datetime

from asn1crypto import algos, cms, core, crl, tsp, x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from leder_desktop.bundle.may_sign import Papers, hash_of, papers
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused

SIZE = 1 << 20
"""Largest signature file: 1 MiB (format 1.2)."""


def sign_detached(content: bytes, signer: Signer, *, crls: tuple[bytes, ...], at: datetime) -> bytes:
    """The CMS (DER) of `signer` over `content`; `at`, an aware instant, is the claimed signing time, told to the second.

    One private-key operation. Refused: what `may_sign.papers` refuses, and SIGNATURE-TOO-BIG above 1 MiB (very long CRLs).
    """
    inside = papers(signer, crls=crls, at=at)
    certificate = x509.Certificate.load(inside.certificate)
    algorithm = hash_of(signer.key.public_key())
    digest = algos.DigestAlgorithm({"algorithm": algorithm.name})
    attributes = _attributes(hashlib.new(algorithm.name, content).digest(), certificate, at)
    info = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
            ),
            "digest_algorithm": digest,
            "signed_attrs": attributes,
            "signature_algorithm": _mechanism(signer, algorithm.name),
            # What is signed is the SET OF itself, not the [0] it has in the SignerInfo (RFC 5652 section 5.4).
            "signature": _sign(signer, attributes.dump()),
        }
    )
    whole: bytes = cms.ContentInfo({"content_type": "signed_data", "content": _signed_data(inside, digest, info)}).dump(force=True)
    if len(whole) > SIZE:
        raise Refused("SIGNATURE-TOO-BIG", "The signature would be larger than 1 MiB; a revocation list is too long.")
    return whole


def claimed(signature: bytes) -> tuple[bytes, datetime]:
    """The signer's certificate (DER) and the claimed time out of a signature that `sign_detached` made; nothing is verified."""
    data = cms.ContentInfo.load(signature)["content"]
    info = data["signer_infos"][0]
    serial = info["sid"].chosen["serial_number"].native
    certificate = next(one.chosen for one in data["certificates"] if one.chosen.serial_number == serial)
    time = next(attribute["values"][0] for attribute in info["signed_attrs"] if attribute["type"].native == "signing_time")
    found: tuple[bytes, datetime] = certificate.dump(), time.native
    return found


def _signed_data(inside: Papers, digest: algos.DigestAlgorithm, info: cms.SignerInfo) -> cms.SignedData:
    certificates = [x509.Certificate.load(der) for der in (inside.certificate, *inside.chain)]
    return cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest],
            "encap_content_info": {"content_type": "data"},
            "certificates": [cms.CertificateChoices(name="certificate", value=one) for one in certificates],
            "crls": [cms.RevocationInfoChoice(name="crl", value=crl.CertificateList.load(der)) for der in inside.crls],
            "signer_infos": [info],
        }
    )


def _attributes(digest: bytes, certificate: x509.Certificate, at: datetime) -> cms.CMSAttributes:
    """The four signed attributes; SHA-256 is the default of ESSCertIDv2 and therefore absent in DER."""
    second = at.replace(microsecond=0)
    time = (
        cms.Time(name="utc_time", value=core.UTCTime(second))
        if 1950 <= second.year < 2050
        else cms.Time(name="generalized_time", value=core.GeneralizedTime(second))
    )
    essence = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})]})
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["data"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_time", "values": [time]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [essence]}),
        ]
    )


def _mechanism(signer: Signer, digest: str) -> algos.SignedDigestAlgorithm:
    kind = "rsa" if isinstance(signer.key, RSAPrivateKey) else "ecdsa"
    return algos.SignedDigestAlgorithm({"algorithm": f"{digest}_{kind}"})


def _sign(signer: Signer, data: bytes) -> bytes:
    algorithm = hash_of(signer.key.public_key())
    if isinstance(signer.key, RSAPrivateKey):
        return signer.key.sign(data, PKCS1v15(), algorithm)
    return signer.key.sign(data, ECDSA(algorithm))
