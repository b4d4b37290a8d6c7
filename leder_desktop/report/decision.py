"""Whether there should be a focused review (Bristol: a multi-agency review), and why: the decision, its triggers, the family's wish."""

from reportlab.platypus import Flowable

from leder_desktop.errors import Refused
from leder_desktop.model.datafile import CONFIDENCE
from leder_desktop.model.decision import form, refusal
from leder_desktop.model.questions import Question
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import NO, UNCLEAR, YES, Trigger, triggers
from leder_desktop.report.citations import Numbers
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import section
from leder_desktop.report.questions import DECISION, UNANSWERED, answers, rests
from leder_desktop.report.style import AMBER, BLUE, SOFT, styles
from leder_desktop.report.tables import day, nothing, panel, soft
from leder_desktop.report.words import after, bold, escape, lines, paragraph, prose

MET = {YES: "Met", UNCLEAR: "Not clear", NO: "Not met"}
_BARS = {YES: AMBER, UNCLEAR: BLUE, NO: SOFT}


def decision(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    asked = form(snapshot)
    question, decided, why = snapshot.standards.question(asked.decided), snapshot.answer(asked.decided), snapshot.answer(asked.why)
    labels = {term.code: term.label for term in question.values}
    made = section(f"{asked.review[0].upper()}{asked.review[1:]}: the decision")
    if decided and decided.status == "answered":
        verdict = lines(labels.get(str(decided.value), str(decided.value)), styles().grade)
    else:
        verdict = lines("Not decided yet" if decided is None else UNANSWERED[decided.status], styles().grade)
    made.append(panel([*lines(question.text, styles().text), *verdict, *rests(decided, numbers)]))
    made.append(paragraph(bold("Reason"), styles().bold))
    if why and why.status == "answered":
        made += [*prose(str(why.value)), *rests(why, numbers)]
    else:
        made += nothing("No reason is written yet." if why is None else UNANSWERED[why.status])
    return [*made, *_declined(snapshot), *answers(_others(snapshot), snapshot, numbers), *_triggers(snapshot)]


def _others(snapshot: Snapshot) -> list[Question]:
    """What else is asked on the page of the decision; what has a place of its own is printed there."""
    asked = form(snapshot)
    told = snapshot.standards.question_set(asked.decided.partition(".")[0])
    inside = [each for part_ in told.sections if part_.id == DECISION for each in part_.questions]
    refs = {each.ref for each in inside}
    before = [found for ref in asked.before if ref not in refs and (found := _question(snapshot, ref))]
    return [each for each in (*before, *inside) if each.ref not in (asked.decided, asked.why) and not each.place]


def _question(snapshot: Snapshot, ref: str) -> Question | None:
    try:
        return snapshot.standards.question(ref)
    except Refused:
        return None


def _declined(snapshot: Snapshot) -> list[Flowable]:
    declined = refusal(snapshot)
    if not declined.why.strip():
        return []
    who = f"The family asked; {declined.by}, senior reviewer, declined" + (f" on {day(declined.on)}:" if declined.on else ":")
    return [panel(after(bold(who), declined.why, styles().text))]


def _triggers(snapshot: Snapshot) -> list[Flowable]:
    found = triggers(snapshot)
    rows = [_row(each) for met in (YES, UNCLEAR, NO) for each in found if each.met == met]
    says = soft("As they stood when this report was made, each with where the rule comes from.")
    return [paragraph(bold("Triggers"), styles().bold), says, Grid(rows)]


def _row(trigger: Trigger) -> Row:
    shown: list[Flowable] = [
        paragraph(escape(f"{MET[trigger.met]} · {trigger.title} · {trigger.rule}"), styles().tag), *lines(trigger.because, styles().text),
    ]  # fmt: skip
    if trigger.ask:
        shown += after(bold("To ask:"), trigger.ask, styles().text)
    shown.append(soft(f"{trigger.basis} ({CONFIDENCE[trigger.confidence]})"))
    return Row([shown], bar=_BARS[trigger.met])
