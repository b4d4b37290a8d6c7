"""The whole bundle: other people's tools accept it, two exports agree, and a failure leaves nothing behind."""

import errno
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.bundle import sources, stage1, stage2, write
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.sources import Source
from leder_desktop.bundle.stage1 import Stage1
from leder_desktop.bundle.stage2 import Stage2
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki

Exported, Release = Any, Any
"""The dataclasses of conftest."""


def _run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["sh", "-c", command], cwd=folder, capture_output=True, text=True)


@pytest.fixture(scope="module")
def opened(exported: Exported, pki: DemoPki, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Opened as README.txt says, by the commands of README.txt: the folder with volumes, zip and bag."""
    if shutil.which("openssl") is None or shutil.which("unzip") is None:
        pytest.skip("openssl or unzip is not installed")
    folder = tmp_path_factory.mktemp("opened")
    shutil.copytree(exported.folder, folder, dirs_exist_ok=True)
    (folder / "root.pem").write_bytes(pki.root.pem())
    (folder / "recipient.pem").write_bytes(pki.recipient.pem())
    (folder / "recipient-key.pem").write_bytes(pki.recipient.key_pem())
    readme = _commands(stage2.readme(exported.top.removeprefix("leder-")).decode())
    decrypt = next(line for line in readme if "-decrypt" in line)
    for number in range(1, len(exported.written)):
        done = _run(decrypt.replace("001", f"{number:03d}"), folder)
        assert done.returncode == 0, done.stderr
    for line in readme:
        if line.startswith(("cat ", "unzip ")):
            done = _run(line, folder)
            assert (done.returncode, done.stderr) == (0, ""), line
    return folder


def _commands(readme: str) -> list[str]:
    return [line.strip() for line in readme.splitlines() if line.startswith(("  sha512sum", "  openssl", "  cat", "  unzip", "  pdfsig"))]


def test_what_is_uploaded(exported: Exported) -> None:
    names = [one.name for one in exported.written]
    assert names == [f"{exported.top}.zip.{n:03d}.p7m" for n in range(1, len(names))] + [f"{exported.top}.sha512"]
    assert len(names) > 3
    assert sorted(path.name for path in exported.folder.iterdir()) == sorted(names)
    for one in exported.written:
        content = (exported.folder / one.name).read_bytes()
        assert (len(content), hashlib.sha512(content).hexdigest()) == (one.bytes, one.sha512)
    listed = (exported.folder / names[-1]).read_bytes()
    assert listed.decode() == "".join(f"{one.sha512}  {one.name}\n" for one in exported.written[:-1])


@pytest.mark.tool("openssl", "unzip", "sha512sum")
def test_the_readmes_own_commands_succeed(exported: Exported, opened: Path) -> None:
    bag = opened / exported.top
    (bag / "root.pem").write_bytes((opened / "root.pem").read_bytes())
    ran = 0
    for line in _commands((bag / "README.txt").read_text()):
        if line.startswith(("sha512sum", "openssl cms -verify")):
            done = _run(line, opened if ".sha512" in line else bag)
            assert done.returncode == 0, (line, done.stderr)
            ran += 1
    (bag / "root.pem").unlink()
    assert ran == 5


@pytest.mark.tool("openssl", "unzip", "pdfsig")
def test_pdfsig_sees_two_valid_signatures(exported: Exported, opened: Path) -> None:
    said = _run("pdfsig data/report.pdf", opened / exported.top).stdout
    assert said.count("Signature is Valid.") == 2


@pytest.mark.tool("openssl", "unzip")
def test_bagit_finds_it_valid(exported: Exported, opened: Path) -> None:
    copy = opened / "copy"
    shutil.copytree(opened / exported.top, copy)
    good = _bagit(copy)
    assert good.returncode == 0, good.stderr
    path = copy / "data/review.json"
    path.write_bytes(path.read_bytes().replace(b"true", b"True"))
    bad = _bagit(copy)
    assert bad.returncode != 0
    assert "data/review.json sha512 validation failed" in bad.stderr


def _bagit(bag: Path) -> subprocess.CompletedProcess[str]:
    """bagit.py as a program of its own: it is an outside opinion.

    WORKAROUND for bagit 1.8.1, which asks pkg_resources for its own version; setuptools has it no more.
    """
    script = """
import runpy, sys, types
asked = types.ModuleType("pkg_resources")
asked.DistributionNotFound, asked.get_distribution = LookupError, lambda name: types.SimpleNamespace(version="")
sys.modules.setdefault("pkg_resources", asked)
sys.argv = ["bagit.py", "--validate", sys.argv[1]]
runpy.run_module("bagit", run_name="__main__")
"""
    return subprocess.run([sys.executable, "-W", "ignore", "-c", script, bag], capture_output=True, text=True)


def test_what_is_in_the_bag(exported: Exported, opened: Path, review: dict[str, bytes], evidence: list[Source]) -> None:
    with zipfile.ZipFile(opened / f"{exported.top}.zip") as read:
        assert read.testzip() is None
        content = {info.filename.removeprefix(f"{exported.top}/"): read.read(info) for info in read.infolist()}
    assert list(content) == [
        "bagit.txt",
        "bag-info.txt",
        "README.txt",
        "tagmanifest-sha512.txt",
        "tagmanifest-sha512.txt.p7s",
        "manifest-sha512.txt",
        "data/report.pdf",
        "data/review.fhir.json",
        "data/review.json",
        "data/review.schema.json",
        "signatures/report-reviewer.pdf",
        "signatures/reviewer-manifest-sha512.txt",
        "signatures/reviewer-manifest-sha512.txt.p7s",
        "signatures/senior-statement.json",
        "data/evidence/e0001.pdf",
        "data/evidence/e0002.tiff",
    ]
    assert content["data/report.pdf"].startswith(content["signatures/report-reviewer.pdf"])
    for name, given in review.items():
        assert content[f"data/{name}"] == given
    assert content["data/evidence/e0002.tiff"] == b"".join(evidence[1].chunks())

    def listed(name: str) -> dict[str, str]:
        lines = content[name].decode("ascii").splitlines()
        assert [line[130:] for line in lines] == sorted(line[130:] for line in lines)
        return {line[130:]: line[:128] for line in lines}

    payload = {name for name in content if name.startswith("data/")}
    outside = {"tagmanifest-sha512.txt", "tagmanifest-sha512.txt.p7s"}
    assert set(listed("manifest-sha512.txt")) == payload
    assert set(listed("tagmanifest-sha512.txt")) == set(content) - payload - outside
    seen = listed("signatures/reviewer-manifest-sha512.txt")
    assert set(seen) == payload - {"data/report.pdf"} | {"signatures/report-reviewer.pdf"}
    for name in ("manifest-sha512.txt", "tagmanifest-sha512.txt", "signatures/reviewer-manifest-sha512.txt"):
        for path, digest in listed(name).items():
            assert hashlib.sha512(content[path]).hexdigest() == digest
    size = sum(len(content[name]) for name in payload)
    assert f"Payload-Oxum: {size}.{len(payload)}\n".encode() in content["bag-info.txt"]
    statement = json.loads(content["signatures/senior-statement.json"])
    assert (statement["format"], statement["version"], statement["roles"]) == ("leder-senior-statement", "1.0", "not-checked")


def test_two_exports_hold_the_same_zip_and_share_no_key(released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path: Path) -> None:
    sealed = []
    for name in ("one", "two"):
        written = write.export(released, evidence, [pki.recipient.certificate], tmp_path / name)
        assert len(written) == 2
        sealed.append((tmp_path / name / written[0].name).read_bytes())
        _openssl_decrypt(tmp_path / name / written[0].name, pki, tmp_path / f"{name}.zip")
    assert sealed[0] != sealed[1]
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def _openssl_decrypt(volume: Path, pki: DemoPki, to: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key, certificate = to.with_suffix(".key"), to.with_suffix(".pem")
    key.write_bytes(pki.recipient.key_pem())
    certificate.write_bytes(pki.recipient.pem())
    command = ["openssl", "cms", "-decrypt", "-binary", "-inform", "DER", "-in", volume, "-inkey", key, "-recip", certificate, "-out", to]
    subprocess.run(command, check=True, capture_output=True)


def test_stages_survive_the_store(signed: Stage1, released: Stage2) -> None:
    assert stage1.from_files(dict(signed.to_files())) == signed
    assert stage2.from_files(dict(released.to_files())) == released
    assert not any(name.startswith("data/evidence/") for name in [*signed.to_files(), *released.to_files()])


@pytest.mark.parametrize("name", ["data/review.json", "signatures/report-reviewer.pdf", "signatures/reviewer-manifest-sha512.txt"])
def test_a_stage_that_changed_in_the_store_is_refused(name: str, signed: Stage1, released: Stage2) -> None:
    for read, files in ((stage1.from_files, signed.to_files()), (stage2.from_files, released.to_files())):
        with pytest.raises(Refused) as refused:
            read({**files, name: files[name] + b"\n"})
        assert refused.value.code == "damaged"


def test_the_review_must_name_who_signs_it(
    prepared: bytes, review: dict[str, bytes], evidence: list[Source], pki: DemoPki, at: Any, font: Path, as_signer: Callable[..., Signer]
) -> None:
    digests = [one.digest for one in evidence]
    with pytest.raises(Refused) as refused:
        stage1.sign_review(review, digests, prepared, as_signer(pki.senior), name="Sam Okafor", at=at, crls=(pki.crl,), font=font)
    assert refused.value.code == "REVIEWER-NOT-NAMED"
    loose = {**review, "review.json": review["review.json"] + b"\n"}
    with pytest.raises(ValueError, match="canonical"):
        stage1.sign_review(loose, digests, prepared, as_signer(pki.reviewer), name="Alex Marsh", at=at, crls=(pki.crl,), font=font)


def test_one_person_cannot_sign_twice(release: Release, pki: DemoPki, as_signer: Callable[..., Signer]) -> None:
    same_key = demo_pki.issue(pki.root, "Somebody else", pki.reviewer.key, release.at)
    key = demo_pki.ec.generate_private_key(demo_pki.ec.SECP256R1())
    same_name = demo_pki.issue(pki.root, "Alex Marsh (invented reviewer)", key, release.at)
    for identity in (pki.reviewer, same_key, same_name):
        with pytest.raises(Refused) as refused:
            release(signer=as_signer(identity))
        assert refused.value.code == "SAME-SIGNER-TWICE"


def test_the_countersignature_is_not_before_the_signature(release: Release) -> None:
    with pytest.raises(Refused) as refused:
        release(at=release.at - timedelta(seconds=1))
    assert refused.value.code == "SIGNING-ORDER"


def test_a_statement_of_another_case_is_our_mistake(release: Release) -> None:
    with pytest.raises(ValueError, match="case"):
        release(statement={"caseId": "x", "statement": "", "roles": "held", "checklist": [], "grades": [], "comments": [], "audit": {}})


def _left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def _refused(folder: Path, *given: Any, **more: Any) -> str:
    before = _left(folder.parent)
    with pytest.raises(Refused) as refused:
        write.export(*given, folder, **more)
    assert _left(folder.parent) == before, "something was left behind"
    assert refused.value.sentence.endswith(".")
    return refused.value.code


def test_only_the_recipients_of_the_release(released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path: Path) -> None:
    other = demo_pki.issue(
        pki.root, "Other", demo_pki.ec.generate_private_key(demo_pki.ec.SECP256R1()), demo_pki.datetime.now(demo_pki.UTC), signs=False
    )
    for wrong in ([other.certificate], [pki.recipient.certificate, other.certificate]):
        assert _refused(tmp_path / "out", released, evidence, wrong) == "NOT-FOR-THIS-RECIPIENT"


def test_evidence_that_is_not_what_was_signed(released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path: Path) -> None:
    to = [pki.recipient.certificate]
    assert _refused(tmp_path / "out", released, evidence[:1], to) == "damaged"
    swapped = [evidence[0], sources.digest(evidence[1].digest.name, lambda: iter([b"other"]))]
    assert _refused(tmp_path / "out", released, swapped, to) == "damaged"
    size = evidence[1].digest.size
    for content in (bytes(size), bytes(size - 1), bytes(size + 1)):
        changed = [evidence[0], Source(digest=evidence[1].digest, chunks=lambda content=content: iter([content]))]
        assert _refused(tmp_path / "out", released, changed, to, volume=50_000) == "damaged"


def test_existing_files_are_not_touched(released: Stage2, evidence: list[Source], pki: DemoPki, exported: Exported, tmp_path: Path) -> None:
    to = [pki.recipient.certificate]
    for name in (f"{exported.top}.zip.001.p7m", f"{exported.top}.sha512"):
        (tmp_path / name).write_bytes(b"mine")
        assert _refused(tmp_path, released, evidence, to) == "file-exists"
        assert (tmp_path / name).read_bytes() == b"mine"
        (tmp_path / name).unlink()
    (tmp_path / "a file").write_bytes(b"")
    assert _refused(tmp_path / "a file", released, evidence, to) == "file-exists"
    (tmp_path / f"{exported.top}.sha512").symlink_to(tmp_path / "nowhere")
    assert _refused(tmp_path, released, evidence, to) == "file-exists"


def test_what_a_killed_export_left_is_in_nobodys_way(
    released: Stage2, evidence: list[Source], pki: DemoPki, exported: Exported, tmp_path: Path
) -> None:
    (tmp_path / f"{exported.top}.zip.001.p7m.part").write_bytes(b"half")
    written = write.export(released, evidence, [pki.recipient.certificate], tmp_path)
    assert _left(tmp_path) == sorted(one.name for one in written)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EACCES, "no-permission"),
        (errno.EROFS, "no-permission"),
        (errno.EIO, "io-error"),
    ],
)
@pytest.mark.parametrize("call", [1, 3, "last"])
def test_when_the_machine_says_no_nothing_is_left(
    number: int,
    code: str,
    call: int | str,
    released: Stage2,
    evidence: list[Source],
    pki: DemoPki,
    exported: Exported,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """fsync fails at the first volume, at the third, and for the folder, when all files have their names already."""
    calls = len(exported.written) + 1 if call == "last" else call
    real, count = os.fsync, 0

    def fsync(handle: int) -> None:
        nonlocal count
        count += 1
        if count == calls:
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    assert _refused(tmp_path / "out", released, evidence, [pki.recipient.certificate], volume=100_000) == code
    assert count == calls


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is not there")
def test_a_write_that_fails_is_told(
    released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real error of a full disk, from the device that is always full."""
    monkeypatch.setattr(Path, "open", lambda self, mode, buffering: io.FileIO("/dev/full", "w"))
    assert _refused(tmp_path / "out", released, evidence, [pki.recipient.certificate]) == "disk-full"


def test_progress_reaches_the_end_and_can_stop_it(released: Stage2, evidence: list[Source], pki: DemoPki, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write.export(released, evidence, [pki.recipient.certificate], tmp_path / "all", progress=lambda done, of: told.append((done, of)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]

    class Stop(Exception):
        pass

    def stop(done: int, of: int) -> None:
        if done > of // 2:
            raise Stop

    with pytest.raises(Stop):
        write.export(released, evidence, [pki.recipient.certificate], tmp_path / "stopped", progress=stop, volume=50_000)
    assert not (tmp_path / "stopped").exists()


def test_no_plaintext_touches_the_disk(exported: Exported, review: dict[str, bytes]) -> None:
    sealed = b"".join(path.read_bytes() for path in exported.folder.iterdir())
    for canary in (b"Alex Marsh", b"leder-review", b"a letter, not really", b"%PDF", review["review.json"][:40]):
        assert canary not in sealed
