"""The lock: every package pinned and hashed for the three systems, nothing else installed, every licence known."""

import re
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

Door = Callable[[str], ModuleType]

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
ENTRIES = [entry for entry in re.split(r"\n(?=\S)", "\n" + LOCK) if entry.strip() and not entry.lstrip().startswith("#")]
SYSTEMS = (("linux", "Linux", "x86_64", "posix"), ("win32", "Windows", "AMD64", "nt"), ("darwin", "Darwin", "arm64", "posix"))
PYTHONS = ("3.11", "3.12", "3.13")


def requirements() -> list[Requirement]:
    return [Requirement(entry.strip().split("\\", 1)[0].strip()) for entry in ENTRIES]


def environment(system: tuple[str, str, str, str], python: str) -> dict[str, str]:
    platform, name, machine, os_name = system
    return {
        "sys_platform": platform, "platform_system": name, "platform_machine": machine, "os_name": os_name,
        "python_version": python, "python_full_version": f"{python}.2", "implementation_name": "cpython",
        "platform_python_implementation": "CPython", "extra": "",
    }  # fmt: skip


def test_every_entry_is_one_version_with_its_hashes() -> None:
    assert len(ENTRIES) > 50
    for entry in ENTRIES:
        assert re.match(r"[a-z0-9-]+==\S+", entry.strip()), entry[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry[:80]


def test_the_lock_says_nothing_of_where_it_was_made() -> None:
    assert "://" not in LOCK and "index" not in re.sub(r"--hash=\S+", "", LOCK)


def test_what_we_ask_for_is_what_is_locked() -> None:
    """Each direct dependency is pinned in pyproject.toml, and the lock has that version."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    direct = [Requirement(text) for text in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    locked = {requirement.name: str(requirement.specifier) for requirement in requirements()}
    assert {want.name: str(want.specifier) for want in direct} == {want.name: locked.get(want.name) for want in direct}


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system[0])
def test_the_lock_is_complete_on(system: tuple[str, str, str, str], python: str) -> None:
    """Each package's own wants, as far as they are known here, are locked for that system; but the one left out on purpose."""
    there = environment(system, python)
    names = {canonical(want.name) for want in requirements() if want.marker is None or want.marker.evaluate(there)}
    missing: set[str] = set()
    for name in sorted(names):
        try:
            wants = [Requirement(text) for text in distribution(name).requires or []]
        except PackageNotFoundError:
            continue  # another system's
        missing |= {canonical(want.name) for want in wants if want.marker is None or want.marker.evaluate(there)} - names
    assert missing == {"aiohttp"}


def test_what_is_installed_is_what_is_locked(door: Door) -> None:
    made = door("environment")
    installed = {name: version for name, version in made.installed().items() if name not in made.OURS}
    here = {canonical(want.name): str(want.specifier)[2:] for want in requirements() if want.marker is None or want.marker.evaluate()}
    assert installed == here


def test_qt_is_the_one_that_lives_long() -> None:
    versions = {want.name: str(want.specifier) for want in requirements()}
    assert versions["pyside6-essentials"] == "==6.11.3" and "pyside6-addons" not in versions
    assert distribution("pyside6-essentials").version == "6.11.3"


def test_the_other_qt_is_refused(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    made = door("environment")
    for python, qt, refused in (((3, 11), "6.12.0", True), ((3, 12), "6.12.0", False), ((3, 11), "6.11.3", False)):
        monkeypatch.setattr(made, "_inventory", lambda python=python, qt=qt: (python, {"pyside6-essentials": qt}))
        assert (made.unsafe_qt() is not None) is refused


def licences() -> dict[str, tuple[str, str]]:
    """Package -> (licence, `shipped` or `tool`), as packaging/licences.md says."""
    text = (ROOT / "packaging" / "licences.md").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| ---", "| Package")))
    return {name: (licence, use) for name, licence, use, *_ in (line.strip("| ").split(" | ") for line in lines)}


def test_every_package_has_its_licence_told() -> None:
    assert set(licences()) == {canonical(want.name) for want in requirements()}


def test_no_licence_is_against_ours() -> None:
    """What is shipped is permissive, file-level (MPL), or Qt's LGPL in libraries one can replace; GPL only in tools that stay at home."""
    for name, (licence, use) in licences().items():
        assert use in ("shipped", "tool"), name
        if use == "shipped":
            assert not re.search(r"(?<!L)GPL", licence), name
            assert "LGPL" not in licence or name in ("pyside6-essentials", "shiboken6"), name


def test_what_is_shipped_is_told_as_shipped() -> None:
    """From our direct dependencies down: whatever they need at run time is in the program."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        queue = [Requirement(text) for text in tomllib.load(file)["project"]["dependencies"]]
    told, seen = licences(), set[str]()
    while queue:
        name = canonical(queue.pop().name)
        if name in seen or name == "aiohttp":
            continue
        seen.add(name)
        try:
            wants = [Requirement(text) for text in distribution(name).requires or []]
            queue += [want for want in wants if want.marker is None or want.marker.evaluate({"extra": ""})]
        except PackageNotFoundError:
            continue
    assert {name for name in seen if told[name][1] != "shipped"} == set()


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_this_python_is_one_the_lock_is_for() -> None:
    assert sys.version_info >= (3, 11)
