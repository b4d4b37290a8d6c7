"""Which words were put in and which were taken out, between two versions of a text."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
MOST = 4_000_000
"""Words of one side times words of the other that are still compared word by word: a tenth of a second. What is longer, by lines."""
FEW = 6
"""Pieces that are said one by one; of more only how many there are."""


@dataclass(frozen=True, kw_only=True)
class Piece:
    words: str
    how: str
    """"same", "in" (put in) or "out" (taken out)."""


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """The whole of both texts in order: what is the same, what was taken out, what was put in. Letter for letter:
    without the pieces taken out it is `after`, without those put in it is `before`."""
    if before == after:
        return (Piece(words=after, how="same"),) if after else ()
    one, two = _words(before), _words(after)
    if len(one) * len(two) > MOST:
        return tuple(_merged(_by_lines(before, after)))
    return tuple(_merged(_differ(one, two)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _differ(one: list[str], two: list[str]) -> list[Piece]:
    found: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece(words="".join(one[a:b]), how="same"))
            continue
        found.append(Piece(words="".join(one[a:b]), how="out"))
        found.append(Piece(words="".join(two[c:d]), how="in"))
    return found


def _by_lines(before: str, after: str) -> list[Piece]:
    """Lines first; inside a run of lines that differ, words, where that is not too much."""
    one, two = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for how, a, b, c, d in SequenceMatcher(None, one, two).get_opcodes():
        was, now = "".join(one[a:b]), "".join(two[c:d])
        if how == "equal":
            found.append(Piece(words=was, how="same"))
        elif len(words_was := _words(was)) * len(words_now := _words(now)) <= MOST // 10:
            found += _differ(words_was, words_now)
        else:
            found += [Piece(words=was, how="out"), Piece(words=now, how="in")]
    return found


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Words that differ on both sides of a mere space are one change, so that it reads in phrases and not in confetti."""
    joined: list[Piece] = []
    for i, piece in enumerate(pieces):
        between = piece.how == "same" and not piece.words.strip() and "\n" not in piece.words and 0 < i < len(pieces) - 1
        joined += [Piece(words=piece.words, how="out"), Piece(words=piece.words, how="in")] if between else [piece]
    found: list[Piece] = []
    out = put = ""
    for piece in [*joined, Piece(words="", how="same")]:
        if piece.how == "out":
            out += piece.words
        elif piece.how == "in":
            put += piece.words
        else:
            found += [Piece(words=out, how="out")] if out else []
            found += [Piece(words=put, how="in")] if put else []
            found += [piece] if piece.words else []
            out = put = ""
    return found


def said(pieces: tuple[Piece, ...]) -> str:
    """The same in a sentence, for somebody who does not see underlined and struck words."""
    out = [" ".join(piece.words.split()) for piece in pieces if piece.how == "out" and piece.words.strip()]
    put = [" ".join(piece.words.split()) for piece in pieces if piece.how == "in" and piece.words.strip()]
    if not out and not put:
        return "No words differ." if all(piece.how == "same" for piece in pieces) else "Only spaces or lines differ."
    return " ".join(sentence for sentence in (_list("Taken out", out), _list("Put in", put)) if sentence)


def _list(verb: str, pieces: list[str]) -> str:
    if not pieces:
        return ""
    if len(pieces) > FEW:
        count = sum(len(piece.split()) for piece in pieces)
        return f"{verb}: {count:,} words in {len(pieces)} places."
    return f"{verb}: {', '.join(f'“{_short(piece)}”' for piece in pieces)}."


def _short(piece: str) -> str:
    listed = piece.split()
    return piece if len(listed) <= 12 else f"{' '.join(listed[:9])} … {' '.join(listed[-2:])}"
