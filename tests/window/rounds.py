"""Somebody types in the real window and it is killed: `python -m tests.window.rounds FOLDER ROUNDS SEED [CHANGED]` tells what came of it.

How is known, from outside and without a hook, what had to be there afterwards?
- Every word is typed once, with the number of its round and its own ("r17w3."), and it is known when its last key was delivered: the X
  server had it. The program promises that no word is more than a second behind, so at a kill at T every word delivered before
  T - 1.5 s (a second, and half of one for a busy machine) must be found.
- "Saved 10:32" appears in the status bar when the first save of a round has returned. The bar is looked at between the keys, as a picture:
  at the moment it changes, every word delivered 0.5 s before must be found, however soon the kill comes. A third of the rounds kill at
  once when it appears, within 20 ms.
- What is found must be the first n words without a gap, each once, with at most the beginning of the next behind them; the words of all
  rounds before must still be there, and the record of the case must fit.
Half of the fields store themselves; the others stand in forms nobody pressed "Keep" on: those are found where the case keeps its place.
So are the newest words of a field that stores itself, until it has: they are put back after the unlock like the others.

CHANGED is a folder with a `sitecustomize.py`: the proof that a loss would be seen.
"""

import json
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from leder_desktop.operations import history, place, snapshot
from tests.window.drive import ROOT, Account, Program, account, open_at, opened, stored
from tests.window.screen import Screen, screen

FIELDS = (
    ("portrait", "portrait.page"), ("timeline", "timeline.what"), ("conversations", "conversations.notes"), ("findings", "findings.text"),
    ("decision", "initial.O08"), ("person", "person.address"), ("grades", "focused.F12.quality"),
)  # fmt: skip
BEHIND = 1.5
"""Seconds: older words must be there."""
SEEN = 0.5
"""Seconds: words that were that old when "Saved" appeared must be there."""
LONGEST = 2.6
"""Seconds of typing in a round."""


@dataclass
class Told:
    """What all rounds together came to."""

    killed: int = 0
    saw_saved: int = 0
    """Rounds in which the window said "Saved" before the kill."""
    words: int = 0
    """Words delivered before a kill."""
    owed: int = 0
    """Words that had to be found."""
    found: int = 0
    latest: float = 0.0
    """How old the oldest word was, at the kill, that was not found; seconds."""
    wrong: list[str] = field(default_factory=list)


def type_and_kill(screen: Screen, program: Program, turn: int, chance: random.Random) -> tuple[list[float], float, float | None]:
    """When each word was delivered, when the kill came, when "Saved" was seen."""
    empty, began = program.status(), time.monotonic()
    lasts, pause = chance.uniform(0.3, LONGEST), chance.choice((0.01, 0.02, 0.04))
    at_once = turn % 3 == 0
    delivered: list[float] = []
    saved: float | None = None
    end = began + lasts
    while time.monotonic() < end:
        for letter in f"r{turn}w{len(delivered) + 1}. ":
            screen.press(letter)
            if letter == ".":
                delivered.append(time.monotonic())
            if saved is None and program.status() != empty:
                saved = time.monotonic()
                if at_once:
                    end = saved + chance.uniform(0.0, 0.02)
            if time.monotonic() >= end:
                break
            time.sleep(pause)
    killed = time.monotonic()
    program.kill()
    return delivered, killed, saved


def judge(text: str, half: str, turn: int, delivered: list[float], killed: float, saved: float | None, told: Told) -> int:
    """How many words of this round are there; what is wrong goes into `told`."""
    there = max(text, half, key=lambda said: len(re.findall(rf"r{turn}w\d+\.", said)))  # whichever is longer is what one sees again
    numbers = [int(n) for n in re.findall(rf"r{turn}w(\d+)\.", there)]
    found = len(numbers)
    if numbers != list(range(1, found + 1)):
        told.wrong.append(f"round {turn}: {numbers} is not 1 to {found}")
    if there.count(f"r{turn}w") > found + 1 or found > len(delivered) + 1:
        told.wrong.append(f"round {turn}: something stands there that was not typed like that")
    owed = sum(at < killed - BEHIND for at in delivered)
    if saved is not None:
        owed = max(owed, sum(at < saved - SEEN for at in delivered))
    if found < owed:
        told.wrong.append(f"round {turn}: {owed} words had to be there, {found} are")
    if found < len(delivered):
        told.latest = max(told.latest, killed - delivered[found])
    told.killed += 1
    told.saw_saved += saved is not None
    told.words += len(delivered)
    told.owed += owed
    told.found += found
    return found


def _strings(kept: object) -> Iterator[str]:
    """Every text in what a place remembers: a form's words stand there once for the screen and once for the form."""
    if isinstance(kept, str):
        yield kept
    elif isinstance(kept, dict):
        for inner in kept.values():
            yield from _strings(inner)


def run(folder: Path, count: int, seed: int, changed: Path | None = None) -> Told:
    chance, told = random.Random(seed), Told()
    with screen(folder) as shown:
        person: Account = account(folder / "account", shown)
        person.store.parent.mkdir(parents=True)
        case = stored(person.store)
        kept: dict[int, int] = {}
        more = {"PYTHONPATH": f"{changed}:{ROOT}"} if changed else {}
        for turn in range(1, count + 1):
            section, name = FIELDS[turn % len(FIELDS)]
            open_at(person.store, case, section, name)
            with Program(shown, person, env=more) as program:
                program.unlock()
                program.caret()
                delivered, killed, saved = type_and_kill(shown, program, turn, chance)
            with opened(person.store, case) as session:
                text = repr(replace(snapshot.take(session), edition=None))  # which is packed, and holds any three letters
                half = max(_strings(place.remembered(session)), key=lambda said: said.count(f"r{turn}w"), default="")
                faults = history.faults(session)
                faults += session.file.database.integrity(full=True) if turn % 10 == 0 else []
            told.wrong += [f"round {turn}: {fault}" for fault in faults]
            found = judge(text, half, turn, delivered, killed, saved, told)
            told.wrong += [f"round {turn}: words of round {n} are gone" for n, was in kept.items() if text.count(f"r{n}w") < was]
            if f"r{turn}w" in text:
                kept[turn] = found
            if told.wrong:
                (folder / f"round-{turn}.json").write_text(json.dumps({"text": text, "half": half, "delivered": delivered}))
            if changed and told.wrong:
                break
        said = program.log.read_text("utf-8")
        if said:
            told.wrong.append(f"the program said: {said}")
    return told


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(asdict(run(Path(given[0]), int(given[1]), int(given[2]), Path(given[3]) if given[3:] else None))))
