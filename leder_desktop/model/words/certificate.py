"""What a certificate of the cause of death says (D03): Part I, lines a to d, and Part II."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Place, Reading

PART_ONE = ("a", "b", "c", "d")
"""The lines of Part I, from the immediate cause down to the underlying one. Part II, what contributed, is read by no rule."""
OLD_AGE = 80
"""Years; from this age on “old age” may stand alone (R-MCCD-2)."""
_LABEL = re.compile(r"(?<![\w(])(?:part\s{0,3})?(?:[1I]\s?\(?[a-dA-D]\)?|(?P<two>2|II|ii))(?![\w-])[.:)]{0,2}(?=\s|$)")


class _Field:
    """One field of a certificate, and where the phrases of each list stand in it."""

    def __init__(self, line: str, text: str, lists: WordLists) -> None:
        self.line = line
        self.reading = Reading(text)
        self.places = {
            name: tuple(lists.lists[name].places(self.reading, innocent=lists.settings["described"] if name == "disability" else ()))
            for name in ("disability", "chain", "vague", "old-age", "not-known", "unused", "filler")
        }
        self._covered = {name: {at for place in places for at in range(*place)} for name, places in self.places.items()}

    def covers(self, names: tuple[str, ...], at: int) -> bool:
        return any(at in self._covered[name] for name in names)

    def breaks(self, at: int) -> bool:
        """Does a line end before this word, other than inside the name of a disability?"""
        if at == 0 or "\n" not in self.reading.text[self.reading.tokens[at - 1].end : self.reading.tokens[at].start]:
            return False
        return not (self.covers(("disability",), at - 1) and self.covers(("disability",), at))


@dataclass(frozen=True)
class _Cause:
    """One cause: a line, or the part of a line between “due to” and the next."""

    field: _Field
    place: Place

    def is_all(self, *names: str) -> bool:
        """Has this cause words of these lists, and beside them only words that say nothing?"""
        words = range(*self.place)
        return any(self.field.covers(names, at) for at in words) and all(self.field.covers((*names, "filler"), at) for at in words)

    def hit(self, kind: str, place: Place) -> Hit:
        return self.field.reading.hit(kind, place, line=self.field.line)

    def named(self) -> tuple[Place, ...]:
        """Where it names a disability."""
        return tuple(
            place for place in self.field.places["disability"] if self.place.start <= place.start and place.end <= self.place.end
        )


def read(lines: Mapping[str, str], age: int | None, lists: WordLists) -> tuple[Hit, ...]:
    """`lines`: by `a`, `b`, `c`, `d` and `II`, absent ones are empty. `age`: at death, in years, None when not known.

    R-MCCD-1, kinds `only` (Part I names a disability and no illness) and `underlying` (its lowest used line, or the end of its “due to”,
    names one). A line below that says “n/a” or “not known” is not used; a whole certificate pasted into one field is taken apart;
    a hit's `line` is the field it stands in.
    R-MCCD-2, kinds `empty` (nothing in Part I; the hit is at line a and has no words) and `vague` (no line names an illness or an event).

    Source: Government response to the third annual report, recommendation 10 and 2.51 to 2.52; DNACPR letter 2021. R-MCCD-2 is an
    inference of the domain reference.
    """
    causes = [cause for line in PART_ONE for cause in _causes(line, lines.get(line, ""), lists)]
    while len(causes) > 1 and causes[-1].is_all("not-known"):
        causes.pop()
    if not causes:
        return (Hit(kind="empty", words="", start=0, end=0, line="a"),)
    lowest = causes[-1]
    if named := lowest.named():
        alone = len(causes) == 1 and lowest.is_all("disability")
        return tuple(lowest.hit("only" if alone else "underlying", place) for place in named)
    vague = ("vague", "not-known", *(("old-age",) if age is not None and 0 < age < OLD_AGE else ()))
    if all(cause.is_all(*vague) for cause in causes):
        return tuple(cause.hit("vague", cause.place) for cause in causes)
    return ()


def _causes(line: str, text: str, lists: WordLists) -> Iterator[_Cause]:
    """The causes of one field, from the immediate to the underlying; nothing of Part II."""
    field = _Field(line, text, lists)
    words = field.reading.tokens
    chains = {place.start: place.end for place in field.places["chain"]}
    labels = {match.start(): match for match in _LABEL.finditer(text)}
    begun = at = 0
    while at <= len(words):
        label = labels.get(words[at].start) if at < len(words) else None
        if at == len(words) or label or at in chains or field.breaks(at):
            cause = _Cause(field, Place(begun, at))
            if begun < at and not cause.is_all("unused"):
                yield cause
            begun = chains.get(at, at)
        if label and label["two"]:
            return
        if label:
            begun = at
            while begun < len(words) and words[begun].start < label.end():
                begun += 1
        at = max(begun, at + 1)
