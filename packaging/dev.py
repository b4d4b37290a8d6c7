"""The door for whoever builds or tries this program: `python3 packaging/dev.py VERB`. Needs nothing but Python 3.11.

    demo [--out DIR]            the whole journey on the sample case, then pictures of the window (and the window, where there is a screen)
    test [--long] [PYTEST ...]  check, then the tests; `--long` goes on where the last long run stopped, `--fresh` begins anew
    check                       style, types, import directions, and the tests about the tree itself
    bench                       the timed comparisons of tests/bench
    shots [--out DIR]           a picture of every screen
    freeze                      a one-folder program in dist/, which needs no Python

Every verb first makes the machine and `.venv` fit (machine.py, environment.py); the second time that costs nothing.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036  # said before anything is imported that an older Python cannot read
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")

import environment
import long_run
import machine
import skips

ROOT = environment.ROOT

GROUPS = {"test": ("qt", "test"), "bench": ("qt", "test"), "freeze": ("qt", "freeze")}
"""What a verb needs of the machine, beside `venv`; a verb that is not named needs `qt`."""
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""Where files are kept in memory, and the bytes that must be free there before the tests use it; they need a tenth of that."""


def demo(out: Path | None) -> int:
    """Make the sample review's report and sealed bundle in `out`, verify it, and add the pictures of the window."""
    out = out or _unused(ROOT / "demo-out")
    made = _python("-m", "leder_desktop", "--json", "demo", "--out", str(out), capture=True)
    if made.returncode:
        print(made.stdout, end="")
        return made.returncode
    told = json.loads(made.stdout)
    pictures = _python("-m", "ui.app", "--demo", str(out), quiet=not _has_screen())
    if pictures.returncode:
        return pictures.returncode
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        print(path)
    print(told["verdict"])
    return 0


def check(*, house: bool = True) -> int:
    """Every rule a machine can hold; all of them are asked, also after one has said no. Returns how many said no."""
    failed = [name for name, command in _checks(house) if _announced(name, command)]
    if failed:
        print(f"check: {', '.join(failed)} said no", file=sys.stderr, flush=True)
    return len(failed)


