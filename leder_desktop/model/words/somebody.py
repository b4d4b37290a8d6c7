"""Who else is named in a text: capitals that can be a person's name, and whom the text itself says that is."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.naming import Names, genitive
from leder_desktop.model.words.phrases import Place, Reading

_TOGETHER = re.compile(r"[ \u00a0]{1,2}|-|\u2010|\u2011|\n")
_ASIDE = re.compile(r"\s*[,(–—]")
_BELONGS = re.compile(r"[’']s\Z")
_NO_NAME = ("ing", "tion", "sion", "ment", "ness", "ism")
"""How words end that open a sentence and are nobody's name."""
_LONGEST = 4
"""Words a name has at most, with its title."""
_BACK = 8
"""Words before a name among which a row of names may begin: “her friends Carol, Jean and Ivy”."""
_ASIDE_WORDS = 4
"""Words of an aside among which it is said who somebody is: “Graham, one of her brothers”."""
_IS = frozenset(("was", "is", "were", "became", "being"))
_WHOSE = frozenset(("her", "his", "their", "the", "a", "an", "one", "another", "both", "also", "my", "our"))
_AND = frozenset(("and", "or", "a", "the", "called", "named", "another"))


class Sets:
    """The sets of the lists, put together as they are asked for here; `all` are the lists themselves."""

    def __init__(self, lists: WordLists) -> None:
        self.all, sets = lists, lists.sets
        self.people, self.nobody = sets["people"], sets["says-nothing"]
        kin = sets["kin-he"] | sets["kin-she"] | sets["kin"] | self.people
        self.anybody = (sets["kin"] | sets["introduces"]) - self.people - self.nobody
        """Of either sex, and one person."""
        self.doctors, self.titles = sets["doctors"], sets["doctors"] | sets["plain-titles"]
        self.introduces = (kin | sets["introduces"] | sets["named-things"] | sets["doctors"]) - self.nobody
        self.places, self.before, self.moves = sets["place-words"], sets["place-before"], sets["moves"]
        self.also_names, self.subordinates = sets["also-names"], sets["subordinates"]
        self.words = (
            sets["starters"] | sets["months"] | sets["ordinary"] | self.subordinates | sets["near-names"] | self.before | kin
            | sets["introduces"] | sets["named-things"] | self.places | self.moves | self.nobody
        )  # fmt: skip
        """Whatever names nobody, as far as the lists know."""

    def introducing(self, word: str) -> bool:
        return word in self.introduces or word.removesuffix("s") in self.introduces


def belongs(reading: Reading, at: int) -> bool:
    """Has this word the ’s of belonging?"""
    token = reading.tokens[at]
    return _BELONGS.search(reading.text[token.start : token.end]) is not None


def runs(reading: Reading, sets: Sets) -> Iterator[Place]:
    """Capitals that stand together and may be a name: “Mary-Ann”, “Mr Patel”, “Larch House”."""
    words, at = reading.tokens, 0
    while at < len(words):
        if not words[at].capital:
            at += 1
            continue
        end, heading = at + 1, words[at].capitals
        while end < len(words) and words[end].capital and _together(reading, end):
            heading = heading and words[end].capitals
            end += 1
        if heading and end > at + 1:  # a line in capitals tells nothing of where a name ends
            yield from (Place(one, one + 1) for one in range(at, end))
        else:
            yield Place(_begin(reading, Place(at, end), sets), end)
        at = end


def _begin(reading: Reading, run: Place, sets: Sets) -> int:
    """Where the name begins, without what opens the sentence before it: “When Graham”, “In June Graham”."""
    words, at = reading.tokens, run.start
    if not words[at].first:
        return at
    while at < run.end - 1 and words[at].word in sets.words and words[at].word not in sets.titles:
        if at == run.start and words[at].word in sets.also_names:
            break
        at += 1
    return at


def _together(reading: Reading, at: int) -> bool:
    """Does only a space or a hyphen stand between this word and the one before, which has no ’s?"""
    before, token = reading.tokens[at - 1 : at + 1]
    return not token.first and not belongs(reading, at - 1) and _TOGETHER.fullmatch(reading.text, before.end, token.start) is not None


