"""The power goes: `python -m tests.faults.powercut DEED FOLDER`, the plan as JSON by standard input.

A deed is done once while ffs.c writes down every operation. Then that trace is cut at a random place, again and again, and a disk is made
as it may be found: all that was synced is there; of what was not, each 512-byte sector of data and each name (made, renamed, removed) is
there or not, by chance. A file's name is safe only when its folder was synced; syncing the file is not enough, as POSIX has it.
"""

import json
import os
import random
import shutil
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.acknowledged import Doing
from tests.faults.ffs import Faults
from tests.faults.struck import done_in_a_child, looked, prepared, without

SECTOR = 512
KEPT = (0.0, 0.5, 0.9, 1.0)
"""How likely it is that what was not synced is there; drawn for each image, for data and for names."""


@dataclass(frozen=True)
class Operation:
    what: str
    path: str
    number: int
    data: bytes


def read_trace(file: Path) -> Iterator[Operation]:
    data, at = file.read_bytes(), 0
    while at < len(data):
        end = data.index(b"\n", at)
        what, path, number, length = data[at:end].decode().split("\t")
        at = end + 1 + int(length)
        yield Operation(what, path, int(number), data[end + 1 : at])


@dataclass
class File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])
    """Writes as (offset, bytes); a cut as (length, None)."""

    def sync(self) -> None:
        for offset, data in self.waiting:
            _put(self.safe, offset, data)
        self.waiting.clear()

    def found(self, chance: random.Random, kept: float) -> bytes:
        after = bytearray(self.safe)
        for offset, data in self.waiting:
            if data is None:
                if chance.random() < kept:
                    _put(after, offset, None)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < kept:
                    _put(after, offset + start, data[start : start + SECTOR])
        return bytes(after)


@dataclass
class Folder:
    now: dict[str, "File | Folder"] = field(default_factory=dict[str, "File | Folder"])
    safe: dict[str, "File | Folder"] = field(default_factory=dict[str, "File | Folder"])


Change = list[tuple[Folder, str, File | Folder | None]]
"""Names that change together; the last one says which folder must be synced for it."""


def _put(data: bytearray, offset: int, piece: bytes | None) -> None:
    if len(data) < offset:
        data.extend(bytes(offset - len(data)))
    if piece is None:
        del data[offset:]
    else:
        data[offset : offset + len(piece)] = piece


class Disk:
    """What is safe on a disk, and what is still on its way to it."""

    def __init__(self, start: Path, traced_as: Path) -> None:
        self.root, self._base = _read(start), traced_as
        self._names: list[Change] = []

    def apply(self, one: Operation) -> None:
        folder, name = self._at(one.path)
        there = folder.now.get(name) if name else folder
        match one.what:
            case "CREATE":
                self._change([(folder, name, File())])
            case "MKDIR":
                self._change([(folder, name, Folder())])
            case "UNLINK" | "RMDIR":
                self._change([(folder, name, None)])
            case "RENAME":
                target, new = self._at(one.data.decode())
                self._change([(folder, name, None), (target, new, there)])
            case "WRITE" | "TRUNCATE" if isinstance(there, File):
                there.waiting.append((one.number, one.data if one.what == "WRITE" else None))
            case "SYNC" if isinstance(there, File):
                there.sync()
            case "SYNCDIR" if isinstance(there, Folder):
                for change in [change for change in self._names if change[-1][0] is there]:
                    for where, what, node in change:
                        _name(where.safe, what, node)
                    self._names.remove(change)
            case _:
                raise AssertionError(f"{one.what} {one.path} is not on the disk")

    def write(self, to: Path, chance: random.Random) -> None:
        """What is found after the power went now."""
        data, names = chance.choice(KEPT), chance.choice(KEPT)
        found: dict[int, dict[str, File | Folder]] = {}
        for change in self._names:
            if chance.random() < names:
                for where, what, node in change:
                    _name(found.setdefault(id(where), dict(where.safe)), what, node)
        _write(self.root, to, found, lambda file: file.found(chance, data))

    def _at(self, path: str) -> tuple[Folder, str]:
        parts = Path(path).relative_to(self._base).parts
        folder = self.root
        for part in parts[:-1]:
            inner = folder.now[part]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, parts[-1] if parts else ""

    def _change(self, change: Change) -> None:
        for where, what, node in change:
            _name(where.now, what, node)
        self._names.append(change)


def _name(names: dict[str, File | Folder], name: str, node: File | Folder | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


def _read(folder: Path) -> Folder:
    entries: dict[str, File | Folder] = {
        path.name: _read(path) if path.is_dir() else File(safe=bytearray(path.read_bytes())) for path in folder.iterdir()
    }
    return Folder(now=dict(entries), safe=entries)


def _write(folder: Folder, to: Path, found: dict[int, dict[str, File | Folder]], content: Callable[[File], bytes]) -> None:
    to.mkdir()
    for name, node in found.get(id(folder), folder.safe).items():
        if isinstance(node, Folder):
            _write(node, to / name, found, content)
        else:
            (to / name).write_bytes(content(node))


@dataclass(frozen=True, kw_only=True)
class Plan:
    images: int
    seed: int
    without: str = ""


def images(start: Path, folder: Path, trace: list[Operation], plan: Plan) -> Generator[tuple[Path, int, int]]:
    """Each image in turn, in the same folder: where it is, what had been acknowledged, where the trace was cut."""
    chance = random.Random(plan.seed)
    disk, at, acked = Disk(start, folder / "work"), 0, 0
    for cut in sorted(chance.randint(0, len(trace)) for _ in range(plan.images)):
        for one in trace[at:cut]:
            if one.what == "ACK":
                acked = one.number
            else:
                disk.apply(one)
        at = cut
        image = folder / "image"
        shutil.rmtree(image, ignore_errors=True)
        disk.write(image, chance)
        yield image, acked, cut


def cut_power(doing: Doing, start: Path, folder: Path, plan: Plan) -> dict[str, object]:
    shutil.rmtree(folder / "work", ignore_errors=True)
    shutil.copytree(start, folder / "work")

    def ready(faults: Faults) -> None:
        without(plan.without)
        faults.trace(folder / "work", folder / "trace")

    (folder / "trace").unlink(missing_ok=True)
    told = done_in_a_child(doing, folder / "work", ready)
    assert not told.failed and not told.refused and told.status == 0, told
    trace = list(read_trace(folder / "trace"))
    began, made, lost, unopenable, wrong = time.monotonic(), 0, 0, 0, list[str]()
    for image, acked, cut in images(start, folder, trace, plan):
        found = looked(doing, image, acked)
        made += 1
        unopenable += any("does not open" in one for one in found)
        lost += bool(found) and not any("does not open" in one for one in found)
        wrong += [f"cut at {cut} of {len(trace)}, {acked} acknowledged: {one}" for one in found]
    seconds = round(time.monotonic() - began, 1)
    return {"images": made, "lost": lost, "unopenable": unopenable, "wrong": wrong[:40], "operations": len(trace), "seconds": seconds}


def main() -> int:
    name, folder = sys.argv[1], Path(sys.argv[2])
    plans = [Plan(**one) for one in json.loads(sys.stdin.read())]
    with prepared(name, folder) as (doing, start):
        told = [cut_power(doing, start, folder, plan) for plan in plans]
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    os.environ["TZ"] = "Europe/London"
    sys.exit(main())
