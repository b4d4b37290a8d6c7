"""`.venv`: exactly what `requirements.lock` says, by hash, and the project itself, so that `leder` and `leder-desktop` are there.

Nothing else may be in it: a package that the lock does not name is removed (pyHanko's network client is left out of the
lock on purpose, see `tool.uv` in pyproject.toml). A stamp with the lock's digest makes the second start free.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "packaging" / "requirements.lock"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "leder-lock"

OURS = frozenset({"pip", "leder-desktop"})
"""In the environment without being in the lock: the tool that fills it, and the project."""

_INVENTORY = (
    "import importlib.metadata as m, json, sys;"
    "print(json.dumps([list(sys.version_info[:2]), {d.name: d.version for d in m.distributions()}]))"
)


def ready() -> str | None:
    """Make `.venv` what the lock says. None when it is; otherwise the sentence that tells what stands in the way."""
    wanted = digest()
    if STAMP.is_file() and PYTHON.is_file() and STAMP.read_text(encoding="utf-8") == wanted:
        return None
    if not PYTHON.is_file() or not _runs():
        shutil.rmtree(VENV, ignore_errors=True)
        print("Making .venv", flush=True)
        if _run([_base_python(), "-m", "venv", str(VENV)]):
            return "The environment .venv could not be made: see the lines above."
    STAMP.unlink(missing_ok=True)
    print("Installing what packaging/requirements.lock names", flush=True)
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    # The lock is complete, so nothing is resolved here: --no-deps also keeps out what the lock leaves out on purpose.
    if _run([*pip, "install", "-q", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)]):
        return "The packages of packaging/requirements.lock could not be installed: see the lines above."
    strangers = sorted(set(installed()) - set(locked()) - OURS)
    if strangers and _run([*pip, "uninstall", "-q", "-y", *strangers]):
        return "Packages that are not in packaging/requirements.lock could not be removed: see the lines above."
    # A .pth file instead of an import hook, so that type checkers and PyInstaller see the packages too.
    editable = ["--no-deps", "--no-build-isolation", "--no-index", "--config-settings", "editable_mode=compat", "-e", str(ROOT)]
    if _run([*pip, "install", "-q", *editable]):
        return "The project itself could not be installed into .venv: see the lines above."
    if (refusal := unsafe_qt()) is not None:
        return refusal
    STAMP.write_text(wanted, encoding="utf-8")
    return None


def unsafe_qt() -> str | None:
    """PySide6 6.12 drops a reference to None with every call on Python before 3.12, and dies after some 5,000 of them."""
    version, packages = _inventory()
    qt = tuple(int(part) for part in packages.get("pyside6-essentials", "0.0").split(".")[:2])
    if qt >= (6, 12) and version < (3, 12):
        return "PySide6 6.12 ends long-running programs on Python 3.11: use the pinned 6.11.3, or Python 3.12 or newer."
    return None


def digest() -> str:
    """Of all that decides what is in `.venv`."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = json.dumps(tomllib.load(file)["project"], sort_keys=True)
    return hashlib.sha256(LOCK.read_bytes().replace(b"\r\n", b"\n") + project.encode()).hexdigest()


def locked() -> dict[str, str]:
    """Name -> version of every package in the lock, for all systems together."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines)
    return {canonical(match[1]): match[2] for match in found if match}


def installed() -> dict[str, str]:
    """Name -> version of every package in `.venv`."""
    return _inventory()[1]


def canonical(name: str) -> str:
    """As PEP 503 compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _inventory() -> tuple[tuple[int, ...], dict[str, str]]:
    # -I: the tree's own egg-info beside us is not an installed package.
    told = subprocess.run([str(PYTHON), "-I", "-c", _INVENTORY], capture_output=True, text=True, check=True).stdout
    version, packages = json.loads(told)
    return tuple(version), {canonical(name): number for name, number in packages.items()}


def _base_python() -> str:
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def _runs() -> bool:
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0


def _run(command: list[str]) -> int:
    """The exit code; what the command said is printed only when it failed."""
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        print(done.stdout, file=sys.stderr, flush=True)
    return done.returncode
