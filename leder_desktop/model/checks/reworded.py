"""Answers given to other words than are asked now, after a review was carried over (domain reference 0.2). Of a grade R-SC-8 speaks."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.asked_before import before
from leder_desktop.model.checks.sentences import Said, quoted, say
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    if not snapshot.standards.former:
        return
    for each in snapshot.answers:
        was = before(each, snapshot.standards) if each.score is None else None
        if was is not None and was.now is not None:
            said = quoted(was.said.replace("\n", "; "))
            yield say("asked-otherwise" if was.fits else "answer-otherwise", each.id, was=was.was.text, said=said, now=was.told)
