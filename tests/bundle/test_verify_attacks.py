"""Every way to make a bundle wrong that we know of (bundle format 3 and 7): each refused, with its own code, naming its file.

Most of these are made by somebody who holds the keys: the lists and signatures over the change are good.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from leder_desktop.bundle import sign_pdf
from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import RecipientKey, UntrustedRoles, Verdict, verify
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import Identity
from tests.bundle import verify_forge as forge
from tests.bundle.verify_forge import AT, CHECKED, GOOD, LATER, MANIFEST, SEEN, SEEN_P7S, SEEN_REPORT, TAG, TAG_P7S, TOP, Files, ZipEntry

REPORT = "data/report.pdf"
LETTER = "data/evidence/e0001.pdf"
REVIEW_JSON, FHIR_JSON, STATEMENT = "data/review.json", "data/review.fhir.json", "signatures/senior-statement.json"


def check(tmp_path: Path, content: bytes, **given: Any) -> Verdict:
    file = tmp_path / f"{TOP}.zip"
    file.write_bytes(content)
    people = forge.world()
    asked: dict[str, Any] = {"key": people.key, "trust": people.trust, "roles": people.roles(), "at": CHECKED, **given}
    (verdict,) = verify([file], **asked)
    return verdict


def codes(verdict: Verdict) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in verdict.problems}


def test_the_good_zip_is_good(tmp_path: Path) -> None:
    verdict = check(tmp_path, forge.good_zip())
    assert codes(verdict) == set()
    assert verdict.roles == "held"
    assert verdict.sample is True
    assert {file.state for file in verdict.files} == {"good"}
    assert {file.path for file in verdict.files} == set(forge.good_files())


def test_lists_and_signatures_made_by_hand_are_good_too(tmp_path: Path) -> None:
    """Otherwise the attacks below could be refused for the hand's own mistakes."""
    assert codes(check(tmp_path, forge.good_zip(forge.relist(forge.good_files(), keep_reviewer=False)))) == set()


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
@pytest.mark.parametrize("pss", [False, True])
def test_every_allowed_signature_is_good(tmp_path: Path, digest: str, pss: bool) -> None:
    files = forge.relist(forge.good_files(), keep_reviewer=False, reviewer_form=replace(GOOD, at=AT, digest=digest, pss=pss))
    assert codes(check(tmp_path, forge.good_zip(files))) == set()


# --- the index of the zip --------------------------------------------------------------------------------------------------


def entry(name: str, data: bytes = b"x", **more: Any) -> ZipEntry:
    return ZipEntry(name=name.encode(), data=data, **more)


def changed(at: int, **more: Any) -> bytes:
    """The good zip with one entry made otherwise."""
    parts = forge.entries(forge.good_files())
    parts[at] = replace(parts[at], **more)
    return forge.zipped(parts)


def added(*more: ZipEntry) -> bytes:
    return forge.zipped([*forge.entries(forge.good_files()), *more])


