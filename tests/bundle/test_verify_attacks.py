"""Every way to make a bundle wrong that we know of (bundle format 3 and 7): each refused, with its own code, naming its file.

Most of these are made by somebody who holds the keys: the lists and signatures over the change are good.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.bundle import verify_forge as forge
from tests.bundle.verify_changes import check, codes, flipped, good, info, manifest, put, without
from tests.bundle.verify_forge import AT, GOOD, MANIFEST, SEEN, SEEN_P7S, TAG, TAG_P7S, TOP, Files, ZipEntry

REPORT = "data/report.pdf"
LETTER = "data/evidence/e0001.pdf"
REVIEW_JSON, FHIR_JSON, STATEMENT = "data/review.json", "data/review.fhir.json", "signatures/senior-statement.json"


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
