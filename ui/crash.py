"""The last net: a refusal nobody caught is said in its sentence; anything else is a bug, and the report of it holds nothing from a case.

A report names the kinds of the exceptions and the places in our code, file and line, never a message, a value or a path of this machine:
messages and values may hold words from a case (promises: no case text in logs).
"""

import sys
import threading
from collections.abc import Callable
from pathlib import PurePath
from types import TracebackType

from leder_desktop.errors import Refused

CALM = (
    "Something in the program went wrong. What was saved is safe. You can go on; if it happens again, close the program and open it again."
)


def _place(frame_file: str, line: int) -> str:
    """The last three parts of a path: enough to find the line, too little to name a person's folder outside the program."""
    parts = PurePath(frame_file).parts
    known = next((i for i, part in enumerate(parts) if part in ("ui", "leder_desktop", "site-packages")), max(0, len(parts) - 1))
    return f"{'/'.join(parts[known:])}:{line}"


def report(bug: BaseException) -> str:
    """The kinds and places of an exception and of those it came from, newest last."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = bug
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        kind = type(at)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        trace = at.__traceback__
        while trace is not None:
            lines.append(f"  {_place(trace.tb_frame.f_code.co_filename, trace.tb_lineno)}")
            trace = trace.tb_next
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(lines)


class Net:
    """`say(sentence)` shows a refusal; `bug(sentence, report)` shows that something went wrong."""

    def __init__(self, say: Callable[[str], object], bug: Callable[[str, str], object]) -> None:
        self._say, self._bug = say, bug
        self._busy = False

    def caught(self, why: BaseException) -> None:
        """A message shown while another is up would stack without end, so one at a time."""
        if self._busy:
            return
        self._busy = True
        try:
            if isinstance(why, Refused):
                self._say(why.sentence)
            else:
                self._bug(CALM, report(why))
        finally:
            self._busy = False

    def install(self) -> None:
        """Become the hook of this process, and of its threads (whose refusals and bugs come home through `ui.jobs`)."""

        def hook(kind: type[BaseException], why: BaseException, trace: TracebackType | None) -> None:
            if isinstance(why, KeyboardInterrupt):
                sys.exit(1)
            self.caught(why)

        def in_thread(args: threading.ExceptHookArgs) -> None:
            if args.exc_value is not None and sys.stderr is not None:
                sys.stderr.write(report(args.exc_value) + "\n")

        sys.excepthook = hook
        threading.excepthook = in_thread
