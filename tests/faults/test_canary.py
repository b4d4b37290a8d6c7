"""Not a word of a case, nor a secret, in any byte the program wrote but into what was exported (promises P01, P07, P23, P26)."""

import base64
import json
import math
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from leder_desktop import resources
from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.operations import store
from tests.faults.canary import hits
from tests.faults.journey import CANARIES
from tests.faults.traced import Traced, traced

ROOT = Path(__file__).resolve().parents[2]
NOTHING = {Path("/dev/null"), Path("/dev/tty"), Path("/dev/urandom")}


@dataclass(frozen=True)
class Travelled:
    store: Path
    given: Path
    out: Path
    elsewhere: Path
    """The whole of a new account: home, XDG folders, temporary files, and where the program was started."""
    env: dict[str, str]
    traced: Traced | None


@pytest.fixture(scope="module")
def travelled(tmp_path_factory: pytest.TempPathFactory) -> Travelled:
    base = tmp_path_factory.mktemp("canary")
    given, out, elsewhere = base / "given", base / "out", base / "elsewhere"
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "PYTEST", "LEDER"))}
    env |= {"HOME": str(elsewhere / "home"), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TZ": "Europe/London"}
    env |= {name: str(elsewhere / "tmp") for name in ("TMPDIR", "TEMP", "TMP")}
    remembered = ("DATA_HOME", "CONFIG_HOME", "CACHE_HOME", "STATE_HOME", "RUNTIME_DIR")
    env |= {f"XDG_{name}": str(elsewhere / name.lower()) for name in remembered}
    for folder in (given, out, *(elsewhere / name for name in ("home", "tmp", "started", "data_home", "config_home", "cache_home"))):
        folder.mkdir(parents=True)
    give(given)
    folder, started = elsewhere / "data_home" / "leder-desktop" / "store", elsewhere / "started"
    command = [sys.executable, "-m", "tests.faults.journey", str(folder), str(given), str(out)]
    if sys.platform.startswith("linux") and has_strace():
        ran = traced(command, cwd=started, trace=base / "trace", env=env)
        code, err = ran.exit, ran.err
    else:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=started, env=env)
        ran, code, err = None, done.returncode, done.stderr
    assert (code, err) == (0, "")
    return Travelled(folder, given, out, elsewhere, env, ran)


def has_strace() -> bool:
    from shutil import which

    return which("strace") is not None


def give(given: Path) -> None:
    pki = demo_pki.make(Clock().now())
    (given / "passphrase").write_text(CANARIES["passphrase"])
    (given / "pin").write_text(CANARIES["pin"])
    (given / "root.pem").write_bytes(pki.root.pem())
    (given / "crl.pem").write_bytes(pki.crl_pem())
    (given / "recipient.pem").write_bytes(pki.recipient.pem())
    for name, identity in (("reviewer", pki.reviewer), ("senior", pki.senior)):
        (given / f"{name}.p12").write_bytes(identity.pkcs12(name, CANARIES["pin"].encode()))
    (given / f"{CANARIES['file']}.txt").write_text(f"{CANARIES['record']} " * 100)
    record = (ROOT / "tests/data/fhir/invented-r4.json").read_text("utf-8")
    (given / "record.json").write_text(record.replace("Harkness", CANARIES["record"]), "utf-8")


def words_of(travelled: Travelled) -> list[str | bytes]:
    """The canaries, the sample's own words, the first bytes of its papers, and every key that is in use."""
    sample = resources.path("sample_case")
    found: list[str | bytes] = [*CANARIES.values(), *CANARIES["passphrase"].split(), "Ferriday", "SAMPLE-0001"]
    found += [path.read_bytes()[200:232] for path in sample.iterdir() if path.suffix in (".pdf", ".png", ".eml", ".json")]
    return [*found, *keys_of(travelled)]


def keys_of(travelled: Travelled) -> Iterator[bytes]:
    derived = store.derive_key(travelled.store, CANARIES["passphrase"])
    yield bytes(derived.held.store_key)
    desk = store.open_with(derived, clock=Clock())
    try:
        for row in desk.shelf.cases():
            if row.state == "ready":
                yield bytes(desk.shelf.case_key(row.id))
    finally:
        desk.close()


def test_no_word_and_no_key_in_any_byte_that_was_not_exported(travelled: Travelled) -> None:
    assert len(list(travelled.store.rglob("*"))) > 10
    assert hits([travelled.elsewhere], words_of(travelled)) == []


