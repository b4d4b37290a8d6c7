"""Grading scales: full sentences with a rank, from `resources/scales/` (domain reference 3.1 and 3.2).

A grade is kept as it was given, words and all, so that a later correction of a scale never changes what somebody said.
"""

from dataclasses import dataclass
from functools import cache

from leder_desktop.errors import Refused
from leder_desktop.model import datafile
from leder_desktop.model.answers import Score
from leder_desktop.model.datafile import Table

POINTS = 6


@dataclass(frozen=True, kw_only=True)
class Level:
    code: str
    goodness_rank: int
    """1 to 6; 6 is best whatever the code is (3.2 no. 1)."""
    short: str
    """A few words, for where the whole sentence does not fit."""
    label: str
    """The whole sentence, which is what is chosen and kept."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    id: str
    version: str
    title: str
    provenance: str
    confirmed: bool
    """False: the wording is not confirmed against the national form, and every page that shows it says so (3.2 no. 5)."""
    best: str
    worst: str
    """The captions at the two ends."""
    levels: tuple[Level, ...]
    """Best first, in every scale (3.2 no. 3)."""

    def level(self, code: str) -> Level | None:
        return next((level for level in self.levels if level.code == code), None)

    def score(self, code: str) -> Score:
        """The grade `code`, as it is kept. Refused (`not-understood`): a code the scale does not have."""
        level = self.level(code)
        if level is None:
            codes = [each.code for each in self.levels]
            raise Refused("not-understood", f"“{code[:40]}” is not a grade of this scale. Use one of: {', '.join(codes)}.", allowed=codes)
        rank = level.goodness_rank
        return Score(scale_id=self.id, scale_version=self.version, code=level.code, label_text=level.label, goodness_rank=rank)


@cache
def scale(id: str) -> Scale:
    """The scale `resources/scales/<id>.toml`; `id` is ours. A file that is wrong is a ValueError."""
    return read(id, datafile.read(f"scales/{id}.toml"))


def read(id: str, table: Table) -> Scale:
    """The scale of a data file. A file that is wrong is a ValueError."""
    levels: list[Level] = []
    for row in table.tables("level"):
        levels.append(
            Level(code=row.text("code"), goodness_rank=row.number("goodness_rank"), short=row.text("short"), label=row.text("label"))
        )
        row.finish()
    found = Scale(
        id=table.text("id"),
        version=table.text("version"),
        title=table.text("title"),
        provenance=table.text("provenance"),
        confirmed=table.flag("confirmed"),
        best=table.text("best"),
        worst=table.text("worst"),
        levels=tuple(levels),
    )
    table.finish()
    if found.id != id or [level.goodness_rank for level in levels] != list(range(POINTS, 0, -1)):
        raise table.wrong("the id is not the file's name, or the levels do not run from 6, the best, to 1")
    if len({level.code for level in levels}) != POINTS:
        raise table.wrong("a code is there twice")
    return found


def score(scale_id: str, code: str) -> Score:
    """The grade `code` on that scale, in its present version. Refused (`not-understood`): a code the scale does not have."""
    return scale(scale_id).score(code)


def words(given: Score) -> str:
    """Words first, number second (3.2 no. 2): “Good care - met expected good practice (5 of 6, 6 is best)”."""
    level = scale(given.scale_id).level(given.code)
    said = level.short if level and level.label == given.label_text else given.label_text
    return f"{said} ({given.goodness_rank} of {POINTS}, {POINTS} is best)"


def is_as_written(given: Score) -> bool:
    """Is the stored sentence exactly the sentence of that code in the scale version it names? (3.2 no. 6)"""
    found = scale(given.scale_id)
    level = found.level(given.code)
    return (
        level is not None
        and found.version == given.scale_version
        and level.label == given.label_text
        and level.goodness_rank == given.goodness_rank
    )
