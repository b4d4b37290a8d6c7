"""The parts of the verifier by themselves, on bytes made by hand: DER, JSON, names, role registries, random damage."""

import ast
import logging
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from asn1crypto import core
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from leder_desktop.bundle import zip_index
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.offline_pyhanko import forbidden_modules
from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.sources import Digest
from leder_desktop.bundle.sources import Source as WrittenSource
from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify import der, read_roles, verify
from leder_desktop.bundle.verify.bag import read_bag_info
from leder_desktop.bundle.verify.bundle_names import check_names
from leder_desktop.bundle.verify.cms_verify import check_signature
from leder_desktop.bundle.verify.json_read import NotStrict, read_json
from leder_desktop.bundle.verify.manifests import read_list
from leder_desktop.bundle.verify.sentences import SENTENCES
from leder_desktop.bundle.verify.zip_read import IndexRefused, read_index
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from tests.bundle import verify_forge as forge
from tests.bundle.verify_forge import AT, CHECKED, TOP

# --- DER -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "", "30", "3080", "30800000", "308100", "30810101", "3082000101", "300002", "3001", "3003020100ff", "010101", "010200ff",
        "02020001", "0202ffff", "0200", "050000", "050100", "03020801", "03020101", "0300", "06028001", "060181", "0600", "1f8101",
        "24030401aa", "3106020102020101", "1001ff", "3084ffffffff", "3089000000000000000001",
    ],
)  # fmt: skip
def test_what_is_not_der_is_refused(data: str) -> None:
    with pytest.raises(der.NotDer):
        der.check(bytes.fromhex(data))


@pytest.mark.parametrize("data", ["3000", "3003020100", "020100", "020200ff", "0101ff", "0500", "03030401f0", "06022a03"])
def test_der_is_read(data: str) -> None:
    der.check(bytes.fromhex(data))


def test_der_deeper_than_anything_real_is_refused() -> None:
    data = b"\x05\x00"
    for _ in range(60):
        data = core.Sequence(contents=data).dump()
    with pytest.raises(der.NotDer):
        der.check(data)


@given(st.binary(max_size=200))
def test_any_bytes_are_der_or_refused(data: bytes) -> None:
    try:
        der.check(data)
    except der.NotDer:
        return
    if data[0] < 0x40:  # the other reader knows universal tags only
        assert core.load(data, strict=True).dump() == data


# --- JSON ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b'{"a":1,"a":2}', b"NaN", b"[Infinity]", b"1 2", b"\xff", b"\xef\xbb\xbf{}", b"[" * 70 + b"]" * 70, b"[9007199254740993]"],
)
def test_json_that_can_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(NotStrict):
        read_json(data, canonical=True)


@pytest.mark.parametrize("data", [b'{"b":1,"a":2}', b'{ "a":1}', b'{"a":1.0}', b'{"a":"\\u0041"}', b"{}\n"])
def test_json_in_another_form_than_the_canonical_is_refused_where_that_is_asked(data: bytes) -> None:
    read_json(data, canonical=False)
    with pytest.raises(NotStrict):
        read_json(data, canonical=True)


def test_brackets_inside_strings_are_not_depth() -> None:
    assert read_json(b'"' + b"[" * 100 + b'\\""', canonical=False) == "[" * 100 + '"'


# --- names, lists, bag-info ------------------------------------------------------------------------------------------------


@given(st.binary(max_size=60))
def test_names_from_outside_are_judged_and_never_break(name: bytes) -> None:
    check_names([name, b"leder-x/a"])


@given(st.binary(max_size=400))
def test_lists_and_bag_info_from_outside_never_break(data: bytes) -> None:
    assert read_list(data, "manifest-sha512.txt").problems
    assert read_bag_info(data, forge.BUNDLE).problems


@given(st.lists(st.integers(min_value=0, max_value=1 << 30), min_size=1, max_size=3), st.binary(min_size=1, max_size=4))
@settings(max_examples=300, deadline=None)
def test_a_zip_with_any_bytes_overwritten_is_refused_or_has_the_same_files(places: list[int], new: bytes) -> None:
    """In headers every byte counts; inside a file the digests do."""
    good = forge.good_zip()
    data = bytearray(good)
    for place in places:
        at = place % len(data)
        data[at : at + len(new)] = new[: len(data) - at]
    expected = read_index(Bytes(good)).entries
    try:
        found = read_index(Bytes(bytes(data))).entries
    except IndexRefused:
        return
    assert {name: (one.start, one.end) for name, one in found.items()} == {name: (one.start, one.end) for name, one in expected.items()}


class Bytes:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.size = len(data)

    def read_at(self, position: int, count: int) -> bytes:
        return self._data[position : position + count]


