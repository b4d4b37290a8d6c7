"""Standard streams that may be closed, full, or gone before the answer is: none of that is a fault of the program."""

import json
import os
import signal
import sys
import threading
from collections.abc import Collection
from contextlib import suppress
from typing import cast

from leder_desktop.errors import Refused


def take_places() -> None:
    """The places 0, 1 and 2 of closed streams go to the null device, so that no file of a store is ever opened in them."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(handle)


def hear_interrupts() -> None:
    """Ctrl+C is a KeyboardInterrupt again (see the package); where whoever started this has it ignored, it stays so."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def at_terminal() -> bool:
    """Is there somebody to ask? Not when standard input is closed."""
    return sys.stdin is not None and sys.stdin.isatty()


def tell(*sentences: str) -> None:
    """Sentences on standard error; lost without a word where nobody can read them."""
    if sys.stderr is not None:
        with suppress(OSError):
            print(*sentences, sep="\n", file=sys.stderr, flush=True)


def answer(data: bytes) -> None:
    """The answer on standard output. A reader that has seen enough is no failure; refused `disk-full` or `io-error`
    when it could not be written: what the command did is done then, and only its answer is missing.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # What is still held back would fail again when the program ends.
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            code = "disk-full" if error.errno == 28 else "io-error"
            raise Refused(code, "The command was carried out, but its answer could not be written to standard output.") from None


def texts_in(names: Collection[str], longest: int) -> dict[str, str]:
    """Texts from standard input, as one JSON object; nothing where it is empty.

    Refused: `not-understood` for anything else than an object of texts with these names, and what `words_in` refuses.
    """
    typed = words_in(longest).strip()
    told: object = {}
    try:
        told = json.loads(typed) if typed else {}
    except (ValueError, RecursionError):
        told = None
    if isinstance(told, dict):
        given = cast("dict[str, object]", told)
        said = {key: value for key, value in given.items() if key in names and isinstance(value, str)}
        if len(said) == len(given):
            return said
    raise Refused("not-understood", f"Give the words as one JSON object on standard input: {', '.join(names)}.")


def words_in(longest: int) -> str:
    """A text from standard input, of which little more than `longest` characters are read. Refused: `text-not-storable` if not UTF-8."""
    if sys.stdin is None:
        tell("The text is read from standard input, which is closed.")
        raise SystemExit(2)
    untrusted = sys.stdin.buffer.read(longest * 4 + 1)
    try:
        return untrusted.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("text-not-storable", "That is not UTF-8 text. Nothing was written.") from None
