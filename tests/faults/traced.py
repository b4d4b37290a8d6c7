"""What a program asked the system for, by strace: the files it made or opened to be written, and whom it would talk to."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_CALLS = (
    "open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,mknodat,truncate,chdir,"
    "socket,connect,bind"
)
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Traced:
    exit: int
    out: str
    err: str
    written: frozenset[Path]
    """Every path made, renamed to, or opened so that it could be written; absolute."""
    sockets: tuple[str, ...]
    """Every line about a socket."""


def watched(trace: Path) -> list[str]:
    """What stands before a command to have it traced into the file `trace`; `read` reads it when the command has ended."""
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-s", "4096", "-e", f"trace={_CALLS}", "-o", str(trace)]


def traced(command: Sequence[str], *, cwd: Path, trace: Path, env: Mapping[str, str]) -> Traced:
    done = subprocess.run([*watched(trace), *command], capture_output=True, encoding="utf-8", cwd=cwd, env=env)
    written, sockets = read(trace, cwd)
    return Traced(done.returncode, done.stdout, done.stderr, written, sockets)


def read(trace: Path, cwd: Path) -> tuple[frozenset[Path], tuple[str, ...]]:
    """What was written, and every line about a socket."""
    written, sockets = set[Path](), list[str]()
    for line in trace.read_text("utf-8", "replace").splitlines():
        call = line.partition(" ")[2].strip()
        if " = -1 " in call or ("<unfinished" in call and not _PATH.search(call)):
            continue
        name = call.partition("(")[0]
        if name in ("socket", "connect", "bind"):
            sockets.append(call)
        elif name in ("open", "openat", "creat"):
            if name == "creat" or re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC|APPEND)", call):
                written.add(_absolute(_PATH.findall(call)[0], cwd))
        elif name != "chdir":
            written |= {_absolute(path, cwd) for path in _PATH.findall(call)}
    return frozenset(written), tuple(sockets)


def _absolute(path: str, cwd: Path) -> Path:
    return Path(cwd / path.encode("latin-1", "replace").decode("unicode_escape"))
