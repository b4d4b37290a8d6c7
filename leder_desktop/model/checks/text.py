"""Who may read what: R-TXT-1 (nobody is named to the panel), R-TXT-2 and R-TXT-3 (words are quoted only where somebody allowed it).

Copies for an audience are made from these texts, so they are looked at where they are written. Told in confidence is a quotation nobody
may use, and what was written down as such beside a conversation (C10). What an event says of somebody else as well may be read by the
panel; the pen portrait reaches more people than that.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from leder_desktop.model.checks.said import rows
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.identifying import other_names, own_names, whole_day
from leder_desktop.model.passages import COPIED, PANEL, PORTRAIT, Passage, Texts
from leder_desktop.model.quoting import Words, stand_in
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import identifiers

ANONYMOUS = "bristol-mar.M11"
"""The anonymised case report of the Bristol process."""
HELD_BACK = "notification.C10"
"""What was told in confidence, or about somebody else, beside the quotations."""
AUDIENCES = {PORTRAIT: "in the pen portrait", PANEL: "to the panel"}
TELLS_ALWAYS = frozenset({"telephone", "e-mail", "nhs-number", "postcode"})
"""What also a place that is there for names has no need of."""


@dataclass(frozen=True, kw_only=True)
class _Withheld:
    """Words that may not stand everywhere."""

    words: Words
    who: str
    may_be_quoted: tuple[str, ...] = ()
    of_others: bool = False
    """An event about somebody else as well."""

    def said_in(self, where: str, audience: str) -> Said:
        if self.of_others:
            return say("of-somebody-else", where)
        if self.may_be_quoted:
            return say("not-permitted", where, who=self.who, audience=AUDIENCES[audience])
        return say("told-in-confidence", where, who=self.who)


def _withheld(snapshot: Snapshot, audience: str) -> Iterator[_Withheld]:
    """What may not be read by this audience."""
    for talk in snapshot.conversations:
        for each in talk.quotations:
            if audience not in each.may_be_quoted:
                yield _Withheld(words=Words(each.words), who=talk.who or "somebody", may_be_quoted=each.may_be_quoted)
    for row in rows(snapshot, HELD_BACK):
        yield _Withheld(words=Words(row.said("part")), who=row.said("with") or "somebody")
    if audience == PORTRAIT:
        for entry in snapshot.entries:
            if entry.third_party:
                yield from (_Withheld(words=Words(text), who="", of_others=True) for text in (entry.what, entry.view) if text)


def _quotations(snapshot: Snapshot, read: tuple[Passage, ...]) -> Iterator[Said]:
    for audience in AUDIENCES:
        texts = [(passage, Words(passage.said)) for passage in read if passage.audience == audience]
        together = Words.of(words for _, words in texts)
        for withheld in _withheld(snapshot, audience):
            if stand_in(withheld.words, together):
                yield from (withheld.said_in(passage.where, audience) for passage, text in texts if stand_in(withheld.words, text))


def _names(texts: Texts) -> Iterator[Said]:
    """Names of others, and how to reach anybody, in what the panel reads; in an anonymised report also the person's own.

    What a record or a form says is copied as it stands, and where people are named because that is asked only numbers and addresses count.
    """
    snapshot, day = texts.snapshot, whole_day(texts.snapshot.person.birth_date)
    own, others = own_names(snapshot), other_names(snapshot)
    of_others, of_all = (identifiers.wanted(names, texts.lists) for names in (others - own, others | own))
    for passage in texts.passages:
        if passage.audience != PANEL or passage.voice == COPIED:
            continue
        names = frozenset[str]() if passage.names_people else of_all if passage.where == ANONYMOUS else of_others
        hits = identifiers.hits(
            texts.reading(passage), texts.lists, names=names, born=None if passage.names_people else day,
            own=(texts.names.given | texts.names.family) - texts.names.others,
        )  # fmt: skip
        told = (hit for hit in hits if not passage.names_people or hit.kind in TELLS_ALWAYS)
        if found := dict.fromkeys(" ".join(hit.words.split()) for hit in told):
            yield say("identifies", passage.where, words=", ".join(f"“{each}”" for each in found))


def remarks(texts: Texts) -> Iterator[Said]:
    yield from _quotations(texts.snapshot, texts.passages)
    yield from _names(texts)
