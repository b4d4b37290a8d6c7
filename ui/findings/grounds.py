"""Everything a finding can rest on, each in one line, to be found by a word of it."""

from collections.abc import Callable

from leder_desktop.model.claims import event_words, place_words, record_words
from leder_desktop.model.conversation import named
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding, Ground, Quoted
from leder_desktop.model.snapshot import Snapshot
from ui.citing import place_of
from ui.widgets.choose_rows import Choosable

GROUPS: tuple[tuple[str, Callable[[Ground], bool]], ...] = (
    ("Events it rests on", lambda ground: isinstance(ground, str)),
    ("Words it rests on", lambda ground: isinstance(ground, Quoted)),
    ("Places it rests on", lambda ground: isinstance(ground, Source)),
)
"""The three sorts as the form and history call them."""


def offered(finding: Finding, whole: Snapshot) -> dict[str, tuple[Ground, Choosable]]:
    """Under a key of its own, each ground there is and how it reads: events, quotations, records, and places somebody cited already.

    What the finding rests on already is among them, also where it is no longer there.
    """
    found: dict[Ground, str] = {entry.id: f"Event · {event_words(entry)}" for entry in whole.entries}
    for talk in whole.conversations:
        for each in named(talk.quotations):
            found[Quoted(conversation=talk.id, quotation=each.id)] = f"Said · {talk.who}: “{' '.join(each.words.split())}”"
    for record in whole.evidence:
        found[Source(evidence=record.id)] = f"Record · {record_words(record, whole)}"
    cited = (source for each in (*whole.entries, *whole.answers) for source in each.sources)
    for place in (*cited, *finding.rests_on_places):
        if place.page is not None or place.words:
            found[place] = f"Place · {place_words(place, whole)}"
    for ground in finding.grounds:
        found.setdefault(ground, "No longer there")
    return {str(n): (ground, Choosable(key=str(n), says=says)) for n, (ground, says) in enumerate(found.items())}


def opens(ground: Ground) -> tuple[str, str]:
    """Section and field: where it is looked at."""
    match ground:
        case Quoted():
            return "conversations", f"conversation/{ground.conversation}"
        case Source():
            return place_of(ground)
        case str():
            return "timeline", ground
