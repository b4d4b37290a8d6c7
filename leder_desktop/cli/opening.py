"""Secrets and the store, as every command opens them."""

import argparse
import getpass
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from leder_desktop.cli import streams
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import cases, evidence, header, store, ways_in
from leder_desktop.session import Desk, Session

LONGEST_SECRET = 1 << 16
CASE = "its reference or its id"


def folder(args: argparse.Namespace) -> Path:
    return args.store or store.default_folder()


def descriptor(text: str) -> int:
    """The number of an open file descriptor, as an option gives it."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise argparse.ArgumentTypeError(f"{text!r} is not the number of an open file descriptor")
    return int(text)


def secret(file: Path | None, descriptor: int | None, prompt: str, malformed: str = "wrong-passphrase") -> str:
    """A passphrase, PIN or code: from a file, an open descriptor, or asked for. UTF-8; one final LF or CRLF is removed.

    Never from the command line or the environment. Without a terminal to ask at, or with a descriptor that is not open: exit 2.
    Refused: what `evidence.read_small` refuses, and the code `malformed` for what is not text.
    """
    if file is not None:
        raw = evidence.read_small(file, LONGEST_SECRET)
    elif descriptor is not None:
        raw = _from_descriptor(descriptor, prompt)
    elif streams.at_terminal():
        return getpass.getpass(f"{prompt}: ")
    else:
        streams.tell(f"{prompt}: there is no terminal to ask at. Give it with a -file or -fd option.")
        raise SystemExit(2)
    for end in (b"\r\n", b"\n"):
        if raw.endswith(end):
            raw = raw[: -len(end)]
            break
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(malformed, f"{prompt}: this is not UTF-8 text. Save it as UTF-8, then try again.") from None


def _from_descriptor(descriptor: int, prompt: str) -> bytes:
    try:
        with os.fdopen(descriptor, "rb", closefd=descriptor not in (1, 2)) as stream:
            raw = stream.read(LONGEST_SECRET + 1)
    except OSError:
        streams.tell(f"{prompt}: that descriptor cannot be read.")
        raise SystemExit(2) from None
    if len(raw) > LONGEST_SECRET:
        raise Refused("too-big", f"{prompt}: what was given is too long.")
    return raw


def add_pin(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--pin-file", type=Path, metavar="FILE", help="a file that holds the PIN of the key")
    group.add_argument("--pin-fd", type=descriptor, metavar="N", help="an open file descriptor to read it from")


def pin(args: argparse.Namespace) -> str:
    return secret(args.pin_file, args.pin_fd, "PIN of the signing identity", "wrong-pin")


def add_new_passphrase(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--new-passphrase-file", type=Path, metavar="FILE", help="a file that holds the new one; else it is asked for")
    group.add_argument("--new-passphrase-fd", type=descriptor, metavar="N", help="an open file descriptor to read it from")


def new_passphrase(args: argparse.Namespace) -> str:
    """The new passphrase; asked for twice at a terminal."""
    if args.new_passphrase_file is None and args.new_passphrase_fd is None and streams.at_terminal():
        first = getpass.getpass("New passphrase: ")
        if getpass.getpass("Once more: ") != first:
            raise Refused("weak-passphrase", "The two did not match. Nothing was changed.")
        return first
    return secret(args.new_passphrase_file, args.new_passphrase_fd, "New passphrase", "weak-passphrase")


@contextmanager
def desk(args: argparse.Namespace) -> Generator[Desk]:
    """The store, open from here to the end of the block."""
    where = folder(args)
    header.require_store(where)
    opened = store.unlock(where, secret(args.passphrase_file, args.passphrase_fd, "Passphrase"), clock=Clock())
    try:
        if said := ways_in.follow_policy(opened):
            streams.tell(said)
        yield opened
    finally:
        opened.close()


@contextmanager
def at_case(args: argparse.Namespace) -> Generator[Session]:
    """The case named by uuid or reference, open from here to the end of the block."""
    with desk(args) as opened:
        session = cases.open(opened, args.case)
        try:
            yield session
        finally:
            cases.leave(session)