INDEX: dict[str, tuple[Callable[[], bytes], str]] = {
    "bytes before": (lambda: b"MZ" + forge.good_zip(), "ZIP-CENTRAL-PLACE"),
    "bytes after": (lambda: forge.good_zip() + b"\0", "ZIP-END"),
    "comment": (lambda: forge.zipped(forge.entries(forge.good_files()), comment=b"hello"), "ZIP-END"),
    "bytes before the index": (lambda: forge.zipped(forge.entries(forge.good_files()), between=b"hidden"), "ZIP-GAP"),
    "bytes between files": (lambda: changed(4, gap=b"hidden"), "ZIP-GAP"),
    "file nobody indexes": (lambda: hidden_entry(), "ZIP-GAP"),
    "compressed": (lambda: changed(3, method=8), "ZIP-METHOD"),
    "encrypted": (lambda: changed(3, flags=1), "ZIP-FLAGS"),
    "data descriptor": (lambda: changed(3, flags=8), "ZIP-FLAGS"),
    "symbolic link": (lambda: changed(2, mode=0o120777 << 16), "ZIP-NOT-REGULAR-FILE"),
    "executable": (lambda: changed(2, mode=0o100755 << 16), "ZIP-NOT-REGULAR-FILE"),
    "folder entry": (lambda: added(entry(f"{TOP}/data/evidence/", b"")), "ZIP-NOT-REGULAR-FILE"),
    "other name before the data": (lambda: changed(2, local_name=f"{TOP}/README.TXT".encode()), "ZIP-LOCAL-DIFFERS"),
    "extra field": (lambda: changed(2, extra=b"ux\0\0"), "ZIP-CENTRAL-NOT-CANONICAL"),
    "entry comment": (lambda: changed(2, comment=b"c"), "ZIP-CENTRAL-NOT-CANONICAL"),
    "two dates": (lambda: changed(2, day=0x21), "ZIP-CENTRAL-NOT-CANONICAL"),
    "several disks": (lambda: forge.zipped(forge.entries(forge.good_files()), disk=1), "ZIP-MULTIDISK"),
    "fewer entries than there are": (lambda: forge.zipped(forge.entries(forge.good_files()), count=9), "ZIP-CENTRAL"),
    "more entries than there are": (lambda: forge.zipped(forge.entries(forge.good_files()), count=99), "ZIP-CENTRAL"),
    "too many entries": (lambda: forge.zipped([entry(f"{TOP}/f{n}", b"") for n in range(20_001)]), "ZIP-TOO-MANY-ENTRIES"),
    "cut off": (lambda: forge.good_zip()[:-30], "ZIP-END"),
    "nearly empty": (lambda: b"PK", "ZIP-TRUNCATED"),
    "empty": (lambda: b"", "ZIP-TRUNCATED"),
    "no file": (lambda: forge.zipped([]), "LAYOUT-TOP"),
    "up and away": (lambda: added(entry(f"{TOP}/../../evil.txt")), "NAME-BAD"),
    "absolute": (lambda: added(entry("/etc/passwd")), "NAME-BAD"),
    "backslash": (lambda: added(entry(f"{TOP}\\evil.txt")), "NAME-BAD"),
    "device": (lambda: added(entry(f"{TOP}/data/evidence/CON.txt")), "NAME-BAD"),
    "final dot": (lambda: added(entry(f"{TOP}/data/evidence/e0003.")), "NAME-BAD"),
    "hidden file": (lambda: added(entry(f"{TOP}/.hidden")), "NAME-BAD"),
    "deep": (lambda: added(entry(f"{TOP}/a/b/c/d/e/f")), "NAME-BAD"),
    "long": (lambda: added(entry(f"{TOP}/{'a' * 100}/{'b' * 100}")), "NAME-BAD"),
    "NUL in the name": (lambda: added(entry(f"{TOP}/README.txt\0.exe")), "NAME-BAD"),
    "accents": (lambda: added(entry(f"{TOP}/data/evidence/é.pdf")), "NAME-NOT-ASCII"),
    "twice": (lambda: added(entry(f"{TOP}/README.txt")), "NAME-DUPLICATE"),
    "twice but for capitals": (lambda: added(entry(f"{TOP}/readme.TXT")), "NAME-DUPLICATE"),
    "file and folder": (lambda: added(entry(f"{TOP}/README.txt/x")), "NAME-FILE-AND-FOLDER"),
    "second top folder": (lambda: added(entry("other/README.txt")), "LAYOUT-TOP"),
    "other top folder": (lambda: forge.good_zip(top="leder-review"), "LAYOUT-TOP"),
    "file beside the folder": (lambda: added(entry(TOP)), "NAME-FILE-AND-FOLDER"),
}  # fmt: skip


def hidden_entry() -> bytes:
    """A whole file between two others that the index leaves out."""
    parts = forge.entries(forge.good_files())
    hidden = forge.zipped([entry(f"{TOP}/data/evidence/e0009.pdf")])
    parts[5] = replace(parts[5], gap=hidden[: hidden.index(b"PK\1\2")])
    return forge.zipped(parts)


@pytest.mark.parametrize("name", INDEX)
def test_an_index_in_another_form_is_refused_and_nothing_inside_is_read(tmp_path: Path, name: str) -> None:
    make, code = INDEX[name]
    verdict = check(tmp_path, make())
    assert code in {one.code for one in verdict.problems}
    assert verdict.files == ()
    assert verdict.signers == ()
    assert verdict.sample is None


def test_another_order_is_refused_and_the_files_are_read_all_the_same(tmp_path: Path) -> None:
    parts = forge.entries(forge.good_files())
    verdict = check(tmp_path, forge.zipped([*parts[:6], *reversed(parts[6:])]))
    assert {one.code for one in verdict.problems} == {"ZIP-CENTRAL-NOT-CANONICAL"}
    assert len(verdict.files) == len(parts)


def test_a_wrong_check_sum_in_the_zip_names_the_file(tmp_path: Path) -> None:
    verdict = check(tmp_path, changed(2, crc32=1))
    assert codes(verdict) == {("DIGEST-WRONG", "README.txt")}


# --- the bag ---------------------------------------------------------------------------------------------------------------


def good(**more: bytes) -> Files:
    return {**forge.good_files(), **{name.replace("__", "/"): data for name, data in more.items()}}


def put(files: Files, path: str, data: bytes) -> Files:
    return {**files, path: data}


def without(files: Files, *paths: str) -> Files:
    return {name: data for name, data in files.items() if name not in paths}


