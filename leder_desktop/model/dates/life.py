"""What is known of a life, for the two things that need it: the century of a two-digit year, and dates counted from birth or death."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from leder_desktop.model.dates.edtf import not_understood, parse
from leder_desktop.model.dates.point import Point, Stretch, days_in_month
from leder_desktop.model.dates.when import When

NUMBERS = {
    name: number
    for number, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_COUNT = r"(?P<count>[0-9]{1,3}|an?|" + "|".join(NUMBERS) + ")"
_WHO = r"(?:he|she|they)"
_DEATH = rf"(?:{_WHO} died|{_WHO} passed away|(?:his|her|their|the) death)"
_FROM_DEATH = re.compile(rf"(?:about )?{_COUNT} (?P<unit>day|week|month)s? (?P<side>before|after) {_DEATH}")
_BESIDE_DEATH = re.compile(rf"(?:on )?the day (?P<side>before |after |of )?{_DEATH}|when {_WHO} died")
_AT_AGE = re.compile(rf"(?:when {_WHO} (?:was|were) |at the age of |aged )(?P<age>[0-9]{{1,3}})(?: years old)?")
_AT_BIRTH = re.compile(rf"(?:when {_WHO} (?:was|were) born|at birth)")


@dataclass(frozen=True, kw_only=True)
class Life:
    """Birth, death and today as (first, last) day; None where not known."""

    born: tuple[date, date] | None
    died: tuple[date, date] | None
    today: date | None

    def full_years(self, two_digits: int) -> list[int]:
        """The years of the 1800s to 2000s ending so that lie between birth and today, or death when today is not given.

        Empty without a birth and one of the others: then nothing bounds the century.
        """
        until = self.today or (self.died[1] if self.died else None)
        if self.born is None or until is None:
            return []
        return [year for year in (1800 + two_digits, 1900 + two_digits, 2000 + two_digits) if self.born[0].year <= year <= until.year]


def _as_days(known: date | When | None) -> tuple[date, date] | None:
    if isinstance(known, When):
        return (known.earliest, known.latest) if known.earliest and known.latest else None
    return (known, known) if known else None


def make_life(born: date | When | None, died: date | When | None, today: date | When | None) -> Life:
    last = _as_days(today)
    return Life(born=_as_days(born), died=_as_days(died), today=last[1] if last else None)


def _exact(days: tuple[date, date] | None) -> date | None:
    return days[0] if days and days[0] == days[1] else None


def _point(day: date) -> Point:
    return Point(year=day.year, month=day.month, day=day.day)


def _shift_months(day: date, months: int) -> Point:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Point(year=year, month=month + 1, qualifier="~")


def _count(text: str) -> int:
    return int(text) if text.isdigit() else NUMBERS.get(text, 1)


def read_life(phrase: str, life: Life) -> Point | Stretch | None:
    """A date counted from this life, or None when the phrase is not one.

    Days before or after death are exact, weeks are about that day, months about that month. Refused when the day
    it counts from is not known.
    """
    readers: tuple[Callable[[str, Life], Point | Stretch | None], ...] = (_read_today, _read_beside_death, _read_from_death, _read_age)
    for reader in readers:
        try:
            if (found := reader(phrase, life)) is not None:
                return found
        except (OverflowError, ValueError):
            raise not_understood("This counts to a day that is not in the calendar.") from None
    return None


def _need(day: date | None, what: str) -> date:
    if day is None:
        raise not_understood(f"This counts from {what}, and that day is not known. Write the date itself.")
    return day


def _read_today(phrase: str, life: Life) -> Point | None:
    if phrase not in ("today", "yesterday"):
        return None
    return _point(_need(life.today, "today") - timedelta(days=1 if phrase == "yesterday" else 0))


def _read_beside_death(phrase: str, life: Life) -> Point | None:
    found = _BESIDE_DEATH.fullmatch(phrase)
    if found is None:
        return None
    died = _need(_exact(life.died), "the date of death")
    return _point(died + timedelta(days={"before ": -1, "after ": 1}.get(found["side"] or "", 0)))


def _read_from_death(phrase: str, life: Life) -> Point | None:
    found = _FROM_DEATH.fullmatch(phrase)
    if found is None:
        return None
    died = _need(_exact(life.died), "the date of death")
    count = _count(found["count"]) * (-1 if found["side"] == "before" else 1)
    if found["unit"] == "month":
        return _shift_months(died, count)
    day = _point(died + timedelta(days=count * (7 if found["unit"] == "week" else 1)))
    about = found["unit"] == "week" or phrase.startswith("about ")
    return Point(year=day.year, month=day.month, day=day.day, qualifier="~") if about else day


def _read_age(phrase: str, life: Life) -> Point | Stretch | None:
    if _AT_BIRTH.fullmatch(phrase):
        return _point(_need(_exact(life.born), "the date of birth"))
    found = _AT_AGE.fullmatch(phrase)
    if found is None:
        return None
    born = _need(_exact(life.born), "the date of birth")
    start = _birthday(born, int(found["age"]))
    return parse(f"{start.isoformat()}/{(_birthday(born, int(found['age']) + 1) - timedelta(days=1)).isoformat()}")


def _birthday(born: date, age: int) -> date:
    """The day someone turns `age`; born on 29 February, on 1 March in other years (the law of England and Wales)."""
    year = born.year + age
    if born.day > days_in_month(year, born.month):
        return date(year, 3, 1)
    return date(year, born.month, born.day)
