"""Panel actions: R-ACT-1 (each has owner, day and measure) and R-ACT-2 (none before the panel)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.actions import STATUSES, smart
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.snapshot import Snapshot

OVER = frozenset({"done", "not-taken"})


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    lists = snapshot.standards.words()
    for action in snapshot.actions:
        where = f"action/{action.id}"
        lacks = [each.lacks for each in smart(action, lists) if each.lacks]
        if lacks and action.status == "done":
            yield say("action-closed-open", where, lacks=" ".join(lacks))
        elif lacks and action.status not in OVER:
            yield say("action-not-smart", where, status=STATUSES.get(action.status, "open").lower(), lacks=" ".join(lacks))
    if snapshot.actions and snapshot.case.panel.met_on is None:
        yield say("action-before-panel", f"action/{snapshot.actions[0].id}")
