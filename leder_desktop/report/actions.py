"""What the panel agreed, by theme, as "We said / We did". It names nobody, so it can be read on its own."""

from reportlab.platypus import Flowable

from leder_desktop.model.actions import STATUSES, Action
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import styles
from leder_desktop.report.tables import day, heads, lead, said, sentence, soft
from leder_desktop.report.words import bold, escape, lines, paragraph

SHARES = (5, 4)


def actions(snapshot: Snapshot) -> list[Flowable]:
    """Nothing before there are any."""
    if not snapshot.actions:
        return []
    met = day(snapshot.case.panel.met_on)
    made = [*section("Panel actions"), lead(f"Agreed by the panel{f' of {met}' if met else ''}, after the review was signed.")]
    codes = {**dict.fromkeys(snapshot.standards.vocabulary("theme").codes), **{each.theme: None for each in snapshot.actions}}
    for code in codes:
        mine = [each for each in snapshot.actions if each.theme == code]
        if mine:
            made += part(snapshot.standards.label("theme", code) if code else "No theme yet")
            made.append(Grid([_row(each) for each in mine], heads(("We said", "We did"), SHARES)))
    return made


def _row(action: Action) -> Row:
    who = sentence(action.organisation, action.owner, f"by {said(action.due)}" if action.due else "")
    left = [*lines(action.text, styles().text), soft(who)] if who else lines(action.text, styles().text)
    if action.measure:
        left.append(soft(f"How one will know: {action.measure}"))
    more = action.why_not if action.status == "not-taken" else action.evidence
    state = paragraph(bold(STATUSES[action.status]), styles().text) if action.status in STATUSES else paragraph(escape(""), styles().text)
    return Row([left, [state, *lines(more, styles().text)]], SHARES)
