"""How the running texts of a review speak: R-ID-3 (spelt the same everywhere), R-ID-4 (of the right person), R-TXT-4 and 5."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.accuracy import WRITTEN, differs
from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.checks.wording import several
from leder_desktop.model.identifying import names
from leder_desktop.model.passages import OWN, TOLD, Passage, passages
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import recommendations, tone
from leder_desktop.model.words.phrases import Reading
from leder_desktop.model.words.whose import Whose


class _Readings:
    """The running texts of the review, each cut into words once, and only where it is asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        person = snapshot.person
        self.passages = passages(snapshot)
        self.names = names(snapshot)
        self._called = self.names.given | self.names.family
        self._kept: dict[int, Reading] = {}
        self.whose = Whose(self.names, person.sex, snapshot.standards.words(), self.every)

    def every(self) -> Iterator[Reading]:
        return (self.reading(passage) for passage in self.passages)

    def reading(self, passage: Passage) -> Reading:
        kept = self._kept.get(id(passage))
        if kept is None:
            kept = self._kept[id(passage)] = Reading(passage.said, self._called)
        return kept

    def own(self) -> Iterator[tuple[Passage, Reading]]:
        """What the reviewer wrote in their own words."""
        return ((passage, self.reading(passage)) for passage in self.passages if passage.voice == OWN)


def _tone(snapshot: Snapshot, read: _Readings) -> Iterator[Said]:
    for passage, reading in read.own():
        if rude := tone.hints(reading, snapshot.standards.words()):
            yield say("tone", passage.where, words=several(rude))


def _whose(snapshot: Snapshot, read: _Readings, known: set[tuple[str, str]]) -> Iterator[Said]:
    """`known`: places and words that were said already."""
    name = called(snapshot)
    for passage in read.passages:
        hits = read.whose.hits(read.reading(passage), told=passage.voice == TOLD)
        if other := tuple(hit for hit in hits if (passage.where, hit.words) not in known):
            yield say("called-otherwise", passage.where, words=several(other), name=name)


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    read = _Readings(snapshot)
    written = differs(snapshot)
    for each in written:
        yield say("written-otherwise", each.where, written=each.written, instead=each.instead, field=WRITTEN[each.field])
    yield from _whose(snapshot, read, {(each.where, each.written) for each in written})
    yield from _tone(snapshot, read)
    if not is_bristol(snapshot.case.template):  # its form asks for recommendations
        for passage, reading in read.own():
            if hits := recommendations.hits(reading, snapshot.standards.words()):
                yield say("recommends", passage.where, words=several(hits))
