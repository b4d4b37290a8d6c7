"""What the tables of attacks share: the check itself, and ways to change the files of a good bundle."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from leder_desktop.bundle.verify import Verdict, verify
from tests.bundle import verify_forge as forge
from tests.bundle.verify_forge import CHECKED, MANIFEST, TOP, Files


def check(tmp_path: Path, content: bytes, **given: Any) -> Verdict:
    file = tmp_path / f"{TOP}.zip"
    file.write_bytes(content)
    people = forge.world()
    asked: dict[str, Any] = {"key": people.key, "trust": people.trust, "roles": people.roles(), "at": CHECKED, **given}
    (verdict,) = verify([file], **asked)
    return verdict


def codes(verdict: Verdict) -> set[tuple[str, str | None]]:
    return {(one.code, one.path) for one in verdict.problems}


def good(**more: bytes) -> Files:
    return {**forge.good_files(), **{name.replace("__", "/"): data for name, data in more.items()}}


def put(files: Files, path: str, data: bytes) -> Files:
    return {**files, path: data}


def without(files: Files, *paths: str) -> Files:
    return {name: data for name, data in files.items() if name not in paths}


def flipped(path: str, at: int = 100) -> Files:
    files = forge.good_files()
    data = bytearray(files[path])
    data[at % len(data)] ^= 1
    return put(files, path, bytes(data))


def info(key: str, value: str) -> Files:
    return forge.resign(put(forge.good_files(), "bag-info.txt", forge.line(forge.good_files()["bag-info.txt"], key, value)))


def manifest(change: Callable[[bytes], bytes]) -> Files:
    return forge.resign(put(forge.good_files(), MANIFEST, change(forge.good_files()[MANIFEST])))
