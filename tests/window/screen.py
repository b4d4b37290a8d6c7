"""A screen of its own (Xvfb, a window manager), and a hand on its keyboard and mouse, by the X test extension.

Keys go the way a person's go: the X server tells the program. Nothing here knows the program. `xdotool` would do the same, but starts a
process for every sentence; a thousand rounds of typing cannot wait for that.
"""

import ctypes
import os
import struct
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from ctypes import POINTER, byref, c_char_p, c_int, c_uint, c_ulong, c_void_p
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

WIDE, TALL = 1366, 900
NAMES = {
    " ": "space", "\n": "Return", "\t": "Tab", "-": "minus", ".": "period", ",": "comma", "/": "slash", "'": "apostrophe", "+": "plus",
    "=": "equal", ":": "colon", "_": "underscore", "~": "asciitilde", "(": "parenleft", ")": "parenright", "?": "question",
}  # fmt: skip
TITLES = ("WM_NAME", "_NET_WM_NAME", "WM_ICON_NAME", "_NET_WM_ICON_NAME", "_NET_WM_VISIBLE_NAME", "_NET_WM_VISIBLE_ICON_NAME")
PATIENCE = 20.0
"""Seconds that anything is waited for before the test says that it did not come."""


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", c_int), ("height", c_int), ("xoffset", c_int), ("format", c_int), ("data", c_void_p), ("byte_order", c_int),
        ("bitmap_unit", c_int), ("bitmap_bit_order", c_int), ("bitmap_pad", c_int), ("depth", c_int), ("bytes_per_line", c_int),
        ("bits_per_pixel", c_int),
    )  # fmt: skip


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("x", c_int), ("y", c_int), ("width", c_int), ("height", c_int), ("border_width", c_int), ("depth", c_int), ("visual", c_void_p),
        ("root", c_ulong), ("class_", c_int), ("bit_gravity", c_int), ("win_gravity", c_int), ("backing_store", c_int),
        ("backing_planes", c_ulong), ("backing_pixel", c_ulong), ("save_under", c_int), ("colormap", c_ulong), ("map_installed", c_int),
        ("map_state", c_int), ("all_event_masks", ctypes.c_long), ("your_event_mask", ctypes.c_long),
        ("do_not_propagate_mask", ctypes.c_long), ("override_redirect", c_int), ("screen", c_void_p),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A window as everybody on this screen can see it."""

    id: int
    shown: bool
    at: tuple[int, int, int, int]
    """Left, top, width, height, on the screen."""
    said: tuple[tuple[str, str], ...]
    """Every property of it that holds text: name, text."""

    @property
    def title(self) -> str:
        said = dict(self.said)
        return said.get("_NET_WM_NAME", said.get("WM_NAME", ""))


@dataclass(frozen=True, kw_only=True)
class Picture:
    wide: int
    tall: int
    data: bytes
    """Four bytes a pixel: blue, green, red, nothing."""

    def save(self, path: Path) -> None:
        lines = []
        for top in range(self.tall):
            line = self.data[top * self.wide * 4 : (top + 1) * self.wide * 4]
            rgb = bytearray(self.wide * 3)
            rgb[0::3], rgb[1::3], rgb[2::3] = line[2::4], line[1::4], line[0::4]
            lines.append(b"\x00" + bytes(rgb))
        chunks = ((b"IHDR", struct.pack(">IIBBBBB", self.wide, self.tall, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(b"".join(lines), 6)))
        out = b"\x89PNG\r\n\x1a\n"
        for kind, body in (*chunks, (b"IEND", b"")):
            out += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        path.write_bytes(out)


@cache
def _libraries() -> tuple[Any, Any]:
    x11, test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
    x11.XOpenDisplay.restype = c_void_p
    for name in ("XDefaultRootWindow", "XStringToKeysym"):
        getattr(x11, name).restype = c_ulong
    x11.XGetImage.restype = POINTER(_Image)
    x11.XListProperties.restype = POINTER(c_ulong)
    x11.XGetAtomName.restype = c_void_p
    # a window may go away while one looks at it; Xlib would end the process for that
    handler = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda display, event: 0)
    x11.kept_alive = handler
    x11.XSetErrorHandler(handler)
    return x11, test


def until(there: Callable[[], Any], what: str, patience: float = PATIENCE, every: float = 0.01) -> Any:
    """What `there()` answers once it is true. Fails with `what` when it never is."""
    end = time.monotonic() + patience
    while not (found := there()):
        assert time.monotonic() < end, f"waited {patience:.0f} s in vain: {what}"
        time.sleep(every)
    return found


class Screen:
    """One connection to one X server. Not for several threads."""

    def __init__(self, name: str, env: dict[str, str], size: tuple[int, int] = (WIDE, TALL)) -> None:
        self.name, self.env, self.size = name, env, size
        """`env`: what a program needs to show itself here."""
        self._x, self._test = _libraries()
        self._display = c_void_p(until(lambda: self._x.XOpenDisplay(name.encode()), f"the screen {name}"))
        self._root = c_ulong(self._x.XDefaultRootWindow(self._display))
        self._codes: dict[str, tuple[int, bool]] = {}

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    # hand
    def _code(self, key: str) -> tuple[int, bool]:
        """The key on the keyboard, and whether Shift is held for it."""
        if key not in self._codes:
            symbol = c_ulong(self._x.XStringToKeysym(NAMES.get(key, key).encode()))
            code = self._x.XKeysymToKeycode(self._display, symbol)
            assert code, f"no key for {key!r}"
            plain = self._x.XkbKeycodeToKeysym(self._display, c_uint(code), c_uint(0), c_uint(0))
            self._codes[key] = (code, len(key) == 1 and plain & 0xFFFFFFFF != symbol.value & 0xFFFFFFFF)
        return self._codes[key]

    def _fake(self, code: int, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, c_uint(code), c_int(down), c_ulong(0))

    def press(self, *keys: str) -> None:
        """Each as a person presses it: "ctrl+3", "Return", "alt+h"."""
        for key in keys:
            *held, last = key.split("+") if len(key) > 1 else [key]
            holds = [self._code({"ctrl": "Control_L", "alt": "Alt_L", "shift": "Shift_L"}[one])[0] for one in held]
            code, shifted = self._code(last)
            if shifted:
                holds.append(self._code("Shift_L")[0])
            for one in holds:
                self._fake(one, True)
            self._fake(code, True)
            self._fake(code, False)
            for one in reversed(holds):
                self._fake(one, False)
            self.sync()

    def type(self, text: str, pause: float = 0.0) -> None:
        for letter in text:
            self.press(letter)
            if pause:
                time.sleep(pause)

    def sync(self) -> None:
        """The server has every key: it was delivered."""
        self._x.XSync(self._display, c_int(0))

    def click(self, x: int, y: int, button: int = 1) -> None:
        self.move(x, y)
        self.hold(button)
        self.let_go(button)

    def move(self, x: int, y: int) -> None:
        self._test.XTestFakeMotionEvent(self._display, c_int(-1), c_int(x), c_int(y), c_ulong(0))
        self.sync()

    def hold(self, button: int = 1) -> None:
        self._test.XTestFakeButtonEvent(self._display, c_uint(button), c_int(1), c_ulong(0))
        self.sync()

    def let_go(self, button: int = 1) -> None:
        self._test.XTestFakeButtonEvent(self._display, c_uint(button), c_int(0), c_ulong(0))
        self.sync()

    # eye
    def picture(self, left: int = 0, top: int = 0, wide: int = 0, tall: int = 0) -> Picture:
        """What is on the screen now, from there to the edges unless it says how wide and tall."""
        wide, tall = wide or self.size[0] - left, tall or self.size[1] - top
        image = self._x.XGetImage(self._display, self._root, c_int(left), c_int(top), c_uint(wide), c_uint(tall), c_ulong(-1), c_int(2))
        assert image and image.contents.bits_per_pixel == 32
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * tall)
        ctypes.CDLL(None).free(c_void_p(image.contents.data))
        self._x.XFree(image)
        return Picture(wide=wide, tall=tall, data=data)

    def windows(self) -> list[Seen]:
        """Every window of every program that says anything of itself."""
        found: list[Seen] = []
        self._walk(self._root, 0, 0, found)
        return found

    def shown(self) -> list[Seen]:
        """The windows in sight that have a class: the program's own, dialogs too."""
        return [one for one in self.windows() if one.shown and dict(one.said).get("WM_CLASS")]

    def keyboard(self) -> int:
        """The window that keys go to now."""
        focus, back = c_ulong(), c_int()
        self._x.XGetInputFocus(self._display, byref(focus), byref(back))
        return focus.value

    def _walk(self, window: c_ulong, left: int, top: int, found: list[Seen]) -> None:
        root, parent, children, count = c_ulong(), c_ulong(), POINTER(c_ulong)(), c_uint()
        if not self._x.XQueryTree(self._display, window, byref(root), byref(parent), byref(children), byref(count)):
            return
        for child in [children[i] for i in range(count.value)]:
            about = _Attributes()
            if not self._x.XGetWindowAttributes(self._display, c_ulong(child), byref(about)):
                continue
            at = (left + about.x, top + about.y, about.width, about.height)
            said = self._said(c_ulong(child))
            if said:
                found.append(Seen(id=child, shown=about.map_state == 2, at=at, said=said))
            self._walk(c_ulong(child), at[0], at[1], found)
        if children:
            self._x.XFree(children)

    def _said(self, window: c_ulong) -> tuple[tuple[str, str], ...]:
        count = c_int()
        atoms = self._x.XListProperties(self._display, window, byref(count))
        said: list[tuple[str, str]] = []
        for atom in [atoms[i] for i in range(count.value)]:
            name = self._atom(atom)
            kind, form, length, rest, data = c_ulong(), c_int(), c_ulong(), c_ulong(), c_void_p()
            asked = self._x.XGetWindowProperty(
                self._display, window, c_ulong(atom), ctypes.c_long(0), ctypes.c_long(4096), c_int(0), c_ulong(0), byref(kind),
                byref(form), byref(length), byref(rest), byref(data),
            )  # fmt: skip
            if asked == 0 and data:
                if form.value == 8:
                    text = ctypes.string_at(data, length.value).rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "replace")
                    said.append((name, text))
                self._x.XFree(data)
        if count.value:
            self._x.XFree(atoms)
        return tuple(said)

    def _atom(self, atom: int) -> str:
        name = c_void_p(self._x.XGetAtomName(self._display, c_ulong(atom)))
        text = ctypes.cast(name, c_char_p).value
        self._x.XFree(name)
        return (text or b"").decode()


