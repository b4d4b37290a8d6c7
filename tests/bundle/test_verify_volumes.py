"""The envelope: volumes, their list, their seals. What the writing side made is read; all else is refused by the volume's name."""

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from leder_desktop.bundle import envelope, sources, write
from leder_desktop.bundle.verify import RecipientKey, Verdict, load_certificates, load_crls, load_recipient_key, verify
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import Identity
from tests.bundle import verify_forge as forge
from tests.bundle.verify_forge import BUNDLE, CHECKED, TOP

LIST = f"{TOP}.sha512"
FIRST, SECOND = f"{TOP}.zip.001.p7m", f"{TOP}.zip.002.p7m"


def exported(folder: Path, volume: int = 20_000) -> Path:
    evidence = [sources.from_bytes(name, content) for name, content in forge.EVIDENCE.items()]
    write.export(forge.good_stage2(), evidence, [forge.world().pki.recipient.certificate], folder, volume=volume)
    return folder


def check(*paths: Path, **given: Any) -> Verdict:
    people = forge.world()
    asked: dict[str, Any] = {"key": people.key, "trust": people.trust, "roles": people.roles(), "at": CHECKED, **given}
    (verdict,) = verify(list(paths), **asked)
    return verdict


def codes(verdict: Verdict) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in verdict.problems}


def relist(folder: Path) -> None:
    """The list of volumes made anew over whatever volumes there are."""
    volumes = sorted(folder.glob("*.p7m"))
    text = "".join(f"{hashlib.sha512(one.read_bytes()).hexdigest()}  {one.name}\n" for one in volumes)
    (folder / LIST).write_bytes(text.encode())


def change(file: Path, how: Callable[[bytes], bytes]) -> None:
    file.write_bytes(how(file.read_bytes()))


def touch(data: bytes, at: int) -> bytes:
    at %= len(data)
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("volume", [7_001, 20_000, 1 << 28])
def test_what_was_written_is_good_whatever_the_size_of_its_volumes(tmp_path: Path, volume: int) -> None:
    verdict = check(exported(tmp_path / "b", volume))
    assert verdict.document()["verdict"] == "good"
    assert verdict.document() == {
        "verdict": "good",
        "roles": "held",
        "bundle": BUNDLE,
        "signers": [one.document() for one in verdict.signers],
        "files": [{"path": name, "state": "good"} for name in sorted(forge.good_files())],
        "problems": [],
        "sample": True,
    }
    assert [set(one) for one in verdict.document()["signers"]] == [{"role", "name", "subject", "certificateSha256", "at"}] * 2


def test_a_list_of_files_is_as_good_as_their_folder(tmp_path: Path) -> None:
    assert check(*sorted(exported(tmp_path / "b").iterdir(), reverse=True)).good


def test_two_bundles_in_a_folder_give_two_verdicts(tmp_path: Path) -> None:
    folder = exported(tmp_path / "b")
    other = "11111111-1111-4111-8111-111111111111"
    (folder / f"leder-{other}.sha512").write_bytes(b"")
    people = forge.world()
    verdicts = verify([folder], key=people.key, trust=people.trust, roles=None, at=CHECKED)
    assert {one.bundle: one.good for one in verdicts} == {BUNDLE: True, other: False}


def test_nothing_is_written_while_verifying(tmp_path: Path) -> None:
    folder = exported(tmp_path / "b")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    check(folder)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("at", [0, 1, 5, 40, 300, 700, -20_000, -17, -1])
def test_a_byte_of_a_volume_is_refused_by_its_name(tmp_path: Path, at: int) -> None:
    folder = exported(tmp_path / "b")
    change(folder / SECOND, lambda data: touch(data, at))
    verdict = check(folder)
    assert ("VOLUME-CHANGED", SECOND) in codes(verdict)
    assert {one.path for one in verdict.problems} == {SECOND}
    assert {file.path: file.state for file in verdict.files}[SECOND] == "changed"


@pytest.mark.parametrize("at", [0, 1, 127, 128, 130, 180, -1, -100])
def test_a_byte_of_the_list_is_refused_by_name(tmp_path: Path, at: int) -> None:
    folder = exported(tmp_path / "b")
    change(folder / LIST, lambda data: touch(data, at))
    verdict = check(folder)
    assert {one.code for one in verdict.problems} <= {"VOLUME-CHANGED", "VOLUMES-UNLISTED"}
    assert {one.path for one in verdict.problems} <= {LIST, FIRST, SECOND, *(f"{TOP}.zip.{n:03d}.p7m" for n in range(3, 7))}
    assert not verdict.good


