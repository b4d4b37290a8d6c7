"""What stands between a review whose panel has met and its completion (domain reference 1.3, states 7 and 10; R-CON-6, R-ACT-1, R-TIME-2).

Before the panel has met, and once the review is completed, nothing of this is asked.
"""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import State
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.decision import is_focused
from leder_desktop.model.review_clock import open_holds
from leder_desktop.model.snapshot import Snapshot

AGREED = "actions-agreed"
"""The outcome of a panel after which actions are expected."""


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    case = snapshot.case
    if case.state != State.PANEL:
        return
    if not (case.offered.draft and case.offered.copy):
        both = (("the draft", case.offered.draft), ("a copy", case.offered.copy))
        yield say("end-not-offered", "case.offered", what=" and ".join(name for name, said in both if not said))
    if is_focused(snapshot) and not case.panel.signed_off:
        yield say("end-not-signed-off", "case.panel")
    if case.panel.outcome == AGREED and not snapshot.actions:
        yield say("end-no-action", "actions")
    for action in snapshot.actions:
        if action.status == "proposed":
            yield say("end-action-open", f"action/{action.id}", text=action.text)
    if open_holds(case):
        yield say("end-on-hold", "case.holds")
