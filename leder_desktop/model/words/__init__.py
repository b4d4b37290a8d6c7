"""Readers of free text for the checks: what a DNACPR reason, a certificate, a portrait or a rationale says in so many words.

Each reader is a pure function `text, lists -> Hit...` over the word lists of `resources/checks/words.toml` (`Standards.words()`), so
that a person can add a word, or a setting in which a word is innocent, without touching a program. A hit says what was read and
where; what it weighs, and what to do about it, is the checks' to say. A reader never fails on a text and takes time in proportion to
its length.

`tokens` cuts a text into words, `phrases` is the small language the lists are written in, `lists` reads them. The readers:
`dnacpr` (R-DNACPR-1, R-DNACPR-4), `certificate` (R-MCCD-1, R-MCCD-2), `tone` (R-TXT-5), `whose` with `naming`, `somebody` and
`pronouns` (R-ID-4), `recommendations` (R-TXT-4), `identifiers` (R-TXT-1), `coherence` (the words of a rationale against its grade),
`address` (R-ELIG-8), and `named` for any one list (R-ELIG-5 and 7, R-COR-1, R-THEME-1).

What they cannot read: irony, Welsh, a reason told without any of the listed words. They ask; the reviewer judges.
"""

from leder_desktop.model.words import address, certificate, coherence, dnacpr, identifiers, named, recommendations, tone
from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists

__all__ = ["Hit", "WordLists", "address", "certificate", "coherence", "dnacpr", "identifiers", "named", "recommendations", "tone"]