def flipped(path: str, at: int = 100) -> Files:
    files = forge.good_files()
    data = bytearray(files[path])
    data[at % len(data)] ^= 1
    return put(files, path, bytes(data))


def info(key: str, value: str) -> Files:
    return forge.resign(put(forge.good_files(), "bag-info.txt", forge.line(forge.good_files()["bag-info.txt"], key, value)))


def manifest(change: Callable[[bytes], bytes]) -> Files:
    return forge.resign(put(forge.good_files(), MANIFEST, change(forge.good_files()[MANIFEST])))


def swapped_lines(text: bytes) -> bytes:
    lines = text.splitlines(keepends=True)
    return b"".join([lines[1], lines[0], *lines[2:]])


BAG: dict[str, tuple[Callable[[], Files], str, str]] = {
    "changed evidence": (lambda: flipped(LETTER), "DIGEST-WRONG", LETTER),
    "changed review": (lambda: flipped("data/review.json"), "DIGEST-WRONG", "data/review.json"),
    "changed read-me": (lambda: flipped("README.txt"), "DIGEST-WRONG", "README.txt"),
    "changed bag-info": (lambda: flipped("bag-info.txt"), "DIGEST-WRONG", "bag-info.txt"),
    "changed manifest": (lambda: flipped(MANIFEST), "DIGEST-WRONG", MANIFEST),
    "changed reviewer's list": (lambda: flipped(SEEN), "DIGEST-WRONG", SEEN),
    "changed reviewer's list, seen by its signature": (lambda: flipped(SEEN), "SIGNATURE-WRONG", SEEN),
    "changed reviewer's signature": (lambda: flipped(SEEN_P7S), "DIGEST-WRONG", SEEN_P7S),
    "changed tag manifest": (lambda: flipped(TAG), "SIGNATURE-WRONG", TAG),
    "changed statement": (lambda: flipped("signatures/senior-statement.json"), "DIGEST-WRONG", "signatures/senior-statement.json"),
    "tag file in no list": (lambda: good(notes=b"?"), "FILE-UNLISTED", "notes"),
    "tag file in the list": (lambda: forge.resign(good(**{"notes.txt": b"?"})), "TAG-SET", "notes.txt"),
    "fetch.txt": (lambda: forge.resign(good(**{"fetch.txt": b"https://example.org/x 1 data/x\n"})), "TAG-SET", "fetch.txt"),
    "second signature beside": (lambda: good(**{"signatures__other.p7s": b"0"}), "FILE-UNLISTED", "signatures/other.p7s"),
    "payload file in no list": (lambda: good(data__evidence__e0003=b"?"), "FILE-UNLISTED", "data/evidence/e0003"),
    "missing evidence": (lambda: without(forge.good_files(), LETTER), "FILE-MISSING", LETTER),
    "missing statement": (
        lambda: forge.resign(without(forge.good_files(), STATEMENT)), "TAG-SET", STATEMENT,
    ),
    "missing read-me": (lambda: forge.resign(without(forge.good_files(), "README.txt")), "FILE-MISSING", "README.txt"),
    "missing report": (lambda: forge.relist(without(forge.good_files(), REPORT)), "FILE-MISSING", REPORT),
    "missing review": (lambda: forge.relist(without(forge.good_files(), "data/review.json")), "FILE-MISSING", "data/review.json"),
    "missing tag manifest": (lambda: without(forge.good_files(), TAG), "FILE-MISSING", TAG),
    "missing signature of the senior reviewer": (lambda: without(forge.good_files(), TAG_P7S), "FILE-MISSING", TAG_P7S),
    "missing signature of the reviewer": (lambda: forge.resign(without(forge.good_files(), SEEN_P7S)), "FILE-MISSING", SEEN_P7S),
    "md5 manifest alone": (
        lambda: forge.resign(good_md5()), "FILE-MISSING", MANIFEST,
    ),
    "CRLF in a manifest": (lambda: manifest(lambda text: text.replace(b"\n", b"\r\n")), "MANIFEST-SYNTAX", MANIFEST),
    "capitals in a digest": (lambda: manifest(lambda text: text[:128].upper() + text[128:]), "MANIFEST-SYNTAX", MANIFEST),
    "star before a name": (lambda: manifest(lambda text: text.replace(b"  ", b" *", 1)), "MANIFEST-SYNTAX", MANIFEST),
    "no final line feed": (lambda: manifest(lambda text: text[:-1]), "MANIFEST-SYNTAX", MANIFEST),
    "empty manifest": (lambda: manifest(lambda _: b""), "MANIFEST-SYNTAX", MANIFEST),
    "manifest out of order": (lambda: manifest(swapped_lines), "MANIFEST-ORDER", MANIFEST),
    "a line twice": (lambda: manifest(lambda text: text.splitlines(keepends=True)[0] + text), "MANIFEST-DUPLICATE", MANIFEST),
    "manifest over a tag file": (
        lambda: manifest(lambda text: text + b"0" * 128 + b"  signatures/x\n"), "MANIFEST-SCOPE", MANIFEST,
    ),
    "manifest too big": (lambda: manifest(lambda text: text + bytes(8 << 20)), "MANIFEST-TOO-BIG", MANIFEST),
    "other BagIt version": (lambda: forge.resign(put(forge.good_files(), "bagit.txt", b"BagIt-Version: 0.97\n")), "BAGIT-TXT", "bagit.txt"),
    "long line": (lambda: info("Bag-Software-Agent", "x" * 1000), "BAG-INFO", "bag-info.txt"),
    "folded line": (lambda: info("Bag-Software-Agent", "x\n y"), "BAG-INFO", "bag-info.txt"),
    "key twice": (lambda: info("Bagging-Date", "2026-03-02\nBagging-Date: 2026-03-02"), "BAG-INFO", "bag-info.txt"),
    "unknown key": (lambda: info("Bagging-Date", "2026-03-02\nContact-Name: A"), "BAG-INFO", "bag-info.txt"),
    "not a day": (lambda: info("Bagging-Date", "2026-02-30"), "BAG-INFO", "bag-info.txt"),
    "other profile": (lambda: info("BagIt-Profile-Identifier", "urn:leder:bundle:1.1"), "BAG-INFO", "bag-info.txt"),
    "unknown version": (lambda: info("Leder-Bundle-Version", "2.0"), "VERSION-UNKNOWN", "bag-info.txt"),
    "minor version": (lambda: info("Leder-Bundle-Version", "1.1"), "VERSION-UNKNOWN", "bag-info.txt"),
    "another identifier": (
        lambda: info("External-Identifier", "urn:uuid:11111111-1111-4111-8111-111111111111"), "IDENTIFIER-MISMATCH", "bag-info.txt",
    ),
    "another size": (lambda: info("Payload-Oxum", "1.1"), "PAYLOAD-OXUM", "bag-info.txt"),
    "size not in numbers": (lambda: info("Payload-Oxum", "many"), "PAYLOAD-OXUM", "bag-info.txt"),
    "another recipient": (lambda: info("Leder-Recipient-Certificate-SHA256", "ab" * 32), "NOT-FOR-THIS-RECIPIENT", "bag-info.txt"),
    "recipients out of order": (
        lambda: info("Leder-Recipient-Certificate-SHA256", f"{'cd' * 32} {'ab' * 32}"), "BAG-INFO", "bag-info.txt",
    ),
    "no recipient": (lambda: info("Leder-Recipient-Certificate-SHA256", ""), "BAG-INFO", "bag-info.txt"),
}  # fmt: skip