def is_place(reading: Reading, run: Place, sets: Sets) -> bool:
    """Is it the name of a place, a service or a thing, by a word in it or around it?"""
    words = reading.tokens
    if any(words[at].word in sets.places or words[at].word.removesuffix("s") in sets.places for at in range(*run)):
        return True
    after = words[run.end].word if run.end < len(words) and not words[run.end].first else ""
    if after in sets.places and _together(reading, run.end):
        return True
    if words[run.start].word == "st" or words[run.start].first:
        return words[run.start].word == "st"
    before = words[run.start - 1].word
    if before in ("to", "from"):
        return any(words[at].word in sets.moves for at in range(max(0, run.start - 4), run.start - 1))
    return before in sets.before or before == "the"


def is_somebody(reading: Reading, run: Place, sets: Sets) -> bool:
    """Can it be the name of a person, whoever that is?"""
    words = reading.tokens
    if run.end - run.start > _LONGEST or is_place(reading, run, sets):
        return False
    if any(words[at].word in sets.titles for at in range(*run)):
        return True
    first = words[run.start]
    if run.end - run.start == 1 and (first.capitals or first.word in sets.words or not first.word.isalpha() or len(first.word) < 3):
        return False
    opens = first.first and run.end - run.start == 1
    return not (opens and (first.word.endswith(_NO_NAME) or sets.all.lists["happens-to-things"].follows(reading, run.start)))


class Others(NamedTuple):
    """Of what the texts of a review say that it is not the name of the person: words as `name_words` gives them."""

    people: frozenset[str] = frozenset()
    """Somebody else, or what the person was called before."""
    places: frozenset[str] = frozenset()


def others(readings: Iterable[Reading], names: Names, sets: Sets) -> Others:
    """Who else is named in these texts, and which places, by what they say of a name before it or after it."""
    people, places = set[str](), set[str]()
    for reading in readings:
        for run in runs(reading, sets):
            words = [word for at in range(*run) if (word := reading.tokens[at].word) not in sets.words or word in sets.also_names]
            if not words or all(names.knows(word) for word in words):
                continue
            if belongs(reading, run.end - 1):
                words.append(words[-1].removesuffix("s"))
            if is_place(reading, run, sets):
                places.update(words)
            elif _introduced(reading, run, sets):
                people.update(words)
    return Others(frozenset(people), frozenset(places))


def _introduced(reading: Reading, run: Place, sets: Sets) -> bool:
    """Is it said before the name or after it who that is?"""
    words = reading.tokens
    if any(words[at].word in sets.introduces for at in range(*run)) or _before(reading, run, sets) or _after(reading, run, sets):
        return True
    begin = run.start
    while begin > max(0, run.start - _BACK) and not words[begin].first:
        begin -= 1
    phrases = (sets.all.lists["befriends"], sets.all.lists["formerly"])
    return any(_leads(reading, end, run) for start in range(begin, run.start) for one in phrases for end in one.ends(reading, start))


def _leads(reading: Reading, end: int, run: Place) -> bool:
    """Do only other names, and words between names, stand between the end of a phrase and this name?"""
    words = reading.tokens
    return end <= run.start and all(words[at].capital or words[at].word in _AND for at in range(end, run.start))


def _before(reading: Reading, run: Place, sets: Sets) -> bool:
    """ "Her brother Graham", "her friends Carol, Jean and Ivy", "a cat called Tibbles"."""
    words, at = reading.tokens, run.start
    while at > max(0, run.start - _BACK) and not words[at].first:
        at -= 1
        if sets.introducing(words[at].word):
            return not belongs(reading, at)
        if not (words[at].capital or words[at].word in _AND):
            return False
    return False


def _after(reading: Reading, run: Place, sets: Sets) -> bool:
    """ "Graham, her brother", "Carol (her advocate)", "Barbara was her flatmate"."""
    words, at = reading.tokens, run.end
    if at >= len(words) or words[at].first or belongs(reading, at - 1):
        return False
    aside = _ASIDE.match(reading.text, words[at - 1].end) is not None
    if words[at].word in _IS:
        at += 1
    elif not aside:
        return False
    for beside in range(at, min(at + _ASIDE_WORDS, len(words))):
        if words[beside].first:
            return False
        if sets.introducing(words[beside].word):
            return True
        if beside == at and not aside and words[beside].word not in _WHOSE and not genitive(words[beside].word, reading.names):
            return False
    return False
