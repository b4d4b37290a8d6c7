"""Search over everything in all cases; each file is opened for reading only and closed, and the search is one audit line."""

from contextlib import nullcontext
from typing import Any

from leder_desktop.operations import cases
from leder_desktop.session import Desk, Session
from leder_desktop.store import search


def find(desk: Desk, text: str, *, lying_open: Session | None = None) -> list[dict[str, Any]]:
    """Hits in every case of the store: `case`, `where` (`note/portrait`, `entry/<id>`), `snippet`. Any text is a query.

    `lying_open` is the case on the desk, when there is one: it is searched through its own connection, up to the last sealed word.
    """
    hits: list[dict[str, Any]] = []
    for row in desk.shelf.cases():
        if row.state != "ready":
            continue
        own = nullcontext(lying_open.file) if lying_open is not None and lying_open.case == row.id else cases.reading(desk, row.id)
        with own as file:
            hits += [
                {"case": row.id, "where": f"{hit.kind}/{hit.thing}", "snippet": hit.snippet} for hit in search.find(file.database, text)
            ]
    desk.shelf.record("searched all cases", by=desk.person, at=desk.clock.now())
    return hits
