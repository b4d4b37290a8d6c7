"""Full text of one case. Any input is a legal query: each word is quoted, so `o'clock`, `3/4` and `NOT` are words."""

from dataclasses import dataclass
from typing import Any

from leder_desktop.store.connection import Database

_MOST_WORDS = 64
"""How many words are looked for at once: for a pasted page it takes the square of their number."""

_WITH_WORDS_AROUND = "SELECT rowid, kind, thing, snippet(words, 2, '', '', '…', 16) FROM words WHERE words MATCH ? ORDER BY rank"


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Where a query was found: the thing, and the words around it."""

    kind: str
    thing: str
    snippet: str


def storable(text: str) -> str:
    """The text as it could stand in a store: what cannot, could not be found there either."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def find(database: Database, text: str) -> list[Hit]:
    """What holds every word, the best hit first. Words still being typed are not found until they are sealed."""
    words = [word for word in dict.fromkeys(storable(text).split()) if any(letter.isalnum() for letter in word)]
    if not words:
        return _found(_as_it_stands(database, storable(text).strip()))
    rows = database.read(_WITH_WORDS_AROUND, _every(words[:_MOST_WORDS]))
    for more in range(_MOST_WORDS, len(words), _MOST_WORDS) if rows else ():
        some = _every(words[more : more + _MOST_WORDS])
        having = {rowid for (rowid,) in database.read("SELECT rowid FROM words WHERE words MATCH ?", some)}
        rows = [row for row in rows if row[0] in having]
    return _found(rows)


def _every(words: list[str]) -> str:
    """An FTS5 query for all of them, none of them read as an operator."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words)


def _as_it_stands(database: Database, signs: str) -> list[Any]:
    """Signs are no words to the index."""
    if not signs:
        return []
    return database.read(
        "SELECT rowid, kind, thing, substr(text, max(1, instr(lower(text), lower(?1)) - 40), 120) FROM words"
        " WHERE instr(lower(text), lower(?1)) > 0",
        signs,
    )


def _found(rows: list[Any]) -> list[Hit]:
    return [Hit(kind=kind, thing=thing, snippet=snippet) for _, kind, thing, snippet in rows]
