"""Nouns to fields and back: each field of a dataclass becomes one JSON text, so that history and merging work by field."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

from cattrs import Converter

from leder_desktop.model.answers import Row

T = TypeVar("T")
_SAID = str | int | bool | tuple[str, ...] | tuple[Row, ...] | None


def _converter() -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(datetime, datetime.isoformat)
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_structure_hook(_SAID, lambda value, _: _said(converter, value))
    return converter


def _said(converter: Converter, value: Any) -> Any:
    """The value of an answer: as it stands, a list of codes, or a list of rows."""
    if not isinstance(value, list):
        return value
    held = cast("list[Any]", value)
    return converter.structure(held, tuple[Row, ...] if any(isinstance(one, dict) for one in held) else tuple[str, ...])


_CONVERTER = _converter()


@cache
def _fields(noun: type) -> dict[str, tuple[Field[Any], Any]]:
    hints = get_type_hints(noun)
    return {f.name: (f, hints[f.name]) for f in fields(noun) if f.name != "id"}


def _default(field: Field[Any]) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def to_fields(noun: Any) -> dict[str, str]:
    """Every field but the id that differs from its default, as canonical JSON."""
    kept: dict[str, str] = {}
    for name, (field, hint) in _fields(cast("type[Any]", type(noun))).items():
        value = getattr(noun, name)
        if value != _default(field):
            kept[name] = json.dumps(
                _CONVERTER.unstructure(value, unstructure_as=hint), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            )
    return kept


def from_fields(noun: type[T], id: str, stored: Mapping[str, str]) -> T:
    """The noun again; a field that this version does not know is left where it is and not read."""
    known = _fields(noun)
    values = {name: _CONVERTER.structure(json.loads(text), known[name][1]) for name, text in stored.items() if name in known}
    made: Any = noun
    return made(id=id, **values)


def words(noun: Any) -> str:
    """All the text a noun holds, for the full-text index."""
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, dict):
            for inner in cast("dict[str, Any]", value).values():
                walk(inner)
        elif isinstance(value, list | tuple):
            for inner in cast("list[Any]", value):
                walk(inner)

    walk(_CONVERTER.unstructure(noun))
    return "\n".join(found)


def plain(noun: Any) -> Any:
    """A noun as plain data (dicts, lists, text), for documents outside the case file."""
    return _CONVERTER.unstructure(noun)
