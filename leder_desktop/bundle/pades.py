# pyright: basic
# ruff: noqa: E402
"""The part of signing a PDF that talks to pyHanko; `sign_pdf` loads it when somebody signs, nobody else does.

Traps found with pyHanko 0.38 (bundle format, section 3): a DSS after the last signature is outside its bytes, so it is written
before the first; metadata is not touched, so that the file's own dates stay those of the report; the clock is the caller's.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from leder_desktop.bundle import offline_pyhanko

offline_pyhanko.shut_network()

from asn1crypto import crl, keys, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSignatureMetadata, PdfSigner, PdfSigningSession
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from leder_desktop.bundle.may_sign import Papers
from leder_desktop.bundle.signature_box import Box
from leder_desktop.bundle.signer import Signer

_ROOM = 4096
"""Bytes kept for a signature beside its certificates: the largest RSA signature, attributes and headers take less than 2,000."""


class _Writer(IncrementalPdfFileWriter):
    def _update_meta(self) -> None:
        """Leave /Info and XMP alone: pyHanko would write the machine's time into them at every step."""


class _Stamp(PdfContent):
    """A page of another PDF, from memory (pyHanko's own class wants a file)."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self._page = page

    def render(self) -> bytes:
        reader = PdfFileReader(io.BytesIO(self._page))
        fonts = reader.root["/Pages"]["/Kids"][0]["/Resources"]["/Font"]
        # reportlab names Helvetica on every page, unembedded and unused; PDF/A wants it gone.
        for name in [name for name in fonts if fonts[name]["/Subtype"] == "/Type1"]:
            del fonts[name]
        page = self._ensure_writer.import_page_as_xobject(reader)
        self.resources.xobject["/Stamp"] = page
        form: Any = page.get_object()
        left, low, right, high = form["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(high - low))
        return b"/Stamp Do"


class _SignerAt(PdfSigner):
    """Signs at the caller's time, to the second, not the machine's."""

    at: datetime

    def init_signing_session(self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at.replace(microsecond=0)
        return session


def add_fields(report: bytes, boxes: Sequence[tuple[str, Box]]) -> bytes:
    """Empty, visible signature fields by name, as one incremental update."""
    writer = _Writer(io.BytesIO(report))
    for name, box in boxes:
        corners = (round(box.x), round(box.y), round(box.x + box.width), round(box.y + box.height))
        append_signature_field(writer, SigFieldSpec(sig_field_name=name, on_page=box.page - 1, box=corners, readable_field_name=name))
    return _written(writer)


def add_dss(pdf: bytes, certificates: Sequence[bytes], crls: Sequence[bytes]) -> bytes:
    """The document security store, as one incremental update; DER in."""
    writer = _Writer(io.BytesIO(pdf))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        None,
        certs=[x509.Certificate.load(der) for der in certificates],
        crls=[crl.CertificateList.load(der) for der in crls],
    )
    return _written(writer)


def dss_certificates(pdf: bytes) -> list[bytes]:
    """The certificates (DER) in the document security store; none when there is no store."""
    try:
        store = DocumentSecurityStore.read_dss(PdfFileReader(io.BytesIO(pdf)))
    except (NoDSSFoundError, PdfReadError):
        return []
    return [certificate.dump() for certificate in store.load_certs()]


def box_size(pdf: bytes, field: str) -> tuple[float, float]:
    """Width and height, in points, of an empty signature field; KeyError when the PDF has no such field."""
    reader = PdfFileReader(io.BytesIO(pdf))
    for reference in reader.root["/AcroForm"]["/Fields"]:
        found = reference.get_object()
        if found["/T"] == field and "/V" not in found:
            left, low, right, high = (float(number) for number in found["/Rect"])
            return abs(right - left), abs(high - low)
    raise KeyError(field)


def sign(
    pdf: bytes,
    field: str,
    signer: Signer,
    inside: Papers,
    *,
    certifies: bool,
    digest: str,
    name: str,
    reason: str,
    at: datetime,
    stamp: bytes,
) -> bytes:
    """PAdES B-B into an empty field; with `certifies` also DocMDP P=2 (only filling in forms and signing may follow)."""
    chain = SimpleCertificateStore.from_certs([x509.Certificate.load(der) for der in inside.chain])
    private = signer.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    meta = PdfSignatureMetadata(
        field_name=field,
        md_algorithm=digest,
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        reason=reason,
        certify=certifies,
        docmdp_permissions=MDPPerm.FILL_FORMS,
    )
    style = StaticStampStyle(
        background=_Stamp(stamp),
        border_width=0,
        background_layout=SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, margins=Margins.uniform(0)),
    )
    pdf_signer = _SignerAt(
        meta,
        signer=SimpleSigner(
            signing_cert=x509.Certificate.load(signer.certificate),
            signing_key=keys.PrivateKeyInfo.load(private),
            cert_registry=chain,
            embed_roots=False,
        ),
        stamp_style=style,
    )
    pdf_signer.at = at
    room = 2 * (_ROOM + sum(map(len, (inside.certificate, *inside.chain))))
    out = pdf_signer.sign_pdf(_Writer(io.BytesIO(pdf)), existing_fields_only=True, bytes_reserved=room)
    return out.getvalue()


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
