"""What tells who somebody is beside names: the days and the reference of the case."""

from datetime import date

import pytest

from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.words import identifiers
from leder_desktop.model.words.naming import parts
from leder_desktop.model.words.phrases import Reading

LISTS = BUILT_IN.words()


def kinds(text: str, **known: object) -> list[tuple[str, str]]:
    return [(hit.kind, hit.words) for hit in identifiers.hits(Reading(text), LISTS, **known)]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("written", ["20 August 2026", "20th of August, 2026", "2026-08-20", "20/08/26", "August 20th, 2026"])
def test_the_day_of_death_is_read_in_every_usual_spelling(written: str) -> None:
    text = f"What happened on {written} is looked into."
    assert kinds(text, died=date(2026, 8, 20)) == [("death-date", written)]
    assert kinds(text, died=date(2026, 8, 21)) == kinds(text) == []


def test_the_reference_of_the_case_is_read_whatever_its_capitals() -> None:
    assert kinds("See ldr-t-1.", reference="LDR-T-1") == [("reference", "ldr-t-1")]
    assert kinds("See ldr-t-1.") == []


def test_a_leap_day_of_a_year_that_ends_with_00_is_a_day_like_any_other() -> None:
    leap = date(2000, 2, 29)
    assert kinds("29/02/00", born=leap) == [("birth-date", "29/02/00")]
    assert kinds("The 28/02/00 was a Monday.", born=leap) == []


def test_what_somebody_is_called_is_neither_their_title_nor_their_role() -> None:
    assert parts(("Mrs Gwen Ellis-Pugh", "Tunde’s keyworker"), LISTS) == {"Gwen", "Ellis", "Pugh", "Tunde"}
    assert parts(("The Manager of Fern House",), LISTS) == {"Fern"}
