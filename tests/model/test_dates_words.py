"""Dates as families and staff write them."""

from datetime import date

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.dates import from_edtf, on_words, understand, words

DAY = "2019-03-04"
MEANT = {
    DAY: [
        "4 March 2019", "4th March 2019", "the 4th of March 2019", "March 4, 2019", "4 Mar. 2019", "on 4 march 2019.", "4/3/2019",
        "04/03/2019", "4.3.2019",
        "04-03-2019", "Monday 4 March 2019", "Mon, 4 Mar 2019", "Monday 04/03/2019",
    ],
    "2019-12-25": ["Christmas Day 2019"],
    "2019-03": ["March 2019", "Mar 2019", "in March 2019", "March, 2019", "03/2019"],
    "2019": ["2019", "in 2019", "the year 2019"],
    "2019~": ["circa 2019", "c. 2019", "c2019", "ca 2019", "about 2019", "2019 approx", "around 2019", "~2019", "early 2019", "mid-2019"],
    "2019-03~": ["c. March 2019", "about March 2019", "early March 2019", "mid March 2019", "mid-March 2019", "the end of March 2019"],
    "2019-03-04~": ["about 4 March 2019", "circa 4/3/2019"],
    "2019?": ["possibly 2019", "2019?", "2019 maybe", "2019 (uncertain)"],
    "2019-03%": ["possibly about March 2019", "about March 2019?"],
    "2024-22": ["summer 2024", "the summer of 2024", "in summer 2024"],
    "2024-23": ["autumn 2024"],
    "2024-21~": ["about spring 2024"],
    "2017-12/2018-02": ["winter 2017 to 2018", "winter 2017/18", "winter 2017-2018", "the winter of 2017\u201318"],
    "2026-01-02/2026-01-09": [
        "2 to 9 January 2026", "2-9 January 2026", "2nd \u2013 9th January 2026", "from 2 to 9 January 2026", "2/1/2026 - 9/1/2026",
    ],
    "2020-09-03/2020-09-05": ["between 3 and 5 September 2020", "Thursday 3 to Saturday 5 September 2020"],
    "2020-04-28/2020-05-03": ["28 April to 3 May 2020", "between 28 April and 3 May 2020", "28 April 2020 to 3 May 2020"],
    "2020-06/2020-08": ["June to August 2020", "between June and August 2020", "from June until August 2020"],
    "2019/2021": ["2019 to 2021", "2019-2021", "between 2019 and 2021"],
    "/2010": ["before 2010", "earlier than 2010", "until 2010"],
    "2011-05/": ["after May 2011", "from May 2011"],
    "2011-05/..": ["since May 2011", "May 2011 onwards", "from May 2011 onwards"],
    "../2011": ["by 2011", "2011 or earlier"],
    "199X": ["the 1990s", "1990s", "in the 1990s", "late 1990s"],
    "199X~": ["about the 1990s"],
    "2019-03-XX": ["a day in March 2019", "some day in March 2019"],
    "2019-03-04T15:05:00": ["4 March 2019, 15:05", "4 March 2019 at 3.05pm", "Monday 4 March 2019 at 15:05"],
    "2019-03-04T00:30:00": ["4 March 2019 12:30 am"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), [(text, edtf) for edtf, texts in MEANT.items() for text in texts])
def test_understood(text: str, edtf: str) -> None:
    when = understand(text)
    assert (when.given, when.edtf) == (text, edtf)
    assert (when.earliest, when.latest) == (from_edtf(edtf).earliest, from_edtf(edtf).latest)


REFUSED = {
    "not known": "leave it undated",
    "Tuesday 4 March 2019": "4 March 2019 was a Monday, not a Tuesday",
    "31 June 2019": "no 31 June in 2019",
    "29/02/2019": "no 29 February",
    "3/14/2019": "There is no month 14",
    "4/3/19": "four figures",
    "4 March 19": "four figures",
    "winter 2017": "winter 2016 to 2017",
    "the 1900s": "Ten years or a hundred",
    "2nd March": "",
    "3nd March 2019": "",
    "March": "",
    "2019-20": "",
    "winter 2017 to 2019": "",
    "9 to 2 January 2026": "Write the earlier date first",
    "December to March 2020": "",
    "2018 or 2019": "",
    "May to 2020": "",
    "3 to 2020-05-04": "",
    "4 March 2019 or so I was told": "",
    "4 March 2019 25:00": "",
    "before she died": "",
    "a week before she died": "date of death",
    "aged 12": "date of birth",
    "yesterday": "today",
    "last Tuesday": "",
    "about 4 March 2019, 10:00": "",
    "notcirca 1960": "",
}


@pytest.mark.parametrize(("text", "said"), REFUSED.items())
def test_not_understood_rather_than_guessed(text: str, said: str) -> None:
    with pytest.raises(Refused) as caught:
        understand(text)
    assert caught.value.code == "not-understood"
    assert said in caught.value.sentence


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("4/3/19", "2019-03-04"),
        ("4 March '72", "1972-03-04"),
        ("a week before she died", "2020-04-29~"),
        ("2 days before his death", "2020-05-04"),
        ("two months before they died", "2020-03~"),
        ("the day he died", "2020-05-06"),
        ("the day after she died", "2020-05-07"),
        ("when she was 13", "1965-03-01/1966-02-28"),
        ("aged 4", "1956-02-29/1957-02-28"),
        ("when he was born", "1952-02-29"),
        ("yesterday", "2020-12-31"),
    ],
)
def test_dates_from_a_life(text: str, edtf: str) -> None:
    assert understand(text, born=date(1952, 2, 29), died=from_edtf("2020-05-06"), today=date(2021, 1, 1)).edtf == edtf


def test_two_centuries_fit_a_long_life() -> None:
    with pytest.raises(Refused):
        understand("4/3/19", born=date(1915, 1, 1), today=date(2021, 1, 1))
    with pytest.raises(Refused):
        understand("4/3/72", born=date(1980, 1, 1), today=date(2021, 1, 1))


def test_a_death_known_to_the_month_counts_no_days() -> None:
    with pytest.raises(Refused):
        understand("a week before she died", died=from_edtf("2020-05"))


@pytest.mark.parametrize("text", ["winter 2017 to 2018", "before 2010", "after May 2011", "before about May 2011"])
def test_what_edtf_cannot_say_is_said_as_it_was(text: str) -> None:
    assert words(understand(text)) == text


@pytest.mark.parametrize("text", [
    "on 4 March 2019", "in March 2019", "in 2019", "in the 1980s", "in spring 2024", "about March 2019", "possibly 3 May 2020",
    "before 2010", "after 2010", "from 2 to 9 January 2026", "from July to August 2025", "in winter 2017 to 2018",
])  # fmt: skip
def test_inside_a_sentence_a_date_has_the_word_before_it_that_fits(text: str) -> None:
    assert on_words(understand(text)) == text


def test_a_date_that_nobody_knows_is_said_so_inside_a_sentence() -> None:
    assert on_words(None) == "on a day that is not known" and on_words(from_edtf("2019-03-XX")) == "on a day in March 2019"


@pytest.mark.parametrize("edtf", [edtf for edtf in MEANT if edtf != "2017-12/2018-02"])
def test_words_are_understood_again(edtf: str) -> None:
    assert understand(words(from_edtf(edtf))).edtf == edtf
