"""Bundles for the verifier's tests: a good one by the writing side, and the tools to make every wrong one from it.

Lists, signatures and zips of the wrong ones are made here by hand: the writing side refuses to make them.
"""

import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import algos, cms, core, crl, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from reportlab.pdfgen.canvas import Canvas

from leder_desktop import resources
from leder_desktop.bundle import sign_pdf, sources, stage1, stage2
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.signature_box import Box
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import RecipientKey, UntrustedRoles
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki, Identity

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LATER = AT + timedelta(hours=2)
CHECKED = AT + timedelta(days=3)
BUNDLE = "6f0c2a34-8d51-4b7e-9a0b-3c5d7e9f1a2b"
TOP = f"leder-{BUNDLE}"
FONT = resources.path("fonts/AtkinsonHyperlegibleNext-Regular.ttf")
TAG, TAG_P7S, MANIFEST = "tagmanifest-sha512.txt", "tagmanifest-sha512.txt.p7s", "manifest-sha512.txt"
SEEN, SEEN_P7S = "signatures/reviewer-manifest-sha512.txt", "signatures/reviewer-manifest-sha512.txt.p7s"
SEEN_REPORT = "signatures/report-reviewer.pdf"
EVIDENCE = {"data/evidence/e0001.pdf": b"%PDF-1.4 a letter\n" * 40, "data/evidence/e0002.jpg": bytes(range(256)) * 9}

Files = dict[str, bytes]


@dataclass(frozen=True, kw_only=True)
class World:
    """Everybody in the tests, and what a verifier trusts."""

    pki: DemoPki

    @property
    def trust(self) -> Trust:
        return Trust(anchors=(self.pki.root.certificate,), crls=(self.pki.crl,))

    @property
    def key(self) -> RecipientKey:
        return RecipientKey(certificate=self.pki.recipient.certificate, key=self.pki.recipient.key)

    def roles(self, *, reviewer: tuple[str, ...] = ("reviewer",), senior: tuple[str, ...] = ("senior-reviewer",)) -> UntrustedRoles:
        held: list[Any] = [(self.pki.reviewer.certificate, reviewer), (self.pki.senior.certificate, senior)]
        content, signature = sign_roles(
            held, signer(self.pki.registry), issued=AT, valid_until=AT + timedelta(days=90), crls=(self.pki.crl,)
        )
        return UntrustedRoles(json=content, signature=signature)


def signer(identity: Identity) -> Signer:
    return Signer(certificate=identity.certificate, chain=(), key=identity.key)


@cache
def world() -> World:
    return World(pki=demo_pki.make(AT))


@cache
def other_world() -> World:
    return World(pki=demo_pki.make(AT))


def review_json(reviewer: Identity, **more: Any) -> bytes:
    named = {"name": "Alex Marsh", "certificateSha256": hashlib.sha256(reviewer.certificate).hexdigest()}
    return canonical({"format": "leder-review", "version": "1.0", "caseId": "c-1", "sample": True, "reviewer": named, **more})


def empty_report(text: str = "A review of a life") -> bytes:
    page = io.BytesIO()
    canvas = Canvas(page, invariant=1)
    canvas.drawString(72, 720, text)
    canvas.showPage()
    canvas.save()
    return page.getvalue()


def prepared(pki: DemoPki, text: str = "A review of a life") -> bytes:
    return sign_pdf.prepare(
        empty_report(text),
        reviewer=Box(page=1, x=72, y=200, width=200, height=60),
        senior=Box(page=1, x=300, y=200, width=200, height=60),
        ca_certificates=[pki.root.certificate],
        crls=[pki.crl],
    )


def written(
    people: World, *, bundle: str = BUNDLE, review: bytes | None = None, text: str = "A review of a life", supersedes: str | None = None
) -> stage2.Stage2:
    """A released review, by the writing side."""
    pki = people.pki
    first = stage1.sign_review(
        {
            "review.json": review or review_json(pki.reviewer),
            "review.fhir.json": canonical({"resourceType": "Bundle", "type": "document"}),
            "review.schema.json": b"{}",
        },
        [sources.from_bytes(name, content).digest for name, content in EVIDENCE.items()],
        prepared(pki, text),
        signer(pki.reviewer),
        name="Alex Marsh",
        at=AT,
        crls=(pki.crl,),
        font=FONT,
    )
    return stage2.release(
        first,
        signer(pki.senior),
        name="Sam Okafor",
        bundle=bundle,
        recipients=[hashlib.sha256(pki.recipient.certificate).hexdigest()],
        statement={
            "caseId": "c-1", "statement": "Seen.", "roles": "held", "checklist": [], "grades": [], "comments": [],
            "audit": {"head": "0" * 64, "lines": []},
        },
        day=date(2026, 3, 2),
        agent="leder-desktop 0.1.0",
        at=LATER,
        crls=(pki.crl,),
        font=FONT,
        supersedes=supersedes,
    )  # fmt: skip