def test_every_byte_of_a_re_listed_volume_counts(tmp_path: Path) -> None:
    """With a list made anew by the same hand the seal alone protects: heads byte by byte, the rest in steps."""
    folder = exported(tmp_path / "b", 30_000)
    whole = (folder / FIRST).read_bytes()
    for at in [*range(0, 60, 3), *range(60, 600, 25), *range(600, len(whole), 4_999), len(whole) - 18, len(whole) - 1]:
        (folder / FIRST).write_bytes(touch(whole, at))
        relist(folder)
        found = {one.code for one in check(folder, roles=None).problems}
        assert found, at
        assert all(code.startswith("CMS-") for code in found), (at, found)


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (lambda data: data[:-1], "CMS-TRUNCATED"),
        (lambda data: data[:40], "CMS-TRUNCATED"),
        (lambda data: data[:3], "CMS-NOT-DER"),
        (lambda data: b"", "CMS-NOT-DER"),
        (lambda data: data + b"\0", "CMS-TRAILING-BYTES"),
        (lambda data: touch(data, -1), "CMS-TAG-WRONG"),
        (lambda data: touch(data, -5_000), "CMS-TAG-WRONG"),
        (lambda data: b"\x30\x80" + data[4:] + b"\0\0", "CMS-NOT-DER"),
        (lambda data: b"-----BEGIN CMS-----\n", "CMS-STRUCTURE"),
        (lambda data: data.replace(bytes.fromhex("0d0109100117"), bytes.fromhex("0d0109100109"), 1), "CMS-NOT-AUTHENVELOPED"),
        (lambda data: data.replace(bytes.fromhex("60864801650304012e"), bytes.fromhex("60864801650304012a")), "CMS-ALG"),
        (lambda data: data.replace(bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")), "CMS-CONTENT-TYPE"),
        (lambda data: data.replace(b"\x02\x01\x10\x80", b"\x02\x01\x0c\x80"), "CMS-GCM-PARAMS"),
        (lambda data: data.replace(bytes.fromhex("2a864886f70d010107"), bytes.fromhex("2a864886f70d010101")), "CMS-KEYTRANS-ALG"),
        (lambda data: data.replace(bytes.fromhex("608648016503040201"), bytes.fromhex("608648016503040204")), "CMS-KEYTRANS-ALG"),
        (lambda data: data.replace(b"\x02\x01\x00\x31", b"\x02\x01\x01\x31", 1), "CMS-VERSION"),
    ],
)  # fmt: skip
def test_another_envelope_is_refused_by_its_code(tmp_path: Path, how: Callable[[bytes], bytes], code: str) -> None:
    folder = exported(tmp_path / "b")
    before = (folder / FIRST).read_bytes()
    change(folder / FIRST, how)
    assert (folder / FIRST).read_bytes() != before
    relist(folder)
    verdict = check(folder, roles=None)
    assert codes(verdict) == {(code, FIRST)}
    assert verdict.signers == ()


def test_a_missing_list_volume_or_line_is_told(tmp_path: Path) -> None:
    folder = exported(tmp_path / "b")
    last = sorted(folder.glob("*.p7m"))[-1]
    kept = last.read_bytes()
    last.unlink()
    assert codes(check(folder)) == {("VOLUME-MISSING", last.name)}
    last.write_bytes(kept)
    more = folder / f"{TOP}.zip.099.p7m"
    more.write_bytes(kept)
    assert codes(check(folder)) == {("VOLUMES-UNLISTED", more.name)}
    more.unlink()
    (folder / LIST).unlink()
    assert codes(check(folder)) == {("VOLUMES-UNLISTED", LIST)}


def test_volumes_in_another_order_are_refused(tmp_path: Path) -> None:
    folder = exported(tmp_path / "b")
    one, two = (folder / FIRST).read_bytes(), (folder / SECOND).read_bytes()
    (folder / FIRST).write_bytes(two)
    (folder / SECOND).write_bytes(one)
    assert codes(check(folder)) == {("VOLUME-CHANGED", FIRST), ("VOLUME-CHANGED", SECOND)}
    relist(folder)
    assert not check(folder).good