def test(arguments: Sequence[str], *, long: bool, fresh: bool) -> int:
    """check, then the tests: those marked `alone` one by one first, the others two at a time. Under CI no skip passes unexplained.

    The `long` ones go before everything else; what they found is kept, and told as a table at the end.
    """
    unchecked = check(house=False)
    _python("-m", "compileall", "-q", "-j", "2", "leder_desktop", "ui")  # a window that is watched writes nothing that it compiles
    report = ROOT / "build" / "tests"
    report.mkdir(parents=True, exist_ok=True)
    results = [0]
    runs = [("others", "not alone and not long", ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"])]
    if _any_alone():
        runs.insert(0, ("alone", "alone and not long", []))
    if long:
        long_run.begin(fresh=fresh)
        runs.insert(0, ("long", "long and not alone", [*long_run.PLUGIN, "-n", "2", "--dist", "worksteal"]))
        runs.insert(0, ("long-alone", "long and alone", [*long_run.PLUGIN]))
    for name, marker, more in runs:
        with nullcontext() if name.endswith("alone") else _in_memory() as temporary:
            results.append(_pytest("-q", "-m", marker, f"--junitxml={report / name}.xml", *more, *arguments, temporary=temporary))
    # 5: nothing was collected, as when a path holds no test marked `alone`; all runs empty is a mistake.
    failed = any(result not in (0, 5) for result in results[1:]) or all(result == 5 for result in results[1:])
    unexplained = skips.unexplained([report / f"{name}.xml" for name, _, _ in runs]) if os.environ.get("CI") == "true" else []
    for name, reason in unexplained:
        print(f"skipped, and CI allows no skip: {name}: {reason}", file=sys.stderr)
    if long:
        print(long_run.table(found := long_run.rows()), flush=True)
        failed = failed or any(row.red for row in found)
    if unchecked:
        print("The tests ran, but check said no: see above.", file=sys.stderr)
    return 1 if unchecked or failed or unexplained else 0


def bench() -> int:
    if not (ROOT / "tests" / "bench").is_dir():
        return _sorry("There is no tests/bench in this tree.")
    return _pytest("-q", "-s", "-m", "", "tests/bench")


def shots(out: Path | None) -> int:
    if not (ROOT / "ui" / "shots.py").is_file():
        return _sorry("There is no ui/shots.py in this tree.")
    return _python("-m", "ui.shots", str(out or ROOT / "shots-out"), quiet=True).returncode


def freeze() -> int:
    """PyInstaller by packaging/leder.spec: `leder` and `leder-desktop` in dist/leder-desktop."""
    folders = ["--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build" / "freeze")]
    done = _python("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, str(ROOT / "packaging" / "leder.spec"))
    if done.returncode:
        return done.returncode
    folder = ROOT / "dist" / "leder-desktop"
    strangers = [path.name for path in folder.rglob("*") if re.search(r"Qt6?(Network|Qml|Quick)|libgtk|libgdk|aiohttp", path.name)]
    if strangers:
        return _sorry(f"In the program, but not wanted there: {', '.join(strangers)}")
    program = folder / ("leder.exe" if os.name == "nt" else "leder")
    print(f"{folder}: {sum(path.lstat().st_size for path in folder.rglob('*')) / 1e6:.0f} MB")
    return subprocess.run([str(program), "--help"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL).returncode


def _checks(house: bool) -> list[tuple[str, list[str]]]:
    scripts = environment.SCRIPTS
    checks = [
        ("ruff", [str(scripts / "ruff"), "check", "--quiet", "."]),
        ("basedpyright", [str(scripts / "basedpyright"), "--level", "error"]),
        ("import directions", [str(scripts / "lint-imports"), "--no-cache", "--no-logo"]),
    ]
    if house:
        checks.append(("tests of the house", [str(environment.PYTHON), "-m", "pytest", "-q", "-m", "not long", "tests/house"]))
    return checks


def _announced(name: str, command: list[str]) -> int:
    print(f"== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, env=_environment(quiet=True), stdin=subprocess.DEVNULL).returncode


def _any_alone() -> bool:
    return any("mark.alone" in path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))


def _pytest(*arguments: str, temporary: Path | None = None) -> int:
    return _python("-m", "pytest", *arguments, quiet=True, temporary=temporary).returncode


@contextmanager
def _in_memory() -> Iterator[Path | None]:
    """A folder for tests that measure nothing, if there is room: on a disk they wait for it more than half of their time, and disks that
    fail, are full or lose their power are made by the tests themselves. It is gone afterwards."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        with tempfile.TemporaryDirectory(prefix="leder-", dir=MEMORY, ignore_cleanup_errors=True) as folder:
            yield Path(folder)
    else:
        yield None


def _python(
    *arguments: str, quiet: bool = False, capture: bool = False, temporary: Path | None = None
) -> subprocess.CompletedProcess[str]:
    command = [str(environment.PYTHON), *arguments]
    stdout = subprocess.PIPE if capture else None
    env = _environment(quiet=quiet) | ({"TMPDIR": str(temporary)} if temporary else {})
    return subprocess.run(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=stdout, text=True, encoding="utf-8")


def _environment(*, quiet: bool) -> dict[str, str]:
    """What a child sees; `quiet`: no screen and no message bus, whatever this desk has. What Python compiles is kept: the tests start the
    program some hundred times."""
    left_out = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    kept |= {"PYTHONUTF8": "1", "PATH": str(environment.SCRIPTS) + os.pathsep + kept.get("PATH", "")}
    if quiet:
        kept["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        if sys.platform.startswith("linux"):
            kept["QT_QPA_PLATFORM"] = "offscreen"
    return kept


def _has_screen() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _unused(folder: Path) -> Path:
    """`folder`, or `folder-2`, `folder-3`, ...: nothing that is there is written over."""
    number = 1
    path = folder
    while path.exists():
        number += 1
        path = folder.with_name(f"{folder.name}-{number}")
    return path


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


def _prepared(verb: str) -> str | None:
    """Make the machine and `.venv` fit for `verb`; the sentence that tells what stands in the way, or None."""
    if not environment.PYTHON.is_file() and (absent := machine.install(["venv"])):
        return machine.sentence(absent)
    if absent := machine.install(GROUPS.get(verb, ("qt",))):
        print(machine.sentence(absent), file=sys.stderr, flush=True)
    return environment.ready()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name in ("demo", "shots"):
        verbs.add_parser(name).add_argument("--out", type=Path)
    tests = verbs.add_parser("test")
    tests.add_argument("--long", action="store_true", help="also the tests that take more than ten seconds each")
    tests.add_argument("--fresh", action="store_true", help="with --long: also those that passed before")
    for name in ("check", "bench", "freeze"):
        verbs.add_parser(name)
    told, rest = parser.parse_known_args()
    if rest and told.verb != "test":
        parser.error(f"unknown: {' '.join(rest)}")
    if (obstacle := _prepared(told.verb)) is not None:
        return _sorry(obstacle)
    return _go(told, rest)


def _go(told: argparse.Namespace, rest: list[str]) -> int:
    out: Path | None = Path(told.out).absolute() if getattr(told, "out", None) else None
    verbs: dict[str, Callable[[], int]] = {
        "demo": lambda: demo(out),
        "test": lambda: test(rest, long=told.long, fresh=told.fresh),
        "check": lambda: min(check(), 1),
        "bench": bench,
        "shots": lambda: shots(out),
        "freeze": freeze,
    }
    return verbs[told.verb]()


if __name__ == "__main__":
    sys.exit(main())
