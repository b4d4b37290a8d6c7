"""Is this text about the right person? R-ID-4, an inference of the domain reference: families have found both names and pronouns wrong."""

import re
from collections.abc import Callable, Iterator

from leder_desktop.model.words import naming, pronouns
from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.naming import Names, genitive
from leder_desktop.model.words.phrases import Place, Reading
from leder_desktop.model.words.somebody import Others, Sets, belongs, is_place, runs
from leder_desktop.model.words.tokens import Quoted, quoted

_AFTER = re.compile(r"[\s,(–—]{1,4}([^\W_]+)")
"""The word after another one."""
_SAID = ("dies", "lives", "has", "belongs")
_MANY = 50
"""Names in one text, so many that looking for each of them takes longer than reading the text."""
_NEAR = 6
"""Words from “the death of” to the name at most."""


class Whose:
    """The reader of one review: whom it is about, and who else is named anywhere in it."""

    def __init__(self, names: Names, sex: str, sets: Sets, introduced: Callable[[], Others]) -> None:
        """`sex`: a code of the vocabulary `sex`; only `female` and `male` expect a pronoun. `introduced`: of whom the texts of the review
        say that it is somebody else (`somebody.others`); asked for only where a name stands that is nobody's yet."""
        self._names, self._sex, self._sets, self._introduced, self._of = names, sex, sets, introduced, sets.all
        self._own = {naming.without_accents(name) for name in names.given | names.family}
        named = frozenset(form for name in names.given | names.family | names.others for form in (name, f"{name}s"))
        self._known = named | ((sets.words | sets.titles) - sets.also_names)
        """Every name of the case, with and without its ’s, and the words that are no names."""
        lists = sets.all.lists
        self._first = frozenset(word for name in _SAID for word in lists[name].heads)
        """Words with which begins what is said of the person."""
        self._alike: dict[str, bool] = {}
        self._wrong = pronouns.WRONG.get(sex, frozenset[str]())
        self._kin = sets.all.sets[pronouns.KIN[sex]] if sex in pronouns.KIN else frozenset[str]()

    def hits(self, reading: Reading, *, told: bool = False) -> tuple[Hit, ...]:
        """In the order of the text. Words between quotation marks are somebody's own and are left alone.

        Kinds: `pronoun`, one of another sex that can be nobody else's; `name`, one of the person's misspelt, another first name before
        the family name, or one of nobody in the case where only the person's can stand (“... died”, “...’s epilepsy”). `told`: somebody
        tells it, who may be the “he”; then names alone are read.
        """
        unknown = reading.capitals - self._known
        if not self._kin.isdisjoint(reading.capitals) and not self._names.family.isdisjoint(reading.capitals):
            unknown |= self._names.family
        slip, strange = self._may_slip(reading, unknown), bool(unknown) and self._may_be_said(reading, unknown)
        wrong = not told and not self._wrong.isdisjoint(reading.vocabulary)
        if not (slip or strange or wrong):
            return ()
        marks = quoted(reading.text)
        found: set[tuple[Place, str]] = set()
        if wrong:
            places = pronouns.wrong_pronouns(reading, self._sex, self._names, self._sets, self._kin, marks)
            found.update((place, "pronoun") for place in places)
        slips = [*naming.wrong_names(reading, self._names, self._of, marks)] if slip else []
        found.update((place, "name") for place in slips)
        if strange:
            slipped = {at for place in slips for at in range(*place)}
            strangers = (place for place in self._strange(reading, marks) if not slipped.intersection(range(*place)))
            found.update((place, "name") for place in strangers)
        return tuple(reading.hit(kind, place) for place, kind in sorted(found))

    def _may_be_said(self, reading: Reading, unknown: frozenset[str]) -> bool:
        """Does one of these words stand before a word that may be the first of what is said of the person?"""
        if self._of.lists["leads"].may_stand(reading):
            return True
        if self._first.isdisjoint(reading.vocabulary):
            return False
        if len(unknown) > _MANY:
            return True
        for word in unknown:
            at = reading.plain.find(word)
            while at >= 0:
                after = _AFTER.match(reading.plain, at + len(word))
                if after is not None and after[1] in self._first:
                    return True
                at = reading.plain.find(word, at + 1)
        return False

    def _may_slip(self, reading: Reading, unknown: frozenset[str]) -> bool:
        """Is there a word like a name of the person, or the family name after another one?"""
        for word in unknown:
            if word not in self._alike:
                self._alike[word] = any(naming.alike(word, name) for name in self._names.given | self._names.family)
            if self._alike[word]:
                return True
        return bool(unknown) and not self._names.family.isdisjoint(reading.capitals)

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
        if self._is_another_of_the_name(reading, run):
            return True
        if any(self._names.knows(word) or naming.without_accents(word) in self._own for word in core) or is_place(reading, run, self._sets):
            return False
        if all(word in self._sets.words for word in core):
            return len(core) == 1 and core[0] in self._sets.also_names
        if not words[run.start].first:
            return words[run.start - 1].word not in self._of.sets["determiners"]
        lists, thing = self._of.lists, len(core) == 1
        if thing and lists["happens-to-things"].follows(reading, run.start) and not lists["dies"].follows(reading, run.start):
            return False
        return words[run.start].word not in {each.word for each in words if not each.capital}

    def _is_another_of_the_name(self, reading: Reading, run: Place) -> bool:
        """ "Mr Ferriday", where the person is a woman."""
        words = [reading.tokens[at].word for at in range(*run)]
        titled = len(words) > 1 and words[0] in self._kin & self._sets.titles
        return titled and all(genitive(word, self._names.family) for word in words[1:])

    def _said_of_the_person(self, reading: Reading, run: Place) -> bool:
        """Is it said of the name what is said of the person, in a sentence that does not name the person as well?"""
        lists, last = self._of.lists, run.end - 1
        if belongs(reading, last):
            return lists["has"].follows(reading, last) or (lists["belongs"].follows(reading, last) and not self._here(reading, run))
        core = self._core(reading, run)
        strict = len(core) < run.end - run.start or core[0] in self._sets.words
        said = lists["dies"].follows(reading, last) or (not strict and lists["lives"].follows(reading, last))
        return (said or (not strict and self._led_to(reading, run))) and not self._here(reading, run)

    def _led_to(self, reading: Reading, run: Place) -> bool:
        """ "The death of ..."."""
        starts = range(max(0, run.start - _NEAR), run.start)
        return any(end == run.start for start in starts for end in self._of.lists["leads"].ends(reading, start))

    def _here(self, reading: Reading, run: Place) -> bool:
        """Is the person named in this sentence, too?"""
        begin, end = run.start, run.end
        while begin > 0 and not reading.tokens[begin].first:
            begin -= 1
        while end < len(reading) and not reading.tokens[end].first:
            end += 1
        return any(
            genitive(reading.tokens[at].word, reading.names) and reading.tokens[at].capital
            for at in (*range(begin, run.start), *range(run.end, end))
        )

    def _is_introduced(self, reading: Reading, run: Place) -> bool:
        people, places = self._introduced()
        return any(genitive(word, people) or genitive(word, places) for word in self._core(reading, run))
