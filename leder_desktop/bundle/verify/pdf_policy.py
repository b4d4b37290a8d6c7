"""The report's two signatures (bundle format 1.7, step 11): what pyHanko says of them, and what it does not look at.

pyHanko checks the values and what changed between the two (diff analysis). Order, completeness and identity are our own rules:
it accepts a missing countersignature, swapped fields, and bytes after the last signature (bundle format 3).
"""

import asyncio
import io
import struct
import zlib
from datetime import datetime
from typing import Any

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import der
from leder_desktop.bundle.verify.cms_verify import HASHES, SignatureSeen
from leder_desktop.bundle.verify.pyhanko_door import UNREADABLE, open_pyhanko
from leder_desktop.bundle.verify.signer_check import context

FIELDS = ("Reviewer", "SeniorReviewer")
SUBFILTER = "/ETSI.CAdES.detached"


class _NotAsAgreed(Exception):
    """The report's signatures break a rule."""


def report_signatures_hold(
    untrusted_pdf: bytes,
    *,
    reviewer_size: int,
    reviewer: SignatureSeen,
    senior: SignatureSeen,
    trust: Trust | None,
    at: datetime,
) -> bool:
    """Whether the report carries exactly the two signatures of step 11, by the signers of the two lists.

    `reviewer_size` is the size of the report with the reviewer's signature alone: that signature ends there. Trust in a signer is judged
    again only where the signature over the list was trusted; otherwise that fault has been told already.
    """
    open_pyhanko()
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.general import CMSExtractionError, CMSStructuralError
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        _check(untrusted_pdf, reviewer_size=reviewer_size, signers=(reviewer, senior), trust=trust, at=at)
    except (
        _NotAsAgreed,
        PdfError,
        SignatureValidationError,
        CMSExtractionError,
        CMSStructuralError,
        zlib.error,
        struct.error,
        *UNREADABLE,
    ):
        return False
    return True


def _check(pdf: bytes, *, reviewer_size: int, signers: tuple[SignatureSeen, SignatureSeen], trust: Trust | None, at: datetime) -> None:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm

    reader: Any = PdfFileReader(io.BytesIO(pdf), strict=True)
    form = reader.root["/AcroForm"]
    names = [str(field.get_object()["/T"]) for field in form["/Fields"]]
    embedded: list[Any] = list(reader.embedded_signatures)
    if names != list(FIELDS) or [one.field_name for one in embedded] != list(FIELDS):
        raise _NotAsAgreed
    ends = (reviewer_size, len(pdf))
    for one, signer, end in zip(embedded, signers, ends, strict=True):
        digest = str(one.signer_info["digest_algorithm"]["algorithm"].native)
        if str(one.sig_object["/SubFilter"]) != SUBFILTER or str(one.sig_object_type) != "/Sig" or digest not in HASHES:
            raise _NotAsAgreed
        if len(one.signed_data["signer_infos"]) != 1 or one.signer_cert.dump() != signer.certificate:
            raise _NotAsAgreed
        if not _covers(pdf, one.byte_range, end) or not _one_value(bytes(one.pkcs7_content)):
            raise _NotAsAgreed
    certification = reader.root["/Perms"]["/DocMDP"]
    if certification.raw_get("/Contents") != embedded[0].sig_object.raw_get("/Contents"):
        raise _NotAsAgreed
    if embedded[0].docmdp_level != MDPPerm.FILL_FORMS or _certifies(embedded[1]):
        raise _NotAsAgreed
    for one, signer in zip(embedded, signers, strict=True):
        _validate(reader, one, signer, trust, at)


def _covers(pdf: bytes, byte_range: Any, end: int) -> bool:
    """Whether the signed bytes are `[0, end)` without exactly the hexadecimal string that holds the signature."""
    if len(byte_range) != 4:
        return False
    start, before, gap_end, after = (int(number) for number in byte_range)
    if start != 0 or not 0 < before < gap_end or after < 0 or gap_end + after != end or end > len(pdf):
        return False
    gap = pdf[before:gap_end]
    return gap[:1] == b"<" and gap[-1:] == b">" and all(byte in b"0123456789abcdefABCDEF" for byte in gap[1:-1])


def _one_value(contents: bytes) -> bool:
    """Whether the signature's place in the file holds one DER value and zeros behind it: no signature covers that place."""
    try:
        value = der.header(contents, 0)
        der.check(contents[: value.end])
    except der.NotDer:
        return False
    return not any(contents[value.end :])


def _certifies(one: Any) -> bool:
    references = one.sig_object.get("/Reference", ())
    return any(str(reference.get_object().get("/TransformMethod")) == "/DocMDP" for reference in references)


def _validate(reader: Any, one: Any, signer: SignatureSeen, trust: Trust | None, at: datetime) -> None:
    """pyHanko's own verdict. Revocation lists come from the report's own store (DSS), from the list's signature, and from the caller."""
    from pyhanko.sign.validation import async_validate_pdf_signature
    from pyhanko.sign.validation.dss import DocumentSecurityStore
    from pyhanko.sign.validation.errors import NoDSSFoundError
    from pyhanko.sign.validation.settings import KeyUsageConstraints

    certificates: list[bytes] = []
    crls: list[bytes] = []
    try:
        store: Any = DocumentSecurityStore.read_dss(reader)
        certificates = [certificate.dump() for certificate in store.load_certs()]
        crls = [reference.get_object().data for reference in store.crls]
    except NoDSSFoundError:
        pass  # The list's signature carries the chain and the revocation lists too.
    validation = context(
        trust or Trust(anchors=()),
        at,
        others=(*signer.chain.others, *certificates),
        crls=(*signer.chain.crls, *crls),
    )
    usage = KeyUsageConstraints(key_usage={"non_repudiation"})
    status: Any = asyncio.run(async_validate_pdf_signature(one, signer_validation_context=validation, key_usage_settings=usage))
    if not (status.intact and status.valid and status.docmdp_ok and status.seed_value_ok):
        raise _NotAsAgreed
    if signer.trusted and not status.bottom_line:
        raise _NotAsAgreed
