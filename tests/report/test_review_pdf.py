"""The report: what is on which page, the same bytes every time, boxes that stay empty, nothing in it that acts."""

import os
import re
import subprocess
import sys
import zlib
from base64 import a85decode
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from leder_desktop.model.case import Case
from leder_desktop.model.person import Person
from leder_desktop.model.remarks import Remark
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.pages import SAMPLE
from leder_desktop.report.review import Report, review_pdf
from leder_desktop.report.signatures import SignatureBox

ROOT = Path(__file__).resolve().parents[2]
Read = Callable[[bytes], list[str]]


@pytest.fixture
def report(rich: Snapshot, remarks: list[Remark]) -> Report:
    return review_pdf(rich, remarks=remarks)


def flat(pages: list[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(pages))


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1) of each bookmark."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        return [(mark.level, mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc(max_depth=5)]
    finally:
        document.close()


def test_every_section_is_in_the_outline_and_starts_on_its_page(report: Report, read: Read) -> None:
    marks, pages = outline(report.pdf), read(report.pdf)
    assert [title for level, title, _ in marks if level == 0] == [
        "About the person", "Pen portrait", "Summary", "Conversations", "Records received", "Care timeline", "Questions and answers",
        "Findings", "Grades", "Focused review: the decision", "Remarks that stay open", "Signatures",
    ]  # fmt: skip
    assert [title for _, title, page in marks if title not in pages[page - 1]] == []


def test_the_contents_give_the_page_of_every_heading(report: Report, read: Read) -> None:
    contents = re.sub(r"\s+", " ", " ".join(read(report.pdf)[1:3]))
    assert [title for _, title, page in outline(report.pdf) if f"{title} {page}" not in contents] == []


def test_every_page_has_its_foot_and_says_that_the_sample_is_one(report: Report, read: Read) -> None:
    pages = read(report.pdf)
    assert len(pages) == report.pages > 8
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {report.pages}" in text
        assert "LOCAL-2026-0042" in text
        assert SAMPLE in text


def test_a_real_case_says_nothing_of_a_sample(rich: Snapshot, read: Read) -> None:
    made = review_pdf(replace(rich, case=replace(rich.case, sample=False)), remarks=[])
    assert "ample case" not in flat(read(made.pdf))


@pytest.mark.parametrize(
    "words",
    [
        "Born 3 May 1961", "Died 2 January 2026, aged 64", "999 000 0018", "Pritchard-Ŵyn", "Learning disability",  # the person
        "5 July 2026 (six months after the notification)", "No national data opt-out applies; checked by P. Ractice, LAC office",
        "She could not read music", "[C1] Huw Pritchard", "“She ran that bus.”", "May be quoted in the pen portrait and the family’s copy",
        "Not to be quoted anywhere else", "e0002", "14.2 MB", "abababab abababab", "Page 9 cannot be read.", "Still awaited",  # records
        "About March 2024", "[1] GP record, Encounter/12", "[2] Hospital record, page 4: “coat = pain”", "Two accounts of one event",
        "Preferred account. Why: The ambulance crew", "After the date of death", "Entries without a date", "Date not known",  # timeline
        "Key episode · Good practice · Adjustment made", "Not known: it was asked, and there is no answer", "Not asked", "Not applicable",
        "Not enough information to say", "Serious concern", "Told: Medical director", "wording not confirmed against the",
        "Care fell short of expected good practice and this did impact on the person’s wellbeing", "(3 of 6, 6 is best)",  # grades
        "Yes - my judgement", "29 December 2025", "How pain was missed twice",
        "T6 One entry lies", "R-ID-3", "The family name is not confirmed against a source.", "Ours.",
    ],
)  # fmt: skip
def test_the_report_says(words: str, report: Report, read: Read) -> None:
    said = flat(read(report.pdf))
    assert words.lower() in said.lower()


def test_working_notes_stay_behind(report: Report, read: Read) -> None:
    assert "NEVER-IN-THE-REPORT" not in flat(read(report.pdf))


def test_two_accounts_stand_side_by_side(report: Report) -> None:
    """The first words of both accounts begin at the same height, one left of the middle and one right of it."""
    left, right = place_of(report.pdf, "27 December 2025"), place_of(report.pdf, "28 December 2025")
    assert left[0] == right[0] and abs(left[2] - right[2]) < 1 and left[1] < 297 < right[1]


def place_of(pdf: bytes, words: str) -> tuple[int, float, float]:
    """Page (from 1), left and lower edge of the first place where `words` stand."""
    document: Any = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage()
            if found := text.search(words).get_next():
                left, bottom, _, _ = text.get_charbox(found[0])
                return number, left, bottom
        raise AssertionError(f"{words!r} is not in the report")
    finally:
        document.close()


