"""Answers that are lists: the fields each row has, and what counts as a row."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Cell, Row
from leder_desktop.model.datafile import Table
from leder_desktop.model.note import require_storable
from leder_desktop.model.vocabularies import Term

TYPES = ("text", "long-text", "enum", "date")
NOT_PRINTED = "kept with the review, not printed"
MOST = 500
"""The most rows an answer has; the longest list of medicines of a review is some forty."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One column of the list. `type` is one of `TYPES`; `values` may name "not known", since a cell has no status of its own."""

    id: str
    text: str
    type: str
    values: tuple[Term, ...]
    requirement: str
    held_back: bool = False
    """What is said in it is part of the review's data and is not printed, as what was told in confidence (C10)."""


def read(table: Table, values: Callable[[Table], tuple[Term, ...]], requirements: tuple[str, ...]) -> tuple[Field, ...]:
    """The fields under `fields`, in order. A field that is wrong, or there twice, is a ValueError."""
    found: list[Field] = []
    for row in table.tables("fields"):
        field = Field(
            id=row.text("id"),
            text=row.text("text"),
            type=row.text("type"),
            values=values(row),
            requirement=row.text("requirement", "optional"),
            held_back=row.flag("held_back", default=False),
        )
        row.finish()
        if field.type not in TYPES or field.requirement not in requirements or bool(field.values) != (field.type == "enum"):
            raise row.wrong("the type, its values or the requirement of a field is not one there is")
        found.append(field)
    if len({field.id for field in found}) != len(found):
        raise table.wrong("a field is there twice")
    return tuple(found)


def accept(fields: Sequence[Field], value: object, refuse: Callable[[str], Exception]) -> tuple[Row, ...]:
    """Rows of this question: from rows, or from a list of objects (field -> what was said). Rows that say nothing are left out.

    Words are kept exactly, a date as EDTF. Raises what `refuse(sentence)` gives, `not-understood` or `text-not-storable`.
    """
    if not isinstance(value, list | tuple):
        raise refuse("is answered with a list of rows")
    given = cast("Sequence[object]", value)
    found = tuple(row for one in given if (row := _row(fields, one, refuse)).cells)
    if not found:
        raise refuse("is answered with at least one row that says something")
    if len(found) > MOST:
        raise refuse(f"takes at most {MOST} rows")
    return found


def _row(fields: Sequence[Field], one: object, refuse: Callable[[str], Exception]) -> Row:
    if isinstance(one, Row):
        said: Mapping[object, object] = {cell.field: cell.said for cell in one.cells}
    elif isinstance(one, dict):
        said = cast("dict[object, object]", one)
    else:
        raise refuse("is answered with a list of objects, one a row")
    known = [field.id for field in fields]
    if any(name not in known for name in said):
        raise refuse(f"has rows with these fields: {', '.join(known)}")
    cells = (Cell(field=field.id, said=_cell(field, said[field.id], refuse)) for field in fields if said.get(field.id) not in (None, ""))
    return Row(cells=tuple(cell for cell in cells if cell.said))


def _cell(field: Field, said: object, refuse: Callable[[str], Exception]) -> str:
    if not isinstance(said, str):
        raise refuse(f"takes words in “{field.id}”")
    if field.type == "enum":
        if all(term.code != said for term in field.values):
            raise refuse(f"takes one of these in “{field.id}”: {', '.join(term.code for term in field.values)}")
        return said
    if field.type == "date":
        return dates.understand(said).edtf if said.strip() else ""
    return require_storable(said) if said.strip() else ""


def words(field: Field, said: str) -> str:
    """A cell as people read it: the label of a code, a date in words, words as they are."""
    if field.type == "enum":
        return next((term.label for term in field.values if term.code == said), said)
    if field.type != "date":
        return said
    try:
        return dates.words(dates.from_edtf(said))
    except Refused:
        return said


def cells(fields: Sequence[Field], row: Row, *, printed: bool = False) -> list[tuple[str, str]]:
    """What a row says: the title of each field that is filled in, and its words; `printed`: without what is held back. A field the list
    no longer has keeps its name."""
    known = {field.id: field for field in fields}
    return [
        (known[cell.field].text, _told(known[cell.field], cell.said, printed)) if cell.field in known else (cell.field, cell.said)
        for cell in row.cells
    ]


def lines(fields: Sequence[Field], said: Sequence[Row], *, printed: bool = False) -> str:
    """A row a line: "Medicine: Clozapine; Started: March 2019"."""
    return "\n".join("; ".join(f"{title}: {words}" for title, words in cells(fields, row, printed=printed)) for row in said)


def _told(field: Field, said: str, printed: bool) -> str:
    return NOT_PRINTED if printed and field.held_back else words(field, said)
