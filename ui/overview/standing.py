"""How a case stands, for the frame around it: the due chip, the state of each section, the remarks."""

from dataclasses import replace
from datetime import date

from leder_desktop.model.case import State, due
from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.remarks import Severity
from leder_desktop.model.snapshot import Snapshot
from ui.sections import SECTIONS
from ui.widgets.rail import Section
from ui.widgets.remarks import Remark

ALWAYS_OPEN = frozenset({"overview", "person"})
SECTION_OF = {
    "case": "person", "person": "person", "notification": "person", "portrait": "portrait", "summary": "portrait",
    "conversation": "conversations",
    "conversations": "conversations", "evidence": "records", "request": "records", "requests": "records", "entry": "timeline",
    "timeline": "timeline",
    "initial": "questions", "focused": "questions", "question": "questions", "finding": "findings", "findings": "findings",
    "grade": "grades",
    "grades": "grades", "decision": "decision", "signoff": "signoff", "comment": "signoff",
}  # fmt: skip
"""The first word of where a remark points -> the section it is in."""
DECISIONS = frozenset({"initial.O07", "initial.O08"})
GRADES = ("focused.F10", "focused.F11", "focused.F12")
"""Questions that have a section of their own."""
TITLES = {section.key: section.title for section in SECTIONS}


def section_of(where: str) -> str:
    """`person.nhs_number`, `entry/<id>`, `focused.F10`, `portrait` -> the key of a section."""
    if where in DECISIONS:
        return "decision"
    if where.startswith(GRADES):
        return "grades"
    return SECTION_OF.get(where.replace("/", ".").split(".")[0], "overview")


def _begun(some: bool) -> str:
    return "begun" if some else "empty"


def states(case: Snapshot, said: tuple[Remark, ...]) -> tuple[Section, ...]:
    """Every section with its state and its count of remarks; closed ones cannot be entered (the opt-out gate)."""
    gate_open = case.case.opt_out.result == "none"
    notes = {note.id: note.text for note in case.notes}
    done = case.case.state in (State.SUBMITTED, State.RELEASED, State.EXPORTED)
    decided = sum(1 for answer in case.answers if answer.id in DECISIONS and answer.status == "answered")
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
        "decision": "complete" if decided == len(DECISIONS) else _begun(bool(decided)),
        "signoff": "complete" if case.case.state in (State.RELEASED, State.EXPORTED) else _begun(done),
        "leaving": "complete" if case.case.state == State.EXPORTED else "empty",
    }
    counts: dict[str, int] = {}
    for remark in said:
        key = remark.to.partition("#")[0]
        counts[key] = counts.get(key, 0) + 1
    return tuple(
        replace(section, state=has[section.key], remarks=counts.get(section.key, 0), open=gate_open or section.key in ALWAYS_OPEN)
        for section in SECTIONS
    )


def remarks(found: list[Said], *kinds: Severity) -> tuple[Remark, ...]:
    """The remarks of these severities, as jumps."""
    return tuple(
        Remark(
            key=f"{r.rule} {r.where} {i}",
            where=TITLES[section_of(r.where)],
            says=r.sentence,
            to=f"{section_of(r.where)}#{r.where}",
            keep=False,
        )
        for i, r in enumerate(found)
        if r.severity in kinds
    )


def due_words(case: Snapshot, today: date) -> str:
    """ "47 days left" for the chip at the top."""
    day = due(case.case.notified_on)
    if day is None or case.case.state in (State.EXPORTED, State.CLOSED):
        return ""
    left = (day - today).days
    count = f"{abs(left)} day{'' if abs(left) == 1 else 's'}"
    return "Due today" if left == 0 else f"{count} left" if left > 0 else f"{count} over"


def comments(case: Snapshot) -> tuple[Remark, ...]:
    """The senior reviewer's comments that nobody has answered yet."""
    return tuple(
        Remark(key=f"comment {c.id}", where=TITLES.get(section_of(c.where), "The whole review") if c.where else "The whole review",
        says=c.text,
               to=f"{section_of(c.where) if c.where else 'signoff'}#{c.where}", keep=False)
        for c in case.comments if not c.answer
    )  # fmt: skip
