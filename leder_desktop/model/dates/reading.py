"""The doors in: what a person typed, what a file says in EDTF, what a FHIR record says."""

import re
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.dates.edtf import LONGEST, not_understood, parse
from leder_desktop.model.dates.life import Life, make_life, read_life
from leder_desktop.model.dates.phrases import read_phrase
from leder_desktop.model.dates.point import Point, Stretch
from leder_desktop.model.dates.stretches import read_stretch
from leder_desktop.model.dates.when import When, make_when

_NOT_KNOWN = re.compile(r"(?:the )?(?:date )?(?:is )?(?:not known|unknown|n/?k|not sure|undated|no date|don't know)")
_FROM_ANOTHER = re.compile(r".*\b(?:day|night|week|fortnight|month|year|evening|morning)s? (?:later|earlier|after(?:wards)?|before)\b.*")
"""Counted from an event: "ten weeks later", "the day after the fall"."""
_FHIR = re.compile(
    r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
)


def understand(text: str, *, born: date | When | None = None, died: date | When | None = None, today: date | When | None = None) -> When:
    """What a person means by `text`: EDTF, or words and figures as written in England, day first.

    `born`, `died` and `today` serve only two-digit years (taken when exactly one century fits between birth and today) and dates counted
    from a life ("a week before she died"). Refuses `not-understood` rather than guess, `too-complex` for EDTF of level 2; the sentence says
    what would help. Blank space around the text is not part of the date but stays in `given`.
    """
    trimmed = text.strip()
    if not trimmed:
        raise not_understood("There is no date here. Leave it undated, or write what is known.")
    if len(trimmed) > LONGEST:
        raise not_understood()
    try:
        return make_when(text, parse(trimmed))
    except Refused as refusal:
        phrase = _plain(trimmed)
        parsed = None if refusal.code == "too-complex" else _read_words(phrase, make_life(born, died, today))
        if parsed is None:
            raise refusal from None
    return make_when(text, parsed)


def _plain(text: str) -> str:
    """Lower case, single spaces, plain dashes and apostrophes, no full stop at the end."""
    phrase = re.sub(r"[\u2010-\u2015\u2212]", "-", text.lower()).replace("\u2019", "'")
    phrase = re.sub(r"\b(early|mid|late)-(?=[a-z0-9])", r"\1 ", " ".join(phrase.split()))
    return re.sub(r" -(?=\S)|(?<=\S)- ", " - ", phrase).removesuffix(".")


def _read_words(phrase: str, life: Life) -> Point | Stretch | None:
    if _NOT_KNOWN.fullmatch(phrase):
        raise not_understood("The date is not known: leave it undated, and it keeps its place among the undated entries.")
    found = read_life(phrase, life) or read_phrase(phrase, life) or read_stretch(phrase, life)
    if found is None and _FROM_ANOTHER.fullmatch(phrase):
        raise not_understood(
            "This date is not understood: it is counted from something else. Write the date itself, like 4 March 2019, or about "
            "when it was, like about March 2019."
        )
    return found


def from_edtf(text: str) -> When:
    """EDTF of level 0 or 1, strictly; `not-understood` or `too-complex` otherwise."""
    return make_when(text, parse(text))


def from_fhir(text: str) -> When:
    """A FHIR `date`, `dateTime` or `instant` (R4 and STU3) at the precision it has: "2009" stays a year.

    The day is the one recorded, never moved by its time zone. Fractions of a second stay in `given` only. Refuses `not-understood`.
    """
    if len(text) > LONGEST or not _FHIR.fullmatch(text):
        raise not_understood("The record's date is not written as FHIR has it, so it is kept as undated.")
    fraction = re.sub(r"\.[0-9]+", "", text)
    return make_when(text, parse(re.sub(r"-00:00$", "+00:00", fraction) if "T" in fraction else fraction))
