"""A moment in words, where the reviewer is."""

from datetime import datetime

from leder_desktop.model.dates import day_words


def day_and_time(at: datetime) -> str:
    """22 November 2026 at 10:32"""
    here = at.astimezone()
    return f"{day_words(here)} at {here:%H:%M}"
