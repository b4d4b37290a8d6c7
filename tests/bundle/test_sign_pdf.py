"""The two signatures in the report: each seen by pyHanko and pdfsig, each where the format wants it."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from leder_desktop.bundle import offline_pyhanko, sign_pdf, signature_box
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki

Make = Callable[..., Signer]


@pytest.fixture(scope="module")
def certified(prepared: bytes, pki: DemoPki, at: datetime, font: Path, as_signer: Make) -> bytes:
    return sign_pdf.certify(prepared, as_signer(pki.reviewer), name="Alex Marsh", at=at, crls=(pki.crl,), font=font)


@pytest.fixture(scope="module")
def final(certified: bytes, pki: DemoPki, at: datetime, font: Path, as_signer: Make) -> bytes:
    return sign_pdf.countersign(certified, as_signer(pki.senior), name="Sam Okafor", at=at, crls=(pki.crl,), font=font)


def _reader(pdf: bytes) -> Any:
    offline_pyhanko.shut_network()
    from pyhanko.pdf_utils.reader import PdfFileReader

    return PdfFileReader(io.BytesIO(pdf))


def test_each_step_only_appends(prepared: bytes, certified: bytes, final: bytes) -> None:
    assert certified.startswith(prepared)
    assert final.startswith(certified)


def test_fields_and_chain_are_there_before_the_first_signature(prepared: bytes, pki: DemoPki) -> None:
    reader = _reader(prepared)
    assert [field.get_object()["/T"] for field in reader.root["/AcroForm"]["/Fields"]] == ["Reviewer", "SeniorReviewer"]
    assert not reader.embedded_signatures
    assert reader.root["/DSS"]["/Certs"][0].data == pki.root.certificate
    assert reader.root["/DSS"]["/CRLs"][0].data == pki.crl


def test_signatures_are_pades_with_docmdp_and_the_last_covers_the_file(final: bytes, certified: bytes, pki: DemoPki, at: datetime) -> None:
    reviewer, senior = _reader(final).embedded_signatures
    assert (reviewer.field_name, senior.field_name) == ("Reviewer", "SeniorReviewer")
    for signature, identity in ((reviewer, pki.reviewer), (senior, pki.senior)):
        assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
        assert signature.signer_cert.dump() == identity.certificate
        assert signature.sig_object["/M"] == at.strftime("D:%Y%m%d%H%M%SZ")
    assert reviewer.docmdp_level.value == 2
    assert _end(reviewer) == len(certified)
    assert _end(senior) == len(final)


def _end(signature: Any) -> int:
    start, _, second, length = (int(number) for number in signature.sig_object["/ByteRange"])
    assert start == 0
    return second + length


def test_pyhanko_finds_both_valid_with_the_crls_inside(final: bytes, pki: DemoPki) -> None:
    reader = _reader(final)
    from asn1crypto import crl, x509
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = []
    for signature in reader.embedded_signatures:
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(pki.root.certificate)],
            crls=[crl.CertificateList.load(reader.root["/DSS"]["/CRLs"][0].data)],
            allow_fetching=False,
            revocation_mode="hard-fail",
        )
        status = validate_pdf_signature(signature, signer_validation_context=context)
        found.append((status.bottom_line, status.coverage.name, status.modification_level.name))
    assert found == [(True, "ENTIRE_REVISION", "FORM_FILLING"), (True, "ENTIRE_FILE", "NONE")]
    assert offline_pyhanko.forbidden_modules() == ()


@pytest.mark.tool("pdfsig", "certutil")
def test_pdfsig_finds_both_valid_and_trusted(final: bytes, pki: DemoPki, tmp_path: Path) -> None:
    (tmp_path / "final.pdf").write_bytes(final)
    (tmp_path / "root.pem").write_bytes(pki.root.pem())
    (tmp_path / "nss").mkdir()
    for command in ("certutil -d nss -N --empty-password", "certutil -d nss -A -n root -t CT,C,C -i root.pem"):
        subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    said = subprocess.run(["pdfsig", "-nssdir", "nss", "final.pdf"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("Certificate is Trusted.") == 2
    assert said.count("- Total document signed") == 1
    assert re.findall(r"Field Name: (\w+)", said) == ["Reviewer", "SeniorReviewer"]


def test_boxes_say_who_as_what_and_when(final: bytes, at: datetime) -> None:
    document = pypdfium2.PdfDocument(final)
    page = document[1]
    form = document.init_forms()
    assert form is not None
    pypdfium2.raw.FPDFPage_Flatten(page.raw, 0)
    page = document[1]
    text = page.get_textpage().get_text_range()
    document.close()
    for said in ("Alex Marsh", "Reviewer", "Sam Okafor", "Senior reviewer", f"Signed {at.day} {at:%B %Y, %H:%M} UTC"):
        assert said in text


@pytest.mark.parametrize(("times", "whole"), [(3, True), (9, False)])
def test_a_long_name_still_fits_its_box(times: int, whole: bool, font: Path) -> None:
    name = ("Oluwaseun-Marguerite " * times).strip()
    text = signature_box.lines(name, "Reviewer", datetime.fromisoformat("2026-03-09T10:00:00Z"))
    page = pypdfium2.PdfDocument(signature_box.draw(text, width=210, height=60, font=font))[0]
    words = page.get_textpage()
    first = words.get_text_range().splitlines()[0]
    assert (first == name) == whole
    assert whole or (first.endswith("…") and name.startswith(first[:-1]))
    assert max(words.get_charbox(at)[2] for at in range(words.count_chars())) <= 210


def test_every_font_a_signature_adds_is_embedded(final: bytes, prepared: bytes) -> None:
    added = final[len(prepared) :]
    assert added.count(b"/FontFile2") == 2
    assert b"/Type1" not in added.replace(b"/Subtype /Type1C", b"")


def test_the_reports_own_dates_are_left_alone(prepared: bytes, final: bytes) -> None:
    assert _reader(final).trailer["/Info"]["/ModDate"] == _reader(prepared).trailer["/Info"]["/ModDate"] == "D:20000101000000+00'00'"


def test_an_issuer_who_is_not_in_the_report_cannot_sign(
    prepared: bytes, certified: bytes, pki: DemoPki, at: datetime, font: Path, as_signer: Make
) -> None:
    root = demo_pki.make_root("Another root (invented)", at)
    stranger = demo_pki.issue(root, "Stranger", demo_pki.ec.generate_private_key(demo_pki.ec.SECP256R1()), at)
    crls = (demo_pki.make_crl(root, at),)
    assert sign_pdf.chain_in_report(prepared, pki.senior.certificate)
    assert not sign_pdf.chain_in_report(prepared, stranger.certificate)
    for sign, pdf in ((sign_pdf.certify, prepared), (sign_pdf.countersign, certified)):
        with pytest.raises(Refused) as refused:
            sign(pdf, as_signer(stranger), name="Stranger", at=at, crls=crls, font=font)
        assert refused.value.code == "wrong-chain"


def test_a_report_without_a_store_knows_no_issuer(pki: DemoPki, font: Path) -> None:
    bare = signature_box.draw(["A page"], width=200, height=100, font=font)
    assert not sign_pdf.chain_in_report(bare, pki.senior.certificate)


def test_an_issuing_ca_must_lead_to_its_root(prepared: bytes, pki: DemoPki, at: datetime, font: Path, as_signer: Make) -> None:
    """In the DSS of `prepared` is the root alone."""
    key = demo_pki.ec.generate_private_key(demo_pki.ec.SECP256R1())
    issuing = demo_pki.issue(pki.root, "Issuing CA (invented)", key, at, authority=True)
    below = demo_pki.issue(issuing, "Somebody", demo_pki.ec.generate_private_key(demo_pki.ec.SECP384R1()), at)
    assert not sign_pdf.chain_in_report(prepared, below.certificate)
    crls = (pki.crl, demo_pki.make_crl(issuing, at))
    plain = signature_box.draw(["A page"], width=595, height=842, font=font)
    box = signature_box.Box(page=1, x=72, y=600, width=210, height=60)
    half = sign_pdf.prepare(plain, reviewer=box, senior=box, ca_certificates=[issuing.certificate], crls=crls)
    assert not sign_pdf.chain_in_report(half, below.certificate)
    whole = sign_pdf.prepare(plain, reviewer=box, senior=box, ca_certificates=[issuing.certificate, pki.root.certificate], crls=crls)
    signer = as_signer(below, issuing.certificate)
    signed = sign_pdf.certify(whole, signer, name="Somebody", at=at, crls=crls, font=font)
    (signature,) = _reader(signed).embedded_signatures
    assert [one.dump() for one in signature.other_embedded_certs] == [issuing.certificate]


def test_a_stale_list_stops_the_report_too(prepared: bytes, pki: DemoPki, at: datetime, font: Path, as_signer: Make) -> None:
    stale = demo_pki.make_crl(pki.root, at - timedelta(days=30), valid=timedelta(days=7))
    with pytest.raises(Refused) as refused:
        sign_pdf.certify(prepared, as_signer(pki.reviewer), name="Alex Marsh", at=at, crls=(stale,), font=font)
    assert refused.value.code == "SIGNER-REVOCATION-UNKNOWN"


def test_pyhanko_is_loaded_only_to_sign_and_brings_no_network() -> None:
    """In a fresh process: nothing before the door is opened, no network library after it; the real aiohttp may be installed."""
    script = """
import json, sys
from leder_desktop.bundle import offline_pyhanko, sign_cms, sign_pdf, stage1, stage2, write
before = [name for name in sys.modules if name.startswith("pyhanko") or name == "aiohttp"]
from leder_desktop.bundle import pades
stub = sys.modules["aiohttp"]
try:
    stub.ClientSession()
    made = True
except RuntimeError:
    made = False
print(json.dumps([before, list(offline_pyhanko.forbidden_modules()), "pyhanko.sign" in sys.modules, hasattr(stub, "__file__"), made]))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [[], [], True, False, False]
