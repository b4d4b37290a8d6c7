"""How the running texts of a review speak: R-ID-3 (spelt the same everywhere), R-ID-4 (of the right person), R-TXT-4 and 5."""

from collections.abc import Iterator

from leder_desktop.model.accuracy import WRITTEN, written_otherwise
from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.checks.wording import said_words
from leder_desktop.model.passages import OWN, TOLD, Texts
from leder_desktop.model.words import recommendations, tone
from leder_desktop.model.words.whose import Whose


def remarks(texts: Texts) -> Iterator[Said]:
    written = written_otherwise(texts)
    for each in written:
        yield say("written-otherwise", each.where, written=each.written, instead=each.instead, field=WRITTEN[each.field])
    yield from _whose(texts, {(each.where, each.written) for each in written})
    bristol = is_bristol(texts.snapshot.case.template)  # its form asks for recommendations
    for passage in texts.passages:
        if passage.voice != OWN:
            continue
        if rude := tone.hints(texts.reading(passage), texts.lists):
            yield say("tone", passage.where, words=said_words(rude))
        if not bristol and (hits := recommendations.hits(texts.reading(passage), texts.lists)):
            yield say("recommends", passage.where, words=said_words(hits))


def _whose(texts: Texts, known: set[tuple[str, str]]) -> Iterator[Said]:
    """`known`: places and words that were said already."""
    person = texts.snapshot.person
    whose = Whose(texts.names, person.sex, texts.sets, lambda: texts.introduced)
    for passage in texts.passages:
        hits = whose.hits(texts.reading(passage), told=passage.voice == TOLD)
        if other := tuple(hit for hit in hits if (passage.where, hit.words) not in known):
            yield say("called-otherwise", passage.where, words=said_words(other), name=called(texts.snapshot))
