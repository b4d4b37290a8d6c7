"""Somebody types into a real, encrypted case and the process is killed: `python -m tests.faults.typist STORE CASE ROUNDS [too-soon]`.

The store's passphrase comes by standard input, once; Argon2id is asked once and its answer remembered, so a round is short. Each
round forks one process that opens the store and types by the window's own verb, telling every save that has returned; it is killed
at a random moment (also while it is still opening). Another process opens the store, as after a real kill, and looks for the save
last told. `too-soon` tells a save before it is made: the proof that this can find a loss.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

from leder_desktop.clock import Clock
from leder_desktop.operations import cases, history, notes, store
from tests.journeys.program import quick_keys

WORD = "Quillonberry"
SECTIONS = ("portrait", "conversation/mother", "summary")
LONGEST_SECONDS = 0.08


def text(number: int) -> str:
    """What save `number` holds, and nothing else does; between 20 bytes and 60 kB."""
    return f"{number} " + f"{WORD} was here. " * (number * 7919 % 2900)


def type_on(folder: Path, case: str, passphrase: str, first: int, tell: int, too_soon: bool) -> None:
    desk = store.unlock(folder, passphrase, clock=Clock())
    session = cases.open(desk, case)
    for number in range(first, first + 1_000_000):
        if too_soon:
            os.write(tell, f"{number}\n".encode())
        notes.typed(session, SECTIONS[number % 3], text(number))
        if not too_soon:
            os.write(tell, f"{number}\n".encode())
        if number % 11 == 0:
            notes.seal(session)


def look(tell: int, folder: Path, case: str, passphrase: str, told: int, thorough: bool) -> None:
    """Tells the newest save that is there, and everything that is wrong with what is there."""
    desk = store.unlock(folder, passphrase, clock=Clock())
    session = cases.open(desk, case)
    wrong: list[str] = []
    there = 0
    for section in SECTIONS:
        kept = notes.get(session, section)
        number = int(kept.partition(" ")[0] or 0)
        there = max(there, number)
        if number and kept != text(number):
            wrong.append(f"{section} holds half of save {number}")
        newest = max((n for n in range(max(1, told - 2), told + 1) if SECTIONS[n % 3] == section), default=0)
        if number < newest:
            wrong.append(f"save {newest} of {section} was told and is lost; {number} is there")
    wrong += history.faults(session)
    if thorough:
        wrong += session.file.database.integrity(full=True)
    session.file.close()
    desk.close()
    os.write(tell, json.dumps({"there": there, "wrong": wrong}).encode())


def in_a_child(work: Any) -> tuple[int, int]:
    """Fork; the child does `work(pipe)` and ends. Answers its pid and the pipe to read from."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return pid, read
    code = 70
    try:
        os.close(read)
        work(write)
        code = 0
    finally:
        os._exit(code)


def everything(read: int) -> bytes:
    data = b""
    while chunk := os.read(read, 65536):
        data += chunk
    os.close(read)
    return data


def main() -> int:
    folder, case, rounds, too_soon = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4:] == ["too-soon"]
    passphrase = sys.stdin.read()
    chance = random.Random(20261121)
    told = there = killed = 0
    wrong: list[str] = []
    with quick_keys():
        store.derive_key(folder, passphrase).lock.release()
        for turn in range(rounds):
            first = there + 1
            pid, acks = in_a_child(lambda pipe, first=first: type_on(folder, case, passphrase, first, pipe, too_soon))
            until, heard = time.monotonic() + chance.uniform(0.0, LONGEST_SECONDS), b""
            if turn % 4:  # three of four kills land in the typing, the others in the opening
                heard = os.read(acks, 4096)
                until = time.monotonic() + chance.uniform(0.0, LONGEST_SECONDS)
            while (left := until - time.monotonic()) > 0 and select.select([acks], [], [], left)[0]:
                chunk = os.read(acks, 65536)
                if not chunk:
                    break
                heard += chunk
            os.kill(pid, signal.SIGKILL)
            heard += everything(acks)
            killed += os.WIFSIGNALED(os.waitpid(pid, 0)[1])
            told = max([told, *(int(line) for line in heard.split())])
            pid, answer = in_a_child(lambda pipe, told=told, turn=turn: look(pipe, folder, case, passphrase, told, turn % 20 == 0))
            found = everything(answer)
            if os.waitpid(pid, 0)[1]:
                wrong.append(f"round {turn}: the store did not open again")
                break
            seen = json.loads(found)
            there = seen["there"]
            wrong += [f"round {turn}: {one}" for one in seen["wrong"]]
            if wrong and too_soon:
                break
            told = min(told, there) if too_soon else told
    print(json.dumps({"killed": killed, "told": told, "there": there, "wrong": wrong}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
