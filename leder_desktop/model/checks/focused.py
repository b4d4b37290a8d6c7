"""A focused review, or not: R-FOC-1 to R-FOC-8; Bristol, a multi-agency review, or not: R-MAR-1 to R-MAR-3.

What makes one a duty, a wish or worth weighing is worked out in `model.triggers`; here it is held against the decision.
"""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import code
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.decision import NO_CODE, form
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import FAMILY, MUST, UNCLEAR, YES, Trigger, triggers

LATER = "R-FOC-3"
"""Unclear also where the year of the duty is over: the policy of the day is asked then."""


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    decided = form(snapshot).decided
    declined = code(snapshot, decided) == NO_CODE
    for trigger in triggers(snapshot):
        if trigger.rule == "R-FOC-2":
            if trigger.met == UNCLEAR:
                yield say("ethnicity-unclear", trigger.where, because=trigger.because, ask=trigger.ask)
        elif declined:
            yield from _declined(snapshot, trigger, decided)


def _declined(snapshot: Snapshot, trigger: Trigger, decided: str) -> Iterator[Said]:
    """What is to be said of one trigger when no further review was chosen."""
    because, id = trigger.because, trigger.rule.lower()
    if trigger.met == UNCLEAR:
        if trigger.rule == LATER and snapshot.person.diagnosis_group == "autism":
            yield say("r-foc-3-later", decided, because=because)
        elif trigger.strength == MUST and trigger.rule.startswith("R-MAR"):
            yield say("trigger-open", trigger.where, because=because)
        return
    if trigger.met != YES:
        return
    if trigger.strength == FAMILY and snapshot.case.refusal.why.strip():
        return  # the senior reviewer has said why
    yield say(id, decided, because=because)
