"""A throw-away PKI and one review on its way: prepared, signed by the reviewer, released, exported. Made once a run."""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from leder_desktop import resources
from leder_desktop.bundle import names, sign_pdf, sources, stage1, stage2, write
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.signature_box import Box
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.sources import Source
from leder_desktop.bundle.stage1 import Stage1
from leder_desktop.bundle.stage2 import Stage2
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki, Identity

BUNDLE = "6f1c1f0e-5a34-4d0f-9c1e-2f6f3a9b7c11"
CASE = "0b4c3a0e-8f0c-4c7e-9f5b-0d5c7b1e2a44"


@pytest.fixture(scope="session")
def at() -> datetime:
    """Now, because openssl and pdfsig ask the machine's clock."""
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="session")
def pki(at: datetime) -> DemoPki:
    return demo_pki.make(at)


@pytest.fixture(scope="session")
def font() -> Path:
    return resources.path("fonts/AtkinsonHyperlegibleNext-Regular.ttf")


def signer_of(identity: Identity, *chain: bytes) -> Signer:
    return Signer(certificate=identity.certificate, chain=chain, key=identity.key)


@pytest.fixture(scope="session")
def as_signer() -> Callable[..., Signer]:
    return signer_of


@pytest.fixture(scope="session")
def prepared(pki: DemoPki) -> bytes:
    """A report of two pages with both fields on the second."""
    page = io.BytesIO()
    canvas = Canvas(page, invariant=1)
    for text in ("A review", "Signatures"):
        canvas.drawString(72, 760, text)
        canvas.showPage()
    canvas.save()
    return sign_pdf.prepare(
        page.getvalue(),
        reviewer=Box(page=2, x=72, y=600, width=210, height=60),
        senior=Box(page=2, x=310, y=600, width=210, height=60),
        ca_certificates=(pki.root.certificate,),
        crls=(pki.crl,),
    )


@pytest.fixture(scope="session")
def review(pki: DemoPki) -> dict[str, bytes]:
    return {
        "review.json": canonical(
            {
                "format": "leder-review",
                "version": "1.0",
                "caseId": CASE,
                "sample": True,
                "reviewer": {"name": "Alex Marsh", "certificateSha256": hashlib.sha256(pki.reviewer.certificate).hexdigest()},
            }
        ),
        "review.fhir.json": canonical({"resourceType": "Bundle", "type": "document"}),
        "review.schema.json": canonical({"$schema": "https://json-schema.org/draft/2020-12/schema"}),
    }


@pytest.fixture(scope="session")
def evidence() -> list[Source]:
    letter = b"%PDF-1.7 a letter, not really\n" * 50

    def long_scan() -> Iterator[bytes]:
        for block in range(40):
            yield bytes([block]) * 9_973

    return [
        sources.digest(names.evidence(1, "Brief an die Praxis (Köln).PDF"), lambda: iter((letter[:77], letter[77:]))),
        sources.digest(names.evidence(2, "scan.tiff"), long_scan),
    ]


@pytest.fixture(scope="session")
def signed(prepared: bytes, review: dict[str, bytes], evidence: list[Source], pki: DemoPki, at: datetime, font: Path) -> Stage1:
    return stage1.sign_review(
        review,
        [one.digest for one in evidence],
        prepared,
        signer_of(pki.reviewer),
        name="Alex Marsh",
        at=at,
        crls=(pki.crl,),
        font=font,
    )


@dataclass(frozen=True, kw_only=True)
class Release:
    """Releases a review; what a test does not say is as in the good case."""

    signed: Stage1
    pki: DemoPki
    at: datetime
    font: Path

    def __call__(self, **other: object) -> Stage2:
        usual: dict[str, object] = {
            "signer": signer_of(self.pki.senior),
            "name": "Sam Okafor",
            "bundle": BUNDLE,
            "recipients": [hashlib.sha256(self.pki.recipient.certificate).hexdigest()],
            "statement": {
                "caseId": CASE,
                "statement": "I have checked this review.",
                "roles": "not-checked",
                "checklist": [],
                "grades": [],
                "comments": [],
                "audit": {"head": "0" * 64, "lines": 0},
            },
            "day": self.at.date(),
            "agent": "leder-desktop 0.1.0",
            "at": self.at,
            "crls": (self.pki.crl,),
            "font": self.font,
        }
        return stage2.release(self.signed, **(usual | other))  # pyright: ignore[reportArgumentType]


@pytest.fixture(scope="session")
def release(signed: Stage1, pki: DemoPki, at: datetime, font: Path) -> Release:
    return Release(signed=signed, pki=pki, at=at, font=font)


@pytest.fixture(scope="session")
def released(release: Release) -> Stage2:
    return release()


@dataclass(frozen=True, kw_only=True)
class Exported:
    folder: Path
    """The volumes and their list."""

    written: list[write.Written]
    top: str


@pytest.fixture(scope="session")
def exported(released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """In volumes of 100,000 bytes, so that there are several. Tests read it, and copy it before they change it."""
    folder = tmp_path_factory.mktemp("export") / "bundle"
    written = write.export(released, evidence, [pki.recipient.certificate], folder, volume=100_000)
    return Exported(folder=folder, written=written, top=names.top(released.bundle))