@contextmanager
def screen(folder: Path, size: tuple[int, int] = (WIDE, TALL)) -> Iterator[Screen]:
    """An X server, a window manager and nobody else on it; both end with the block. What they say goes into `folder`."""
    with ExitStack() as end:
        log = end.enter_context((folder / "xvfb.log").open("ab"))
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-noreset"]
        server = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log)
        end.callback(_end, server)
        os.close(write)
        with os.fdopen(read) as told:
            name = f":{int(told.readline())}"
        env = {"DISPLAY": name, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "PATH": os.environ["PATH"], "HOME": str(folder)}
        manager = subprocess.Popen(["openbox", "--sm-disable"], env=env, stdout=log, stderr=log)
        end.callback(_end, manager)
        made = Screen(name, {"DISPLAY": name, "DBUS_SESSION_BUS_ADDRESS": "disabled:", "QT_QPA_PLATFORM": "xcb"}, size)
        end.callback(made.close)
        until(lambda: any(name == "_NET_SUPPORTING_WM_CHECK" or "openbox" in text.lower() for name, text in _root_says(made)), "openbox")
        made.move(size[0] - 1, size[1] - 1)  # over nothing that would show a tip
        yield made


def _root_says(screen: Screen) -> tuple[tuple[str, str], ...]:
    return tuple(pair for seen in screen.windows() for pair in seen.said)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(5)
    if process.poll() is None:
        process.kill()
        process.wait()
