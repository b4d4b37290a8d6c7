"""What must be answered before sign-off and is not (domain reference 2.0), once for each section of the questions.

A question of which a rule of its own has spoken already is left to that (`covers`): what is said once is enough.
"""

from collections.abc import Collection, Iterator

from leder_desktop.model import places
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.decision import form
from leder_desktop.model.facts import Facts
from leder_desktop.model.musts import asked_sets, still_needed
from leder_desktop.model.review_clock import number
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, covered: Collection[str]) -> Iterator[Said]:
    """`covered`: the questions that have been spoken of."""
    facts, asked = Facts(snapshot), form(snapshot)
    spoken = {asked.decided, asked.why, *covered}  # `signoff` asks for the decision
    for section in (section for each in asked_sets(snapshot.standards, snapshot.case.template) for section in each.sections):
        left = [each for each in still_needed(facts, section) if each.ref not in spoken]
        if left:
            first = left[0]
            where = (places.field(first.place) or places.place(first.place).section) if first.place else first.ref
            count = "One question" if len(left) == 1 else f"{number(len(left))} questions"
            has = "has" if len(left) == 1 else "have"
            yield say("must-unanswered", where, section=section.title, count=count, has=has, question=first.text)
