"""Search over everything in all cases; each file is opened for reading only and closed, and the search is one audit line."""

from typing import Any

from leder_desktop.operations import cases
from leder_desktop.session import Desk
from leder_desktop.store import search


def find(desk: Desk, text: str) -> list[dict[str, Any]]:
    """Hits in every case of the store: `case`, `where` (`note/portrait`, `entry/<id>`), `snippet`. Any text is a query."""
    hits: list[dict[str, Any]] = []
    for row in desk.shelf.cases():
        if row.state != "ready":
            continue
        with cases.reading(desk, row.id) as file:
            hits += [{"case": row.id, "where": f"{hit.kind}/{hit.thing}", "snippet": hit.snippet} for hit in search.find(file.database, text)]
    desk.shelf.record("searched all cases", by=desk.person, at=desk.clock.now())
    return hits
