"""How an older data file is brought up to the program: a policy, words or texts of a review begun long ago, read by the program of today.

One rule for all of them. What an older file says nothing of is as the program has it: a key, a row of a list that goes by a name of its
own, a key of such a row. What it does say stays. A key of the file that nothing reads any more is left out. Question sets, scales and
vocabularies are never brought up: a draft keeps the questions it was begun with, until it is carried over.
"""

from typing import Any, cast

FOLDERS = ("policy", "checks")
_NAMED_BY = ("id", "list", "rule", "case")
"""How a row goes by a name; the first of these that it has."""

Values = dict[str, Any]


def is_brought_up(name: str) -> bool:
    """Is the standard of this name (`policy/default`) one of those?"""
    return name.partition("/")[0] in FOLDERS


def brought_up(own: Values, ours: Values) -> Values:
    """`own` as a file of today."""
    return _filled({key: own[key] for key in own if key in ours or isinstance(own[key], list)}, ours)


def _filled(own: Values, ours: Values) -> Values:
    return {**ours, **{key: _with(value, ours.get(key)) for key, value in own.items()}}


def _with(own: Any, ours: Any) -> Any:
    if not (_rows(own) and _rows(ours)):
        return own
    named = {name: row for row in ours if (name := _name(row))}
    once = len(named) == len(ours)  # a list whose rows share a name is whole by itself
    there = {_name(row) for row in own}
    grown = [_filled(row, named[name]) if once and (name := _name(row)) in named else row for row in own]
    return [*grown, *(row for row in ours if _name(row) not in there)]


def _rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) for row in cast("list[Any]", value))


def _name(row: Values) -> str:
    return next((str(row[key]) for key in _NAMED_BY if key in row), "")
