"""Hostile and awkward text: it is printed as text, whole, in our own type, and in reasonable time."""

import json
import re
import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.platypus import Paragraph

from leder_desktop.model.evidence import Source
from leder_desktop.model.note import Note
from leder_desktop.model.person import Person
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry
from leder_desktop.report.letters import on_one_line, printable
from leder_desktop.report.review import review_pdf
from leder_desktop.report.words import prose

BLNS = Path(__file__).resolve().parents[2] / "../shared/cases/strings-blns/blns.json"
Read = Callable[[bytes], list[str]]
SENTENCE = "She rode the bus, end to end, and counted every one of her eleven keys. "


def with_portrait(snapshot: Snapshot, text: str) -> Snapshot:
    return replace(snapshot, notes=(Note(id="portrait", text=text),))


def portrait_of(pages: list[str]) -> str:
    """The pages of the pen portrait, without their feet and headings."""
    start = next(number for number, text in enumerate(pages) if "Pen portrait" in text and "Contents" not in text)
    end = next(number for number, text in enumerate(pages[start:], start) if "What people who knew the person" in text)
    return "\n".join(pages[start:end]).partition("Pen portrait")[2]


def letters_of(text: str) -> str:
    return re.sub(r"\s", "", text)


def without_feet(text: str) -> str:
    return re.sub(r"LOCAL-2026-0042\s+In confidence\s+Page \d+ of \d+\s+Sample case: invented, not a person", "", text)


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("plain – “quoted” ŵ ŷ £5 ½", "plain – “quoted” ŵ ŷ £5 ½"),
        ("e\u0301", "é"),
        ("5 \u00b5g", "5 μg"),
        ("90/60 → 80/50", "90/60 -> 80/50"),
        ("non\u2011breaking\u202f5", "non-breaking\u00a05"),
        ("ﬁne", "fine"),
        ("1⅓", "1[U+2153]"),
        ("\U0001f600", "[U+1F600]"),
        ("中文", "[U+4E2D U+6587]"),
        ("[U+0041]中", "[U+0041][U+4E2D]"),
        ("a\u202eb", "a[U+202E]b"),
        ("soft\u00adhyphen\u200b", "softhyphen"),
        ("a\x00\x07b\x1b[31m", "ab[31m"),
        ("one\r\ntwo\rthree\u2028four\tfive", "one\ntwo\nthree\nfour five"),
        ("\uffff\ue000", "[U+FFFF U+E000]"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert printable(text) == drawn


def test_a_long_identifier_is_cited_by_its_beginning(rich: Snapshot, read: Read) -> None:
    source = Source(evidence="gp", resource="Observation/8750CE2F-B9DD-510A-9726-E30761E403A3")
    made = review_pdf(replace(rich, entries=(replace(rich.entries[0], sources=(source,)),)), remarks=[])
    assert "[1] GP record, Observation/8750CE2F…\n" in "\n".join(read(made.pdf))


def test_one_line_for_a_foot() -> None:
    assert on_one_line("a\nb\t c", 10) == "a b c"
    assert on_one_line("x" * 50, 10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>bold</b> <img src='file:///etc/passwd'/> <a href='https://x.invalid'>go</a>",
        "<font color=\"[[[getattr(pow, x)]]]\">deep</font> &amp; &lt; &#65; <!-- no -->",
        "<para><br/></para> <onDraw name='x' label='y'/> <link href='#h0'>",
        "%% endstream endobj ) (\\ << /JS (app.alert) >>",
    ],
)  # fmt: skip
def test_markup_is_printed_and_not_obeyed(hostile: str, rich: Snapshot, read: Read) -> None:
    snapshot = with_portrait(rich, hostile)
    made = review_pdf(replace(snapshot, person=replace(snapshot.person, known_as=hostile), reviewer=hostile), remarks=[])
    plain = review_pdf(with_portrait(rich, "plain"), remarks=[])
    pages = read(made.pdf)
    assert letters_of(hostile) in letters_of(portrait_of(pages))
    assert letters_of(hostile) in letters_of(pages[0])
    assert b"/URI" not in made.pdf and b"/Subtype /Image" not in made.pdf
    assert made.pdf.count(b"/Subtype /Link") == plain.pdf.count(b"/Subtype /Link")


def test_the_naughty_strings(rich: Snapshot, read: Read) -> None:
    if not BLNS.is_file():
        pytest.skip("../shared/cases/strings-blns is not there")
    strings: list[str] = json.loads(BLNS.read_text(encoding="utf-8"))
    text = "\n".join(strings)
    made = review_pdf(with_portrait(rich, text), remarks=[])
    said = letters_of(without_feet(portrait_of(read(made.pdf))))
    assert letters_of(printable(text)) == said