@pytest.mark.parametrize(
    "how", [lambda text: text.replace(b"\n", b"\r\n"), lambda text: text[:-1], lambda text: text.upper(), lambda text: b""]
)
def test_a_list_in_another_form_is_refused(tmp_path: Path, how: Callable[[bytes], bytes]) -> None:
    folder = exported(tmp_path / "b")
    change(folder / LIST, how)
    assert ("VOLUMES-UNLISTED", LIST) in codes(check(folder))


def test_without_a_key_the_list_and_the_form_are_checked_and_then_it_is_not_for_me(tmp_path: Path) -> None:
    folder = exported(tmp_path / "b", 1 << 28)
    assert codes(check(folder, key=None)) == {("CMS-NOT-FOR-ME", FIRST)}
    assert {file.state for file in check(folder, key=None).files} == {"good"}
    change(folder / FIRST, lambda data: data + b"\0")
    assert codes(check(folder, key=None)) == {("VOLUME-CHANGED", FIRST), ("CMS-TRAILING-BYTES", FIRST)}


def test_another_recipients_key_is_told_so(tmp_path: Path) -> None:
    other = forge.other_world().pki.recipient
    key = RecipientKey(certificate=other.certificate, key=other.key)
    assert {one.code for one in check(exported(tmp_path / "b"), key=key).problems} == {"CMS-NOT-FOR-ME"}


def test_a_key_that_does_not_belong_to_the_certificate_does_not_open(tmp_path: Path) -> None:
    key = RecipientKey(certificate=forge.world().pki.recipient.certificate, key=forge.other_world().pki.recipient.key)
    assert {one.code for one in check(exported(tmp_path / "b"), key=key).problems} == {"CMS-KEY"}


def test_a_bundle_sealed_on_to_somebody_else_is_not_for_them(tmp_path: Path) -> None:
    """A recipient opens it and seals it to another: the signed recipients say so."""
    other = forge.other_world().pki.recipient
    seal(tmp_path, forge.good_zip(), [other])
    verdict = check(tmp_path, key=RecipientKey(certificate=other.certificate, key=other.key))
    assert codes(verdict) == {("NOT-FOR-THIS-RECIPIENT", "bag-info.txt")}


def seal(folder: Path, plain: bytes, to: list[Identity]) -> None:
    (folder / FIRST).write_bytes(b"".join(envelope.seal([plain], len(plain), [one.certificate for one in to])))
    relist(folder)


def curve() -> Identity:
    return demo_pki.issue(forge.world().pki.root, "Archive (invented)", ec.generate_private_key(ec.SECP256R1()), forge.AT, signs=False)


def test_each_of_several_recipients_opens_it_with_their_own_kind_of_key(tmp_path: Path) -> None:
    archive, platform = curve(), forge.world().pki.recipient
    seal(tmp_path, forge.good_zip(), [archive, platform])
    assert check(tmp_path).good
    verdict = check(tmp_path, key=RecipientKey(certificate=archive.certificate, key=archive.key))
    assert codes(verdict) == {("NOT-FOR-THIS-RECIPIENT", "bag-info.txt")}  # sealed to the archive, but not released to it
    assert len(verdict.signers) == 2


