"""The big list of naughty strings, through notes, search and the report; nothing in it is more than text."""

import json
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.journeys.program import Leder


@pytest.fixture(scope="module")
def strings(corpus: Callable[[str], Path]) -> list[str]:
    found = json.loads((corpus("strings-blns") / "blns.json").read_text("utf-8"))
    assert len(found) > 450
    return found


@pytest.mark.long
def test_a_note_comes_back_and_search_finds_it(leder: Leder, strings: list[str]) -> None:
    """Each string alone in a note, and looked for by itself; any text is a query."""
    case = leder.new()
    lost: list[str] = []
    for text in strings:
        kept = leder("note", "set", case, "working-notes", stdin=text.encode("utf-8", "surrogatepass"))
        if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
            assert (kept.exit, kept.code) == (1, "text-not-storable")
            continue
        assert kept.document == {"chars": len(text)}, text
        assert leder("note", "get", case, "working-notes", json=False).out == text.encode(), text
        found = leder("search", "--", text)
        assert found.exit == 0 and found.err == "", text
        if text.strip() and not any(hit["where"] == "note/working-notes" for hit in found.document["hits"]):
            lost.append(text)
    assert lost == []


def test_a_report_of_them_is_only_text(leder: Leder, strings: list[str], tmp_path: Path) -> None:
    case = leder.new({"given": strings[40][:60] or "Ann", "family": "<img src=/etc/passwd>"})
    storable = [text for text in strings if "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)]
    for section in ("portrait", "summary", "conversation/mother"):
        assert leder("note", "set", case, section, stdin="\n\n".join(storable).encode()).exit == 0
    out = tmp_path / "report.pdf"
    made = leder("report", case, "--kind", "review", "--out", out)
    assert made.exit == 0, made
    data = out.read_bytes()
    streams = b"".join(inflated(one) for one in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL))
    for active in (b"/URI", b"/Launch", b"/JavaScript", b"/JS", b"/EmbeddedFile", b"/OpenAction", b"/SubmitForm", b"/GoToR"):
        assert not re.search(re.escape(active) + rb"[\s/(<\[]", data), active
        assert active + b" " not in streams
    document = pypdfium2.PdfDocument(out)
    said = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert len(document) == made.document["pages"]
    document.close()
    assert "<img src=/etc/passwd>" in said and "<script>" in said and "root:x:0" not in said


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return stream
