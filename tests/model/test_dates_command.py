"""`leder date` and `leder nhs-number` as they are registered, and the documents they answer with."""

from argparse import ArgumentParser
from typing import Any

import pytest

from leder_desktop.cli import date, nhs_number
from leder_desktop.errors import Refused


def answer(*argv: str) -> tuple[dict[str, Any], int]:
    parser = ArgumentParser(prog="leder")
    subparsers = parser.add_subparsers(required=True)
    date.add(subparsers)
    nhs_number.add(subparsers)
    args = parser.parse_args(argv)
    return args.run(args)


@pytest.mark.parametrize(
    "argv", [["4/3/2019"], ["--born", "1950", "--today", "2026-01-01", "4/3/19"], ["the day she died", "--died", "2019-03-04"]]
)
def test_date(argv: list[str]) -> None:
    document, code = answer("date", *argv)
    assert code == 0
    assert document.pop("given") in argv
    assert document == {"edtf": "2019-03-04", "earliest": "2019-03-04", "latest": "2019-03-04", "words": "4 March 2019"}


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [("-0002", "-0002-01-01", "-0002-12-31"), ("-2005/-1999-02", "-2005-01-01", "-1999-02-28"), ("2019/..", "2019-01-01", None)],
)
def test_bounds_of_any_year(text: str, earliest: str | None, latest: str | None) -> None:
    document, _ = answer("date", text)
    assert (document["earliest"], document["latest"]) == (earliest, latest)


def test_refusals_name_what_they_are_about() -> None:
    with pytest.raises(Refused, match="four figures"):
        answer("date", "4/3/19")
    with pytest.raises(Refused, match="--born"):
        answer("date", "4/3/19", "--born", "long ago")


@pytest.mark.parametrize(("text", "kind", "code"), [("943 476 5919", "nhs", 0), ("", "none", 0), ("1234567890", "invalid", 1)])
def test_nhs_number(text: str, kind: str, code: int) -> None:
    document, got = answer("nhs-number", text)
    assert (document["kind"], got) == (kind, code)
    assert set(document) == {"valid", "number", "kind", "sentence"}
