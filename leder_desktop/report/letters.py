"""What of a text can be printed: the characters our type has, and something a reader can see for those it has not.

Nothing that stands for a sound or a sign vanishes. A character the type lacks is drawn by an equal one (`²` stays, `µ` is drawn as the
Greek letter, a ligature as its letters), by a plain sign (an arrow as `->`), or as its number: `[U+1F600]`.
"""

import re
import unicodedata
from functools import cache

from leder_desktop.report import fonts

_SIGNS = {
    "\u2010": "-", "\u2011": "-", "\u2012": "\u2013", "\u2015": "\u2014", "\u2043": "-", "\u2023": "\u2022", "\u25aa": "\u2022",
    "\u25cf": "\u2022", "\u25e6": "\u2022", "\u25a0": "\u2022", "\u2190": "<-", "\u2192": "->", "\u2194": "<->", "\u21d2": "=>",
    "\u2191": "[up]", "\u2193": "[down]", "\u2713": "[tick]", "\u2714": "[tick]", "\u2717": "[cross]", "\u2718": "[cross]",
    "\u2610": "[ ]", "\u2611": "[tick]", "\u2612": "[cross]", "\u2032": "'", "\u2033": '"', "\u02bc": "\u2019", "\u3000": " ",
}  # fmt: skip
"""Common signs of records and word processors, by what people type for them."""

_LINE_ENDS = frozenset("\n\x0b\x0c\r\x1c\x1d\x1e\x85\u2028\u2029")
_UNSEEN = frozenset([0xAD, *range(0x200B, 0x2010), *range(0x2060, 0x2065), 0xFEFF, *range(0xFE00, 0xFE10)])
"""Marks that are invisible on any paper: soft hyphens, joiners, direction marks, variation selectors. Direction overrides are not among
them: they make a text read differently from what it is, so they are shown by number."""

_EQUAL = ("<compat>", "<noBreak>", "<wide>", "<narrow>", "<font>")
"""Kinds of compatibility decomposition that do not change what is said. Fractions and raised figures do: 1⅓ is not 11/3."""

_FROM, _TO = "\x02", "\x03"
"""Around a number while it is made; controls never come from the text itself."""


class _Drawn(dict[int, str]):
    """For `str.translate`: each code point as it is drawn, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = drawn = _draw(chr(code))
        return drawn


def _draw(character: str) -> str:
    code, category = ord(character), unicodedata.category(character)
    if character in _LINE_ENDS:
        return "\n"
    if character == "\t":
        return " "
    if category == "Cc" or code in _UNSEEN:
        return ""
    if code in fonts.letters() and category not in ("Cn", "Co", "Cs"):
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    if category == "Zs":
        return "\u00a0" if character == "\u202f" else " "
    if unicodedata.decomposition(character).startswith(_EQUAL):
        equal = [_SIGNS.get(each, each) for each in unicodedata.normalize("NFKC", character)]
        if all(ord(letter) in fonts.letters() for each in equal for letter in each):
            return "".join(equal)
    return f"{_FROM}U+{code:04X}{_TO}"


@cache
def _drawn() -> _Drawn:
    return _Drawn()


def printable(text: str) -> str:
    """`text` as it will be drawn: composed (NFC), line ends as `\\n`, no control characters, every character in our type."""
    drawn = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).translate(_drawn())
    return drawn.replace(_TO + _FROM, " ").replace(_FROM, "[").replace(_TO, "]")


def on_one_line(text: str, longest: int) -> str:
    """For a foot or a title: printable, on one line, at most `longest` characters and then an ellipsis."""
    line = re.sub(r"\s+", " ", printable(text)).strip()
    return line if len(line) <= longest else line[: longest - 1] + "…"
