"""Steps 3 to 12 over an opened zip, in the order of bundle format 1.7; every step that can be taken is taken, and all faults are kept."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.bag import BAGIT_TEXT, BagInfo, read_bag_info
from leder_desktop.bundle.verify.bundle_names import (
    BAG_INFO,
    BAGIT,
    FHIR,
    MANIFEST,
    PAYLOAD,
    REPORT,
    REQUIRED,
    REVIEW,
    REVIEWER_MANIFEST,
    REVIEWER_REPORT,
    REVIEWER_SIGNATURE,
    STATEMENT,
    TAG_MANIFEST,
    TAG_SIGNATURE,
    TAGS,
)
from leder_desktop.bundle.verify.cms_verify import SignatureSeen, check_signature
from leder_desktop.bundle.verify.contents import Contents, read_contents
from leder_desktop.bundle.verify.manifests import read_list
from leder_desktop.bundle.verify.pdf_policy import report_signatures_hold
from leder_desktop.bundle.verify.recipient import RecipientKey
from leder_desktop.bundle.verify.review_read import ReviewSeen, check_fhir, check_statement, read_review
from leder_desktop.bundle.verify.roles_read import PATH as ROLES_PATH
from leder_desktop.bundle.verify.roles_read import Roles, UntrustedRoles, read_roles
from leder_desktop.bundle.verify.source import Source
from leder_desktop.bundle.verify.verdict import FileSeen, FileState, Problem, SignerSeen, Verdict, problem
from leder_desktop.bundle.verify.zip_read import IndexRefused, read_index
from leder_desktop.errors import Refused

Role = Literal["reviewer", "senior-reviewer"]


def check_opened(
    source: Source,
    *,
    named: str | None,
    key: RecipientKey | None,
    trust: Trust | None,
    roles: UntrustedRoles | None,
    at: datetime,
) -> Verdict:
    """The verdict over a zip; `named` is the uuid its volumes or its file name carry, where they carry one."""
    try:
        index = read_index(source)
    except IndexRefused as refused:
        return Verdict(bundle=named, roles="not-checked", signers=(), files=(), problems=tuple(refused.problems), sample=None)
    check = _Check(index.bundle, read_contents(source, index), trust, roles, at)
    check.add(index.problems)
    if named is not None and named != index.bundle:
        check.tell("LAYOUT-TOP", f"leder-{index.bundle}")
    return check.run(key)


class _Check:
    """One walk over one bundle; collects problems and the state of files as it goes."""

    def __init__(self, bundle: str, contents: Contents, trust: Trust | None, roles: UntrustedRoles | None, at: datetime) -> None:
        self._bundle = bundle
        self._contents = contents
        self._trust = trust
        self._untrusted_roles = roles
        self._at = at
        self._problems: dict[Problem, None] = {}
        self._states: dict[str, FileState] = dict.fromkeys(contents.files, "unlisted")

    def add(self, problems: Iterable[Problem]) -> None:
        for one in problems:
            self._problems.setdefault(one)

    def tell(self, code: str, path: str | None) -> None:
        self.add([problem(code, path)])

    def run(self, key: RecipientKey | None) -> Verdict:
        self.add(self._contents.problems)
        senior = self._signature(TAG_SIGNATURE, TAG_MANIFEST)
        tags = self._tag_list()
        self._bag_info(key)
        payload = self._payload_list()
        self._files(tags, payload)
        reviewer = self._signature(REVIEWER_SIGNATURE, REVIEWER_MANIFEST)
        self._reviewer_list(payload, tags)
        held = self._signers(reviewer, senior)
        self._report(reviewer, senior)
        review = self._review(reviewer)
        return Verdict(
            bundle=self._bundle,
            roles="held" if held else "not-checked",
            signers=(
                *([_seen("reviewer", reviewer)] if reviewer else ()),
                *([_seen("senior-reviewer", senior)] if senior else ()),
            ),
            files=tuple(FileSeen(path=path, state=self._states[path]) for path in sorted(self._states)),
            problems=tuple(self._problems),
            sample=review.sample if review else None,
        )

    def _signature(self, path: str, content_path: str) -> SignatureSeen | None:
        """Steps 4 and 8: a detached signature over a list of files."""
        untrusted, content = self._contents.data(path), self._contents.data(content_path)
        if untrusted is None or content is None:
            return None  # told as FILE-MISSING or as too big
        checked = check_signature(untrusted, content, path=path, content_path=content_path, trust=self._trust, at=self._at)
        self.add(checked.problems)
        if path == TAG_SIGNATURE:  # the two files that no list names: their state is what the signature says of them
            wrong = {one.path for one in checked.problems} if checked.seen is None else set[str | None]()
            for own in (path, content_path):
                self._states[own] = "changed" if own in wrong else "good"
        return checked.seen

    def _list(self, path: str) -> dict[str, str]:
        untrusted = self._contents.data(path)
        if untrusted is None:
            return {}
        read = read_list(untrusted, path)
        self.add(read.problems)
        return read.digests

    def _tag_list(self) -> dict[str, str]:
        """Step 5: the senior reviewer's list names exactly the known tag files."""
        tags = self._list(TAG_MANIFEST)
        for path in sorted(set(tags) ^ TAGS if tags else ()):
            self.tell("MANIFEST-SCOPE" if path.startswith(PAYLOAD) or path in (TAG_MANIFEST, TAG_SIGNATURE) else "TAG-SET", path)
        return {path: digest for path, digest in tags.items() if not path.startswith(PAYLOAD)}

    def _bag_info(self, key: RecipientKey | None) -> None:
        """Step 6, and the number and size of the payload from step 7."""
        bagit, info = self._contents.data(BAGIT), self._contents.data(BAG_INFO)
        if bagit is not None and bagit != BAGIT_TEXT:
            self.tell("BAGIT-TXT", BAGIT)
        if info is None:
            return
        read: BagInfo = read_bag_info(info, self._bundle)
        self.add(read.problems)
        payload = self._contents.payload()
        oxum = (sum(self._contents.files[path].size for path in payload), len(payload))
        if read.oxum is not None and read.oxum != oxum:
            self.tell("PAYLOAD-OXUM", BAG_INFO)
        if key is not None and read.recipients and key.certificate_sha256 not in read.recipients:
            self.tell("NOT-FOR-THIS-RECIPIENT", BAG_INFO)

    def _payload_list(self) -> dict[str, str]:
        payload = self._list(MANIFEST)
        for path in sorted(payload):
            if not path.startswith(PAYLOAD):
                self.tell("MANIFEST-SCOPE", MANIFEST)
        return {path: digest for path, digest in payload.items() if path.startswith(PAYLOAD)}

    def _files(self, tags: dict[str, str], payload: dict[str, str]) -> None:
        """Step 7: the files are those listed and the two that no list names, and each is what its list says.

        Where a list cannot be read its files are told as unlisted in their state only: the fault is the list's.
        """
        present = self._contents.files
        for path, digest in {**tags, **payload}.items():
            if path not in present:
                self._states[path] = "missing"
            elif path in (TAG_MANIFEST, TAG_SIGNATURE):
                continue
            elif present[path].sha512 == digest:
                self._states[path] = "good"
            else:
                self._states[path] = "changed"
                self.tell("DIGEST-WRONG", path)
        for path in sorted(REQUIRED - set(present)):
            self._states[path] = "missing"
        for found in list(self._problems):
            if found.code == "DIGEST-WRONG" and found.path is not None:
                self._states[found.path] = "changed"
        for path in sorted(self._states):
            listed = payload if path.startswith(PAYLOAD) else tags
            if self._states[path] == "missing":
                self.tell("FILE-MISSING", path)
            elif self._states[path] == "unlisted" and listed and path not in (TAG_MANIFEST, TAG_SIGNATURE):
                self.tell("FILE-UNLISTED", path)

    def _reviewer_list(self, payload: dict[str, str], tags: dict[str, str]) -> None:
        """Step 8: the reviewer's list is the payload without the countersigned report, with the report as the reviewer signed it."""
        seen = self._list(REVIEWER_MANIFEST)
        if not (seen and payload and tags):
            return  # a list cannot be read: that fault is told, and nothing can be compared
        expected = {**payload, REVIEWER_REPORT: tags.get(REVIEWER_REPORT, "")}
        expected.pop(REPORT, None)
        for path in sorted(set(seen) ^ set(expected)):
            self.tell("REVIEWER-SET", path)
        for path in sorted(set(seen) & set(expected)):
            if seen[path] != expected[path] and expected[path]:
                self.tell("REVIEWER-DIGEST", path)

    def _signers(self, reviewer: SignatureSeen | None, senior: SignatureSeen | None) -> bool:
        """Step 9: two people, in order, each in a role they hold. Whether the roles are held."""
        if reviewer and senior:
            same = reviewer.certificate == senior.certificate or reviewer.public_key == senior.public_key
            if same or reviewer.subject == senior.subject:
                self.tell("SAME-SIGNER-TWICE", TAG_SIGNATURE)
            if senior.at < reviewer.at:
                self.tell("SIGNING-ORDER", TAG_SIGNATURE)
        registry = self._registry()
        if registry is None:
            return False
        held = [
            self._holds(registry, reviewer, "reviewer", REVIEWER_SIGNATURE),
            self._holds(registry, senior, "senior-reviewer", TAG_SIGNATURE),
        ]
        return all(held)

    def _registry(self) -> Roles | None:
        if self._untrusted_roles is None:
            return None
        try:
            return read_roles(self._untrusted_roles.json, self._untrusted_roles.signature, trust=self._trust, at=self._at)
        except Refused as refused:
            self.add([Problem(code=refused.code, sentence=refused.sentence, path=str(refused.more.get("path", ROLES_PATH)))])
            return None

    def _holds(self, registry: Roles, signer: SignatureSeen | None, role: Role, path: str) -> bool:
        if signer is None:
            return False
        held = registry.holds(signer.certificate_sha256, role)
        if not held:
            self.tell("ROLE-NOT-HELD", path)
        return held

    def _report(self, reviewer: SignatureSeen | None, senior: SignatureSeen | None) -> None:
        """Steps 10 and 11."""
        report, frozen = self._contents.data(REPORT), self._contents.files.get(REVIEWER_REPORT)
        if report is None or frozen is None:
            return
        if len(report) <= frozen.size or hashlib.sha512(report[: frozen.size]).hexdigest() != frozen.sha512:
            self.tell("REPORT-PREFIX", REPORT)
        if reviewer is None or senior is None:
            return  # a signature over a list does not fit: there is nobody to compare the report's signers with
        holds = report_signatures_hold(report, reviewer_size=frozen.size, reviewer=reviewer, senior=senior, trust=self._trust, at=self._at)
        if not holds:
            self.tell("REPORT-SIGNATURES", REPORT)

    def _review(self, reviewer: SignatureSeen | None) -> ReviewSeen | None:
        """Step 12."""
        fhir, statement, untrusted = (self._contents.data(path) for path in (FHIR, STATEMENT, REVIEW))
        review = read_review(untrusted) if untrusted is not None else None
        if review:
            self.add(review.problems)
            if reviewer and review.reviewer_sha256 != reviewer.certificate_sha256:
                self.tell("REVIEWER-NOT-NAMED", REVIEW)
        if fhir is not None:
            self.add(check_fhir(fhir))
        if statement is not None:
            self.add(check_statement(statement, review.case_id if review else None))
        return review


def _seen(role: Role, one: SignatureSeen) -> SignerSeen:
    return SignerSeen(role=role, name=one.name, subject=one.subject, certificate_sha256=one.certificate_sha256, at=one.at)
