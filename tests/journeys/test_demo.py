"""`leder demo --out DIR` as a stranger would try it: the folder, then one outside tool after the other, then flipped bytes."""

import json
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.journeys.program import Leder

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "Sample case: invented, not a person"


def leder(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "leder_desktop", *map(str, words)], capture_output=True, encoding="utf-8", cwd=ROOT)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "DIR"


@pytest.fixture(scope="module")
def told(out: Path) -> dict[str, Any]:
    """The one document of the demo, made once."""
    done = leder("--json", "demo", "--out", out)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def verify(out: Path, *paths: Path) -> tuple[int, dict[str, Any]]:
    papers = ["--key", out / "recipient-key.pem", "--trust", out / "root.pem", "--crl", out / "crl.pem", "--roles", out / "roles.json"]
    answered = Leder(out.parent / "no-store")("verify", *paths, *papers, passphrase=False)
    return answered.exit, answered.document


@pytest.fixture(scope="module")
def opened(out: Path, told: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What openssl, cat and unzip make of the volumes: the folder with the zip and, beside it, what was in it."""
    for program in ("openssl", "unzip"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    folder = tmp_path_factory.mktemp("opened")
    parts: list[Path] = []
    for volume in sorted((out / "bundle").glob("*.p7m")):
        part = folder / f"part.{len(parts) + 1:03d}"
        keys = ["-recip", out / "recipient.pem", "-inkey", out / "recipient-key.pem"]
        run("openssl cms -decrypt -binary -inform DER -in", volume, *keys, "-out", part)
        parts.append(part)
    whole = folder / f"leder-{told['id']}.zip"
    whole.write_bytes(run("cat", *parts).stdout)
    run("unzip -q", whole, cwd=folder)
    return folder


def run(command: str, *words: Path | str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run([*command.split(), *map(str, words)], capture_output=True, cwd=cwd)
    assert done.returncode == 0, (command, done.stderr)
    return done


def bag(opened: Path) -> Path:
    return next(path for path in opened.glob("leder-*") if path.is_dir())


def test_the_folder_holds_what_the_contract_names(out: Path, told: dict[str, Any]) -> None:
    assert {path.name for path in out.iterdir()} == {
        "report.pdf", "bundle", "recipient.pem", "recipient-key.pem", "root.pem", "crl.pem", "roles.json", "roles.json.p7s",
    }  # fmt: skip
    assert {"bundle", "report", "verdict", "seconds"} <= set(told) and told["verdict"] == "good"
    assert sorted(told["bundle"]) == sorted(map(str, (out / "bundle").iterdir()))
    assert {path.name.partition(told["id"])[2] for path in (out / "bundle").iterdir()} == {".zip.001.p7m", ".sha512"}
    assert Path(told["report"]).read_bytes()[:5] == b"%PDF-"


def test_its_own_program_finds_it_good_and_lists_every_file(out: Path, told: dict[str, Any], opened: Path) -> None:
    code, verdict = verify(out, out / "bundle")
    assert (code, verdict["verdict"], verdict["roles"], verdict["problems"], verdict["sample"]) == (0, "good", "held", [], True)
    assert verdict["bundle"] == told["id"] and [s["role"] for s in verdict["signers"]] == ["reviewer", "senior-reviewer"]
    inside = sorted(path.relative_to(bag(opened)).as_posix() for path in bag(opened).rglob("*") if path.is_file())
    assert [(f["path"], f["state"]) for f in verdict["files"]] == [(path, "good") for path in inside]
    said = leder("verify", out / "bundle", "--key", out / "recipient-key.pem", "--trust", out / "root.pem").stdout.splitlines()
    assert said[-1].startswith("good: ") and "sample" in said[-1]


def test_without_json_the_last_line_is_the_verdict_and_no_demo_is_written_over(out: Path, told: dict[str, Any], tmp_path: Path) -> None:
    done = leder("demo", "--out", tmp_path / "again")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "good")
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    second = leder("--json", "demo", "--out", out)
    assert second.returncode == 1 and json.loads(second.stdout)["error"]["code"] == "file-exists"
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_it_says_sample_everywhere(out: Path, told: dict[str, Any], opened: Path) -> None:
    review = json.loads((bag(opened) / "data/review.json").read_bytes())
    assert review["sample"] is True
    for report in (out / "report.pdf", bag(opened) / "data/report.pdf", bag(opened) / "signatures/report-reviewer.pdf"):
        document = pypdfium2.PdfDocument(report)
        texts = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        assert len(texts) > 10
        assert [number for number, text in enumerate(texts, 1) if SAMPLE not in text] == [], report.name


@pytest.mark.tool("sha512sum")
def test_sha512sum(out: Path, opened: Path) -> None:
    for folder, names in ((out / "bundle", "*.sha512"), (bag(opened), "*manifest-sha512.txt")):
        lists = sorted(folder.glob(names))
        assert lists
        for one in lists:
            run("sha512sum -c --strict", one.name, cwd=folder)
    run("sha512sum -c --strict signatures/reviewer-manifest-sha512.txt", cwd=reviewers_view(opened))


def reviewers_view(opened: Path) -> Path:
    """The bag as the reviewer signed it: the report as it was before the countersignature (bundle format 1.6)."""
    view = opened.with_name(opened.name + "-as-the-reviewer-saw-it")
    if not view.exists():
        shutil.copytree(bag(opened), view)
        shutil.copy(view / "signatures/report-reviewer.pdf", view / "data/report.pdf")
    return view


@pytest.mark.tool("openssl")
def test_openssl_finds_both_signatures_good_with_the_root_alone(out: Path, opened: Path) -> None:
    signed = ("tagmanifest-sha512.txt", "signatures/reviewer-manifest-sha512.txt")
    for name in signed:
        content = bag(opened) / name
        command = "openssl cms -verify -binary -crl_check -inform DER -in"
        run(command, f"{content}.p7s", "-content", content, "-CAfile", out / "root.pem", "-out", "/dev/null")
        changed = opened / "changed"
        changed.write_bytes(content.read_bytes().replace(b"a", b"b", 1))
        with pytest.raises(AssertionError):
            run(command, f"{content}.p7s", "-content", changed, "-CAfile", out / "root.pem", "-out", "/dev/null")
    assert (bag(opened) / "data/report.pdf").read_bytes() == (out / "report.pdf").read_bytes()


@pytest.mark.tool("pdfsig", "certutil")
def test_pdfsig_finds_both_signatures_valid_and_trusted(out: Path, opened: Path) -> None:
    database = opened / "nss"
    database.mkdir()
    run("certutil -N --empty-password -d", f"sql:{database}")
    run("certutil -A -n root -t CT,C,C -d", f"sql:{database}", "-i", out / "root.pem")
    said = run("pdfsig -nssdir", database, out / "report.pdf").stdout.decode()
    assert said.count("Signature Field Name:") == said.count("Signature is Valid.") == said.count("Certificate is Trusted.") == 2
    first, last = said.split("Signature #2")
    assert "Not total document signed" in first and "- Total document signed" in last


def test_bagit_finds_the_bag_valid(opened: Path) -> None:
    """bagit.py as a program of its own. WORKAROUND for bagit 1.8.1, which asks pkg_resources for its version; setuptools has it no more."""
    script = """
import runpy, sys, types
asked = types.ModuleType("pkg_resources")
asked.DistributionNotFound, asked.get_distribution = LookupError, lambda name: types.SimpleNamespace(version="")
sys.modules.setdefault("pkg_resources", asked)
sys.argv = ["bagit.py", "--validate", sys.argv[1]]
runpy.run_module("bagit", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", script, bag(opened)], capture_output=True, text=True)
    assert done.returncode == 0 and "is valid" in done.stderr, done.stderr


def flip(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]


@pytest.mark.parametrize("pattern", ["*.p7m", "*.sha512"])
@pytest.mark.parametrize("where", [0.0, 0.3, 0.9])
@pytest.mark.usefixtures("told")
def test_a_flipped_byte_in_what_is_uploaded_is_refused_by_name(out: Path, tmp_path: Path, pattern: str, where: float) -> None:
    shutil.copytree(out / "bundle", tmp_path / "bundle")
    [file] = (tmp_path / "bundle").glob(pattern)
    data = file.read_bytes()
    file.write_bytes(flip(data, int(len(data) * where)))
    code, verdict = verify(out, tmp_path / "bundle")
    assert (code, verdict["verdict"]) == (1, "refused")
    [volume] = (tmp_path / "bundle").glob("*.p7m")
    # A list that says another digest cannot tell itself from a volume that has one.
    allowed = {volume.name} if pattern == "*.p7m" else {volume.name, file.name}
    assert {problem["path"] for problem in verdict["problems"]} <= allowed and verdict["problems"]


def test_a_flipped_byte_in_any_file_of_the_opened_zip_is_refused_by_that_files_name(out: Path, opened: Path, tmp_path: Path) -> None:
    """Every file in turn: manifests, payload, signatures; its CRC is made right again, so the index has nothing to say."""
    [source] = opened.glob("leder-*.zip")
    whole = source.read_bytes()
    with zipfile.ZipFile(source) as read:
        members = read.infolist()
    top = source.name.removesuffix(".zip")
    assert verify(out, source)[0] == 0
    named: dict[str, set[str]] = {}
    for member in members:
        changed = tmp_path / source.name
        changed.write_bytes(with_a_flipped_byte(whole, member))
        with zipfile.ZipFile(changed) as read:
            assert read.testzip() is None
        code, verdict = verify(out, changed)
        assert (code, verdict["verdict"]) == (1, "refused"), member.filename
        named[member.filename.removeprefix(f"{top}/")] = {problem["path"] for problem in verdict["problems"]}
    assert {"manifest-sha512.txt", "tagmanifest-sha512.txt.p7s", "data/review.json", "data/evidence/e0002.pdf"} <= set(named)
    assert {name: paths for name, paths in named.items() if name not in paths} == {}


def with_a_flipped_byte(whole: bytes, member: zipfile.ZipInfo) -> bytes:
    """The zip with one bit of the member's middle byte turned, and the member's CRC-32 right in both its headers."""
    name, extra = struct.unpack_from("<HH", whole, member.header_offset + 26)
    start = member.header_offset + 30 + name + extra
    assert member.compress_type == zipfile.ZIP_STORED and not member.flag_bits & 8
    data = flip(whole[start : start + member.file_size], member.file_size // 2)
    crc = struct.pack("<I", zlib.crc32(data))
    central = struct.unpack_from("<I", whole, whole.rindex(b"PK\x05\x06") + 16)[0]
    while struct.unpack_from("<I", whole, central + 42)[0] != member.header_offset:
        central += 46 + sum(struct.unpack_from("<HHH", whole, central + 28))
    made = bytearray(whole)
    made[start : start + member.file_size] = data
    made[member.header_offset + 14 : member.header_offset + 18] = crc
    made[central + 16 : central + 20] = crc
    return bytes(made)
