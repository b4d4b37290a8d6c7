"""The care timeline: Draft -> accept() -> Entry, and what is remarkable about an entry's date."""

from collections.abc import Iterable
from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, sort_key
from leder_desktop.model.evidence import Source
from leder_desktop.model.note import require_storable
from leder_desktop.model.person import Person


@dataclass(frozen=True, kw_only=True)
class Draft:
    """T01-T12. `when` None is an undated entry; `setting` and `kind` are codes of their vocabularies."""

    when: When | None = None
    setting: str = ""
    kind: str = ""
    what: str = ""
    view: str = ""
    """T05: the person's and family's view."""
    comment: str = ""
    """T06: the reviewer's comment, kept apart from facts."""
    sources: tuple[Source, ...] = ()
    reliability: str = ""
    """T08: `seen`, `told`, `told-by-several`, `inferred`."""
    conflicts_with: tuple[str, ...] = ()
    """T09: ids of entries that tell the same event differently; both stay."""
    preferred: bool = False
    preferred_why: str = ""
    flags: tuple[str, ...] = ()
    key_episode: bool = False
    third_party: bool = False
    imported: str = ""
    """For an imported entry: what it is known by, so that importing twice adds nothing."""


@dataclass(frozen=True, kw_only=True)
class Entry(Draft):
    """An event on the timeline: a draft that was accepted, with an id."""

    id: str


def accept(draft: Draft, *, id: str) -> Entry:
    """Refused (`incomplete`): nothing written, or no source; a source is required for every event (T07)."""
    if not draft.what.strip():
        raise Refused("incomplete", "Write what happened before keeping the entry.")
    if not draft.sources:
        raise Refused("incomplete", "Say where this comes from: every event cites a record or a conversation.")
    for text in (draft.what, draft.view, draft.comment, draft.preferred_why, *(s.words for s in draft.sources)):
        require_storable(text)
    return Entry(id=id, **{name: getattr(draft, name) for name in Draft.__dataclass_fields__})


def date_flags(when: When | None, person: Person) -> tuple[str, ...]:
    """`before-birth` or `after-death`, only where the whole of the entry's date lies outside the life."""
    flags: list[str] = []
    if when is not None:
        born, died = person.birth_date, person.death_date
        if born and born.earliest and when.latest and when.latest < born.earliest:
            flags.append("before-birth")
        if died and died.latest and when.earliest and when.earliest > died.latest:
            flags.append("after-death")
    return tuple(flags)


def flags(entry: Entry, person: Person) -> tuple[str, ...]:
    """The flags the command line and the list show: before-birth, after-death, conflict, key-episode."""
    conflict = ("conflict",) if entry.conflicts_with else ()
    episode = ("key-episode",) if entry.key_episode else ()
    return (*date_flags(entry.when, person), *conflict, *episode)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By date, earliest first; undated last; two on one day in the order of their words."""
    return sorted(entries, key=lambda e: (e.when is None, sort_key(e.when) if e.when else (), e.what))