def test_a_bare_review_still_makes_a_report(read: Read) -> None:
    made = review_pdf(Snapshot(case=Case(id="x"), person=Person()), remarks=[])
    said = flat(read(made.pdf))
    assert "Name not recorded" in said and "The pen portrait is not written yet." in said and "Not decided yet" in said


def test_the_same_snapshot_gives_the_same_bytes(rich: Snapshot, remarks: list[Remark], report: Report) -> None:
    assert review_pdf(rich, remarks=remarks).pdf == report.pdf


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str, report: Report) -> None:
    """With another hash seed, so that no set's order is in the file."""
    program = (
        "import importlib.util, sys; sys.path.insert(0, sys.argv[1])\n"
        "spec = importlib.util.spec_from_file_location('invented', sys.argv[2]); made = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(made)\n"
        "from leder_desktop.report.review import review_pdf\n"
        "sys.stdout.buffer.write(review_pdf(made.rich_snapshot(), remarks=made.REMARKS).pdf)"
    )
    here = [sys.executable, "-c", program, str(ROOT), str(Path(__file__).with_name("conftest.py"))]
    done = subprocess.run(here, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
    assert done.stdout == report.pdf


def test_the_title_has_the_reference_and_no_name(report: Report) -> None:
    document: Any = pypdfium2.PdfDocument(report.pdf)
    told = document.get_metadata_dict()
    document.close()
    assert told["Title"] == "LeDeR review LOCAL-2026-0042"
    assert not any(name in " ".join(told.values()) for name in ("Dilys", "Pritchard", "Rhian"))


@pytest.mark.parametrize("which", ["reviewer_box", "senior_box"])
def test_a_signature_box_is_empty_and_below_its_caption(which: str, report: Report) -> None:
    box: SignatureBox = getattr(report, which)
    document: Any = pypdfium2.PdfDocument(report.pdf)
    try:
        page = document[box.page - 1]
        width, height = page.get_size()
        assert 0 < box.x < box.x + box.width < width and 0 < box.y < box.y + box.height < height
        text = page.get_textpage()
        assert text.get_text_bounded(left=box.x, bottom=box.y, right=box.x + box.width, top=box.y + box.height).strip() == ""
        above = text.get_text_bounded(left=box.x, bottom=box.y + box.height, right=box.x + box.width, top=box.y + box.height + 60)
        assert ("Senior reviewer" if which == "senior_box" else "Reviewer") in above
    finally:
        document.close()


def test_the_boxes_lie_apart(report: Report) -> None:
    upper, lower = report.reviewer_box, report.senior_box
    assert upper.page == lower.page == report.pages and lower.y + lower.height < upper.y


def test_every_font_is_embedded(report: Report) -> None:
    """Each font that any text uses, asked of the reader; and no font of the fourteen that every reader has is even named."""
    document: Any = pypdfium2.PdfDocument(report.pdf)
    embedded: set[int] = set()
    for page in document:
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            embedded.add(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(thing.raw)))
    document.close()
    assert embedded == {1}
    named = set(re.findall(rb"/BaseFont /([^ \r\n]+)", report.pdf))
    assert named and all(re.fullmatch(rb"[A-Z]{6}\+AtkinsonHyperlegibleNext-\w+", name) for name in named)


@pytest.mark.tool("pdffonts")
def test_pdffonts_agrees(report: Report, tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(report.pdf)
    told = subprocess.run(["pdffonts", str(tmp_path / "report.pdf")], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert told and all(re.search(r" yes yes yes +\d+ +0$", line) for line in told)


def streams(pdf: bytes) -> bytes:
    """The file with its deflated streams unpacked, whether or not they are also in ASCII85."""
    found = re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    assert len(found) > 8
    return pdf + b"\n".join(
        zlib.decompressobj().decompress(a85decode(b"<~" + each.strip(), adobe=True) if b"~>" in each[-5:] else each) for each in found
    )


ACTS = re.compile(
    rb"/(?:URI|JS|JavaScript|Launch|OpenAction|AA|EmbeddedFiles?|GoToR|GoToE|SubmitForm|ImportData|RichMedia|AcroForm|Movie|Sound)\b"
)


def test_nothing_in_it_acts(report: Report) -> None:
    assert ACTS.findall(streams(report.pdf)) == []


def test_links_lead_only_to_headings(report: Report) -> None:
    kinds = set(re.findall(rb"/Subtype /(Link|Widget|FileAttachment|Popup)", report.pdf))
    assert kinds == {b"Link"}
    assert report.pdf.count(b"/Subtype /Link") == len(outline(report.pdf))


def test_the_language_is_said(report: Report) -> None:
    assert b"/Lang (en-GB)" in report.pdf
