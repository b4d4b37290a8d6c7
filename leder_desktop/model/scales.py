"""Grading scales: full sentences with a rank, from `resources/scales/` (domain reference 3.1 and 3.2).

A grade is kept as it was given, words and all, so that a later correction of a scale never changes what somebody said. Ranks are compared
only inside one family of scales: the two Bristol yardsticks, the 2021 ones and the structured judgement review measure different things.
"""

from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Score
from leder_desktop.model.datafile import Table

POINTS = (5, 6)
"""How many steps a scale may have: LeDeR's have six, the structured judgement review has five."""
UNCONFIRMED = "wording not confirmed against the national form"
"""Said wherever a scale is shown or leaves, as long as its file is not confirmed (3.2 no. 5)."""


@dataclass(frozen=True, kw_only=True)
class Level:
    code: str
    goodness_rank: int
    """1, the worst, to the scale's number of steps, the best, whatever the code is (3.2 no. 1)."""
    short: str
    """A few words, for where the whole sentence does not fit."""
    label: str
    """The whole sentence, which is what is chosen and kept."""


@dataclass(frozen=True, kw_only=True)
class Scale:
    id: str
    version: str
    family: str
    """Only grades of one family may be set side by side by their rank (3.2 no. 1)."""
    title: str
    provenance: str
    confirmed: bool
    """False: the wording is not confirmed against the national form, and every page that shows it says so (3.2 no. 5)."""
    best: str
    worst: str
    """The captions at the two ends."""
    levels: tuple[Level, ...]
    """Best first, in every scale (3.2 no. 3)."""
    method: str = ""
    """A sentence, where this is another method than a LeDeR grade (3.2 no. 8); shown wherever the scale is."""

    @property
    def points(self) -> int:
        """How many steps it has; this rank is best."""
        return len(self.levels)

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

    def has(self, given: Score) -> bool:
        """Is it a grade of this scale in this version, in the words and with the rank it has here?"""
        return self.level(given.code) is not None and given == self.score(given.code)

    def said(self, given: Score) -> str:
        """A few words for a grade; its whole sentence where the scale has changed since."""
        level = self.level(given.code)
        return level.short if level is not None and level.label == given.label_text else given.label_text

    def number(self, given: Score) -> str:
        """What may follow the words and never stands alone: “5 of 6, 6 is best”, and the form's own code where that is another number."""
        own = "" if given.code == str(given.goodness_rank) else f"; {given.code} on the form"
        return f"{given.goodness_rank} of {self.points}, {self.points} is best{own}"

    def words(self, given: Score) -> str:
        """Words first, number second (3.2 no. 2): “Good care - met expected good practice (5 of 6, 6 is best)”."""
        return f"{self.said(given)} ({self.number(given)})"

    def is_end(self, given: Score) -> bool:
        """The best or the worst step: such a grade needs an event that shows it (3.2 no. 4)."""
        return given.goodness_rank in (1, self.points)


def unknown(given: Score) -> Scale:
    """A scale nobody here knows, with nothing but the grade that was given on it: what was said can still be read."""
    level = Level(code=given.code, goodness_rank=given.goodness_rank, short=given.label_text, label=given.label_text)
    return Scale(
        id=given.scale_id, version=given.scale_version, family="", title="A scale that is not known here", provenance="Not known here.",
        confirmed=False, best="", worst="", levels=(level,) * max(POINTS),
    )  # fmt: skip


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
        family=table.text("family"),
        title=table.text("title"),
        provenance=table.text("provenance"),
        confirmed=table.flag("confirmed"),
        best=table.text("best"),
        worst=table.text("worst"),
        levels=tuple(levels),
        method=table.text("method", ""),
    )
    table.finish()
    if found.id != id or found.points not in POINTS or [level.goodness_rank for level in levels] != list(range(found.points, 0, -1)):
        raise table.wrong("the id is not the file's name, or the levels do not run from the best, 5 or 6, to 1")
    if len({level.code for level in levels}) != found.points:
        raise table.wrong("a code is there twice")
    return found


def apart(one: Scale, given: Score, other: Scale, beside: Score) -> int | None:
    """By how many steps two grades differ; None when their scales are of different families, which say nothing about each other."""
    return abs(given.goodness_rank - beside.goodness_rank) if one.family == other.family else None