GIGA = 1 << 30


class Sparse:
    """A zip whose files are nothing but zeros that are never made."""

    def __init__(self, parts: list[bytes | int]) -> None:
        self._parts: list[tuple[int, bytes | int]] = []
        self.size = 0
        for part in parts:
            self._parts.append((self.size, part))
            self.size += part if isinstance(part, int) else len(part)

    def read_at(self, position: int, count: int) -> bytes:
        for start, part in self._parts:
            if isinstance(part, bytes) and start <= position < start + len(part):
                return part[position - start : position - start + count]
        return bytes(count)


def test_a_zip_beyond_four_gibibytes_is_read_in_the_form_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """One file of 5 GiB (Zip64 sizes), then one that begins beyond 4 GiB (Zip64 offset)."""
    sizes = {"bagit.txt": 55, "data/evidence/e0001.mp4": 5 * GIGA, "data/evidence/e0002.pdf": 2 * GIGA}
    sizes |= dict.fromkeys(("bag-info.txt", "README.txt", forge.TAG, forge.TAG_P7S, forge.MANIFEST), 10)
    sources = [
        WrittenSource(digest=Digest(name=name, size=size, sha512="00" * 64, crc32=0), chunks=lambda: iter(()))
        for name, size in sizes.items()
    ]
    archive = zip_index.build(sources, top=TOP, day=AT.date())
    holes: Any = lambda source: iter([source.digest.size])  # noqa: E731
    monkeypatch.setattr(zip_index, "read", holes)
    sparse = Sparse(list(archive.pieces()))
    assert sparse.size == archive.size > 7 * GIGA
    index = read_index(sparse)
    assert {name: entry.size for name, entry in index.entries.items()} == sizes
    assert not index.problems


# --- the role registry -----------------------------------------------------------------------------------------------------


def registry(change: Any = None, keeper: Any = None, **more: Any) -> tuple[bytes, bytes]:
    people = forge.world()
    keeper = keeper or people.pki.registry
    roles = people.roles()
    if change is None:
        return roles.json, roles.signature
    content = change(roles.json)
    return content, forge.sign(content, keeper, forge.CmsForm(at=AT, **more))


def refused(content: bytes, signature: bytes, **more: Any) -> str:
    with pytest.raises(Refused) as caught:
        read_roles(content, signature, **{"trust": forge.world().trust, "at": CHECKED, **more})
    return caught.value.code


def test_a_registry_says_who_may_sign_as_what_and_who_says_so() -> None:
    pki = forge.world().pki
    roles = read_roles(*registry(), trust=forge.world().trust, at=CHECKED)
    assert [holder.roles for holder in roles.holders] == [("reviewer",), ("senior-reviewer",)]
    assert roles.holds(roles.holders[0].certificate_sha256, "reviewer")
    assert not roles.holds(roles.holders[0].certificate_sha256, "senior-reviewer")
    assert not roles.holds("00" * 32, "reviewer")
    assert roles.issued == AT
    assert roles.signer_subject == "CN=Demo role registry (invented),C=GB"
    assert pki.registry.certificate


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data + b"\n",
        lambda data: data.replace(b"leder-roles", b"leder-rolls"),
        lambda data: data.replace(b'"1.0"', b'"1.1"'),
        lambda data: data.replace(b"2026-03-02T09:30:00Z", b"2026-03-02 09:30:00Z"),
        lambda data: data.replace(b"2026-03-02T09:30:00Z", b"2026-13-02T09:30:00Z"),
        lambda data: data.replace(b'"reviewer"', b'"owner"'),
        lambda data: data.replace(b'["reviewer"]', b"[]"),
        lambda data: data.replace(b'["reviewer"]', b"[1]"),
        lambda data: data.replace(b'["reviewer"]', b'"reviewer"'),
        lambda data: data.replace(b'{"certificateSha256"', b'{"certificate"'),
        lambda data: canonical({"format": "leder-roles", "version": "1.0", "issued": "2026-03-02T09:30:00Z", "roles": []}),
        lambda data: b"[]",
        lambda data: b"",
    ],
)
def test_a_registry_in_another_form_is_refused(change: Any) -> None:
    assert refused(*registry(change)) == "ROLES-SYNTAX"


def test_a_registry_with_another_signer_content_or_time_is_refused() -> None:
    people, other = forge.world(), forge.other_world()
    content, signature = registry()
    assert refused(content + b" ", signature) == "SIGNATURE-WRONG"
    assert refused(content, b"") == "SIGNATURE-SYNTAX"
    assert refused(content, signature, trust=other.trust) == "ROLES-SIGNER"
    assert refused(content, signature, trust=None) == "ROLES-SIGNER"
    assert refused(content, signature, at=AT + timedelta(days=91)) == "ROLES-EXPIRED"
    assert refused(*registry(lambda data: data, keeper=people.pki.recipient)) == "ROLES-SIGNER"
    assert refused(*registry(lambda data: data, keeper=people.pki.reviewer)) == "ROLES-SIGNER"


