"""Sign the report itself: the reviewer certifies it, the senior reviewer countersigns it (format 1.6; PAdES B-B, ETSI EN 319 142-1).

`prepare` writes everything that validation needs before anybody signs, so that both signatures cover it and the last one
covers the whole file. Each signature is appended: the reviewer's file is the beginning of the countersigned one.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from cryptography import x509

from leder_desktop.bundle import signature_box
from leder_desktop.bundle.may_sign import common_name, hash_of, issued_by, papers
from leder_desktop.bundle.signature_box import Box
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused

REVIEWER, SENIOR = "Reviewer", "SeniorReviewer"
"""The names of the two signature fields."""


def prepare(report: bytes, *, reviewer: Box, senior: Box, ca_certificates: Sequence[bytes], crls: Sequence[bytes]) -> bytes:
    """The report with both empty signature fields and the DSS, ready for the reviewer.

    `ca_certificates` and `crls` (DER): every CA certificate and every current CRL under the store's anchors, so that any later
    countersigner's chain is there.
    """
    from leder_desktop.bundle import pades

    with_fields = pades.add_fields(report, [(REVIEWER, reviewer), (SENIOR, senior)])
    return pades.add_dss(with_fields, ca_certificates, crls)


def chain_in_report(pdf: bytes, certificate: bytes) -> bool:
    """Whether the DSS of `pdf` holds the issuer of `certificate` (DER) and every issuer above it up to a root."""
    from leder_desktop.bundle import pades

    store = [x509.load_der_x509_certificate(der) for der in pades.dss_certificates(pdf)]
    current = x509.load_der_x509_certificate(certificate)
    for _ in range(len(store) + 1):
        above = next((one for one in store if issued_by(current, one)), None)
        if above is None:
            return False
        if above.subject == above.issuer:
            return True
        current = above
    return False


def certify(pdf: bytes, signer: Signer, *, name: str, at: datetime, crls: tuple[bytes, ...], font: Path) -> bytes:
    """The reviewer's signature into `Reviewer`: certifies the report (DocMDP P=2: only the countersignature may follow).

    `pdf` comes from `prepare`; `name` stands in the box; `at` is the claimed time; `font` is a TrueType file to embed. One
    private-key operation. Refused: `wrong-chain`, and what `may_sign.papers` refuses.
    """
    return _sign(pdf, REVIEWER, signer, name=name, role="Reviewer", reason="I carried out this review", at=at, crls=crls, font=font)


def countersign(pdf: bytes, signer: Signer, *, name: str, at: datetime, crls: tuple[bytes, ...], font: Path) -> bytes:
    """The senior reviewer's signature into `SeniorReviewer`, over the whole file; otherwise like `certify`."""
    return _sign(pdf, SENIOR, signer, name=name, role="Senior reviewer", reason="I countersign this review", at=at, crls=crls, font=font)


def _sign(
    pdf: bytes, field: str, signer: Signer, *, name: str, role: str, reason: str, at: datetime, crls: tuple[bytes, ...], font: Path
) -> bytes:
    from leder_desktop.bundle import pades

    inside = papers(signer, crls=crls, at=at)
    if not chain_in_report(pdf, signer.certificate):
        who = common_name(x509.load_der_x509_certificate(signer.certificate))
        raise Refused(
            "wrong-chain",
            f"The issuer of the certificate of {who} was not known when the report was made; import it, and have the report made anew.",
        )
    width, height = pades.box_size(pdf, field)
    stamp = signature_box.draw(signature_box.lines(name, role, at), width=width, height=height, font=font)
    signed = pades.sign(
        pdf,
        field,
        signer,
        inside,
        certifies=field == REVIEWER,
        digest=hash_of(signer.key.public_key()).name,
        name=name,
        reason=reason,
        at=at,
        stamp=stamp,
    )
    if not signed.startswith(pdf):
        raise AssertionError("a signature must be appended")
    return signed
