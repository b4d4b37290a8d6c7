"""Signatures, signers, the reviewer's part and the report made wrong: each refused with its own code (bundle format 3 and 7)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from leder_desktop.bundle import sign_pdf
from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import RecipientKey, UntrustedRoles
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import Identity
from tests.bundle import verify_forge as forge
from tests.bundle.verify_changes import check, codes, flipped, good, put
from tests.bundle.verify_forge import AT, GOOD, LATER, SEEN, SEEN_P7S, SEEN_REPORT, TAG, TAG_P7S, Files

REPORT = "data/report.pdf"
LETTER = "data/evidence/e0001.pdf"
REVIEW_JSON, FHIR_JSON, STATEMENT = "data/review.json", "data/review.fhir.json", "signatures/senior-statement.json"


# --- signatures and signers ------------------------------------------------------------------------------------------------


def senior_form(**more: Any) -> Files:
    return forge.resign(forge.good_files(), form=replace(GOOD, **more))


def p7s(change: Callable[[bytes], bytes]) -> Files:
    return put(forge.good_files(), TAG_P7S, change(forge.good_files()[TAG_P7S]))


def by(identity: Identity, **more: Any) -> Files:
    return forge.resign(forge.good_files(), identity, replace(GOOD, **more))


def issued(name: str = "Sam Okafor (invented senior reviewer)", **more: Any) -> Identity:
    return demo_pki.issue(forge.world().pki.root, name, ec.generate_private_key(ec.SECP256R1()), AT, **more)


def indefinite(data: bytes) -> bytes:
    """The same content with an indefinite outer length: BER, not DER."""
    return b"\x30\x80" + data[4:] + b"\0\0"


def revoked_by(identity: Identity) -> bytes:
    return demo_pki.make_crl(forge.world().pki.root, AT, revoked=(identity.certificate,), number=2)


SIGNATURES: dict[str, tuple[Callable[[], Files], str]] = {
    "SHA-1": (lambda: senior_form(digest="sha1"), "SIGNATURE-WEAK-DIGEST"),
    "content inside": (lambda: senior_form(attached=True), "SIGNATURE-NOT-DETACHED"),
    "two signers": (lambda: senior_form(twice=True), "SIGNATURE-COUNT"),
    "unsigned attribute": (lambda: senior_form(unsigned=True), "SIGNATURE-ATTRIBUTES"),
    "further signed attribute": (lambda: senior_form(add=True), "SIGNATURE-ATTRIBUTES"),
    "no signing time": (lambda: senior_form(leave_out="signing_time"), "SIGNATURE-ATTRIBUTES"),
    "no certificate attribute": (lambda: senior_form(leave_out="signing_certificate_v2"), "SIGNATURE-ATTRIBUTES"),
    "another certificate named": (lambda: senior_form(claim=forge.world().pki.reviewer.certificate), "SIGNATURE-ATTRIBUTES"),
    "root inside": (lambda: senior_form(others=(forge.world().pki.root.certificate,)), "SIGNATURE-SYNTAX"),
    "two lists of one issuer": (
        lambda: senior_form(crls=(forge.world().pki.crl, demo_pki.make_crl(forge.world().pki.root, AT, number=7))), "SIGNATURE-SYNTAX",
    ),
    "bytes behind": (lambda: p7s(lambda data: data + b"\0"), "SIGNATURE-SYNTAX"),
    "cut off": (lambda: p7s(lambda data: data[:-5]), "SIGNATURE-SYNTAX"),
    "indefinite length": (lambda: p7s(indefinite), "SIGNATURE-SYNTAX"),
    "empty": (lambda: p7s(lambda _: b""), "SIGNATURE-SYNTAX"),
    "something else": (lambda: p7s(lambda _: b"0\x03\x02\x01\x01"), "SIGNATURE-SYNTAX"),
    "too big": (lambda: p7s(lambda data: data + bytes(1 << 20)), "SIGNATURE-TOO-BIG"),
    "last byte": (lambda: p7s(lambda data: data[:-1] + bytes([data[-1] ^ 1])), "SIGNATURE-WRONG"),
    "another bundle's signature": (lambda: p7s(lambda _: forge.sign(b"other", forge.world().pki.senior)), "SIGNATURE-WRONG"),
    "wrong key usage": (lambda: by(issued(signs=False)), "SIGNER-KEY-USAGE"),
    "expired": (lambda: by(issued(valid=timedelta(hours=5))), "SIGNER-EXPIRED"),
    "weak key": (lambda: by(forge.weak_identity()), "SIGNER-WEAK-KEY"),
    "another root": (lambda: by(forge.other_world().pki.senior, crls=(forge.other_world().pki.crl,)), "SIGNER-NOT-TRUSTED"),
    "own certificate": (lambda: by(demo_pki.make_root("Sam Okafor (invented senior reviewer)", AT)), "SIGNER-NOT-TRUSTED"),
}  # fmt: skip


@pytest.mark.parametrize("name", SIGNATURES)
def test_a_wrong_signature_is_refused_by_its_own_code(tmp_path: Path, name: str) -> None:
    make, code = SIGNATURES[name]
    verdict = check(tmp_path, forge.good_zip(make()))
    found = {one.code for one in verdict.problems if one.path in (TAG, TAG_P7S)}
    assert code in found
    if code == "SIGNATURE-WRONG":
        assert "SIGNER-NOT-TRUSTED" not in found
    if code.startswith("SIGNER"):
        assert "SIGNATURE-WRONG" not in found
        assert [one.role for one in verdict.signers] == ["reviewer", "senior-reviewer"]


def test_a_revoked_signer_is_refused_by_the_list_inside_and_by_the_list_given(tmp_path: Path) -> None:
    pki = forge.world().pki
    newer = revoked_by(pki.senior)
    inside = by(pki.senior, crls=(newer,))
    only_anchor = Trust(anchors=(pki.root.certificate,))
    assert ("SIGNER-REVOKED", TAG_P7S) in codes(check(tmp_path, forge.good_zip(inside), trust=only_anchor))
    given = Trust(anchors=(pki.root.certificate,), crls=(newer,))
    assert ("SIGNER-REVOKED", TAG_P7S) in codes(check(tmp_path, forge.good_zip(), trust=given))


def test_without_any_revocation_list_nobody_is_believed(tmp_path: Path) -> None:
    anchor = Trust(anchors=(forge.world().pki.root.certificate,))
    bare = by(forge.world().pki.senior, crls=())
    assert ("SIGNER-REVOCATION-UNKNOWN", TAG_P7S) in codes(check(tmp_path, forge.good_zip(bare), trust=anchor))


def test_after_the_last_day_of_the_revocation_list_nobody_is_believed(tmp_path: Path) -> None:
    verdict = check(tmp_path, forge.good_zip(), roles=None, at=AT + timedelta(days=200))
    assert codes(verdict) == {("SIGNER-REVOCATION-UNKNOWN", TAG_P7S), ("SIGNER-REVOCATION-UNKNOWN", SEEN_P7S)}


def test_without_trust_the_signers_are_not_trusted_and_nothing_else_is_wrong(tmp_path: Path) -> None:
    verdict = check(tmp_path, forge.good_zip(), trust=None, roles=None)
    assert codes(verdict) == {("SIGNER-NOT-TRUSTED", TAG_P7S), ("SIGNER-NOT-TRUSTED", SEEN_P7S)}
    assert verdict.roles == "not-checked"


def test_the_same_signer_twice_is_refused(tmp_path: Path) -> None:
    files = forge.resign(forge.good_files(), forge.world().pki.reviewer)
    assert ("SAME-SIGNER-TWICE", TAG_P7S) in codes(check(tmp_path, forge.good_zip(files)))


def test_the_same_person_with_two_certificates_is_refused(tmp_path: Path) -> None:
    twin = issued("Alex Marsh (invented reviewer)")
    files = forge.resign(forge.good_files(), twin)
    assert ("SAME-SIGNER-TWICE", TAG_P7S) in codes(check(tmp_path, forge.good_zip(files)))


def test_the_same_key_in_two_certificates_is_refused(tmp_path: Path) -> None:
    pki = forge.world().pki
    files = forge.resign(forge.good_files(), demo_pki.issue(pki.root, "Somebody else", pki.reviewer.key, AT))
    assert ("SAME-SIGNER-TWICE", TAG_P7S) in codes(check(tmp_path, forge.good_zip(files)))


def test_a_senior_signature_older_than_the_reviewers_is_refused(tmp_path: Path) -> None:
    files = forge.resign(forge.good_files(), form=replace(GOOD, at=AT - timedelta(minutes=1)))
    assert ("SIGNING-ORDER", TAG_P7S) in codes(check(tmp_path, forge.good_zip(files)))


def test_two_insiders_who_swap_their_roles_are_refused_by_the_registry(tmp_path: Path) -> None:
    people = forge.world()
    roles = people.roles(reviewer=("senior-reviewer",), senior=("reviewer",))
    verdict = check(tmp_path, forge.good_zip(), roles=roles)
    assert codes(verdict) == {("ROLE-NOT-HELD", TAG_P7S), ("ROLE-NOT-HELD", SEEN_P7S)}
    assert verdict.roles == "not-checked"


def test_a_registry_that_cannot_be_read_is_told_and_not_used(tmp_path: Path) -> None:
    verdict = check(tmp_path, forge.good_zip(), roles=UntrustedRoles(json=b"{}", signature=b""))
    assert codes(verdict) == {("SIGNATURE-SYNTAX", "roles.json.p7s")}
    assert verdict.roles == "not-checked"


def test_the_recipient_is_checked_only_when_a_key_is_given(tmp_path: Path) -> None:
    people = forge.other_world()
    key = RecipientKey(certificate=people.pki.recipient.certificate, key=people.pki.recipient.key)
    assert codes(check(tmp_path, forge.good_zip(), key=key)) == {("NOT-FOR-THIS-RECIPIENT", "bag-info.txt")}
    assert codes(check(tmp_path, forge.good_zip(), key=None)) == set()


# --- the reviewer's part, the report, the review ---------------------------------------------------------------------------


def relisted(path: str, data: bytes) -> Files:
    """A changed file in both lists, signed anew by both."""
    return forge.relist(put(forge.good_files(), path, data), keep_reviewer=False)


def report(change: Callable[[bytes], bytes]) -> Files:
    return forge.relist(put(forge.good_files(), REPORT, change(forge.good_files()[REPORT])))


def other_reviewers_files() -> Files:
    other = forge.written(forge.world(), text="Another review")
    return forge.relist({**forge.good_files(), **{name: other.files[name] for name in (SEEN, SEEN_P7S, SEEN_REPORT)}})


def shorter_list() -> Files:
    files = forge.good_files()
    seen = {name: data for name, data in files.items() if name.startswith("data/") and name not in (REPORT, LETTER)}
    files[SEEN] = forge.listing({**seen, SEEN_REPORT: files[SEEN_REPORT]})
    files[SEEN_P7S] = forge.sign(files[SEEN], forge.world().pki.reviewer, replace(GOOD, at=AT))
    return forge.relist(files)


def swapped_fields() -> Files:
    """The senior reviewer certifies into the reviewer's field, the reviewer countersigns; the lists as they should be."""
    pki = forge.world().pki
    papers: dict[str, Any] = {"crls": (pki.crl,), "font": forge.FONT}
    first = sign_pdf.certify(forge.prepared(pki), forge.signer(pki.senior), name="Sam", at=AT, **papers)
    second = sign_pdf.countersign(first, forge.signer(pki.reviewer), name="Alex", at=LATER, **papers)
    return forge.relist({**forge.good_files(), SEEN_REPORT: first, REPORT: second}, keep_reviewer=False)


