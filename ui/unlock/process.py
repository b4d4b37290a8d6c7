"""What a lock means for the process: hardened before there is a key, and ended by a lock, because nothing else clears memory."""

import argparse
import gc
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, cast

from PySide6 import __version_info__
from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from leder_desktop.errors import Refused
from ui import choose_file
from ui.style import Theme, load_fonts
from ui.tokens import PALETTES
from ui.widgets.autosave_text import SECRET

SWEEP_MS = 3_000
QT_FOR_PYTHON: tuple[int, int] = (__version_info__[0], __version_info__[1])


def sweep_here(owner: QObject) -> None:
    """Python clears up rings of objects on whichever thread it happens to be, and a widget may only go on the GUI thread."""
    gc.disable()
    timer = QTimer(owner)
    timer.setInterval(SWEEP_MS)
    timer.timeout.connect(lambda: gc.collect(1))
    timer.start()


def clear_clipboard() -> None:
    """Take away what was copied or, on X11, only selected here: what this process put there, and what carries our mark."""
    clipboard = QApplication.clipboard()
    modes = [(QClipboard.Mode.Clipboard, clipboard.ownsClipboard())]
    if clipboard.supportsSelection():
        modes.append((QClipboard.Mode.Selection, clipboard.ownsSelection()))
    for mode, ours in modes:
        held = cast("QMimeData | None", clipboard.mimeData(mode))
        if ours or (held is not None and any(held.hasFormat(mark) for mark in SECRET)):
            clipboard.clear(mode)


def start_again(argv: list[str]) -> NoReturn:
    """A fresh process of this program, and the end of this one."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "ui"]
    subprocess.Popen([*program, *argv], start_new_session=True)
    end_here()


def end_here() -> NoReturn:
    """The hard end: whoever waits for a dialog, a menu or a drag to return waits for ever, and nothing of Python or Qt is taken down.

    What must be closed was closed before. Leaving Qt's loop instead would go back into the code behind every open dialog.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):  # whoever read it may be gone
                stream.flush()
    os._exit(0)


def refuse_broken_qt() -> None:
    """Refused `io-error`: PySide6 6.12 gives away references to None on Python 3.11 until the process dies."""
    if QT_FOR_PYTHON >= (6, 12) and sys.version_info < (3, 12):
        raise Refused("io-error", "This version of Qt for Python stops a long session on Python 3.11. Install PySide6-Essentials 6.11.3.")


def application(argv: list[str], text: float = 1.0, palette: str = "light") -> tuple[QApplication, Theme]:
    """Qt with our type and colours; without a screen (Linux) it draws into memory."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    choose_file.forget()
    made = QApplication.instance()
    app = made if isinstance(made, QApplication) else QApplication(argv[:1])
    app.setStyle("Fusion")
    app.setApplicationName("LeDeR Desktop")
    load_fonts()
    theme = Theme(PALETTES[palette], max(1.0, min(2.0, text)))
    theme.wear()
    return app, theme


def parse(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="leder-desktop", description="The LeDeR reviewer's desktop.")
    parser.add_argument("--store", type=Path, metavar="DIR", help="the store's folder, when it is not the usual one")
    parser.add_argument("--reason", default="", metavar="TEXT", help="why it was locked, said at the unlock screen")
    parser.add_argument("--restore", action="store_true", help="begin with restoring a backup")
    parser.add_argument("--text", type=float, default=1.0, metavar="N", help="text size, 1 to 2")
    parser.add_argument("--palette", choices=sorted(PALETTES), default="light")
    parser.add_argument(
        "--demo", type=Path, metavar="DIR", help="pictures of every screen with the sample case, then the window where there is a screen"
    )
    return parser.parse_args(argv)
