"""Whether there should be a focused review, and why."""

from reportlab.platypus import Flowable

from leder_desktop.model.questions import question, question_set
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.citations import Numbers
from leder_desktop.report.pages import section
from leder_desktop.report.questions import DECISION, UNANSWERED, answers, rests
from leder_desktop.report.style import styles
from leder_desktop.report.tables import nothing, panel
from leder_desktop.report.words import bold, lines, paragraph, prose

DECIDED, WHY = "initial.O07", "initial.O08"


def decision(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    asked, decided, why = question(DECIDED), snapshot.answer(DECIDED), snapshot.answer(WHY)
    labels = {term.code: term.label for term in asked.values}
    made = section("Focused review: the decision")
    if decided and decided.status == "answered":
        verdict = lines(labels.get(str(decided.value), str(decided.value)), styles().grade)
    else:
        verdict = lines("Not decided yet" if decided is None else UNANSWERED[decided.status], styles().grade)
    made.append(panel([*lines(asked.text, styles().text), *verdict, *rests(decided, numbers)]))
    made.append(paragraph(bold("Reason"), styles().bold))
    if why and why.status == "answered":
        made += [*prose(str(why.value)), *rests(why, numbers)]
    else:
        made += nothing("No reason is written yet." if why is None else UNANSWERED[why.status])
    others = [
        each
        for part in question_set("initial").sections
        if part.id == DECISION
        for each in part.questions
        if each.ref not in (DECIDED, WHY)
    ]
    return [*made, *answers(others, snapshot, numbers)]
