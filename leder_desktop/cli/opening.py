"""Secrets and the store, as every command opens them."""

import argparse
import getpass
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import cases, store
from leder_desktop.session import Desk, Session

LONGEST_SECRET = 1 << 16


def folder(args: argparse.Namespace) -> Path:
    return args.store or store.default_folder()


def secret(file: Path | None, descriptor: int | None, prompt: str) -> str:
    """A passphrase, PIN or code: from a file, an open descriptor, or asked for. UTF-8; one final LF or CRLF is removed.

    Never from the command line or the environment. Without a terminal to ask at: exit 2.
    """
    if file is None and descriptor is None:
        if not sys.stdin.isatty():
            print(f"{prompt}: there is no terminal to ask at. Give it with a -file or -fd option.", file=sys.stderr)
            raise SystemExit(2)
        return getpass.getpass(f"{prompt}: ")
    try:
        if file is not None:
            with file.open("rb") as stream:
                raw = stream.read(LONGEST_SECRET)
        else:
            assert descriptor is not None
            with os.fdopen(descriptor, "rb") as stream:
                raw = stream.read(LONGEST_SECRET)
    except OSError:
        print(f"{prompt}: that file or descriptor cannot be read.", file=sys.stderr)
        raise SystemExit(2) from None
    for end in (b"\r\n", b"\n"):
        if raw.endswith(end):
            raw = raw[: -len(end)]
            break
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("wrong-passphrase", "The passphrase file is not UTF-8 text.") from None


def add_pin(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--pin-file", type=Path, metavar="FILE")
    group.add_argument("--pin-fd", type=int, metavar="N")


def pin(args: argparse.Namespace) -> str:
    return secret(args.pin_file, args.pin_fd, "PIN of the signing identity")


def add_new_passphrase(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--new-passphrase-file", type=Path, metavar="FILE")
    group.add_argument("--new-passphrase-fd", type=int, metavar="N")


def new_passphrase(args: argparse.Namespace) -> str:
    """The new passphrase; asked for twice at a terminal."""
    if args.new_passphrase_file is None and args.new_passphrase_fd is None and sys.stdin.isatty():
        first = getpass.getpass("New passphrase: ")
        if getpass.getpass("Once more: ") != first:
            raise Refused("weak-passphrase", "The two did not match. Nothing was changed.")
        return first
    return secret(args.new_passphrase_file, args.new_passphrase_fd, "New passphrase")


@contextmanager
def desk(args: argparse.Namespace) -> Generator[Desk]:
    """The store, open from here to the end of the block."""
    where = folder(args)
    store.require_store(where)
    opened = store.unlock(where, secret(args.passphrase_file, args.passphrase_fd, "Passphrase"), clock=Clock())
    try:
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


def read_file(path: Path, longest: int = 16 << 20) -> bytes:
    """A small file that the caller named."""
    try:
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except FileNotFoundError:
        raise Refused("no-such-file", f"There is no file {path.name} there.") from None
    except OSError:
        raise Refused("no-permission", f"{path.name} cannot be read.") from None
    if len(data) > longest:
        raise Refused("too-big", f"{path.name} is too large for what it should be.")
    return data
