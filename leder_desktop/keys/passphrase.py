"""What a passphrase must be: ten characters of three kinds, or four different words, and nothing everybody tries first.

The store is attacked on a copied disk, where no counter of wrong tries helps: length is what counts (NCSC, "three random
words"; we ask for four). No rule about changing it and no rule that makes people write it on a note.
"""

import re
import unicodedata
from functools import cache

from leder_desktop import resources
from leder_desktop.errors import Refused

SHORTEST = 10
WORDS = 4
LONGEST = 1024
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm", "01234567890123456789")
_STANDS_FOR = str.maketrans("013457@$!", "oieastasi")


def check(passphrase: str) -> None:
    """Refuses `weak-passphrase`, saying what is missing."""
    text = unicodedata.normalize("NFKC", passphrase).strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Cn") for letter in text):
        raise Refused("weak-passphrase", "The passphrase holds a character no keyboard has. Choose another one.")
    if len(text) > LONGEST:
        raise Refused("weak-passphrase", f"The passphrase is longer than {LONGEST} characters. Choose a shorter one.")
    if len(text) < SHORTEST:
        raise Refused("weak-passphrase", f"The passphrase is too short. Use {WORDS} words, or at least {SHORTEST} characters.")
    if _everybodys(text):
        raise Refused("weak-passphrase", f"The passphrase is one that is tried first. Use {WORDS} unrelated words.")
    if len(_words(text)) < WORDS and _kinds(text) < 3:
        sentence = f"The passphrase is too simple. Use {WORDS} different words, or mix capital and small letters, digits and signs."
        raise Refused("weak-passphrase", sentence)


def strength(passphrase: str) -> str:
    """How good it is, in words for the screen: `too weak`, `good enough` or `strong`."""
    try:
        check(passphrase)
    except Refused:
        return "too weak"
    text = unicodedata.normalize("NFKC", passphrase).strip()
    return "strong" if len(_words(text)) > WORDS or len(text) >= 2 * SHORTEST else "good enough"


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[^\W\d_]+", text.casefold()) if len(word) >= 3}


def _kinds(text: str) -> int:
    return (
        any(letter.islower() for letter in text)
        + any(letter.isupper() for letter in text)
        + any(letter.isdigit() for letter in text)
        + any(not letter.isalnum() for letter in text)
    )


def _everybodys(text: str) -> bool:
    folded = text.casefold()
    if len(set(folded)) < 6 or any(_in_a_row(folded, run) for run in _RUNS):
        return True
    # What is left when the words everybody tries, and the digits and signs around them, are taken out.
    for spelt in (folded, folded.translate(_STANDS_FOR)):
        rest = spelt
        for word in blocked():
            rest = rest.replace(word, " ")
        if rest != spelt and len(re.sub(r"[\W\d_]", "", rest)) < 5:
            return True
    return False


def _in_a_row(folded: str, run: str) -> bool:
    both = (run, run[::-1])
    return any(way[start : start + 8] in folded for way in both for start in range(len(run) - 7))


@cache
def blocked() -> tuple[str, ...]:
    """The words everybody tries, longest first."""
    text = resources.path("vocabularies/weak-passphrases.txt").read_text("utf-8")
    return tuple(sorted((line for line in text.splitlines() if line and not line.startswith("#")), key=len, reverse=True))