def resigned_report() -> Files:
    """Another senior reviewer's signature in the report than over the list."""
    pki = forge.world().pki
    other = issued("Somebody else")
    second = sign_pdf.countersign(
        forge.good_files()[SEEN_REPORT], forge.signer(other), name="Else", at=LATER, crls=(pki.crl,), font=forge.FONT
    )
    return forge.relist(put(forge.good_files(), REPORT, second))


def touch(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


def end_of_signature(data: bytes) -> int:
    return data.index(b">", data.rindex(b"/Contents"))


REVIEW: dict[str, tuple[Callable[[], Files], str, str]] = {
    "another review's reviewer": (other_reviewers_files, "REPORT-PREFIX", REPORT),
    "evidence put in after the reviewer signed": (
        lambda: forge.relist(good(data__evidence__e0003=b"?")), "REVIEWER-SET", "data/evidence/e0003",
    ),
    "evidence changed after the reviewer signed": (lambda: forge.relist(flipped(LETTER)), "REVIEWER-DIGEST", LETTER),
    "review changed after the reviewer signed": (
        lambda: forge.relist(put(forge.good_files(), REVIEW_JSON, forge.review_json(forge.world().pki.reviewer, more=1))),
        "REVIEWER-DIGEST", REVIEW_JSON,
    ),
    "reviewer saw less": (shorter_list, "REVIEWER-SET", LETTER),
    "reviewer's report exchanged": (
        lambda: forge.resign(put(forge.good_files(), SEEN_REPORT, b"%PDF-1.7 other")), "REVIEWER-DIGEST", SEEN_REPORT,
    ),
    "another report": (lambda: report(lambda _: forge.empty_report("Other words")), "REPORT-PREFIX", REPORT),
    "no countersignature": (lambda: report(lambda _: forge.good_files()[SEEN_REPORT]), "REPORT-SIGNATURES", REPORT),
    "bytes behind the report": (lambda: report(lambda data: data + b"\n%%EOF\n"), "REPORT-SIGNATURES", REPORT),
    "a byte of the report's end": (lambda: report(lambda data: touch(data, len(data) - 9)), "REPORT-SIGNATURES", REPORT),
    "a byte of the signature in the report": (
        lambda: report(lambda data: touch(data, data.rindex(b"/Contents") + 60)), "REPORT-SIGNATURES", REPORT,
    ),
    "bytes behind the signature in the report": (
        lambda: report(lambda data: touch(data, end_of_signature(data) - 4)), "REPORT-SIGNATURES", REPORT,
    ),
    "report that is no PDF": (lambda: report(lambda _: b"hello" * 9), "REPORT-SIGNATURES", REPORT),
    "signers swapped in the report": (swapped_fields, "REPORT-SIGNATURES", REPORT),
    "another countersigner in the report": (resigned_report, "REPORT-SIGNATURES", REPORT),
    "review names nobody": (
        lambda: relisted(REVIEW_JSON, forge.review_json(forge.world().pki.senior)), "REVIEWER-NOT-NAMED", REVIEW_JSON,
    ),
    "review that is no JSON": (lambda: relisted(REVIEW_JSON, b"{"), "REVIEW-SCHEMA", REVIEW_JSON),
    "review of another version": (
        lambda: relisted(REVIEW_JSON, forge.review_json(forge.world().pki.reviewer, version="1.1")),
        "REVIEW-SCHEMA", REVIEW_JSON,
    ),
    "review without its case": (
        lambda: relisted(REVIEW_JSON, b'{"format":"leder-review","version":"1.0"}'), "REVIEW-SCHEMA", REVIEW_JSON,
    ),
    "a key twice": (
        lambda: relisted(REVIEW_JSON, forge.good_files()[REVIEW_JSON][:-1] + b',"sample":false}'),
        "REVIEW-SCHEMA", REVIEW_JSON,
    ),
    "not a number": (lambda: relisted(REVIEW_JSON, b'{"a":NaN}'), "REVIEW-SCHEMA", REVIEW_JSON),
    "very deep": (lambda: relisted(REVIEW_JSON, b"[" * 100_000), "REVIEW-SCHEMA", REVIEW_JSON),
    "FHIR of another kind": (lambda: relisted(FHIR_JSON, b'{"resourceType":"Patient"}'), "REVIEW-FHIR", FHIR_JSON),
    "statement in words": (
        lambda: forge.resign(put(forge.good_files(), STATEMENT, b"fine")),
        "STATEMENT-SYNTAX", STATEMENT,
    ),
    "statement about another case": (
        lambda: forge.resign(put(
            forge.good_files(), STATEMENT,
            forge.good_files()[STATEMENT].replace(b'"c-1"', b'"c-2"'),
        )),
        "STATEMENT-SYNTAX", STATEMENT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REVIEW)
def test_a_review_or_report_that_was_not_signed_so_is_refused(tmp_path: Path, name: str) -> None:
    make, code, path = REVIEW[name]
    verdict = check(tmp_path, forge.good_zip(make()))
    assert (code, path) in codes(verdict)