@cache
def good_stage2() -> stage2.Stage2:
    return written(world())


def good_files() -> Files:
    """Every file of the good bundle, by its path below the top folder."""
    return {**good_stage2().files, **EVIDENCE}


# --- lists and signatures -------------------------------------------------------------------------------------------------


def listing(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha512(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


@dataclass(frozen=True, kw_only=True)
class CmsForm:
    """How a signature is made; the default is a good one."""

    digest: str = "sha256"
    at: datetime = LATER
    crls: tuple[bytes, ...] | None = None
    others: tuple[bytes, ...] = ()
    pss: bool = False
    attached: bool = False
    twice: bool = False
    unsigned: bool = False
    leave_out: str | None = None
    add: bool = False
    claim: bytes | None = None
    """Another certificate in signingCertificateV2."""


GOOD = CmsForm()


def sign(content: bytes, identity: Identity, form: CmsForm = GOOD) -> bytes:
    """A detached CMS made by hand, with no rule of ours in the way."""
    certificate = x509.Certificate.load(identity.certificate)
    essence = tsp.SigningCertificateV2(
        {"certs": [tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(form.claim or identity.certificate).digest()})]}
    )
    pairs: list[tuple[str, Any]] = [
        ("content_type", "data"),
        ("message_digest", hashlib.new(form.digest, content).digest()),
        ("signing_time", cms.Time(name="utc_time", value=core.UTCTime(form.at))),
        ("signing_certificate_v2", essence),
    ]
    if form.add:
        pairs.append(("1.2.3.4", core.Integer(1)))
    attributes = cms.CMSAttributes([cms.CMSAttribute({"type": kind, "values": [value]}) for kind, value in pairs if kind != form.leave_out])
    algorithm = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[form.digest]()
    signed = attributes.dump()
    if isinstance(identity.key, ec.EllipticCurvePrivateKey):
        mechanism = algos.SignedDigestAlgorithm({"algorithm": f"{form.digest}_ecdsa"})
        value = identity.key.sign(signed, ec.ECDSA(algorithm))
    elif form.pss:
        named = algos.DigestAlgorithm({"algorithm": form.digest})
        mechanism = algos.SignedDigestAlgorithm(
            {
                "algorithm": "rsassa_pss",
                "parameters": algos.RSASSAPSSParams(
                    {
                        "hash_algorithm": named,
                        "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": named},
                        "salt_length": algorithm.digest_size,
                    }
                ),
            }
        )
        value = identity.key.sign(signed, padding.PSS(padding.MGF1(algorithm), algorithm.digest_size), algorithm)
    else:
        mechanism = algos.SignedDigestAlgorithm({"algorithm": f"{form.digest}_rsa"})
        value = identity.key.sign(signed, padding.PKCS1v15(), algorithm)
    plain: dict[str, Any] = {
        "version": "v1",
        "sid": cms.SignerIdentifier(
            {"issuer_and_serial_number": {"issuer": certificate.issuer, "serial_number": certificate.serial_number}}
        ),
        "digest_algorithm": {"algorithm": form.digest},
        "signed_attrs": attributes,
        "signature_algorithm": mechanism,
        "signature": value,
    }
    if form.unsigned:
        plain["unsigned_attrs"] = [cms.CMSAttribute({"type": "1.2.3.4", "values": [core.Integer(1)]})]
    info = cms.SignerInfo(plain)
    second = cms.SignerInfo({**plain, "digest_algorithm": {"algorithm": form.digest, "parameters": core.Null()}})
    crls = (world().pki.crl,) if form.crls is None else form.crls
    content_info: dict[str, Any] = {"content_type": "data"}
    if form.attached:
        content_info["content"] = content
    data = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": form.digest}],
            "encap_content_info": content_info,
            "certificates": [
                cms.CertificateChoices(name="certificate", value=x509.Certificate.load(one)) for one in (identity.certificate, *form.others)
            ],
            "crls": [cms.RevocationInfoChoice(name="crl", value=crl.CertificateList.load(one)) for one in crls],
            "signer_infos": [info, second] if form.twice else [info],
        }
    )
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": data}).dump(force=True))


