"""Which backups stay, by the clock alone."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from leder_desktop.store.backup_thinning import TODAY, staying

NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def hours(*ago: float) -> list[datetime]:
    return [NOW - timedelta(hours=one) for one in ago]


def test_the_newest_always_stays() -> None:
    assert staying(hours(24 * 1000), NOW) == set(hours(24 * 1000))


def test_nothing_made_is_nothing_kept() -> None:
    assert staying([], NOW) == set()


def test_of_the_last_day_the_newest_six_stay() -> None:
    made = hours(*range(10))
    assert staying(made, NOW) == set(made[:TODAY])


def test_of_a_day_last_week_the_last_one_stays() -> None:
    made = [datetime(2026, 11, 19, hour, tzinfo=UTC) for hour in (8, 12, 17)]
    assert staying([*made, NOW], NOW) == {made[-1], NOW}


def test_after_a_week_one_a_week_stays_and_after_five_one_a_month() -> None:
    made = [NOW - timedelta(days=day) for day in range(400)]
    kept = sorted(staying(made, NOW), reverse=True)
    ages = [(NOW - at).days for at in kept]
    assert [age for age in ages if age <= 8] == list(range(9))
    assert len([age for age in ages if 8 < age <= 36]) in (4, 5)
    assert len([age for age in ages if age > 36]) in (12, 13)


def test_backed_up_each_day_for_two_years_there_is_one_in_every_stretch() -> None:
    """Thinned each time: what is let go today is not what a later stretch would have kept."""
    kept: set[datetime] = set()
    for day in range(730):
        now = NOW + timedelta(days=day)
        kept = staying([*kept, now], now)
    ages = sorted((now - at).days for at in kept)
    gaps = [later - earlier for earlier, later in pairwise(ages)]
    assert ages[:9] == list(range(9)) and 365 < ages[-1] < 402
    assert max(gaps[:13]) <= 14 and max(gaps) <= 42 and len(ages) < 30


def test_a_backup_from_a_clock_that_ran_ahead_counts_as_today() -> None:
    made = [NOW + timedelta(days=3), *hours(1, 2)]
    assert staying(made, NOW) == set(made)
