"""The sections of one case, in the order of the rail, and the bare pages."""

from leder_desktop.model.grades import ASKED
from ui.widgets.rail import Section

SECTIONS = (
    Section(key="overview", title="Overview", icon="layout-dashboard", state=""),
    Section(key="person", title="Person", icon="user"),
    Section(key="portrait", title="Pen portrait", icon="feather"),
    Section(key="conversations", title="Conversations", icon="messages-square"),
    Section(key="records", title="Records", icon="folder-open"),
    Section(key="timeline", title="Timeline", icon="chart-gantt"),
    Section(key="questions", title="Questions", icon="list-checks"),
    Section(key="findings", title="Findings", icon="lightbulb"),
    Section(key="grades", title="Grades", icon="scale"),
    Section(key="decision", title="Decision", icon="split"),
    Section(key="signoff", title="Sign-off", icon="signature"),
    Section(key="leaving", title="Leaving the laptop", icon="send"),
    Section(key="actions", title="Panel actions", icon="landmark"),
)
BESIDE = ("history", "standards", "accuracy")
"""Sections of a case that have no place in the rail: one comes to them from the menu."""
PAGES = ("first_start", "unlock", "restoring", "cases", "settings")
"""Pages without a case. Those before a store is open (`BARE`) also show no bar and no menus: nothing about what is inside."""
BARE = ("first_start", "unlock", "restoring")
SECTION_OF = {
    "case": "person", "person": "person", "notification": "person", "portrait": "portrait", "summary": "portrait",
    "bristol-initial": "questions", "bristol-mar": "questions", "escalation": "findings",
    "conversation": "conversations",
    "conversations": "conversations", "evidence": "records", "request": "records", "requests": "records", "entry": "timeline",
    "timeline": "timeline",
    "initial": "questions", "focused": "questions", "question": "questions", "finding": "findings", "findings": "findings",
    "grade": "grades",
    "grades": "grades", "decision": "decision", "signoff": "signoff", "comment": "signoff", "action": "actions",
}  # fmt: skip
"""The first word of where a remark points -> the section it is in."""
DECISIONS = frozenset(
    {"initial.O04", "initial.O05", "initial.O05.on", "initial.O07", "initial.O08", "bristol-initial.B13", "bristol-initial.B13.reason"}
)
GRADES = tuple(ref for each in ASKED for ref in (each.ref, each.why))
"""Questions that have a section of their own."""
OF_THE_CASE = frozenset({
    "case.notified_on", "case.allocated_on", "case.holds", "case.family_waits_until", "case.panel", "case.offered", "case.completed_on",
})  # fmt: skip
"""What of a case is recorded on the overview."""


def section_of(where: str) -> str:
    """`person.nhs_number`, `entry/<id>`, `focused.F10`, `portrait` -> the key of a section."""
    if where in DECISIONS:
        return "decision"
    if where in OF_THE_CASE:
        return "overview"
    if where.startswith("notification.") and where[13:14].isupper():  # a question (`notification.C05`), not a field of the page Person
        return "questions"
    if where.startswith(GRADES):
        return "grades"
    return SECTION_OF.get(where.replace("/", ".").split(".")[0], "overview")
