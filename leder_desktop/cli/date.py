"""`leder date TEXT`: a date as people write it, as EDTF, bounds and words."""

import re
from argparse import ArgumentParser, Namespace, _SubParsersAction  # pyright: ignore[reportPrivateUsage]
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, bounds, understand, words


def add(subparsers: "_SubParsersAction[ArgumentParser]") -> None:
    parser = subparsers.add_parser("date", help="read a date as people write it", description="Reads a date, or refuses rather than guess.")
    # A year before 1 BC begins with a minus; argparse offers no public way to say that no option here looks like a number.
    parser._negative_number_matcher = re.compile(r"-[0-9]")  # pyright: ignore[reportPrivateUsage]
    parser.add_argument("text", metavar="TEXT", help='"4/3/2019", "about March 2019", "winter 2017 to 2018", or EDTF')
    for name, meaning in (("born", "the date of birth"), ("died", "the date of death"), ("today", "today's date")):
        parser.add_argument(f"--{name}", metavar="D", help=f"{meaning}, for two-digit years and dates counted from it")
    parser.set_defaults(run=run)


def _known(name: str, text: str | None) -> When | None:
    if text is None:
        return None
    try:
        return understand(text)
    except Refused as refusal:
        raise Refused(refusal.code, f"--{name}: {refusal.sentence}") from None


def run(args: Namespace) -> tuple[dict[str, Any], int]:
    """The document of the command line. `earliest` and `latest` are `YYYY-MM-DD`, with a sign and more figures for years that need them."""
    when = understand(args.text, born=_known("born", args.born), died=_known("died", args.died), today=_known("today", args.today))
    earliest, latest = bounds(when)
    return {"given": when.given, "edtf": when.edtf, "earliest": earliest, "latest": latest, "words": words(when)}, 0
