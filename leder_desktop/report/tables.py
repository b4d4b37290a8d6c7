"""Shapes that several sections share: a list of facts, a panel, a table with heads, tags."""

from collections.abc import Sequence
from datetime import date

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable

from leder_desktop.model.dates import When, from_edtf, words
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.style import AMBER, AMBER_WASH, BLUE, GROUND, SOFT, WASH, styles
from leder_desktop.report.words import Markup, escape, lines, paragraph

Fact = tuple[str, str | Sequence[Flowable]]
"""A caption, which is ours, and what is known."""


def facts(rows: Sequence[Fact], *, share: float = 3) -> Grid:
    """Captions on the left, `share` times as much room for what is known on the right; what is not recorded says so."""
    return Grid(fact_rows(rows, share=share))


def fact_rows(rows: Sequence[Fact], *, share: float = 3) -> list[Row]:
    return [Row([[paragraph(escape(caption), styles().caption)], known(value)], (1, share)) for caption, value in rows]


def known(value: str | Sequence[Flowable]) -> list[Flowable]:
    made = lines(value, styles().text) if isinstance(value, str) else list(value)
    return made or [paragraph(escape("Not recorded"), styles().faint)]


def heads(captions: Sequence[str], shares: Sequence[float]) -> Row:
    return Row([[paragraph(escape(each), styles().head)] for each in captions], shares, tint=GROUND, rule=SOFT)


def panel(flowables: Sequence[Flowable], *, look_again: bool = False, plain: bool = False) -> Grid:
    """A tinted block with a bar: blue, amber for what asks for another look, or grey."""
    tint, bar = (GROUND, SOFT) if plain else (AMBER_WASH, AMBER) if look_again else (WASH, BLUE)
    return Grid([Row([flowables], tint=tint, bar=bar, rule=None)])


def quotation(words_said: str, below: Sequence[Flowable], *, tint: Color | None = None) -> Row:
    return Row([[*lines(f"“{words_said.strip()}”", styles().quote), *below]], tint=tint, bar=BLUE, rule=None)


def soft(text: str) -> Flowable:
    return paragraph(escape(text), styles().small)


def lead(text: str) -> Flowable:
    """A sentence of ours below a heading."""
    return paragraph(escape(text), styles().lead)


def nothing(text: str) -> list[Flowable]:
    return [paragraph(escape(text), styles().lead)]


def day(on: date | None) -> str:
    return words(from_edtf(on.isoformat())) if on else ""


def said(when: When | None) -> str:
    """A date in words; nothing when there is none, where `dates.words` would say that it is not known."""
    return words(when) if when else ""


def sentence(*parts: str) -> str:
    """The parts that say something, with commas between."""
    return ", ".join(part.strip() for part in parts if part.strip())


def tags(calm: Sequence[str], again: Sequence[str] = ()) -> list[Flowable]:
    """Short labels: in blue, and in amber those that ask for another look."""
    made: list[Flowable] = []
    if calm:
        made.append(paragraph(Markup(" · ".join(escape(each) for each in calm)), styles().tag))
    if again:
        made.append(paragraph(Markup(" · ".join(escape(each) for each in again)), styles().alarm))
    return made
