"""Dates in EDTF and FHIR: what is read, its bounds, its words, its order, and what is refused."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, bounds, from_edtf, from_fhir, sort_key, understand, words

READ = [
    ("2019", "2019-01-01", "2019-12-31", "2019"),
    ("2019-03", "2019-03-01", "2019-03-31", "March 2019"),
    ("2020-02", "2020-02-01", "2020-02-29", "February 2020"),
    ("2019-03-04", "2019-03-04", "2019-03-04", "4 March 2019"),
    ("2019-03-04T10:11:12Z", "2019-03-04", "2019-03-04", "4 March 2019, 10:11 UTC"),
    ("2019-03-04T23:59:59-05:00", "2019-03-04", "2019-03-04", "4 March 2019, 23:59"),
    ("2019-03-04T00:00:00+00:00", "2019-03-04", "2019-03-04", "4 March 2019"),
    ("2019-03-04?", "2019-03-04", "2019-03-04", "possibly 4 March 2019"),
    ("2019-03~", "2019-03-01", "2019-03-31", "about March 2019"),
    ("2019%", "2019-01-01", "2019-12-31", "possibly about 2019"),
    ("201X", "2010-01-01", "2019-12-31", "the 2010s"),
    ("200X", "2000-01-01", "2009-12-31", "the 2000s (2000 to 2009)"),
    ("19XX", "1900-01-01", "1999-12-31", "the 1900s (1900 to 1999)"),
    ("2019-XX", "2019-01-01", "2019-12-31", "a month in 2019"),
    ("2019-02-XX", "2019-02-01", "2019-02-28", "a day in February 2019"),
    ("2019-XX-XX", "2019-01-01", "2019-12-31", "a day in 2019"),
    ("2018-21", "2018-03-01", "2018-05-31", "spring 2018"),
    ("2018-22", "2018-06-01", "2018-08-31", "summer 2018"),
    ("2018-23", "2018-09-01", "2018-11-30", "autumn 2018"),
    ("2018-24", "2018-12-01", "2018-12-31", "winter 2018"),
    ("2017-12/2018-02", "2017-12-01", "2018-02-28", "December 2017 to February 2018"),
    ("2018/2020-05", "2018-01-01", "2020-05-31", "2018 to May 2020"),
    ("2026-01-02/2026-01-09", "2026-01-02", "2026-01-09", "2 to 9 January 2026"),
    ("2018-21/2018-23", "2018-03-01", "2018-11-30", "spring 2018 to autumn 2018"),
    ("2018~/2020-05", "2018-01-01", "2020-05-31", "about 2018 to May 2020"),
    ("2018-06-XX/2018-07-03", "2018-06-01", "2018-07-03", "a day in June 2018 to 3 July 2018"),
    ("2018/..", "2018-01-01", None, "from 2018 onwards"),
    ("../2018", None, "2018-12-31", "2018 or earlier"),
    ("2018/", "2018-01-01", None, "from 2018, end not known"),
    ("/2018", None, "2018-12-31", "until 2018, start not known"),
    ("0000", "0000-01-01", "0000-12-31", "1 BC"),
    ("0000-02", "0000-02-01", "0000-02-29", "February 1 BC"),
    ("-0043-03-15", "-0043-03-15", "-0043-03-15", "15 March 44 BC"),
    ("-01XX", "-0199-01-01", "-0100-12-31", "200 BC to 101 BC"),
    ("Y120000", "120000-01-01", "120000-12-31", "120000"),
    ("Y-120000", "-120000-01-01", "-120000-12-31", "120001 BC"),
]


@pytest.mark.parametrize(("edtf", "first", "last", "said"), READ)
def test_edtf_is_read(edtf: str, first: str | None, last: str | None, said: str) -> None:
    when = from_edtf(edtf)
    assert (when.given, when.edtf) == (edtf, edtf)
    assert bounds(when) == (first, last)
    assert words(when) == said
    assert understand(f" {edtf}\n") == When(given=f" {edtf}\n", edtf=edtf, earliest=when.earliest, latest=when.latest)


def test_bounds_are_days_where_python_has_them() -> None:
    when = from_edtf("2018-02/..")
    assert (when.earliest, when.latest) == (date(2018, 2, 1), None)
    assert (from_edtf("-0043").earliest, from_edtf("9999").latest) == (None, date(9999, 12, 31))


NOT_UNDERSTOOD = [
    "", " ", "\0", "2019-00", "2019-13", "2019-02-29", "2019-04-31", "2019-3-4", "12345", "863", "90", "-0000", "-000X", "Y2019",
    "Y02019",
    "2019-03-04T24:00:00", "2019-03-04T10:60:00", "2019-03-04t10:11:12", "2019-03-04T10:11:12+15:00", "2019-03-04T10:11:12-12:01",
    "2019-03-04T10:11:12~", "2019-03T10:11:12", "2019-03-04T10:11:12/2020", "2021/2020", "2020-05-05/2020-05-03", "/", "../..", "/..",
    "2019//2020",
    "199u", "199x", "2000-uu", "unknown/2000", "2017-01-14/open", "y17e7", "1984?~", "2004-(06)?-11", "2001-21^southernHemisphere",
    "2018-21-03",
    "\uff12\uff10\uff11\uff19", "2019 ~", "2019/ 2020",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_UNDERSTOOD)
def test_what_is_not_a_date_is_not_understood(text: str) -> None:
    with pytest.raises(Refused) as caught:
        understand(text)
    assert caught.value.code == "not-understood"
    assert caught.value.sentence.endswith((".", "?"))


LEVEL_2 = [
    "[2020,2021]", "[2020, 2021]", "{2020..2022}", "[..2020]", "2019-33", "2019-40", "2019?-03", "?2019-03-~04", "201X-03",
    "XXXX-03-04", "1XXX",
    "2019-XX-04", "2019-1X", "?2019", "2019-?25", "Y-17E7", "1950S2", "2019-~03/2020", "19XX-XX",
]  # fmt: skip


@pytest.mark.parametrize("text", LEVEL_2)
def test_level_2_is_said_to_be_too_complex(text: str) -> None:
    for read in (understand, from_edtf):
        with pytest.raises(Refused) as caught:
            read(text)
        assert caught.value.code == "too-complex"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2009", "2009"),
        ("2009-03", "2009-03"),
        ("2009-03-04", "2009-03-04"),
        ("2009-03-04T10:11:12.123+01:00", "2009-03-04T10:11:12+01:00"),
        ("2009-03-04T23:30:00-05:00", "2009-03-04T23:30:00-05:00"),
        ("2009-03-04T10:11:12.1234567890Z", "2009-03-04T10:11:12Z"),
        ("2009-03-04T10:11:12-00:00", "2009-03-04T10:11:12+00:00"),
        ("2009-03-04T10:11:12", "2009-03-04T10:11:12"),
    ],
)
def test_a_records_date_keeps_its_day_and_precision(text: str, edtf: str) -> None:
    when = from_fhir(text)
    assert (when.given, when.edtf) == (text, edtf)
    if len(text) >= 10:
        assert when.earliest == when.latest == date(2009, 3, 4)


@pytest.mark.parametrize(
    "text", ["", "2009-02-30", "2009?", "2009/2010", "4 March 2009", "2009-03-04T25:00:00Z", "2009-21", "2009-25", "200X", " 2009"]
)
def test_what_fhir_has_not_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        from_fhir(text)
    assert caught.value.code == "not-understood"


def test_order() -> None:
    in_order = [
        "/2010",
        "2009",
        "2009-03",
        "2009-03-04",
        "2009-03-04T10:00:00",
        "2009-03-04T11:00:00",
        "2009-03-04/..",
        "2009-04",
        "Y12000",
    ]
    whens: list[When | None] = [from_edtf(text) for text in in_order]
    assert sorted([None, *reversed(whens)], key=sort_key) == [*whens, None]


def test_no_date_has_words() -> None:
    assert words(None) == "date not known"


EXACT = st.dates().map(lambda day: day.isoformat())


@given(EXACT | EXACT.map(lambda day: day[:7]) | EXACT.map(lambda day: day[:4]))
def test_the_words_of_an_exact_date_mean_the_same(edtf: str) -> None:
    when = from_edtf(edtf)
    assert understand(words(when)).edtf == edtf


@given(EXACT, EXACT)
def test_the_words_of_a_range_mean_the_same(first: str, second: str) -> None:
    edtf = "/".join(sorted((first, second)))
    when = from_edtf(edtf)
    assert understand(words(when)).edtf == edtf


PIECES = st.sampled_from(
    "about c. before 2019 19 4 4/3/2019 March may - to between and winter ? ~ / X XX .. T10:11:12 Z 199X the 1990s 0000 aged Y".split()
)


@given(
    st.text()
    | st.lists(PIECES, max_size=7).map(" ".join)
    | st.lists(PIECES, max_size=5).map("".join)
    | st.from_regex(r"[0-9X?~%/.\-T:Z]+", fullmatch=True)
)
@example("\ud800")
@example("4 March 0000")
@example("aged 999")
@example("1" * 100_000)
@example("999 months before she died")
def test_any_text_is_read_or_refused(text: str) -> None:
    day = date(1950, 3, 4)
    try:
        when = understand(text, born=day, died=day, today=day)
    except Refused as refusal:
        assert refusal.code in ("not-understood", "too-complex")
        return
    assert when.given == text
    assert when.earliest is None or when.latest is None or when.earliest <= when.latest
    assert from_edtf(when.edtf).edtf == when.edtf
    assert words(when)
    assert sort_key(when) < sort_key(None)
