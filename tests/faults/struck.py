"""One deed, a fault at every operation: `python -m tests.faults.struck DEED FOLDER`, the plan as JSON by standard input.

A process of its own with ffs.c loaded: it makes the store once, then forks for each operation a child that is armed and does the deed on
a copy, and another that looks at what is left. Tells counts and what was wrong as JSON.
"""

import json
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store import connection, durable
from tests.faults import deeds_in_a_case as in_a_case
from tests.faults import deeds_on_a_store as on_a_store
from tests.faults.acknowledged import Doing
from tests.faults.deeds import opened
from tests.faults.ffs import CHANGES, Faults
from tests.faults.typist import everything, in_a_child
from tests.journeys.program import quick_keys

DEEDS: dict[str, Callable[[Path], Doing]] = {
    "save": in_a_case.save, "step": in_a_case.step, "attach": in_a_case.attach, "erase": in_a_case.erase, "export": in_a_case.sealing,
    "new": on_a_store.new, "purge": on_a_store.purge, "init": on_a_store.init, "passphrase": on_a_store.passphrase,
    "migrate": on_a_store.migrate, "rotate": on_a_store.rotation, "backup": on_a_store.backing_up,
}  # fmt: skip

OURS = frozenset({"disk-full", "io-error", "no-permission"})
"""What a failing disk may be called."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    mode: str
    error: str = "EIO"
    kinds: tuple[str, ...] = CHANGES
    first: int = 1
    every: int = 1
    """Each so-manieth operation, from `first` on."""

    too_soon: bool = False
    """Acknowledge what is not made yet: to see that this can find a loss."""

    without: str = ""
    """A protection that is taken away, as `without` knows it."""


@dataclass(kw_only=True)
class Swept:
    runs: int = 0
    lost: int = 0
    unopenable: int = 0
    refused: dict[str, int] = field(default_factory=dict[str, int])
    wrong: list[str] = field(default_factory=list[str])


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a child said before it ended."""

    acked: int
    refused: list[str]
    failed: str
    passed: int
    status: int


@contextmanager
def prepared(name: str, folder: Path) -> Generator[tuple[Doing, Path]]:
    """The deed and its store in `folder/start`. Memory is not locked: that says nothing about disks and is half the time of a run."""
    start = folder / "start"
    start.mkdir(parents=True)
    with quick_keys(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_BEFORE_THE_KEY", tuple(one for one in connection._BEFORE_THE_KEY if "memory_security" not in one))
        doing = DEEDS[name](start)
        if (start / "store" / "slots.leder").is_file():
            opened(start).close()  # Argon2id answers once, before anything forks
        yield doing, start


def without(protection: str) -> None:
    """Take a protection away in this process, to see that the tests can find a loss."""
    if protection == "synchronous":
        connection._AFTER_THE_KEY = ("synchronous=OFF", *(one for one in connection._AFTER_THE_KEY if "synchronous" not in one))
    elif protection == "folder sync":
        durable.sync_folder = lambda folder: None
    elif protection == "journal":
        connect = connection._connect

        def connected(path: Path, key: bytes | bytearray, *, read_only: bool) -> Any:
            made = connect(path, key, read_only=read_only)
            made.set_authorizer(None)
            made.execute("PRAGMA journal_mode=OFF")
            return made

        connection._connect = connected
    elif protection:
        raise AssertionError(protection)


def done_in_a_child(
    doing: Doing, folder: Path, ready: Callable[[Faults], None], *, once_more: bool = False, too_soon: bool = False
) -> Told:
    """Fork, make `ready`, do the deed; `once_more` after a refusal, as a person would."""
    faults = Faults()

    def work(tell: int) -> None:
        def ack(number: int) -> None:
            os.write(tell, json.dumps({"acked": number + too_soon}).encode() + b"\n")
            faults.mark(number)

        ready(faults)
        for last in (False, True) if once_more else (True,):
            try:
                doing[0](folder, ack)
                break
            except Refused as refused:
                os.write(tell, json.dumps({"refused": refused.code}).encode() + b"\n")
                if last:
                    break
            except BaseException as error:  # noqa: BLE001  # told, and the run is red
                os.write(tell, json.dumps({"failed": "".join(traceback.format_exception(error))[-1500:]}).encode() + b"\n")
                break
        os.write(tell, json.dumps({"passed": faults.passed()}).encode() + b"\n")

    pid, pipe = in_a_child(work)
    lines = [json.loads(line) for line in everything(pipe).splitlines()]
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return Told(
        acked=max((line["acked"] for line in lines if "acked" in line), default=0),
        refused=[line["refused"] for line in lines if "refused" in line],
        failed="".join(line["failed"] for line in lines if "failed" in line),
        passed=max((line["passed"] for line in lines if "passed" in line), default=0),
        status=status,
    )


def looked(doing: Doing, folder: Path, acked: int) -> list[str]:
    """What another process finds wrong."""

    def work(tell: int) -> None:
        try:
            wrong = doing[1](folder, acked)
        except BaseException as error:  # noqa: BLE001  # told, and the run is red
            wrong = ["the look failed: " + "".join(traceback.format_exception(error))[-1500:]]
        os.write(tell, json.dumps(wrong).encode())

    pid, pipe = in_a_child(work)
    found = everything(pipe)
    os.waitpid(pid, 0)
    return json.loads(found or b'["the look died"]')


def sweep(doing: Doing, start: Path, work: Path, plan: Plan) -> Swept:
    """Strike operation `first`, `first + every`, ... until the deed has none left."""
    swept = Swept()
    for nth in count(plan.first, plan.every):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(start, work)

        def ready(faults: Faults, nth: int = nth) -> None:
            without(plan.without)
            faults.arm(work, plan.mode, nth, kinds=plan.kinds, error=plan.error)

        told = done_in_a_child(doing, work, ready, once_more=plan.mode in ("once", "short"), too_soon=plan.too_soon)
        killed = told.status == -signal.SIGKILL
        if not killed and told.passed < nth and not told.failed:
            return swept
        wrong = looked(doing, work, told.acked)
        swept.runs += 1
        swept.lost += any("lost" in one or " of " in one for one in wrong)
        swept.unopenable += any("does not open" in one for one in wrong)
        swept.refused = dict(Counter(swept.refused) + Counter(told.refused))
        wrong += [f"refused as {code}" for code in told.refused if code not in OURS]
        wrong += [told.failed] if told.failed else []
        if killed != (plan.mode in ("kill", "torn")) or (told.status and not killed):
            wrong.append(f"it ended with {told.status}")
        if plan.mode in ("once", "short") and len(told.refused) > 1:
            wrong.append(f"refused again: {told.refused}")
        swept.wrong += [f"{plan.mode} {plan.error} at {nth}: {one}" for one in wrong]
    raise AssertionError("not reached")


def main() -> int:
    name, folder = sys.argv[1], Path(sys.argv[2])
    plans = [Plan(**one) for one in json.loads(sys.stdin.read())]
    with prepared(name, folder) as (doing, start):
        swept = [asdict(sweep(doing, start, folder / "work", plan)) for plan in plans]
    print(json.dumps(swept))
    return 0


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/London"
    sys.exit(main())
