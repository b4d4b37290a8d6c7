"""Answers that were given to other words than a review asks now: after it was carried over, each is read in the words it was given in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from leder_desktop.errors import Refused
from leder_desktop.model import dates, rows
from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.questions import Question, Value
from leder_desktop.model.standards import Standards

_WORDS = ("text", "long-text")


@dataclass(frozen=True, kw_only=True)
class Before:
    """An answer, the question it was given to, and what is asked now instead; None where nothing is."""

    was: Question
    now: Question | None
    said: str
    """The answer as it was given, in words."""
    fits: bool
    """Is it an answer to what is asked now, in the same words? Otherwise it is to be given anew."""

    @property
    def told(self) -> str:
        """What has become of the question, in a sentence."""
        if self.now is None:
            return "This is not asked any more."
        return f"This is asked now: “{self.now.text}”" if self.now.text != self.was.text else "There are other ways to answer this now."


def before(answer: Answer | None, standards: Standards) -> Before | None:
    """None for no answer, and where the question is still what it was."""
    if answer is None or answer.edition >= len(standards.former):
        return None
    return compared(answer, standards.as_asked(answer), standards.asks(answer.id))


def compared(answer: Answer, was: Question | None, now: Question | None) -> Before | None:
    """The same for an answer that was given to `was`, where `now` is asked."""
    if answer.status != "answered" or answer.value is None or was is None or (now is not None and _same(was, now)):
        return None
    said = "\n".join(lines(was, answer.value))
    return Before(was=was, now=now, said=said, fits=now is not None and _fits(answer.value, was, now))


def _same(was: Question, now: Question) -> bool:
    """Its words, and how it is answered; where it comes from and when it is asked are not what was read and answered."""
    return (was.text, was.type, was.values, was.fields) == (now.text, now.type, now.values, now.fields)


def _fits(value: Value, was: Question, now: Question) -> bool:
    if was.type != now.type and not (was.type in _WORDS and now.type in _WORDS):
        return False
    known = {term.code for term in now.values}
    chosen = value if isinstance(value, tuple) else (value,)
    if known and any(each not in known for each in chosen):
        return False
    if {cell.field for each in chosen if isinstance(each, Row) for cell in each.cells} - {field.id for field in now.fields}:
        return False
    return lines(was, value) == lines(now, value)


def lines(asked: Question | None, value: Value | None, *, printed: bool = False) -> tuple[str, ...]:
    """An answer as a person reads it, a line for each choice or row: labels instead of codes, dates and “yes” in words.

    `printed`: for paper, without what is held back (`rows.Field.held_back`).
    """
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("Yes" if value else "No",)
    labels = {term.code: term.label for term in asked.values} if asked else {}
    fields = asked.fields if asked else ()
    chosen = cast("Sequence[str | int | Row]", value if isinstance(value, tuple) else (value,))
    said = (rows.lines(fields, (each,), printed=printed) if isinstance(each, Row) else labels.get(str(each), str(each)) for each in chosen)
    return tuple(map(_date, said)) if asked is not None and asked.type == "date" else tuple(said)


def _date(edtf: str) -> str:
    try:
        return dates.words(dates.from_edtf(edtf))
    except Refused:
        return edtf