def test_a_planted_word_is_found_in_every_form(travelled: Travelled, tmp_path: Path) -> None:
    """The proof that the test above can fail."""
    word = CANARIES["note"]
    planted = {
        **{encoding: word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")},
        "hex": word.encode().hex().encode(),
        **{f"base64 {n}": base64.b64encode(b"x" * n + word.encode() + b"yz") for n in range(3)},
        "base64 of utf-16": base64.b64encode(b"--" + word.encode("utf-16-le") + b"--"),
    }  # fmt: skip
    for number, data in enumerate(planted.values()):
        (tmp_path / f"{number}").write_bytes(os.urandom(5000) + data + os.urandom(5000))
    (tmp_path / f"a file called {word}").touch()
    assert len(hits([tmp_path], [word])) == len(planted) + 1
    assert hits([travelled.out], [CANARIES["passphrase"], CANARIES["pin"], *keys_of(travelled)]) == [], "nor is a secret exported"
    assert hits([travelled.given], [CANARIES["record"]]) != []


def test_what_the_store_holds_looks_like_noise(travelled: Travelled) -> None:
    """No header of SQLite, more than 7.9 bits a byte; only the slots, the lock and the journals are anything else."""
    for path in (path for path in travelled.store.rglob("*") if path.is_file()):
        data = path.read_bytes()
        if path.name in ("slots.leder", "lock") or path.name.endswith("-journal"):
            assert path.name == "slots.leder" or not data, path
            continue
        assert not data.startswith(b"SQLite format 3")
        if len(data) > 20_000:
            counted = Counter(data)
            assert -sum(n / len(data) * math.log2(n / len(data)) for n in counted.values()) > 7.9, path
    assert set(json.loads((travelled.store / "slots.leder").read_bytes())) & set(CANARIES) == set()


@pytest.mark.tool("strace")
def test_nothing_is_written_beside_the_store_and_what_is_exported_and_nobody_is_called(travelled: Travelled) -> None:
    assert travelled.traced is not None
    inside = (travelled.store, travelled.out)
    parents = set(travelled.store.parents)
    strangers = {p for p in travelled.traced.written if not any(p.is_relative_to(one) for one in inside)} - NOTHING - parents
    assert strangers == set()
    assert any(path.name == "case.leder" for path in travelled.traced.written), "the trace sees what is written"
    assert travelled.traced.sockets == ()
    assert sorted(path.name for path in travelled.elsewhere.rglob("*") if path.is_file() and not path.is_relative_to(travelled.store)) == []


@pytest.mark.tool("strace")
def test_the_demo_writes_into_its_folder_alone_and_calls_nobody(tmp_path: Path) -> None:
    (tmp_path / "started").mkdir()
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path / "home")}
    command = [sys.executable, "-m", "leder_desktop", "--json", "demo", "--out", str(tmp_path / "out")]
    ran = traced(command, cwd=tmp_path / "started", trace=tmp_path / "trace", env=env)
    assert ran.exit == 0, ran.err
    assert {path for path in ran.written if not path.is_relative_to(tmp_path / "out")} - NOTHING == set()
    assert any(path.name == "case.leder" for path in ran.written)
    assert ran.sockets == ()
    assert {path.name for path in tmp_path.iterdir()} == {"started", "out", "trace"} and list((tmp_path / "started").iterdir()) == []


def test_a_write_and_a_call_elsewhere_would_be_seen(tmp_path: Path) -> None:
    """The proof that the two tests above can fail."""
    if not has_strace():
        pytest.skip("strace is not installed")
    script = "import socket; open('stray', 'w'); s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('127.0.0.1', 9))"
    ran = traced([sys.executable, "-c", script], cwd=tmp_path, trace=tmp_path / "trace", env=os.environ)
    assert tmp_path / "stray" in ran.written and len([line for line in ran.sockets if "AF_INET" in line]) == 2


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
def test_no_secret_in_the_command_line_or_the_environment_of_the_process(travelled: Travelled) -> None:
    """Looked at from outside while the store is open and the program waits for the PIN."""
    read, write = os.pipe()
    case = next(path.name for path in (travelled.store / "cases").iterdir())
    opening = ["--store", str(travelled.store), "--passphrase-file", str(travelled.given / "passphrase")]
    words = ["identity", "import", "third", str(travelled.given / "senior.p12"), "--pin-fd", str(read)]
    command = [sys.executable, "-m", "leder_desktop", *opening, *words]
    process = subprocess.Popen(command, env=travelled.env, pass_fds=[read], cwd=ROOT, stdout=subprocess.PIPE)
    os.close(read)
    try:
        os.write(write, CANARIES["pin"].encode())
        until_locked(process, travelled.store / "lock")
        seen = b"".join(Path(f"/proc/{process.pid}/{name}").read_bytes() for name in ("cmdline", "environ"))
    finally:
        os.close(write)
        process.communicate()
    assert process.returncode == 0 and b"identity" in seen and case
    secrets = [CANARIES["passphrase"], CANARIES["pin"], *keys_of(travelled)]
    assert [one for one in secrets if (one if isinstance(one, bytes) else one.encode()) in seen] == []


def until_locked(process: "subprocess.Popen[bytes]", lock: Path) -> None:
    """Until the process holds the store's lock: its passphrase was read and its keys are there."""
    import fcntl

    while process.poll() is None:
        with lock.open("rb") as handle:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
    raise AssertionError("the program ended before it opened the store")
