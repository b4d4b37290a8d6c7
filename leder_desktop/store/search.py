"""Full text of one case. Any input is a legal query: each word is quoted, so `o'clock`, `3/4` and `NOT` are words."""

from dataclasses import dataclass

from leder_desktop.store.connection import Database


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Where a query was found: the thing, and the words around it."""

    kind: str
    thing: str
    snippet: str


def query(text: str) -> str:
    """An FTS5 query that finds every word; empty when there is no word to look for."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in storable(text).split())


def storable(text: str) -> str:
    """The text as it could stand in a store: what cannot, could not be found there either."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def find(database: Database, text: str) -> list[Hit]:
    """The best hit first. Words still being typed are not found until they are sealed."""
    wanted = query(text)
    if not wanted:
        return []
    rows = database.read("SELECT kind, thing, snippet(words, 2, '', '', '…', 16) FROM words WHERE words MATCH ? ORDER BY rank", wanted)
    if not rows and not any(letter.isalnum() for letter in wanted):  # signs that are no words to the index are looked for as they stand
        rows = database.read(
            "SELECT kind, thing, substr(text, max(1, instr(lower(text), lower(?1)) - 40), 120) FROM words"
            " WHERE instr(lower(text), lower(?1)) > 0",
            storable(text).strip(),
        )
    return [Hit(kind=kind, thing=thing, snippet=snippet) for kind, thing, snippet in rows]
