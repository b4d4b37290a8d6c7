"""A focused review, or not: R-FOC-1 to R-FOC-8; Bristol, a multi-agency review, or not: R-MAR-1 to R-MAR-3.

What makes one a duty, a wish or worth weighing is worked out in `model.triggers`; here it is held against the decision.
"""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import code
from leder_desktop.model.checks.sentences import Said, quoted, say, several
from leder_desktop.model.decision import NO_CODE, form, options, refusal
from leder_desktop.model.findings import by_kind
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import FAMILY, MUST, OVERALL, UNCLEAR, YES, Trigger, triggers

WEIGHED = frozenset({"R-FOC-5", "R-FOC-8"})
"""Said too where it is not clear: something to learn, or a delay of which no question asks what it did, is not passed over (4.2)."""
ON_FINDINGS = frozenset({"R-FOC-5", "R-MAR-3"})
OPEN = {"R-MAR-1": "trigger-open", "R-MAR-2": "ethnicity-open"}
"""A duty that cannot be told yet -> the check that says so."""
LATER = "R-FOC-3"
"""Unclear also where the year of the duty is over: the policy of the day is asked then."""


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    decided = form(snapshot).decided
    declined = code(snapshot, decided) == NO_CODE
    if not declined:
        yield from _not_open(snapshot, decided)
    for trigger in triggers(snapshot):
        if trigger.rule == "R-FOC-2":
            if trigger.met == UNCLEAR:
                yield say("ethnicity-unclear", trigger.where, because=trigger.because, ask=trigger.ask)
        elif declined:
            yield from _declined(snapshot, trigger, decided)


def _not_open(snapshot: Snapshot, decided: str) -> Iterator[Said]:
    """What was decided once, and could not be decided so any more: the family takes its wish back, the ethnic background is corrected."""
    for option in options(snapshot):
        if option.code == code(snapshot, decided) and option.why_not:
            yield say("decision-not-open", decided, decision=option.label, why=option.why_not)


def _declined(snapshot: Snapshot, trigger: Trigger, decided: str) -> Iterator[Said]:
    """What is to be said of one trigger when no further review was chosen."""
    because, id = trigger.because, trigger.rule.lower()
    if trigger.met == UNCLEAR:
        if trigger.rule == LATER and snapshot.person.diagnosis_group == "autism":
            yield say("r-foc-3-later", decided, because=because)
        elif trigger.strength == MUST and trigger.rule in OPEN:
            yield say(OPEN[trigger.rule], trigger.where, because=because)
        elif trigger.rule in WEIGHED and trigger.where != OVERALL:
            yield say(id, decided, because=because, findings=_written(snapshot, trigger))
        return
    if trigger.met != YES:
        return
    if trigger.strength == FAMILY and refusal(snapshot).why.strip():
        return  # the senior reviewer has said why
    yield say(id, decided, because=because, findings=_written(snapshot, trigger))


def _written(snapshot: Snapshot, trigger: Trigger) -> str:
    """What a trigger that hangs on the findings counts, in words and with how grave each is; concerns, and where there are none what
    is to be learned."""
    if trigger.rule not in ON_FINDINGS:
        return ""
    found = [each for each in by_kind(snapshot.findings) if each.kind == "concern"]
    found = found or [each for each in by_kind(snapshot.findings) if each.kind == "learning"]
    grave = snapshot.standards.vocabulary("severity")
    said = [f"{quoted(each.text)}{f' ({grave.label(each.severity).lower()})' if each.severity else ''}" for each in found]
    return f" {several(said)}." if said else ""
