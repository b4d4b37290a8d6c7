"""Partial and uncertain dates: what was written is kept exactly, what it means is EDTF 2019, what is shown is plain English.

`When` is the noun. `understand` reads what a person typed, `from_edtf` and `from_fhir` what a file said; each refuses rather
than guess. `words` says it again, `on_words` inside a sentence, `day_words` and `weekday` for a plain day; `sort_key` puts it in
order, `bounds` gives its first and last day as text, also for years Python's `date` cannot hold.

Parts: `point` (the parsed shapes), `edtf` (the notation), `extent` (first and last day), `phrases` (one date in words), `stretches`
(ranges, before and after), `life` (birth, death and today, and dates counted from them), `reading` (the doors in), `wording`,
`ordering`. Only this module is imported from outside.

Source of the notation: Extended Date/Time Format (EDTF) Specification, Library of Congress, 4 February 2019, levels 0 and 1.
Decided where implementations differ:
- `24:00:00` is refused: it names two days at once.
- An interval whose start lies after its end is refused, as is one with no date at all (`/`, `../..`).
- Sets (`[2020,2021]`, with or without a space) and everything else of level 2 is refused as `too-complex`, except that the ends of
  an interval may have unspecified digits (`2004-06-XX/2004-07-03`): nothing about their bounds is in doubt.
- Seasons are the Met Office's: spring begins on 1 March. `2010-24`, a winter named by one year, is December 2010 alone, so that the
  seasons of a year stay inside it and in order; people are asked which winter they mean and get `2010-12/2011-02`.
- The forms of the 2012 draft (`199u`, `unknown/2000`, `y17e7`) are not understood.
- Fractions of a second are accepted and not carried into `edtf`; a time without seconds gets `:00`, because EDTF has no shorter form.
"""

from leder_desktop.model.dates.ordering import sort_key
from leder_desktop.model.dates.phrases import weekday
from leder_desktop.model.dates.reading import from_edtf, from_fhir, understand
from leder_desktop.model.dates.when import When, bounds
from leder_desktop.model.dates.wording import day_words, on_words, words

__all__ = ["When", "bounds", "day_words", "from_edtf", "from_fhir", "on_words", "sort_key", "understand", "weekday", "words"]
