"""Other people's broken files, handed to the verifier: refused, fast, in little memory, and never with a crash.

The corpora lie beside the checkout (`../shared/cases`); each test is skipped, by name, where they are absent.
"""

import resource
import time
from pathlib import Path

import pytest

from leder_desktop.bundle.verify import Verdict, verify
from leder_desktop.errors import Refused
from tests.bundle import verify_forge as forge
from tests.bundle.verify_forge import CHECKED, TOP

CASES = Path(__file__).parents[2] / "../shared/cases"
SECONDS, MEGABYTES = 10, 512


def found(corpus: str, pattern: str) -> list[Path]:
    return sorted(path for path in (CASES / corpus).rglob(pattern) if path.is_file())


def need(corpus: str) -> None:
    if not (CASES / corpus).is_dir():
        pytest.skip(f"../shared/cases/{corpus} is absent")


def within_limits(path: Path) -> list[Verdict]:
    """The verdicts; fails above the limits of the corpora. Seconds are those of this process, not of the wall."""
    before, held = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        return verify([path], key=None, trust=forge.world().trust, roles=None, at=CHECKED)
    finally:
        assert time.process_time() - before < SECONDS, path.name
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024 < MEGABYTES, path.name


@pytest.mark.parametrize("corpus", ["zip-yauzl", "archives-cpython"])
def test_archives_of_others_are_not_bundles(corpus: str, tmp_path: Path) -> None:
    need(corpus)
    paths = [path for path in found(corpus, "*") if path.suffix in (".zip", ".tar")]
    assert paths
    for path in paths:
        with pytest.raises(Refused) as refused:
            within_limits(path)
        assert refused.value.code == "not-a-bundle", path.name
        # Under a bundle's name it is read as one, and refused by its index.
        named = tmp_path / f"{TOP}.zip"
        named.write_bytes(path.read_bytes())
        (verdict,) = within_limits(named)
        assert {one.code.partition("-")[0] for one in verdict.problems} <= {"ZIP", "NAME", "LAYOUT"}, path.name
        assert verdict.problems, path.name
        assert verdict.files == ()
    assert [path.name for path in tmp_path.iterdir()] == [f"{TOP}.zip"]


def test_other_bags_in_our_container_are_refused(tmp_path: Path) -> None:
    need("bagit-conformance")
    bags = sorted({path.parent for path in found("bagit-conformance", "bagit.txt")})
    assert bags
    for number, bag in enumerate(bags):
        files = {path.relative_to(bag).as_posix(): path.read_bytes() for path in bag.rglob("*") if path.is_file()}
        named = tmp_path / f"{number}" / f"{TOP}.zip"
        named.parent.mkdir()
        parts = [forge.ZipEntry(name=f"{TOP}/{name}".encode(), data=files[name]) for name in forge.order(list(files))]
        named.write_bytes(forge.zipped(parts))
        (verdict,) = within_limits(named)
        assert not verdict.good, bag.name
        assert not verdict.signers, bag.name
    assert {path.name for path in tmp_path.rglob("*") if path.is_file()} == {f"{TOP}.zip"}


def test_other_bags_as_folders_are_not_bundles() -> None:
    need("bagit-conformance")
    for bag in {path.parent for path in found("bagit-conformance", "bagit.txt")}:
        with pytest.raises(Refused) as refused:
            within_limits(bag)
        assert refused.value.code == "not-a-bundle"


def test_other_reports_inside_a_bundle_signed_by_both_are_refused(tmp_path: Path) -> None:
    """Two insiders sign a bundle around a PDF of others: its signatures are not theirs, whatever is in it."""
    need("pdf-signatures-pyhanko")
    paths = found("pdf-signatures-pyhanko", "*.pdf")
    assert paths
    for path in paths:
        files = {**forge.good_files(), "data/report.pdf": path.read_bytes(), forge.SEEN_REPORT: path.read_bytes()[:-1]}
        named = tmp_path / f"{TOP}.zip"
        named.write_bytes(forge.good_zip(forge.relist(files, keep_reviewer=False)))
        (verdict,) = within_limits(named)
        assert ("REPORT-SIGNATURES", "data/report.pdf") in {(one.code, one.path) for one in verdict.problems}, path.name
        assert len(verdict.signers) == 2


def test_other_pdfs_and_tars_as_volumes_or_lists_are_refused(tmp_path: Path) -> None:
    need("pdf-signatures-pyhanko")
    (tmp_path / f"{TOP}.zip.001.p7m").write_bytes(found("pdf-signatures-pyhanko", "*.pdf")[0].read_bytes())
    (tmp_path / f"{TOP}.sha512").write_bytes(found("pdf-signatures-pyhanko", "*.pdf")[1].read_bytes())
    (verdict,) = within_limits(tmp_path)
    assert {one.code for one in verdict.problems} == {"VOLUMES-UNLISTED", "CMS-TRUNCATED"} or not verdict.good
