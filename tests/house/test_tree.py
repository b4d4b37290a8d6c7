"""The rules about the files themselves: what may stand in them, how long they are, what they are called."""

import ast
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("leder_desktop", "ui")
LEFT_OUT = {".git", ".venv", "build", "dist", "demo-out", "shots-out", "__pycache__"}


def tracked() -> list[Path]:
    """Every file of the tree: what git knows, or, on a machine without git, what is not made by a run."""
    if shutil.which("git") and (ROOT / ".git").exists():
        told = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True).stdout
        files = [ROOT / name for name in told.decode().split("\0") if name]
    else:
        files = [path for path in ROOT.rglob("*") if not any(_left_out(part) for part in path.relative_to(ROOT).parts)]
    return [path for path in files if path.is_file()]


def _left_out(part: str) -> bool:
    return part in LEFT_OUT or part.startswith("demo-out") or part.endswith((".egg-info", "_cache")) or part in (".hypothesis",)


def python_files(*folders: str) -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]


# The names are put together here, so that this file does not hold what it looks for.
HOSTS = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("python" + "hosted", "org"), ("registry", "npmjs"), ("deb", "debian", "org"), ("proxy", "golang"),
        ("crates", "io"), ("security", "debian", "org"), ("snapshot", "debian"), ("nodesource", "com"),
    )
)  # fmt: skip
DESK = re.compile(r"(?<![\w.\-/])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "ho" + "me")) + r")/\w")


@pytest.mark.parametrize("text", ["https://files.python" + "hosted" + ".org/x", "index: py" + "pi.org"])
def test_a_registry_host_would_be_found(text: str) -> None:
    assert any(host in text for host in HOSTS)


def test_a_path_of_somebodys_desk_would_be_found() -> None:
    assert DESK.search("see /ro" + "ot/notes") and not DESK.search("../work/main and net/wo" + "rk/x")


def test_no_file_names_a_registry_or_the_desk_it_was_written_at() -> None:
    found: list[str] = []
    for path in tracked():
        text = path.read_bytes().decode("latin-1")
        found += [f"{path.relative_to(ROOT)}: {host}" for host in HOSTS if host in text.lower()]
        found += [f"{path.relative_to(ROOT)}: {match[0]}" for match in DESK.finditer(text)]
    assert found == []


def test_no_file_holds_two_nouns() -> None:
    """A file that nears 400 lines is saying that it holds two."""
    files = python_files(*WINGS, "tests", "packaging")
    long = {str(path.relative_to(ROOT)): count for path in files if (count := len(path.read_text(encoding="utf-8").splitlines())) > 400}
    assert long == {}


def test_no_file_is_named_for_nothing() -> None:
    nameless = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "base"}
    assert [str(path.relative_to(ROOT)) for path in python_files(*WINGS) if nameless & set(path.stem.split("_"))] == []


def test_no_date_is_written_in_the_language_of_the_machine() -> None:
    """Qt takes the machine's locale over, and `%B` follows it: `dates.day_words` and `dates.weekday` do not."""
    pattern = re.compile("%[" + "AaBbcpx]")
    found = [path.name for path in python_files(*WINGS) if path.name != "wording.py" and pattern.search(path.read_text(encoding="utf-8"))]
    assert not found
    assert pattern.search("{day:" + "%B %Y}")


def test_every_package_has_its_note() -> None:
    """The docstring of each `__init__.py` is the architecture document of its folder."""
    folders = {path.parent for path in python_files(*WINGS)}
    without = [
        str(folder.relative_to(ROOT))
        for folder in sorted(folders)
        if not (folder / "__init__.py").is_file() or not ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8")))
    ]
    assert without == []


def test_packaging_is_a_folder_and_not_a_package() -> None:
    """As a package it would hide the library of the same name from pytest and PyInstaller."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_ui_is_ours() -> None:
    """`ui` is a common name: what is imported under it must be this tree's, and the project must not be for a public index."""
    import leder_desktop
    import ui

    assert [Path(wing.__file__ or "").parent for wing in (ui, leder_desktop)] == [ROOT / "ui", ROOT / "leder_desktop"]
    assert "Private :: Do Not Upload" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_gate_can_be_run() -> None:
    gate = ROOT / ".ci" / "run"
    assert os.name == "nt" or gate.stat().st_mode & 0o111
    assert "packaging/dev.py test" in gate.read_text(encoding="utf-8")
