"""What the senior reviewer signs: the reviewer's list and signature, the statement, the recipients, the whole bag (format 1.6, step 4).

From here on only the sealing is left: two exports of one release hold the same bytes, sealed with different keys.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography import x509

from leder_desktop.bundle import evidence_list, manifest, names, sign_pdf, sources
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.readme_text import readme
from leder_desktop.bundle.sign_cms import claimed, sign_detached
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.sources import Digest
from leder_desktop.bundle.stage1 import Stage1
from leder_desktop.errors import Refused

KEPT = "stage2.json"
TAG_MANIFEST = "tagmanifest-sha512.txt"
_STATEMENT = frozenset({"caseId", "statement", "roles", "checklist", "grades", "comments", "audit"})


@dataclass(frozen=True, kw_only=True)
class Stage2:
    """A released review: everything of the bag but the evidence itself."""

    bundle: str
    """Lower-case UUID 4."""

    day: date
    """The bagging date, also the date of every zip entry."""

    recipients: tuple[str, ...]
    """SHA-256 of the recipients' certificates (DER), lower-case hex, sorted."""

    files: Mapping[str, bytes]
    """Every small file of the bag, by its path below the top folder."""

    evidence: tuple[Digest, ...]

    def to_files(self) -> dict[str, bytes]:
        """What the store keeps between release and export: every file, and `stage2.json` with the rest."""
        rest = {
            "bundle": self.bundle,
            "day": self.day.isoformat(),
            "recipients": list(self.recipients),
            "evidence": evidence_list.to_plain(self.evidence),
        }
        return {**self.files, KEPT: canonical(rest)}


def from_files(files: Mapping[str, bytes]) -> Stage2:
    """Back from `Stage2.to_files`; refused (`damaged`) when the files are not what the signed lists say."""
    rest = evidence_list.document(files[KEPT])
    stage = Stage2(
        bundle=rest["bundle"],
        day=date.fromisoformat(rest["day"]),
        recipients=tuple(rest["recipients"]),
        files={name: content for name, content in files.items() if name != KEPT},
        evidence=evidence_list.from_plain(rest["evidence"]),
    )
    if _lists(stage.files, stage.evidence) != tuple(stage.files[name] for name in ("manifest-sha512.txt", TAG_MANIFEST)):
        raise Refused("damaged", "The released review in the store is not what was signed.")
    return stage


def release(
    stage1: Stage1,
    signer: Signer,
    *,
    name: str,
    bundle: str,
    recipients: Sequence[str],
    statement: Mapping[str, Any],
    day: date,
    agent: str,
    at: datetime,
    crls: tuple[bytes, ...],
    font: Path,
    supersedes: str | None = None,
) -> Stage2:
    """The senior reviewer countersigns the report, then signs the bag's list of tag files (two private-key operations).

    `bundle`: a fresh UUID 4. `recipients`: SHA-256 hex digests of DER certificates that `envelope.check_recipients` let through.
    `statement`: the rest of `senior-statement.json` beside format and version: caseId, statement, roles, checklist, grades,
    comments, audit. `agent`: our name and version. `supersedes`: the bundle this one corrects.
    Refused: SAME-SIGNER-TWICE (certificate, key or subject), SIGNING-ORDER (a clock before the reviewer's signature),
    BAG-INFO, what `sign_pdf.countersign` refuses. Whether the role is held is the caller's question.
    """
    _another_person(stage1, signer, at)
    if frozenset(statement) != _STATEMENT or statement["caseId"] != json.loads(stage1.files["data/review.json"])["caseId"]:
        raise ValueError("the senior reviewer's statement is not in its form, or of another case")
    report = sign_pdf.countersign(stage1.report, signer, name=name, at=at, crls=crls, font=font)
    files = dict(stage1.files)
    files[names.REPORT] = report
    files[names.SENIOR_STATEMENT] = canonical({"format": "leder-senior-statement", "version": "1.0", **statement})
    files["bagit.txt"] = manifest.BAGIT_TXT
    files["README.txt"] = readme(bundle)
    files["bag-info.txt"] = manifest.bag_info(
        agent=agent, day=day, bundle=bundle, payload=_payload(files, stage1.evidence), recipients=recipients, supersedes=supersedes
    )
    files["manifest-sha512.txt"], files[TAG_MANIFEST] = _lists(files, stage1.evidence)
    files[TAG_MANIFEST + ".p7s"] = sign_detached(files[TAG_MANIFEST], signer, crls=crls, at=at)
    return Stage2(bundle=bundle, day=day, recipients=tuple(sorted(set(recipients))), files=files, evidence=stage1.evidence)


def _payload(files: Mapping[str, bytes], evidence: Sequence[Digest]) -> list[Digest]:
    small = [sources.from_bytes(name, content).digest for name, content in files.items() if name.startswith("data/")]
    return [*small, *evidence]


def _lists(files: Mapping[str, bytes], evidence: Sequence[Digest]) -> tuple[bytes, bytes]:
    """The payload's manifest, and the tag manifest over it and all other tag files but itself and its signature."""
    payload = manifest.manifest(_payload(files, evidence))
    lists = ("manifest-sha512.txt", TAG_MANIFEST, TAG_MANIFEST + ".p7s")
    tags = {name: content for name, content in files.items() if not name.startswith("data/") and name not in lists}
    tags["manifest-sha512.txt"] = payload
    return payload, manifest.manifest(sources.from_bytes(name, content).digest for name, content in tags.items())


def _another_person(stage1: Stage1, signer: Signer, at: datetime) -> None:
    der, signed = claimed(stage1.signature)
    reviewer, senior = x509.load_der_x509_certificate(der), x509.load_der_x509_certificate(signer.certificate)
    if der == signer.certificate or reviewer.public_key() == senior.public_key() or reviewer.subject == senior.subject:
        raise Refused("SAME-SIGNER-TWICE", "The reviewer has signed this review; somebody else must countersign it.")
    if at < signed:
        raise Refused("SIGNING-ORDER", "By this computer's clock the reviewer's signature lies in the future; set the clock, then release.")
