"""Are these words in that text? Asked of quotations: the portrait they stand in, and the texts they may not stand in.

Words are compared as words: capitals, punctuation, line breaks and the marks around them do not matter, and no word is found inside
another. A quotation is in a text when all of it stands there, when a run of its words stands there that nobody writes by chance, or when
the text has a part of it between quotation marks.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from unicodedata import normalize

WHOLE = 12
"""Letters: a quotation with fewer stands in any text, so it counts only between quotation marks."""
RUN = 8
"""Words in a row that two people hardly write by chance."""
PART = 4
"""Words between quotation marks that are a part of a quotation. Ours, as the two above."""
_APOSTROPHES = re.compile("['’‘ʼ`´\u00ad\u200b-\u200d\u2060]|-\\s*\n\\s*")
_NO_WORD = re.compile(r"[\W_]+")
_MARKED = re.compile(r"“([^“”]{2,2000})”|\"([^\"]{2,2000})\"|«([^«»]{2,2000})»|(?<!\w)['‘]([^‘\n]{2,400}?)['’](?!\w)")
_MARK = frozenset("“\"«'‘")
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\]]{0,80}\]")


class Words:
    """A text as its words alone, read once however often it is asked."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def of(cls, several: Iterable["Words"]) -> "Words":
        """Several texts as one: what does not stand in it stands in none of them."""
        read = tuple(several)
        together = cls("")
        together.plain = _plain("\n\n".join(each.text for each in read))
        together.marked = tuple(piece for each in read for piece in each.marked)
        return together

    @cached_property
    def plain(self) -> str:
        """The words in small letters, one space before, between and after."""
        return _plain(self.text)

    @cached_property
    def marked(self) -> tuple[str, ...]:
        """What stands between quotation marks, in the pieces that are left where something was left out."""
        if _MARK.isdisjoint(self.text):
            return ()
        found = (next(filter(None, match.groups()), "") for match in _MARKED.finditer(self.text))
        return tuple(plain for each in found for piece in _LEFT_OUT.split(each) if (plain := _plain(piece)).strip())

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """Every run of `RUN` words; none for words that are fewer."""
        words = self.plain.split()
        return tuple(f" {' '.join(words[at : at + RUN])} " for at in range(len(words) - RUN + 1)) if len(words) > RUN else ()

    @cached_property
    def long_enough(self) -> bool:
        return _letters(self.plain) >= WHOLE


def stand_in(quotation: Words, text: Words) -> bool:
    """Is the quotation, or a part of it that can only come from it, in the text?"""
    if not quotation.plain.strip():
        return False
    if quotation.long_enough and quotation.plain in text.plain:
        return True
    if any(run in text.plain for run in quotation.runs):
        return True
    return any(_part(piece, quotation.plain) for piece in text.marked)


def _part(piece: str, quotation: str) -> bool:
    """Is what is marked as somebody's words all of the quotation, of two words at least, or a part that is long enough?"""
    if piece == quotation:
        return piece.count(" ") > 2
    return piece.count(" ") > PART and _letters(piece) >= WHOLE and piece in quotation


def _plain(text: str) -> str:
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = normalize("NFC", text)
    return f" {_NO_WORD.sub(' ', text.casefold()).strip()} "


def _letters(plain: str) -> int:
    return len(plain) - plain.count(" ")