def good_md5() -> Files:
    return {**without(forge.good_files(), MANIFEST), "manifest-md5.txt": b"d41d8cd98f00b204e9800998ecf8427e  data/report.pdf\n"}


@pytest.mark.parametrize("name", BAG)
def test_a_changed_bag_is_refused_by_the_name_of_the_file(tmp_path: Path, name: str) -> None:
    make, code, path = BAG[name]
    verdict = check(tmp_path, forge.good_zip(make()))
    assert (code, path) in codes(verdict)


def test_another_bag_under_this_name_is_refused(tmp_path: Path) -> None:
    other = forge.written(forge.world(), bundle="11111111-1111-4111-8111-111111111111")
    verdict = check(tmp_path, forge.good_zip({**other.files, **forge.EVIDENCE}))
    assert ("IDENTIFIER-MISMATCH", "bag-info.txt") in codes(verdict)


def test_a_renamed_zip_is_refused_by_its_folder(tmp_path: Path) -> None:
    verdict = check(tmp_path, forge.good_zip(top="leder-11111111-1111-4111-8111-111111111111"))
    assert "LAYOUT-TOP" in {one.code for one in verdict.problems}


def test_a_bundle_that_supersedes_another_is_good(tmp_path: Path) -> None:
    made = forge.written(forge.world(), supersedes="11111111-1111-4111-8111-111111111111")
    assert codes(check(tmp_path, forge.good_zip({**made.files, **forge.EVIDENCE}))) == set()


def test_states_tell_changed_missing_and_unlisted(tmp_path: Path) -> None:
    files = put(without(flipped(LETTER), "data/evidence/e0002.jpg"), "data/evidence/e0003.txt", b"?")
    states = {file.path: file.state for file in check(tmp_path, forge.good_zip(files)).files}
    assert states[LETTER] == "changed"
    assert states["data/evidence/e0002.jpg"] == "missing"
    assert states["data/evidence/e0003.txt"] == "unlisted"
    assert states[REPORT] == "good"


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
