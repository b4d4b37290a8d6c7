"""How a case stands, for the frame around it: the due chip, the state of each section, the remarks."""

from dataclasses import replace
from datetime import date

from leder_desktop.model import review_clock
from leder_desktop.model.case import COUNTERSIGNED, State
from leder_desktop.model.decision import form
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.remarks import Severity
from leder_desktop.model.snapshot import Snapshot
from ui.sections import SECTIONS, section_of
from ui.widgets.rail import Section
from ui.widgets.remarks import Remark

ALWAYS_OPEN = frozenset({"overview", "person"})
TITLES = {section.key: section.title for section in SECTIONS}


def _begun(some: bool) -> str:
    return "begun" if some else "empty"


def states(case: Snapshot, said: tuple[Remark, ...]) -> tuple[Section, ...]:
    """Every section with its state and its count of remarks; closed ones cannot be entered (the opt-out gate)."""
    gate_open = case.case.opt_out.result == "none"
    notes = {note.id: note.text for note in case.notes}
    done = case.case.state in (State.SUBMITTED, *COUNTERSIGNED)
    asked = form(case)
    decided = sum(1 for answer in case.answers if answer.id in (asked.decided, asked.why) and answer.status == "answered")
    has = {
        "overview": "",
        "person": "complete" if case.person.confirmations and gate_open else "begun",
        "portrait": _begun(bool(notes.get("portrait", "").strip())),
        "conversations": _begun(bool(case.conversations)),
        "records": _begun(bool(case.evidence or case.requests)),
        "timeline": _begun(bool(case.entries)),
        "questions": _begun(bool(case.answers)),
        "findings": _begun(bool(case.findings)),
        "grades": _begun(any(answer.score for answer in case.answers)),
        "decision": "complete" if decided == 2 else _begun(bool(decided)),
        "signoff": "complete" if case.case.state in COUNTERSIGNED else _begun(done),
        "leaving": "complete" if case.case.state in COUNTERSIGNED - {State.RELEASED} else "empty",
        "actions": _begun(bool(case.actions)),
    }
    counts: dict[str, int] = {}
    for remark in (each for each in said if not each.kept):
        key = remark.to.partition("#")[0]
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        replace(section, state=has[section.key], remarks=counts.get(section.key, 0), open=gate_open or section.key in ALWAYS_OPEN)
        for section in SECTIONS
    )


def remarks(found: list[Said], *kinds: Severity, may_keep: bool = False) -> tuple[Remark, ...]:
    """The remarks of these severities, as jumps; `may_keep`: a warning may be kept with a reason now."""
    return tuple(
        Remark(
            key=r.key,
            where=TITLES[section_of(r.where)],
            says=r.sentence,
            to=f"{section_of(r.where)}#{r.where}",
            keep=may_keep and r.severity == Severity.WARN,
            why=r.why,
            todo=r.todo,
            kept=r.kept,
        )
        for r in found
        if r.severity in kinds
    )


def due_words(case: Snapshot, today: date) -> str:
    """ "47 days left · 12 days paused" for the chip at the top; empty when nothing is due any more."""
    return review_clock.due_words(review_clock.standing(case.case, today, case.standards.policy(), case.standards.checks()))


def held_words(case: Snapshot) -> str:
    """ "On hold: Coroner’s investigation or inquest", with how many more there are; empty when it is not."""
    if case.case.state == State.CLOSED:
        return "Closed, not reviewed"
    first, *rest = review_clock.open_holds(case.case) or (None,)
    if first is None:
        return ""
    reasons = case.standards.policy().hold_reasons
    more = f" and {len(rest)} more" if rest else ""
    return f"On hold: {case.standards.label(reasons, first.reason)}{more}"


def comments(case: Snapshot) -> tuple[Remark, ...]:
    """The senior reviewer's comments that nobody has answered yet."""
    return tuple(
        Remark(key=f"comment {c.id}", where=TITLES.get(section_of(c.where), "The whole review") if c.where else "The whole review",
        says=c.text,
               to=f"{section_of(c.where) if c.where else 'signoff'}#{c.where}", keep=False)
        for c in case.comments if not c.answer
    )  # fmt: skip
