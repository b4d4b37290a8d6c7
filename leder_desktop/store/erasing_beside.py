"""What other things say of what is erased: words copied by hand, grades given before, and the reasons kept for what a check said."""

import json
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.grades import Grading
from leder_desktop.model.kinds import NAMES
from leder_desktop.model.remarks import Kept
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.words.naming import parts
from leder_desktop.store.connection import Database
from leder_desktop.store.erasing_plan import Plan, Stored, packed, versions_of

_KEPT = NAMES[Kept]
_NAMING = (NAMES[Conversation], "who")
_FORMER_GRADES = (NAMES[Grading], "former")
"""A list of what was given before, which nobody can write otherwise: its words go as those of former versions do."""
_WHOLE_SENTENCE = 3
"""Words of a text that is looked for in a reason; shorter ones stand in many by chance."""
_QUOTED = re.compile(r"“([^”]+)”")
_PUNCTUATION = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, kw_only=True)
class Place:
    """A field where the same words still stand."""

    kind: str
    thing: str
    versions: tuple[Stored, ...] = field(repr=False)
    """The former versions that say it."""

    now: bool
    """It reads so now; otherwise only former versions say it."""

    field: str


def elsewhere(database: Database, texts: Collection[str], plan: Plan) -> list[Place]:
    """Where one of the texts still stands, beside what goes: exact words, whatever their capitals, spaces and kind of quotation mark."""
    wanted = {_plain(text) for text in texts} - {""}
    found: list[Place] = []
    if not wanted:
        return found
    for kind, thing in database.read("SELECT kind, id FROM thing ORDER BY made"):
        said: dict[str, list[Stored]] = {}
        for version in versions_of(database, kind, thing):
            if version.seq not in plan.versions and _says(version.content, wanted):
                said.setdefault(version.at[2], []).append(version)
        found += [
            Place(
                kind=kind, thing=thing, field=name, now=any(v.now for v in versions) and (kind, name) != _FORMER_GRADES,
                versions=tuple(v for v in versions if not v.now or (kind, name) == _FORMER_GRADES),
            )
            for name, versions in said.items()
        ]  # fmt: skip
    return found


def repeats(sentence: str, texts: Iterable[str]) -> bool:
    """Whether a sentence repeats one of the texts; a number also when it is spaced otherwise."""
    said = _plain(sentence)
    wanted = {_plain(text) for text in texts} - {""}
    return any(text in said or (_closed(text).isdigit() and _closed(text) in _closed(said)) for text in wanted)


def strings(content: str) -> Iterator[str]:
    """Every text inside a field's JSON."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:  # pyright: ignore[reportUnknownVariableType,reportUnknownMemberType]
                yield from walk(inner)

    yield from walk(json.loads(content))


def take_copies(plan: Plan, places: Iterable[Place], texts: Collection[str]) -> None:
    """Former versions elsewhere that say the same go too; of grades given before, only what says it."""
    wanted = {_plain(text) for text in texts} - {""}
    for place in places:
        plan.take(place.versions)
        for version in place.versions:
            if version.now:
                plan.put[version.at] = packed([_without(given, wanted) for given in json.loads(version.content)])


def _without(given: dict[str, Any], wanted: set[str]) -> dict[str, Any]:
    return {name: "" if isinstance(said, str) and any(text in _plain(said) for text in wanted) else said for name, said in given.items()}


def take_reasons(database: Database, plan: Plan) -> None:
    """Reasons kept for a warning go where it was about something that goes, or said its words or the name of who spoke: none of them
    stands any more, for what the warning says has changed, and its id may be made from a name.
    """
    places = {f"{kind}/{thing}" for kind, thing in plan.whole}
    goes, stays, names = _said(database, plan)
    for (thing,) in database.read("SELECT id FROM thing WHERE kind = ?", _KEPT):
        reasons = (version for version in versions_of(database, _KEPT, thing) if version.at[2] in ("why", "sentence"))
        said = [text for version in reasons for text in strings(version.content)]
        if thing.partition("@")[2] in places or any(_speaks_of(text, goes, stays, names) for text in said):
            plan.take_whole(database, _KEPT, thing)
            plan.named.add((_KEPT, thing))


def _said(database: Database, plan: Plan) -> tuple[set[str], set[str], set[str]]:
    """What goes, what stays in the same fields, and the words of the names of those who spoke."""
    goes = {_plain(text) for version in plan.versions.values() for text in strings(version.content)}
    left = [v.content for at in {v.at for v in plan.versions.values()} for v in versions_of(database, *at) if v.now]
    left = [content for content in left if content not in {v.content for v in plan.versions.values()}]
    stays = {_plain(text) for content in (*left, *filter(None, plan.put.values())) for text in strings(content)}
    told = [text for v in plan.versions.values() if (v.at[0], v.at[2]) == _NAMING for text in strings(v.content)]
    return goes, stays, parts(told, BUILT_IN.words())


def _speaks_of(text: str, goes: set[str], stays: set[str], names: set[str]) -> bool:
    said = _plain(text)
    if names & set(re.findall(r"\w+", text)) or any(each in said for each in goes if len(each.split()) >= _WHOLE_SENTENCE):
        return True
    quoted = [_plain(piece) for piece in _QUOTED.findall(text)]
    return any(piece in gone for piece in quoted for gone in goes) and not any(piece in left for piece in quoted for left in stays)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold().translate(_PUNCTUATION)).strip()


def _closed(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _says(content: str, wanted: set[str]) -> bool:
    return any(text in said for said in map(_plain, strings(content)) for text in wanted)
