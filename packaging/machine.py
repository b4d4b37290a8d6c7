"""What the machine must have outside Python, and how a Debian gets it.

The list is `debian-packages.txt`. As root on Debian what is missing is installed; for anybody else it is named, in one
sentence, and work goes on: tests of an absent tool are skipped by name. Windows and macOS need nothing from here.
"""

import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("debian-packages.txt")


@dataclass(frozen=True, kw_only=True)
class Need:
    group: str
    """`venv`, `qt`, `test` or `freeze`: which of the door's verbs want it."""

    package: str
    probe: str
    """`lib:SONAME`, `bin:PROGRAM`, `py:MODULE` or `file:PATH`."""


def needs(groups: Iterable[str]) -> list[Need]:
    wanted = set(groups)
    text = LIST.read_text(encoding="utf-8").replace("{python}", f"{sys.version_info.major}.{sys.version_info.minor}")
    rows = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return [Need(group=group, package=package, probe=probe) for group, package, probe in rows if group in wanted]


def missing(groups: Iterable[str]) -> list[Need]:
    """Those of the groups that this machine lacks; always none off Linux, where the wheels bring all they need."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = needs(groups)
    libraries = _libraries() if any(need.probe.startswith("lib:") for need in wanted) else ""
    return [need for need in wanted if not _there(need.probe, libraries)]


def install(groups: Iterable[str]) -> list[Need]:
    """Install what is missing, as root on Debian; return what is missing still."""
    absent = missing(groups)
    if not absent or not _may_install():
        return absent
    packages = [need.package for need in absent]
    print(f"Installing with apt-get: {' '.join(packages)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for step in ([*command], ["apt-get", "update", "-qq"], [*command]):
        # The package list of a fresh machine is empty or old: the first try may fail for that alone.
        done = subprocess.run(step, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if step[1] == "install" and done.returncode == 0:
            break
    else:
        print(done.stderr.strip(), file=sys.stderr)
    return missing(groups)


def sentence(absent: list[Need]) -> str:
    """What the person can do about it."""
    packages = " ".join(need.package for need in absent)
    return f"This machine lacks {', '.join(need.probe.partition(':')[2] for need in absent)}: sudo apt-get install {packages}"


def _may_install() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _libraries() -> str:
    program = shutil.which("ldconfig", path="/sbin:/usr/sbin:" + os.environ.get("PATH", ""))
    return subprocess.run([program, "-p"], capture_output=True, text=True).stdout if program else ""


def _there(probe: str, libraries: str) -> bool:
    kind, _, name = probe.partition(":")
    if kind == "lib":
        return f"\t{name} " in libraries or (Path(sys.base_prefix) / "lib" / name).is_file()
    if kind == "file":
        return Path(name).is_file()
    if kind == "bin":
        return shutil.which(name) is not None
    importlib.invalidate_caches()
    return importlib.util.find_spec(name) is not None
