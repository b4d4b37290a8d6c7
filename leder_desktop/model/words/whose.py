"""Is this text about the right person? R-ID-4, an inference of the domain reference: families have found both names and pronouns wrong."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from unicodedata import combining, normalize

from leder_desktop.model.words import naming, pronouns
from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.naming import Names, genitive
from leder_desktop.model.words.phrases import Place, Reading
from leder_desktop.model.words.somebody import Sets, belongs, is_place, others, runs
from leder_desktop.model.words.tokens import Quoted, quoted

_NEAR = 6
"""Words from “the death of” to the name at most."""


class Whose:
    """The reader of one review: whom it is about, and who else is named anywhere in it."""

    def __init__(self, names: Names, sex: str, lists: WordLists, texts: Callable[[], Iterable[Reading]]) -> None:
        """`sex`: a code of the vocabulary `sex`; only `female` and `male` expect a pronoun. `texts`: all texts of the review, asked for
        only where a name stands that is nobody's yet, to see whether one of them says whose it is."""
        self._names, self._sex, self._lists, self._texts = names, sex, lists, texts
        self._sets = Sets(lists)
        self._own = {_plain(name) for name in names.given | names.family}
        self._kin = lists.sets[pronouns.KIN[sex]] if sex in pronouns.KIN else frozenset[str]()

    @cached_property
    def _introduced(self) -> frozenset[str]:
        return others(self._texts(), self._names, self._sets)

    def hits(self, reading: Reading, *, told: bool = False) -> tuple[Hit, ...]:
        """In the order of the text. Words between quotation marks are somebody's own and are left alone.

        Kinds: `pronoun`, one of another sex that can be nobody else's; `name`, one of the person's misspelt, another first name before
        the family name, or one of nobody in the case where only the person's can stand (“... died”, “...’s epilepsy”). `told`: somebody
        tells it, who may be the “he”; then names alone are read.
        """
        marks = quoted(reading.text)
        found: set[tuple[Place, str]] = set()
        if not told:
            wrong = pronouns.wrong_pronouns(reading, self._sex, self._names, self._sets, self._kin, marks)
            found.update((place, "pronoun") for place in wrong)
        if any(token.capital for token in reading.tokens):
            slips = [*naming.wrong_names(reading, self._names, self._lists, marks)]
            slipped = {at for place in slips for at in range(*place)}
            found.update((place, "name") for place in slips)
            strange = (place for place in self._strange(reading, marks) if not slipped.intersection(range(*place)))
            found.update((place, "name") for place in strange)
        return tuple(reading.hit(kind, place) for place, kind in sorted(found))

    def _strange(self, reading: Reading, marks: Quoted) -> Iterator[Place]:
        """Names of nobody in the case, said of whom only the person can be meant."""
        for run in runs(reading, self._sets):
            if marks.covers(reading.tokens[run.start].start) or not self._may_be_nobodys(reading, run):
                continue
            if self._said_of_the_person(reading, run) and not self._is_introduced(reading, run):
                yield run

    def _core(self, reading: Reading, run: Place) -> list[str]:
        return [reading.tokens[at].word for at in range(*run) if reading.tokens[at].word not in self._sets.titles]

    def _may_be_nobodys(self, reading: Reading, run: Place) -> bool:
        words, core = reading.tokens, self._core(reading, run)
        if not core or any(words[at].word in self._sets.doctors for at in range(*run)):
            return False
        if any(self._names.knows(word) or _plain(word) in self._own for word in core) or is_place(reading, run, self._sets):
            return False
        if all(word in self._sets.words for word in core):
            return len(core) == 1 and core[0] in self._sets.also_names
        return not (words[run.start].first and words[run.start].word in {each.word for each in words if not each.capital})

    def _said_of_the_person(self, reading: Reading, run: Place) -> bool:
        """Is it said of the name what is said of the person, in a sentence that does not name the person as well?"""
        lists, last = self._lists.lists, run.end - 1
        if belongs(reading, last):
            return lists["has"].follows(reading, last) or (lists["belongs"].follows(reading, last) and not self._here(reading, run))
        core = self._core(reading, run)
        strict = len(core) < run.end - run.start or core[0] in self._sets.words
        said = lists["dies"].follows(reading, last) or (not strict and lists["lives"].follows(reading, last))
        return (said or (not strict and self._led_to(reading, run))) and not self._here(reading, run)

    def _led_to(self, reading: Reading, run: Place) -> bool:
        """ "The death of ..."."""
        starts = range(max(0, run.start - _NEAR), run.start)
        return any(end == run.start for start in starts for end in self._lists.lists["leads"].ends(reading, start))

    def _here(self, reading: Reading, run: Place) -> bool:
        """Is the person named in this sentence, too?"""
        begin, end = run.start, run.end
        while begin > 0 and not reading.tokens[begin].first:
            begin -= 1
        while end < len(reading) and not reading.tokens[end].first:
            end += 1
        return any(genitive(reading.tokens[at].word, reading.names) and reading.tokens[at].capital for at in range(begin, end))

    def _is_introduced(self, reading: Reading, run: Place) -> bool:
        return any(genitive(word, self._introduced) for word in self._core(reading, run))


def _plain(word: str) -> str:
    """Without its accents: a name without them is a slip, and nobody else."""
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))
