"""JSON from outside, read strictly.

RFC 8259 leaves open what a reader does with a key given twice, with numbers that are none and with half of a surrogate pair;
programs then disagree about one file. Here each of these is refused.
"""

import json
import re
from decimal import Decimal
from typing import TypeAlias, cast

from leder_desktop.errors import Refused

Json: TypeAlias = "bool | int | Decimal | str | list[Json] | dict[str, Json] | None"

MAX_BYTES = 64 * 1024 * 1024
MAX_VALUES = 2_000_000
"""So that a small file of nothing but brackets cannot fill the memory: each value costs up to 250 bytes once read."""
MAX_DEPTH = 100
MAX_DIGITS = 400
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class _Twice(Exception):
    """A key that stands twice in one object."""


def read(untrusted: bytes, *, what: str = "file") -> Json:
    """The value of a UTF-8 JSON text (a byte order mark is allowed); numbers with a point are `Decimal`, as they were written.

    Refused: `too-big` (more than `MAX_BYTES` or `MAX_VALUES`), `too-complex` (nested deeper than `MAX_DEPTH`), `text-not-storable`
    (NUL or half of a surrogate pair in a text), `unsupported-format` (everything else). `what` names the file in the sentence.
    """
    if len(untrusted) > MAX_BYTES:
        raise Refused("too-big", f"This {what} is larger than {MAX_BYTES // 1024 // 1024} MB, so it was not read.")
    if untrusted.count(b",") + untrusted.count(b"[") + untrusted.count(b"{") > MAX_VALUES:
        raise Refused("too-big", f"This {what} holds more values than this program reads at once.")
    try:
        value = cast(
            Json,
            json.loads(
                untrusted.decode("utf-8-sig"),
                object_pairs_hook=_object,
                parse_constant=_no_constant,
                parse_int=_whole,
                parse_float=_number,
            ),
        )
    except UnicodeDecodeError as bad:
        raise Refused("unsupported-format", f"This {what} is not JSON in UTF-8.") from bad
    except RecursionError as bad:
        raise Refused("too-complex", f"This {what} is nested too deeply to be read.") from bad
    except _Twice as bad:
        raise Refused("unsupported-format", f"This {what} gives the same key twice ({bad}), so it is not clear what it says.") from bad
    except json.JSONDecodeError as bad:
        raise Refused("unsupported-format", f"This {what} is not JSON (line {bad.lineno}, column {bad.colno}).") from bad
    except (ValueError, ArithmeticError) as bad:
        raise Refused("unsupported-format", f"This {what} holds a number that is not one in JSON.") from bad
    _check(value, what)
    return value


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice("".join(c if c.isprintable() else "?" for c in key[:40]))
            seen.add(key)
    return made


def _no_constant(_text: str) -> Json:
    raise ValueError("constant")


def _whole(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError("digits")
    return int(text)


def _number(text: str) -> Decimal:
    if len(text) > MAX_DIGITS:
        raise ValueError("digits")
    return Decimal(text)


def _check(value: Json, what: str) -> None:
    layer: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        below: list[Json] = []
        for item in layer:
            if isinstance(item, str):
                _storable(item, what)
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, dict):
                for key in item:
                    _storable(key, what)
                below.extend(item.values())
        if not below:
            return
        layer = below
    raise Refused("too-complex", f"This {what} is nested too deeply to be read.")


def _storable(text: str, what: str) -> None:
    if _UNSTORABLE.search(text):
        raise Refused("text-not-storable", f"This {what} has a character that cannot be stored (a NUL or half of a pair).")
