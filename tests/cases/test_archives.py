"""Other people's archives and bags handed to `leder verify`: exit 1, a sentence, and not a byte written anywhere."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.program import Leder

Corpus = Callable[[str], Path]
TOP = "leder-3f1d1c9e-5a53-4e0c-9c3a-0a6f3a9b7c11"


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["zip-yauzl", "archives-cpython"])
def test_archives(leder: Leder, corpus: Corpus, tmp_path: Path, name: str) -> None:
    paths = [path for path in sorted(corpus(name).rglob("*")) if path.suffix in (".zip", ".tar")]
    assert paths
    for path in paths:
        answered = leder("verify", path, passphrase=False)
        assert (answered.exit, answered.code, answered.err) == (1, "not-a-bundle", ""), path.name
        named = tmp_path / f"{TOP}.zip"
        named.write_bytes(path.read_bytes())
        before = everything(tmp_path)
        answered = leder("verify", named, passphrase=False)
        assert answered.exit == 1 and answered.document["verdict"] == "refused" and answered.err == "", path.name
        assert answered.document["problems"] and all(problem["sentence"] for problem in answered.document["problems"])
        assert everything(tmp_path) == before


def test_bags(leder: Leder, corpus: Corpus, tmp_path: Path) -> None:
    """As folders they are no bundles; in a zip of our name they are refused: valid ones too, for nobody signed them."""
    bags = sorted({path.parent for path in corpus("bagit-conformance").rglob("bagit.txt")})
    assert len(bags) > 20
    for number, bag in enumerate(bags):
        answered = leder("verify", bag, passphrase=False)
        assert (answered.exit, answered.code, answered.err) == (1, "not-a-bundle", ""), bag
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            for path in sorted(path for path in bag.rglob("*") if path.is_file()):
                made.writestr(f"{TOP}/{path.relative_to(bag).as_posix()}", path.read_bytes())
        folder = tmp_path / f"{number}"
        folder.mkdir()
        (folder / f"{TOP}.zip").write_bytes(held.getvalue())
        before = everything(tmp_path)
        answered = leder("verify", folder, passphrase=False)
        assert answered.exit == 1 and answered.document["verdict"] == "refused" and answered.err == "", bag
        assert answered.document["signers"] == []
        assert everything(tmp_path) == before
