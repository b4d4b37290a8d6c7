"""A data file of ours, read strictly: every key is known, every value has its type, nothing is left over.

Question sets, scales, vocabularies and the sentences of the checks are TOML files in `resources/`, so that somebody with the
national form can correct a word without touching a program (domain reference 0.2). A file that is wrong is a `ValueError` that
names the file and the key: of the program's own that is a bug; a correction is refused with it (`operations/corrections`).
"""

import tomllib
from collections.abc import Iterator
from typing import Any

from leder_desktop import resources

CONFIDENCE = {"verified": "read in a source", "inference": "concluded", "recall": "remembered, not confirmed"}
"""How sure an item of a data file is, and how that is said to people."""


class Table:
    """One table of a data file. Each value is taken once, by name and type; `finish()` refuses what nobody took."""

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        self._where = where
        self._left = dict(values)

    def has(self, key: str) -> bool:
        return key in self._left

    def text(self, key: str, default: str | None = None) -> str:
        return self._take(key, str, default)

    def number(self, key: str) -> int:
        return self._take(key, int, None)

    def flag(self, key: str, default: bool | None = None) -> bool:
        return self._take(key, bool, default)

    def confidence(self) -> str:
        """A key of `CONFIDENCE`."""
        said = self.text("confidence")
        if said not in CONFIDENCE:
            raise self.wrong(f"confidence is not one of {', '.join(CONFIDENCE)}")
        return said

    def texts(self, key: str) -> tuple[str, ...]:
        """An absent list is an empty one."""
        values = self._take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise ValueError(f"{self._where}: {key} is not a list of texts")
        return tuple(values)

    def numbers(self, key: str) -> tuple[int, ...]:
        """An absent list is an empty one."""
        values = self._take(key, list, [])
        if not all(type(value) is int for value in values):
            raise ValueError(f"{self._where}: {key} is not a list of whole numbers")
        return tuple(values)

    def table(self, key: str) -> "Table":
        return Table(f"{self._where}.{key}", self._take(key, dict, None))

    def tables(self, key: str) -> Iterator["Table"]:
        """An absent list of tables is an empty one."""
        rows: list[dict[str, Any]] = self._take(key, list, [])
        for number, row in enumerate(rows):
            if type(row) is not dict:
                raise ValueError(f"{self._where}: {key} is not a list of tables")
            yield Table(f"{self._where}.{key}[{number}]", row)

    def one_or_more(self, key: str) -> Iterator["Table"]:
        """A list of tables, or one table that stands for a list of one."""
        if type(self._left.get(key)) is dict:
            self._left[key] = [self._left[key]]
        return self.tables(key)

    def finish(self) -> None:
        if self._left:
            raise ValueError(f"{self._where}: unknown {', '.join(sorted(self._left))}")

    def wrong(self, what: str) -> ValueError:
        return ValueError(f"{self._where}: {what}")

    def _take(self, key: str, kind: type[Any], default: Any) -> Any:
        value = self._left.pop(key, default)
        if type(value) is not kind:
            raise ValueError(f"{self._where}: {key} is missing or not a {kind.__name__}")
        return value


def read(name: str) -> Table:
    """The whole of `resources/<name>`, a TOML file."""
    return Table(name, tomllib.loads(resources.path(name).read_text(encoding="utf-8")))
