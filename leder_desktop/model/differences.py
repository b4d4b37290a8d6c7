"""What is different between two editions of a standard: told by what it is about, with the words before and after."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from leder_desktop.model.standards import Standards

_NAMED_BY = ("ref", "code", "id", "name")
"""How an item of a list is known; the first of these that it has."""
_ABOUT_THE_FILE = ("provenance", "confirmed", "version")


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One place of a data file that is not as it was; `before` or `after` is empty where it was not there."""

    file: str
    """`questions/initial`."""
    place: str
    """`section last-illness, question D10, text`."""
    before: str
    after: str


def differences(old: Standards, new: Standards) -> tuple[Difference, ...]:
    """Every place that differs, file by file; what a file says about itself comes last in it."""
    found: list[Difference] = []
    for name in sorted({*old.names(), *new.names()}):
        before, after = (_places(each.text(name)) if name in each.names() else {} for each in (old, new))
        places = [place for place in dict.fromkeys((*before, *after)) if before.get(place) != after.get(place)]
        places.sort(key=lambda place: place in _ABOUT_THE_FILE)
        found += [Difference(file=name, place=place, before=before.get(place, ""), after=after.get(place, "")) for place in places]
    return tuple(found)


def _places(text: str) -> dict[str, str]:
    return dict(_walk(tomllib.loads(text), ()))


def _walk(value: Any, at: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            yield from _walk(inner, (*at, key))
    elif isinstance(value, list) and any(isinstance(inner, dict) for inner in cast("list[Any]", value)):
        for number, inner in enumerate(cast("list[dict[str, Any]]", value), 1):
            yield from _walk(inner, (*at[:-1], f"{at[-1]} {_name(inner) or number}"))
    else:
        yield ", ".join(at), _words(value)


def _name(item: dict[str, Any]) -> str:
    return next((str(item[key]) for key in _NAMED_BY if key in item), "")


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(map(str, cast("list[Any]", value))) if isinstance(value, list) else str(value)
