"""Who may read what: R-TXT-1 (nobody is named to the panel), R-TXT-2 and R-TXT-3 (words are quoted only where somebody allowed it).

Copies for an audience are made from these texts, so they are looked at where they are written. A quotation nobody may use was told in
confidence. What is marked as about a third person is left out when a copy is made, not here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.identifying import other_names, own_names, whole_day
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import identifiers

ANONYMOUS = "bristol-mar.M11"
"""The anonymised case report of the Bristol process."""
AUDIENCES = {"portrait": "in the pen portrait", "panel": "to the panel"}
SHORTEST = 12
"""Letters of a quotation that are looked for; fewer stand in any text."""


@dataclass(frozen=True, kw_only=True)
class _Text:
    where: str
    said: str
    audience: str
    """A key of `AUDIENCES`."""


def _texts(snapshot: Snapshot) -> list[_Text]:
    return [
        _Text(where="portrait", said=snapshot.note("portrait"), audience="portrait"),
        _Text(where="summary", said=snapshot.note("summary"), audience="panel"),
        *(_Text(where=f"finding/{each.id}", said=each.text, audience="panel") for each in snapshot.findings),
        *(
            _Text(where=f"entry/{each.id}", said="\n".join((each.what, each.view, each.comment)), audience="panel")
            for each in snapshot.entries
        ),
    ]


def _plain(text: str) -> str:
    """Letters and figures only, so that another quotation mark or line break does not hide a quotation."""
    return "".join(filter(str.isalnum, text.casefold()))


def _quotations(snapshot: Snapshot, texts: list[_Text]) -> Iterator[Said]:
    plain = [(_plain(text.said), text) for text in texts]
    for talk in snapshot.conversations:
        who = talk.who or "somebody"
        for quotation in talk.quotations:
            words = _plain(quotation.words)
            if len(words) < SHORTEST:
                continue
            for said, text in plain:
                if words not in said or text.audience in quotation.may_be_quoted:
                    continue
                if quotation.may_be_quoted:
                    yield say("not-permitted", text.where, who=who, audience=AUDIENCES[text.audience])
                else:
                    yield say("told-in-confidence", text.where, who=who)


def _names(snapshot: Snapshot, texts: list[_Text]) -> Iterator[Said]:
    """Names of others, and how to reach anybody, in what the panel reads; in an anonymised report also the person's own."""
    lists, day = snapshot.standards.words(), whole_day(snapshot.person.birth_date)
    own, others = own_names(snapshot), other_names(snapshot)
    read = [(text.where, text.said, others - own) for text in texts if text.audience == "panel" and not text.where.startswith("entry/")]
    given = snapshot.answer(ANONYMOUS)
    if given is not None and isinstance(given.value, str):
        read.append((ANONYMOUS, given.value, others | own))
    for where, said, names in read:
        if hits := identifiers.hits(said, lists, names=tuple(sorted(names)), born=day) if said.strip() else ():
            found = dict.fromkeys(" ".join(hit.words.split()) for hit in hits)
            yield say("identifies", where, words=", ".join(f"“{each}”" for each in found))


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    texts = _texts(snapshot)
    yield from _quotations(snapshot, texts)
    yield from _names(snapshot, texts)
