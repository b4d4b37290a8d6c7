"""The checks: what a review says wrong, leaves out, or should look at again.

Each module is one family with a function `remarks(snapshot, today)`; rules are the code here, sentences and severities are data in
`resources/checks/checks.toml` (`sentences`), and the organisation's policy weighs the few rules the reference leaves to it. `running` is
two families, `manner` and `text`, over one reading of all words; `musts` comes after the others, to say nothing once more. `said` is how a
rule asks for an answer.

A check never changes anything and never fails on an odd case: it says what it sees. A date is said to be wrong only when no day it can
mean would be right. Nothing follows from an answer to a question that is not asked any more; only running text, which is printed all the
same, is looked at whole. A warning says days and names, never a number that counts on by itself: a reason is kept for the sentence it
answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from leder_desktop.model.case import State
from leder_desktop.model.check_texts import CheckText
from leder_desktop.model.checks import (
    actions,
    certificates,
    clinical,
    completing,
    contradictions,
    conversations,
    dates,
    eligibility,
    evidence_rules,
    focused,
    grades,
    identity,
    independence,
    musts,
    reworded,
    running,
    signoff,
    timing,
    wording,
)
from leder_desktop.model.checks.said import answered_now
from leder_desktop.model.policy import Policy
from leder_desktop.model.remarks import Remark, Severity, with_reasons
from leder_desktop.model.snapshot import Snapshot

LAST = (timing.remarks, actions.remarks, completing.remarks)
FAMILIES = (
    eligibility.remarks, independence.remarks, dates.remarks, identity.remarks, conversations.remarks, signoff.remarks,
    evidence_rules.remarks, clinical.remarks, certificates.remarks, contradictions.remarks, wording.remarks, running.remarks,
    focused.remarks, grades.remarks, reworded.remarks,
)  # fmt: skip

OPTED_OUT = "opted-out"
"""The one check that still speaks of a case whose person opted out."""


def remarks(snapshot: Snapshot, *, today: date, twins: Sequence[str] = ()) -> list[Remark]:
    """Every remark on this case: what blocks first, then warnings, then hints; inside each in the order of the review.

    Of a case closed as not reviewed nothing is asked any more; of one whose person opted out, only that it stops.
    `twins`: the references of other cases here that may be about the same person.
    """
    order = list(Severity)
    texts = snapshot.standards.checks()
    asked = answered_now(snapshot)
    said = [*identity.twins(snapshot, twins), *contradictions.other_process(snapshot)]
    said += (each for family in FAMILIES for each in family(snapshot if family is running.remarks else asked, today))
    said += musts.remarks(snapshot, {ref for each in said for ref in texts[each.id].covers})
    said += (each for family in LAST for each in family(snapshot, today))
    if snapshot.case.state == State.CLOSED or snapshot.case.opt_out.result == "opted-out":
        said = [each for each in said if each.id == OPTED_OUT]
    found = _weighed(_one_each(each.remark(texts) for each in said), snapshot.standards.policy(), texts)
    return with_reasons(sorted(found, key=lambda remark: order.index(remark.severity)), snapshot.kept)


def _one_each(said: Iterable[Remark]) -> Iterable[Remark]:
    """What one check says about one place is one remark, so that one reason answers it."""
    found: dict[str, Remark] = {}
    for remark in said:
        before = found.get(remark.key)
        if before is None:
            found[remark.key] = remark
        elif remark.sentence not in before.sentence:
            found[remark.key] = replace(before, sentence=f"{before.sentence} {remark.sentence}")
    return found.values()


def _weighed(found: Iterable[Remark], policy: Policy, texts: Mapping[str, CheckText]) -> Iterable[Remark]:
    """As much as the organisation says, for the rules that are its own to weigh; those it turned off are not said. What is `fixed` of
    such a rule weighs as it does."""
    for remark in found:
        weight = str(remark.severity) if texts[remark.id].fixed else policy.severity.get(remark.rule, str(remark.severity))
        if weight != "off":
            yield remark if weight == remark.severity else replace(remark, severity=Severity(weight))


__all__ = ["remarks"]
