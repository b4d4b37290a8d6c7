"""What came out of a restore, in sentences."""

from datetime import datetime

from leder_desktop.operations.restore import Restored
from ui.widgets.day_and_time import day_and_time

WAITS = "Backups do not go on by themselves until you say so in Settings, so that no newer backup is written over."


def restored(found: Restored) -> str:
    """How much, and of when."""
    return f"{_cases(found.cases)} restored and checked, as on {day_and_time(datetime.fromisoformat(found.made))}."


def left_out(found: Restored) -> str:
    """Empty when nothing was."""
    if not found.left_out:
        return ""
    was = "was" if len(found.left_out) == 1 else "were"
    return f"{_cases(len(found.left_out))} {was} left out: erased on this laptop after this backup was made. What was erased stays erased."


def warnings(found: Restored) -> str:
    """What to know, each on its own line; the last is always that backups wait."""
    return "\n".join((*found.warnings, WAITS))


def _cases(number: int) -> str:
    return f"{number:,} case{'' if number == 1 else 's'}"