def relist(
    files: Mapping[str, bytes],
    *,
    reviewer: Identity | None = None,
    senior: Identity | None = None,
    reviewer_form: CmsForm | None = None,
    senior_form: CmsForm = GOOD,
    keep_reviewer: bool = True,
    oxum: bool = True,
) -> Files:
    """The same bundle with its lists and signatures made anew over changed files, by insiders who hold the keys.

    `keep_reviewer`: the reviewer's list and signature stay as they are.
    """
    pki = world().pki
    made = dict(files)
    if not keep_reviewer:
        seen = {name: data for name, data in made.items() if name.startswith("data/") and name != "data/report.pdf"}
        made[SEEN] = listing({**seen, SEEN_REPORT: made[SEEN_REPORT]})
        made[SEEN_P7S] = sign(made[SEEN], reviewer or pki.reviewer, reviewer_form or replace(GOOD, at=AT))
    payload = {name: data for name, data in made.items() if name.startswith("data/")}
    if oxum:
        made["bag-info.txt"] = line(made["bag-info.txt"], "Payload-Oxum", f"{sum(map(len, payload.values()))}.{len(payload)}")
    made[MANIFEST] = listing(payload)
    return resign(made, senior, senior_form)


def resign(files: Mapping[str, bytes], senior: Identity | None = None, form: CmsForm = GOOD) -> Files:
    """The senior reviewer's list and signature over whatever is there; the manifest stays as it is."""
    made = dict(files)
    made[TAG] = listing({name: data for name, data in made.items() if not name.startswith("data/") and name not in (TAG, TAG_P7S)})
    made[TAG_P7S] = sign(made[TAG], senior or world().pki.senior, form)
    return made


def line(text: bytes, key: str, value: str) -> bytes:
    """`bag-info.txt` with another value for one key."""
    lines = text.decode().splitlines()
    return "".join(f"{key}: {value}\n" if one.startswith(f"{key}: ") else f"{one}\n" for one in lines).encode()


# --- zips -----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ZipEntry:
    """One entry, good by default; `name` with the top folder."""

    name: bytes
    data: bytes
    flags: int = 0
    method: int = 0
    mode: int = 0o100644 << 16
    local_name: bytes | None = None
    extra: bytes = b""
    comment: bytes = b""
    day: int = (2026 - 1980) << 9 | 3 << 5 | 2
    crc32: int | None = None
    gap: bytes = b""
    """Bytes before its local header."""


def order(names: list[str]) -> list[str]:
    first = ["bagit.txt", "bag-info.txt", "README.txt", TAG, TAG_P7S, MANIFEST]
    rest = sorted(name for name in names if name not in first)
    evidence = [name for name in rest if name.startswith("data/evidence/")]
    return [*(name for name in first if name in names), *(name for name in rest if name not in evidence), *evidence]


def entries(files: Mapping[str, bytes], top: str = TOP) -> list[ZipEntry]:
    return [ZipEntry(name=f"{top}/{name}".encode(), data=files[name]) for name in order(list(files))]


def zipped(parts: list[ZipEntry], *, comment: bytes = b"", between: bytes = b"", count: int | None = None, disk: int = 0) -> bytes:
    body, central = io.BytesIO(), io.BytesIO()
    for one in parts:
        body.write(one.gap)
        offset = body.tell()
        crc = zlib.crc32(one.data) if one.crc32 is None else one.crc32
        local = one.name if one.local_name is None else one.local_name
        sizes = (crc, len(one.data), len(one.data))
        body.write(struct.pack("<4s5H3L2H", b"PK\3\4", 20, one.flags, one.method, 0, one.day, *sizes, len(local), len(one.extra)))
        body.write(local + one.extra + one.data)
        central.write(struct.pack("<4s6H3L", b"PK\1\2", 0x0300 + 20, 20, one.flags, one.method, 0, one.day, *sizes))
        central.write(struct.pack("<5H2L", len(one.name), len(one.extra), len(one.comment), 0, 0, one.mode, offset))
        central.write(one.name + one.extra + one.comment)
    body.write(between)
    number = len(parts) if count is None else count
    end = struct.pack("<4s4H2LH", b"PK\5\6", disk, disk, number, number, central.tell(), body.tell(), len(comment))
    return body.getvalue() + central.getvalue() + end + comment


def good_zip(files: Mapping[str, bytes] | None = None, top: str = TOP) -> bytes:
    return zipped(entries(good_files() if files is None else files, top))


Change = Callable[[], bytes]


@cache
def weak_identity() -> Identity:
    return demo_pki.issue(world().pki.root, "Weak key (invented)", rsa.generate_private_key(65537, 1024), AT)
