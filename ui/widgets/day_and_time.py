"""A moment in words, where the reviewer is."""

from datetime import datetime


def day_and_time(at: datetime) -> str:
    """22 November 2026 at 10:32"""
    here = at.astimezone()
    return f"{here.day} {here:%B %Y} at {here:%H:%M}"
