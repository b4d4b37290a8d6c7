"""Answers: what was asked, what was said, and what is not known, which are different things."""

from dataclasses import dataclass
from datetime import datetime

from leder_desktop.model.evidence import Source

STATUSES = ("answered", "not-asked", "not-known", "not-applicable", "insufficient")
"""Domain reference 2.0: "not asked" (empty) is not "not known" (asked, no answer)."""


@dataclass(frozen=True, kw_only=True)
class Score:
    """A grade as it was given: scale, version, code, the full label, and 1..6 where 6 is always best (3.2)."""

    scale_id: str
    scale_version: str
    code: str
    label_text: str
    goodness_rank: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One field of a row, and what was said there: words, a code, or a date as EDTF."""

    field: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of an answer that is a list: a medicine, a test, a condition. A field nobody filled in has no cell."""

    cells: tuple[Cell, ...] = ()

    def said(self, field: str) -> str:
        return next((cell.said for cell in self.cells if cell.field == field), "")


@dataclass(frozen=True, kw_only=True)
class Answer:
    id: str
    """The question's reference with its set: `initial.P08`."""
    status: str = "not-asked"
    value: str | int | bool | tuple[str, ...] | tuple[Row, ...] | None = None
    """A code, codes, words, a number or rows, as the question's type says; None unless `status` is `answered`."""
    score: Score | None = None
    note: str = ""
    sources: tuple[Source, ...] = ()
    set_version: str = ""
    """The version of the question set it was answered with."""
    by: str = ""
    """Who answered, or said that there is no answer; empty in a case begun before this was kept."""
    at: datetime | None = None
    edition: int = 0
    """How often the review had been carried over to newer questions when it was given: in which words it was asked."""
