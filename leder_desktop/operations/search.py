"""Search over everything in all cases; each file is opened for reading only and closed, and the search is one audit line."""

from contextlib import nullcontext
from typing import Any

from leder_desktop.errors import Refused
from leder_desktop.operations import cases
from leder_desktop.session import Desk, Session
from leder_desktop.store import search


def find(desk: Desk, text: str, *, lying_open: Session | None = None) -> list[dict[str, Any]]:
    """Hits in every case of the store: `case`, `where` (`note/portrait`, `entry/<id>`), `snippet`. Any text is a query.

    A case that could not be opened is told among the hits, with `where` `not-searched` and the reason as its snippet.
    `lying_open` is the case on the desk, when there is one: it is searched through its own connection, up to the last sealed word.
    """
    hits: list[dict[str, Any]] = []
    for row in desk.shelf.cases():
        if row.state != "ready":
            continue
        try:
            hits += _in_one(desk, row.id, text, lying_open)
        except Refused as refused:  # one damaged case does not hide what the others say
            hits.append({"case": row.id, "where": "not-searched", "snippet": refused.sentence})
    desk.shelf.record("searched all cases", by=desk.person, at=desk.clock.now())
    return hits


def _in_one(desk: Desk, id: str, text: str, lying_open: Session | None) -> list[dict[str, Any]]:
    own = nullcontext(lying_open.file) if lying_open is not None and lying_open.case == id else cases.reading(desk, id)
    with own as file:
        return [{"case": id, "where": f"{hit.kind}/{hit.thing}", "snippet": hit.snippet} for hit in search.find(file.database, text)]