@pytest.mark.tool("pdftotext")
def test_pdftotext_takes_out_what_was_written(rich: Snapshot, tmp_path: Path) -> None:
    written = rich.note("portrait")
    (tmp_path / "report.pdf").write_bytes(review_pdf(rich, remarks=[]).pdf)
    told = subprocess.run(["pdftotext", "-raw", str(tmp_path / "report.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    assert " ".join(unicodedata.normalize("NFC", written).split()) in " ".join(told.split())


def test_words_stay_apart_where_a_line_ends(rich: Snapshot, read: Read) -> None:
    """A reader that takes out the characters alone finds a space between the last word of a line and the first of the next."""
    made = review_pdf(with_portrait(rich, SENTENCE * 40), remarks=[])
    broken = [line for line in portrait_of(read(made.pdf)).split("\n")[1:-5] if line.strip()]
    assert len(broken) > 20 and all(line.endswith(" ") for line in broken[:20])


def test_a_short_line_alone_is_set_as_a_heading() -> None:
    """Typography only: the words are the same; a sentence, a verse line beside another and a last line are not headings."""
    written = f"Who she was\n\nShe was Dilys.\n\nTwo lines\nof verse\n\nHer keys\n{SENTENCE * 2}\n\nYes.\n\nthe end"
    set_as = [each for each in prose(written) if isinstance(each, Paragraph)]
    assert [each.getPlainText() for each in set_as if each.style.fontName.endswith("Bold")] == ["Who she was", "Her keys"]
    assert " ".join(each.getPlainText() for each in set_as) == " ".join(written.split())


def test_a_long_word_is_not_cut_by_a_space(rich: Snapshot, read: Read) -> None:
    word = "".join(f"{number:03}" for number in range(200))
    made = review_pdf(with_portrait(rich, f"before {word} after"), remarks=[])
    said = portrait_of(read(made.pdf))
    assert " " not in said[said.index("000001") : said.index("199")]


def test_three_hundred_entries_and_three_hundred_thousand_characters(rich: Snapshot, read: Read) -> None:
    """Seconds, not minutes: nothing in the layout costs the square of what is written."""
    entry = rich.entries[1]
    many = tuple(replace(entry, id=f"e{number}", what=f"Entry number {number}. " + SENTENCE * 4) for number in range(300))
    whole = "".join(f"{SENTENCE[:-2]} {number}. " for number in range(300_000 // len(SENTENCE)))
    made = review_pdf(replace(with_portrait(rich, whole), entries=many), remarks=[])
    pages = read(made.pdf)
    said = letters_of(without_feet("\n".join(pages)))
    assert letters_of(whole) in said
    assert all(f"Entrynumber{number}." in said for number in range(300))
    heads = sum("What happened" in page for page in pages)
    assert heads > 30, "the heads of the columns are there again on every page of the timeline"


@pytest.mark.parametrize("length", [6_000, 300_000])
def test_one_cell_longer_than_a_page(length: int, rich: Snapshot, read: Read) -> None:
    text = (SENTENCE * (length // len(SENTENCE))).strip()
    accounts = tuple(replace(entry, what=text) for entry in rich.entries if entry.conflicts_with)
    first = replace(rich.entries[0], what=text)
    made = review_pdf(replace(rich, entries=(first, *accounts)), remarks=[])
    assert letters_of("".join(read(made.pdf))).count("elevenkeys") >= 3 * (length // len(SENTENCE)) * 0.9


def test_one_word_of_three_hundred_thousand_letters(rich: Snapshot) -> None:
    assert review_pdf(with_portrait(rich, "x" * 300_000), remarks=[]).pages > 50


def test_every_field_may_be_long_and_strange(rich: Snapshot) -> None:
    """No field is too long for its place: the report still has both boxes, each on a page of its own or together."""
    odd = "<b>\u202e\U0001f600 " + "w" * 1500 + " " + SENTENCE * 20
    person = Person(given=odd, family=odd, known_as=odd, nhs_number=odd, address=odd, sex=odd, ethnicity=odd, diagnosis_confirmed_where=odd)
    entries: tuple[Entry, ...] = tuple(
        replace(entry, setting=odd, kind=odd, view=odd, comment=odd, preferred_why=odd, flags=(odd,), reliability=odd)
        for entry in rich.entries
    )
    talks = tuple(replace(talk, who=odd, relationship=odd, medium=odd, waits=odd) for talk in rich.conversations)
    kept = tuple(replace(each, name=odd, organisation=odd, covers=odd, warnings=(odd,)) for each in rich.evidence)
    findings = tuple(replace(each, text=odd, told=odd, theme=odd) for each in rich.findings)
    made = review_pdf(
        replace(
            rich, case=replace(rich.case, reference=odd), person=person, entries=entries, conversations=talks, evidence=kept,
            findings=findings, reviewer=odd,
        ),
        remarks=[],
    )  # fmt: skip
    assert made.reviewer_box.page <= made.senior_box.page == made.pages
