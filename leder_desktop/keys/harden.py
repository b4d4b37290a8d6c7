"""What a process does before there is any key in it: no core dump, and no other process of this user may look into it (promise P07)."""

import ctypes
import sys

_PR_SET_DUMPABLE = 4
"""prctl(2), Linux. Not dumpable also means: `/proc/PID/mem` and a debugger of the same account are refused."""


def harden() -> None:
    """Cannot be taken back by what the process does later. On Windows nothing: there the account's own processes may always look."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
