"""Deeds that say what they have saved, and what must hold of a store after any fault: everything acknowledged is there, nothing is half.

A deed is what a person does by the program's own verbs; it calls `ack(n)` only after the verb has returned. `look` opens the store as a
person would, names what is wrong, and goes on working. A refusal is answered as a person answers it: the same once more.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

from leder_desktop.errors import Refused
from leder_desktop.operations import cases
from leder_desktop.session import Desk, Session
from tests.faults.deeds import case_of, opened, sound

Ack = Callable[[int], None]
Doing = tuple[Callable[[Path, Ack], None], Callable[[Path, int], list[str]]]
"""The deed on a folder that holds `store`, and the look at it with what was acknowledged last."""


def words(number: int) -> str:
    """What save `number` holds, and nothing else does."""
    return f"{number} " + "Ann walked to the pond. " * (number * 613 % 97)


@contextmanager
def a_case(folder: Path) -> Generator[Session]:
    """A store and its case, opened and left as by a person. What fails is told, and the process lets go of both."""
    desk = opened(folder)
    try:
        session = case_of(desk)
        try:
            yield session
            cases.leave(session)
        finally:
            session.file.close()
    finally:
        desk.close()


def again(deed: Callable[[], object]) -> None:
    """Once more after a refusal, at the same open case."""
    try:
        deed()
    except Refused:
        deed()


def looking(look: Callable[[Desk, int], list[str]]) -> Callable[[Path, int], list[str]]:
    def at(folder: Path, acked: int) -> list[str]:
        desk = sound(folder)
        if isinstance(desk, list):
            return desk
        try:
            return look(desk, acked)
        finally:
            desk.close()

    return at