def test_a_registry_with_a_holder_twice_is_refused() -> None:
    pki = forge.world().pki
    held: list[Any] = [(pki.reviewer.certificate, ("reviewer",)), (pki.reviewer.certificate, ("senior-reviewer",))]
    made = sign_roles(held, forge.signer(pki.registry), issued=AT, valid_until=AT + timedelta(days=9), crls=(pki.crl,))
    assert refused(*made) == "ROLES-SYNTAX"


# --- signatures of others --------------------------------------------------------------------------------------------------


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("who", ["reviewer", "senior"])
@pytest.mark.parametrize("pss", [False, True])
def test_a_signature_that_openssl_made_is_good(tmp_path: Path, who: str, pss: bool) -> None:
    identity = forge.world().pki.reviewer if who == "reviewer" else forge.world().pki.senior
    (tmp_path / "signer.pem").write_bytes(identity.key_pem())
    (tmp_path / "list").write_bytes(b"a list of files")
    asked = ["-keyopt", "rsa_padding_mode:pss"] if pss and who == "reviewer" else []
    made = ["-md", "sha256", "-outform", "DER", "-out", "list.p7s", *asked]
    subprocess.run(
        ["openssl", "cms", "-sign", "-cades", "-nosmimecap", "-binary", "-in", "list", "-signer", "signer.pem", *made],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    signature = (tmp_path / "list.p7s").read_bytes()
    given: dict[str, Any] = {"path": "list.p7s", "content_path": "list", "trust": forge.world().trust, "at": CHECKED}
    checked = check_signature(signature, b"a list of files", **given)
    assert checked.problems == ()
    assert checked.seen and checked.seen.certificate == identity.certificate
    assert [(one.code, one.path) for one in check_signature(signature, b"another", **given).problems] == [("SIGNATURE-WRONG", "list")]


@given(st.integers(min_value=0, max_value=1 << 20), st.integers(min_value=1, max_value=255))
@settings(max_examples=400, deadline=None)
def test_any_changed_byte_of_a_signature_file_is_refused(place: int, flip: int) -> None:
    """Also in the revocation list it carries, although the caller hands over the same list."""
    data = bytearray(forge.good_files()[forge.TAG_P7S])
    data[place % len(data)] ^= flip
    checked = check_signature(bytes(data), forge.good_files()[forge.TAG], path="p", content_path="c", trust=forge.world().trust, at=CHECKED)
    assert checked.problems


def chained() -> tuple[demo_pki.Identity, demo_pki.Identity, tuple[bytes, ...]]:
    """An authority below the root, a signer below that, and the revocation lists of both authorities."""
    root = forge.world().pki.root
    between = demo_pki.issue(root, "Authority (invented)", ec.generate_private_key(ec.SECP384R1()), AT, authority=True)
    end = demo_pki.issue(between, "Chained (invented)", ec.generate_private_key(ec.SECP384R1()), AT)
    return between, end, (forge.world().pki.crl, demo_pki.make_crl(between, AT))


def test_a_chain_is_followed_to_its_anchor_and_every_link_is_checked() -> None:
    between, end, crls = chained()
    anchor = Trust(anchors=(forge.world().pki.root.certificate,))

    def found(trust: Trust = anchor, others: tuple[bytes, ...] = (between.certificate,), crls: tuple[bytes, ...] = crls) -> list[str]:
        signature = forge.sign(b"x", end, forge.CmsForm(digest="sha384", others=others, crls=crls))
        return [one.code for one in check_signature(signature, b"x", path="p", content_path="c", trust=trust, at=CHECKED).problems]

    assert found() == []
    assert found(others=()) == ["SIGNER-NOT-TRUSTED"]
    assert found(crls=crls[:1]) == ["SIGNER-REVOCATION-UNKNOWN"]
    assert found(crls=crls[1:]) == ["SIGNER-REVOCATION-UNKNOWN"]
    revoked = demo_pki.make_crl(forge.world().pki.root, AT, revoked=(between.certificate,), number=3)
    assert found(crls=(revoked, crls[1])) == ["SIGNER-REVOKED"]
    assert found(trust=Trust(anchors=(forge.other_world().pki.root.certificate,))) == ["SIGNER-NOT-TRUSTED"]


def test_a_list_of_revocations_by_somebody_else_counts_for_nothing() -> None:
    """A revocation list with the root's name, signed with another key."""
    end = forge.world().pki.senior
    impostor = demo_pki.Identity(certificate=forge.world().pki.root.certificate, key=forge.other_world().pki.root.key)
    signature = forge.sign(b"x", end, forge.CmsForm(crls=(demo_pki.make_crl(impostor, AT),)))
    anchor = Trust(anchors=(forge.world().pki.root.certificate,))
    checked = check_signature(signature, b"x", path="p", content_path="c", trust=anchor, at=CHECKED)
    assert [one.code for one in checked.problems] == ["SIGNER-REVOCATION-UNKNOWN", "SIGNATURE-WRONG"]


def test_verifying_loads_no_network_and_logs_nothing(tmp_path: Path) -> None:
    file = tmp_path / f"{TOP}.zip"
    report = forge.good_files()["data/report.pdf"].replace(b"/ETSI.CAdES.detached", b"/ETSI.CAdES.detachee")
    file.write_bytes(forge.good_zip(forge.relist({**forge.good_files(), "data/report.pdf": report})))
    logged: list[logging.LogRecord] = []
    collect = logging.Handler()
    collect.emit = logged.append
    logging.getLogger().addHandler(collect)
    try:
        (verdict,) = verify([file], key=None, trust=forge.world().trust, roles=None, at=CHECKED)
    finally:
        logging.getLogger().removeHandler(collect)
    assert "REPORT-SIGNATURES" in {one.code for one in verdict.problems}
    assert logged == []
    assert forbidden_modules() == ()
    assert "oscrypto" not in sys.modules


# --- the whole, under random damage ----------------------------------------------------------------------------------------


@given(st.integers(min_value=0, max_value=1 << 30), st.integers(min_value=1, max_value=255))
@settings(max_examples=25, deadline=None)
def test_any_changed_byte_of_the_opened_zip_is_refused(tmp_path_factory: pytest.TempPathFactory, place: int, flip: int) -> None:
    file = tmp_path_factory.mktemp("flip") / f"{TOP}.zip"
    data = bytearray(forge.good_zip())
    data[place % len(data)] ^= flip
    file.write_bytes(bytes(data))
    (verdict,) = verify([file], key=None, trust=forge.world().trust, roles=None, at=CHECKED)
    assert not verdict.good
    assert file.stat().st_size == len(data)


@given(st.integers(min_value=0, max_value=1 << 30))
@settings(max_examples=25, deadline=None)
def test_a_cut_zip_is_refused(tmp_path_factory: pytest.TempPathFactory, place: int) -> None:
    file = tmp_path_factory.mktemp("cut") / f"{TOP}.zip"
    data = forge.good_zip()
    file.write_bytes(data[: place % len(data)])
    (verdict,) = verify([file], key=None, trust=forge.world().trust, roles=None, at=CHECKED)
    assert {one.code.partition("-")[0] for one in verdict.problems} == {"ZIP"}


# --- the words -------------------------------------------------------------------------------------------------------------


def test_every_code_has_one_plain_sentence() -> None:
    for code, sentence in SENTENCES.items():
        assert code == code.upper()
        assert sentence.endswith("."), code
        assert sentence[0].isupper(), code
    assert len(set(SENTENCES.values())) == len(SENTENCES)


def test_no_code_is_told_that_has_no_sentence() -> None:
    folder = Path(__file__).parents[2] / "leder_desktop/bundle/verify"
    families = ("CMS-", "VOLUME", "ZIP-", "NAME-", "LAYOUT-", "BAG", "MANIFEST-", "SIGN", "ROLE", "REVIEW", "REPORT-", "FILE-", "TAG-")
    told = {
        node.value
        for file in folder.glob("*.py")
        if file.name != "sentences.py"
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper() and "-" in node.value
    }
    codes = {value for value in told if value.startswith(families) and " " not in value and not value.endswith("-")}
    assert codes
    assert codes <= set(SENTENCES)


def test_the_verifier_shares_no_code_with_the_writer() -> None:
    """Agreement between two sides that share code would mean nothing."""
    folder = Path(__file__).parents[2] / "leder_desktop/bundle/verify"
    allowed = {"leder_desktop.bundle.trust", "leder_desktop.bundle.offline_pyhanko"}
    for file in folder.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("leder_desktop.bundle"):
                assert node.module in allowed or node.module.startswith("leder_desktop.bundle.verify"), file.name


def test_signing_times_are_told_in_utc() -> None:
    from leder_desktop.bundle.verify.verdict import instant

    assert instant(datetime(2026, 3, 2, 9, 30, tzinfo=UTC)) == "2026-03-02T09:30:00Z"
