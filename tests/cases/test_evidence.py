"""Other people's files, broken ones too: attach, then get, is the same bytes; and nothing dies of them."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.journeys.program import Leder

CORPORA = ("pdf-malformed", "evidence-formats", "pdf-signatures-pyhanko", "archives-cpython", "zip-yauzl")

STARTS = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
    b"BM": "image/bmp",
    b"{\\rtf": "application/rtf",
}
"""What a file is by how it begins, whatever its name says (the registered types of IANA)."""


@pytest.mark.parametrize("name", [pytest.param(each, marks=pytest.mark.long) if each == "pdf-malformed" else each for each in CORPORA])
def test_bytes_in_the_same_bytes_out(leder: Leder, corpus: Callable[[str], Path], tmp_path: Path, name: str) -> None:
    paths = sorted(path for path in corpus(name).rglob("*") if path.is_file())
    assert paths
    case = leder.new()
    wrong: list[str] = []
    for number, path in enumerate(paths):
        data, out = path.read_bytes(), tmp_path / f"{number}"
        kept = leder("attach", case, path)
        assert kept.exit == 0 and kept.err == "", (path, kept)
        told = kept.document
        if (told["sha256"], told["bytes"]) != (hashlib.sha256(data).hexdigest(), len(data)):
            wrong.append(f"{path.name}: told otherwise")
        for start, media_type in STARTS.items():
            if data.startswith(start) and told["media_type"] != media_type:
                wrong.append(f"{path.name}: {told['media_type']}")
        if leder("evidence", "get", case, told["evidence"], "--out", out).exit or out.read_bytes() != data:
            wrong.append(f"{path.name}: other bytes")
        out.unlink(missing_ok=True)
    assert wrong == []
    rows = leder("evidence", "list", case).document["evidence"]
    assert [row["name"] for row in rows] == [path.name for path in paths]
    assert leder("doctor").document["damage"] == []
    # A name is for display: on the disk there are only ids.
    assert {path.name for path in (leder.store / "cases" / case / "evidence").iterdir()} == {row["id"] for row in rows}
