"""What every test needs: no message bus, a screen that is not there, and other people's tools by name."""

import os
import shutil
import sys

import pytest

# Before Qt is loaded. Without an address every X11 process may start a bus that outlives it; `disabled:` starts none.
os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.tool("pdfsig")` skips a test, by that name, on a machine without the program."""
    for mark in item.iter_markers("tool"):
        for program in mark.args:
            if shutil.which(program) is None:
                pytest.skip(f"{program} is not installed")
