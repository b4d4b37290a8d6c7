"""The contract at its edges: streams closed, full or gone, secrets that are none, files that are no files, trust in nobody.

Each runs the program as its own process: what happens to a closed stream happens before any of our code.
"""

import json
import os
import stat
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX shells only: closes and redirects streams")


def shell(line: str, **words: object) -> subprocess.CompletedProcess[bytes]:
    """`line` with `$LEDER` for the program; `words` are its further variables."""
    environment = {**os.environ, "LEDER": f"{sys.executable} -m leder_desktop", **{name: str(word) for name, word in words.items()}}
    return subprocess.run(["bash", "-c", line], capture_output=True, env=environment, timeout=60, check=False)


def is_no_fault(done: subprocess.CompletedProcess[bytes]) -> bool:
    return not any(word in done.stderr for word in (b"fault of the program", b"Traceback", b"Exception ignored"))


@pytest.mark.parametrize(
    ("line", "exit"),
    [
        ("$LEDER --json date 2019 >&-", 0),
        ("$LEDER --json date 2019 <&- >&- 2>&-", 0),
        ("set -o pipefail; $LEDER questions | true", 0),
        ("$LEDER date bogus 2>&-", 1),
        ("$LEDER note set CASE portrait <&-", 2),
        ("$LEDER --store $STORE case list <&-", 2),
        ("$LEDER --store $STORE --passphrase-fd -1 case list", 2),
        ("$LEDER --store $STORE --passphrase-fd 99999999999999999999 case list", 2),
        ("$LEDER --store $STORE --passphrase-fd 77 case list", 2),
    ],
)
def test_a_closed_or_missing_stream_is_no_fault(leder, line, exit):
    done = shell(line, STORE=leder.store)
    assert done.returncode == exit and is_no_fault(done), done


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("options", ["", "--json"])
def test_an_answer_that_cannot_be_written_is_the_machines_fault_and_said(options):
    done = shell(f"$LEDER {options} questions >/dev/full")
    assert done.returncode == 4 and is_no_fault(done) and b"could not be written" in done.stderr


def test_the_answer_to_a_file_name_that_is_no_utf8_is_json(leder):
    where = os.fsdecode(os.fsencode(leder.folder) + b"/\xff")
    refused = leder("evidence", "get", leder.new(), "none", "--out", where)
    assert refused.code == "no-such-evidence"
    made = shell(
        "$LEDER --store $STORE --passphrase-file $SECRET --json report $CASE --kind review --out $OUT",
        STORE=leder.store, SECRET=leder.secret, CASE=leder.new(), OUT=where,
    )  # fmt: skip
    assert made.returncode == 0 and json.loads(made.stdout)["file"] == where


@pytest.mark.parametrize(("raw", "code"), [(b"\xff", "wrong-pin"), (b"x" * 70_000, "too-big")])
def test_a_pin_file_that_is_no_pin_is_refused(leder, raw, code):
    pin = leder.folder / "pin"
    pin.write_bytes(raw)
    assert leder("identity", "import", "a", leder.secret, "--pin-file", pin).code == code


def test_a_secrets_file_is_refused_as_any_other_file_is(leder):
    new = ("passphrase", "change", "--new-passphrase-file")
    assert (leder(*new, leder.folder / "none").exit, leder(*new, leder.folder / "none").code) == (1, "no-such-file")
    assert leder(*new, leder.folder).code == "unsupported-format"
    (leder.folder / "new").write_bytes(b"\xff\xfe")
    assert leder(*new, leder.folder / "new").code == "weak-passphrase"
    leder.secret.write_bytes(b"\xff")
    assert (leder("case", "list").exit, leder("case", "list").code) == (3, "wrong-passphrase")


def test_half_a_character_in_what_is_said_of_a_record_is_refused_and_keeps_nothing(leder):
    case, half = leder.new(), os.fsdecode(b"\xff")
    for option in ("--from", "--kind"):
        assert leder("attach", case, leder.secret, option, half).code == "text-not-storable"
    assert leder("evidence", "list", case).document == {"evidence": []}
    assert [p for p in (leder.store / "cases" / case).rglob("*") if p.is_file() and p.parent.name == "evidence"] == []


def test_a_pipe_or_a_device_is_no_record(leder):
    os.mkfifo(leder.folder / "pipe")
    case = leder.new()
    for path in (leder.folder / "pipe", "/dev/zero"):
        assert leder("attach", case, path).code == "unsupported-format"


def test_what_leaves_the_store_is_readable_by_this_account_only(leder):
    assert stat.S_IMODE((leder.folder / "sheet.txt").stat().st_mode) == 0o600
    case = leder.new()
    kept = leder("attach", case, leder.secret).document["evidence"]
    leder("evidence", "get", case, kept, "--out", leder.folder / "out")
    assert stat.S_IMODE((leder.folder / "out").stat().st_mode) == 0o600


def test_a_file_that_does_not_fit_on_the_disk_is_taken_away_again(leder):
    out, store = leder.folder / "sheet2.txt", leder.folder / "second"
    done = shell(
        "ulimit -f 0; $LEDER --store $STORE --passphrase-file $SECRET --json init --name Sam --role reviewer --recovery-out $OUT",
        STORE=store, SECRET=leder.secret, OUT=out,
    )  # fmt: skip
    assert done.returncode == 4 and json.loads(done.stdout)["error"]["sentence"] and is_no_fault(done)
    assert not out.exists() and not store.exists()


def test_a_demo_never_touches_what_is_there_and_leaves_nothing_when_it_fails(leder):
    (leder.folder / "crl.pem").write_text("mine")
    for out in (leder.folder, leder.folder / "crl.pem"):
        assert leder("demo", "--out", out, passphrase=False).code == "file-exists"
    assert (leder.folder / "crl.pem").read_text() == "mine" and not (leder.folder / "root.pem").exists()
    new = leder.folder / "new"
    assert shell("ulimit -f 1; $LEDER --json demo --out $OUT", OUT=new).returncode == 4 and not new.exists()


def test_only_authorities_are_trusted(leder):
    from leder_desktop.clock import Clock
    from leder_desktop.keys import demo_pki

    pki = demo_pki.make(Clock().now())
    for name, data in (("root.pem", pki.root.pem()), ("platform.pem", pki.recipient.pem()), ("crl.pem", pki.crl_pem())):
        (leder.folder / name).write_bytes(data)
    (leder.folder / "roles.json.p7s").write_bytes(b"x")
    assert leder("trust", "import", leder.folder / "root.pem", leder.folder / "platform.pem").code == "unsupported-format"
    assert leder("trust", "import", leder.folder / "roles.json.p7s").code == "unsupported-format"
    assert leder("trust", "list").document == {"anchors": [], "crls": [], "roles": None}
    trusted = leder("trust", "import", leder.folder / "root.pem", leder.folder / "crl.pem").document
    assert len(trusted["anchors"]) == len(trusted["crls"]) == 1


def test_a_key_without_end_is_too_big(leder):
    assert leder("verify", leder.folder, "--trust", "/dev/zero", passphrase=False).code == "too-big"
