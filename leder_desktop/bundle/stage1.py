"""What the reviewer signs: the frozen review, its evidence and the report (format 1.3 and 1.6, steps 1 to 3)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from leder_desktop.bundle import evidence_list, names, sign_pdf, sources
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.manifest import manifest
from leder_desktop.bundle.sign_cms import sign_detached
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.sources import Digest
from leder_desktop.errors import Refused

KEPT = "stage1.json"
SIGNATURE = names.REVIEWER_MANIFEST + ".p7s"

REVIEW_SIZE = 32 << 20
REPORT_SIZE = 200 << 20


@dataclass(frozen=True, kw_only=True)
class Stage1:
    """A review the reviewer has signed. Bytes by their path in the bag; evidence only by reference."""

    files: Mapping[str, bytes]
    """`data/review.json` and its two companions, and the three files of `signatures/` that are the reviewer's."""

    evidence: tuple[Digest, ...]

    @property
    def report(self) -> bytes:
        """The certified report, with the reviewer's signature alone."""
        return self.files[names.REVIEWER_REPORT]

    @property
    def manifest(self) -> bytes:
        return self.files[names.REVIEWER_MANIFEST]

    @property
    def signature(self) -> bytes:
        return self.files[SIGNATURE]

    def to_files(self) -> dict[str, bytes]:
        """What the store keeps until release: every file, and `stage1.json` with the evidence's digests."""
        return {**self.files, KEPT: canonical({"evidence": evidence_list.to_plain(self.evidence)})}


def from_files(files: Mapping[str, bytes]) -> Stage1:
    """Back from `Stage1.to_files`; refused (`damaged`) when the files are not what the reviewer's list says."""
    evidence = evidence_list.from_plain(evidence_list.document(files[KEPT])["evidence"])
    stage = Stage1(files={name: content for name, content in files.items() if name != KEPT}, evidence=evidence)
    if _listed(stage.files, evidence) != stage.manifest:
        raise Refused("damaged", "The signed review in the store is not what the reviewer signed.")
    return stage


def sign_review(
    review: Mapping[str, bytes],
    evidence: Sequence[Digest],
    report: bytes,
    signer: Signer,
    *,
    name: str,
    at: datetime,
    crls: tuple[bytes, ...],
    font: Path,
) -> Stage1:
    """The reviewer signs: certifies the report, then signs the list of everything (two private-key operations).

    `review`: the bytes of `review.json`, `review.fhir.json` and `review.schema.json` by these names; `review.json` is in its
    canonical form and names the signer's certificate. `evidence`: every file named `data/evidence/...`, digests from
    `sources.digest`. `report`: from `sign_pdf.prepare`. `name` stands in the signature box; `font` is a TrueType file.
    Refused: what `sign_pdf.certify` refuses; REVIEWER-NOT-NAMED; FILE-TOO-BIG; the NAME codes.
    """
    files = {f"data/{one}": content for one, content in review.items()}
    if tuple(sorted(files)) != names.REVIEW_FILES or not all(one.name.startswith(names.EVIDENCE) for one in evidence):
        raise ValueError("a review has three files, and its evidence lies under data/evidence/")
    _named(review["review.json"], signer)
    for path, content in files.items():
        if len(content) > REVIEW_SIZE:
            raise Refused("FILE-TOO-BIG", "The review's text is larger than a bundle may hold.", path=path)
    names.check([*files, *(one.name for one in evidence)])
    certified = sign_pdf.certify(report, signer, name=name, at=at, crls=crls, font=font)
    if len(certified) > REPORT_SIZE:
        raise Refused("FILE-TOO-BIG", "The report is larger than 200 MiB.", path=names.REPORT)
    files[names.REVIEWER_REPORT] = certified
    files[names.REVIEWER_MANIFEST] = _listed(files, evidence)
    files[SIGNATURE] = sign_detached(files[names.REVIEWER_MANIFEST], signer, crls=crls, at=at)
    return Stage1(files=files, evidence=tuple(evidence))


def _listed(files: Mapping[str, bytes], evidence: Sequence[Digest]) -> bytes:
    """The reviewer's list: every payload file but the final report, and the report as the reviewer signed it."""
    seen = [*names.REVIEW_FILES, names.REVIEWER_REPORT]
    return manifest([*(sources.from_bytes(one, files[one]).digest for one in seen), *evidence])


def _named(review: bytes, signer: Signer) -> None:
    document = json.loads(review)
    if canonical(document) != review:
        raise ValueError("review.json is not in its canonical form")
    if document["reviewer"]["certificateSha256"] != sha256(signer.certificate).hexdigest():
        raise Refused("REVIEWER-NOT-NAMED", "The review names another certificate than the one that signs it.", path="data/review.json")