def test_more_recipients_than_fourteen_are_refused(tmp_path: Path) -> None:
    seal(tmp_path, forge.good_zip(), [forge.world().pki.recipient, *(curve() for _ in range(14))])
    assert codes(check(tmp_path)) == {("CMS-TOO-MANY-RECIPIENTS", FIRST)}


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_volumes_that_openssl_sealed_are_opened(tmp_path: Path, kind: str) -> None:
    """Another implementation's envelope, so that our two sides do not only agree with each other."""
    to = forge.world().pki.recipient if kind == "rsa" else curve()
    (tmp_path / "to.pem").write_bytes(to.pem())
    plain = forge.good_zip()
    (tmp_path / "plain").write_bytes(plain)
    options = ["rsa_padding_mode:oaep", "rsa_oaep_md:sha256"] if kind == "rsa" else ["ecdh_kdf_md:sha256"]
    asked = [part for option in options for part in ("-keyopt", option)]
    subprocess.run(
        ["openssl", "cms", "-encrypt", "-binary", "-in", "plain", "-aes-256-gcm", "-outform", "DER", "-out", FIRST]
        + (["-aes256-wrap"] if kind == "ec" else []) + ["-recip", "to.pem", *asked],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    relist(tmp_path)
    for name in ("to.pem", "plain"):
        (tmp_path / name).unlink()
    verdict = check(tmp_path, key=RecipientKey(certificate=to.certificate, key=to.key))
    assert {one.code for one in verdict.problems} <= {"NOT-FOR-THIS-RECIPIENT"}
    assert len(verdict.files) == len(forge.good_files())


# --- what is handed over ---------------------------------------------------------------------------------------------------


def test_an_unpacked_folder_is_not_a_bundle(tmp_path: Path) -> None:
    for name, data in forge.good_files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with pytest.raises(Refused) as refused:
        verify([tmp_path], key=None, trust=None, roles=None, at=CHECKED)
    assert refused.value.code == "not-a-bundle"


@pytest.mark.parametrize("name", ["nothing", "letter.txt", f"{TOP}.zip.p7m"])
def test_another_file_is_not_a_bundle(tmp_path: Path, name: str) -> None:
    if name != "nothing":
        (tmp_path / name).write_bytes(b"hello")
    with pytest.raises(Refused) as refused:
        verify([tmp_path / name], key=None, trust=None, roles=None, at=CHECKED)
    assert refused.value.code == "not-a-bundle"


def test_a_zip_with_a_name_of_its_own_is_verified_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "opened.zip").write_bytes(forge.good_zip())
    assert check(tmp_path / "opened.zip").good


# --- keys, certificates, revocation lists ----------------------------------------------------------------------------------


def test_a_key_is_loaded_from_pem_and_from_pkcs12() -> None:
    recipient = forge.world().pki.recipient
    for data, pin in ((recipient.key_pem(), None), (recipient.pkcs12("r", b"1234"), b"1234")):
        loaded = load_recipient_key(data, pin)
        assert loaded.certificate == recipient.certificate
        assert loaded.certificate_sha256 == hashlib.sha256(recipient.certificate).hexdigest()
    assert "PRIVATE" not in repr(loaded)


@pytest.mark.parametrize(
    ("data", "pin", "code"),
    [
        (lambda: forge.world().pki.recipient.pkcs12("r", b"1234"), b"4321", "wrong-pin"),
        (lambda: forge.world().pki.recipient.pem(), None, "not-understood"),
        (lambda: forge.world().pki.recipient.key_pem().split(b"-----BEGIN CERT")[0], None, "not-understood"),
        (lambda: forge.world().pki.recipient.key_pem()[:600] + forge.world().pki.recipient.pem(), None, "not-understood"),
        (lambda: forge.world().pki.root.pem() + forge.world().pki.recipient.key_pem().split(b"-----BEGIN CERT")[0], None, "not-understood"),
        (lambda: b"hello", None, "not-understood"),
        (lambda: b"", None, "not-understood"),
        (lambda: b"\x30\x82\xff\xff\x02\x01\x03", None, "wrong-pin"),
    ],
)
def test_what_is_no_key_is_refused(data: Callable[[], bytes], pin: bytes | None, code: str) -> None:
    with pytest.raises(Refused) as refused:
        load_recipient_key(data(), pin)
    assert refused.value.code == code


def test_certificates_and_lists_are_loaded_from_pem_and_der() -> None:
    pki = forge.world().pki
    assert load_certificates(pki.root.pem() + pki.senior.pem()) == (pki.root.certificate, pki.senior.certificate)
    assert load_certificates(pki.root.certificate) == (pki.root.certificate,)
    assert load_crls(pki.crl_pem()) == (pki.crl,)
    assert load_crls(pki.crl) == (pki.crl,)


@pytest.mark.parametrize("data", [b"", b"hello", b"\x30\x80", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_what_is_no_certificate_or_list_is_refused(data: bytes) -> None:
    for load in (load_certificates, load_crls):
        with pytest.raises(Refused) as refused:
            load(data)
        assert refused.value.code == "not-understood"


def test_a_recipient_with_another_rsa_key_size_opens_too(tmp_path: Path) -> None:
    to = demo_pki.issue(forge.world().pki.root, "Small", rsa.generate_private_key(65537, 2048), forge.AT, signs=False)
    seal(tmp_path, forge.good_zip(), [to])
    assert len(check(tmp_path, key=RecipientKey(certificate=to.certificate, key=to.key)).files) == len(forge.good_files())
