"""The promise "no network" about what is loaded: not by our modules, not by the libraries they bring, not when somebody signs."""

import ast
import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

FORBIDDEN = (
    "aiohttp", "yarl", "requests", "urllib3", "httpx", "websockets", "http.client", "http.server", "urllib.request", "ftplib", "smtplib",
    "imaplib", "poplib", "telnetlib", "nntplib", "xmlrpc", "socketserver", "PySide6.QtNetwork", "PySide6.QtWebSockets",
)  # fmt: skip
"""Libraries that talk to other machines. Not here, since the standard library and asn1crypto load them for other ends and open
nothing by it: `socket`, `ssl`, `asyncio`, `urllib.parse` (leder_desktop/bundle/offline_pyhanko.py says which and why)."""

UNWRITTEN = (*FORBIDDEN, "socket", "ssl")
"""What our own files never name in an import, not even inside a function."""

ALL_OURS = """
import importlib, json, pkgutil, sys
sys.path.insert(0, {root!r})
names = []
for wing in ("leder_desktop", "ui"):
    names.append(wing)
    package = importlib.import_module(wing)
    names += [m.name for m in pkgutil.walk_packages(package.__path__, wing + ".") if not m.name.endswith("__main__")]
for name in names:
    importlib.import_module(name)
"""

SIGNING = """
from leder_desktop.bundle import offline_pyhanko
offline_pyhanko.shut_network()
import pyhanko.sign.fields, pyhanko.sign.signers, pyhanko.sign.validation, pyhanko_certvalidator.context
"""

TELL = """
stub = getattr(sys.modules.get("aiohttp"), "__file__", None) is None
print(json.dumps([len(names), [n for n in {forbidden!r} if n in sys.modules and not (n == "aiohttp" and stub)]]))
"""


def loaded(program: str) -> tuple[int, list[str]]:
    """(how many modules of ours were imported, which forbidden ones are there after it)."""
    script = (ALL_OURS + program + TELL).format(root=str(ROOT), forbidden=FORBIDDEN)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    count, found = json.loads(done.stdout)
    return count, found


def test_no_module_of_ours_loads_a_network_library() -> None:
    count, found = loaded("")
    assert count > 20 and found == []


def test_signing_loads_no_network_library() -> None:
    assert loaded(SIGNING)[1] == []


def test_a_network_library_would_be_seen() -> None:
    assert loaded("import http.client\n")[1] == ["http.client"]


def test_the_network_client_pyhanko_asks_for_is_not_installed() -> None:
    with pytest.raises(importlib.metadata.PackageNotFoundError):
        importlib.metadata.distribution("aiohttp")


def test_our_files_name_no_network_library() -> None:
    assert [f"{path}: {name}" for path, name in _named() if _unwritten(name)] == []


def _named() -> list[tuple[Path, str]]:
    """(file, module) of every import in our files, also those inside functions."""
    files = sorted((*(ROOT / "leder_desktop").rglob("*.py"), *(ROOT / "ui").rglob("*.py")))
    trees = [(path.relative_to(ROOT), ast.parse(path.read_text(encoding="utf-8"))) for path in files]
    return [(path, name) for path, tree in trees for node in ast.walk(tree) for name in _imports(node)]


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def _unwritten(name: str) -> bool:
    return any(name == module or name.startswith(module + ".") for module in UNWRITTEN)


def test_our_files_name_nothing_that_writes_or_runs_by_itself() -> None:
    """No temporary files (a case's words would be in them), and no format that runs what it reads."""
    forbidden = ("tempfile", "pickle", "shelve", "marshal")
    assert [f"{path}: {name}" for path, name in _named() if name.partition(".")[0] in forbidden] == []


@pytest.mark.tool("strace")
def test_the_whole_journey_opens_no_network_socket(tmp_path: Path) -> None:
    """What the system was asked for, whatever was loaded: `leder demo` from the first store to the verdict."""
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-qq", "-e", "trace=socket,connect,sendto,bind", "-o", str(trace)]
    command = [sys.executable, "-m", "leder_desktop", "--json", "demo", "--out", str(tmp_path / "demo")]
    done = subprocess.run([*watched, *command], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert [line for line in trace.read_text(encoding="utf-8").splitlines() if "AF_INET" in line or "AF_NETLINK" in line] == []
