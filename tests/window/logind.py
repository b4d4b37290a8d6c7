"""A message bus of its own, and on it somebody who says what logind says. Only what the program asks it is answered."""

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

NAME, AT, MANAGER = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
OURS, THEIRS = f"{AT}/session/_31", f"{AT}/session/_32"
SESSION, PROPERTIES = "org.freedesktop.login1.Session", "org.freedesktop.DBus.Properties"
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_type="method_call"/><allow send_type="signal"/>
<allow send_requested_reply="true" send_type="method_return"/><allow send_requested_reply="true" send_type="error"/>
<allow receive_type="method_call"/><allow receive_type="signal"/><allow receive_type="method_return"/><allow receive_type="error"/></policy>
</busconfig>"""


class Logind:
    """It answers in a thread of its own until the block ends."""

    def __init__(self, connection: DBusConnection, about: Proxy) -> None:
        """`about`: the bus itself, over a connection of its own, asked who is who."""
        self._about = about
        self._connection, self._over, self._writing = connection, threading.Event(), threading.Lock()
        self.asked: dict[int, list[str]] = {}
        """Process -> the methods that it called, in order."""
        self.held_up, self._hold = os.pipe()
        """The reading end is at its end when everybody who holds up the sleep has let go."""
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def _answer(self) -> None:
        while not self._over.is_set():
            try:
                message = self._connection.receive(timeout=0.05)
            except TimeoutError:
                continue
            if message.header.message_type != MessageType.method_call:
                continue
            method = message.header.fields.get(HeaderFields.member)
            if method == "Inhibit":
                reply = new_method_return(message, "h", (self._hold,))
            elif method == "GetSession":
                reply = new_method_return(message, "o", (OURS,))
            else:
                reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
            self._send(reply)
            (asker,) = self._about.GetConnectionUnixProcessID(message.header.fields[HeaderFields.sender])
            self.asked.setdefault(asker, []).append(str(method))

    def listens(self, process: int) -> bool:
        """Whether it has asked for all it needs to hear."""
        return {"Inhibit", "GetSession"} <= set(self.asked.get(process, ()))

    def _send(self, message: object) -> None:
        with self._writing:
            self._connection.send(message)

    def says(self, path: str, interface: str, name: str, signature: str = "", body: tuple[object, ...] = ()) -> None:
        self._send(new_signal(DBusAddress(path, interface=interface), name, signature or None, body))

    def sleeps(self) -> None:
        self.says(AT, MANAGER, "PrepareForSleep", "b", (True,))

    def changes(self, path: str, interface: str, **what: bool) -> None:
        body = (interface, {name: ("b", value) for name, value in what.items()}, [])
        self.says(path, PROPERTIES, "PropertiesChanged", "sa{sv}as", body)

    def end(self) -> None:
        self._over.set()
        self._thread.join(2)
        for pipe in (self.held_up, self._hold):
            with suppress(OSError):
                os.close(pipe)


@contextmanager
def logind(folder: Path) -> Iterator[tuple[str, Logind]]:
    """The bus's address, and who answers on it."""
    (folder / "bus.conf").write_text(CONFIG.format(folder=folder))
    command = ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--print-address=1"]
    with ExitStack() as end:
        bus = end.enter_context(subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8"))
        end.callback(bus.terminate)
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        connection = end.enter_context(closing(open_dbus_connection(address, enable_fds=True)))
        for name in (NAME, "org.freedesktop.UPower"):
            Proxy(message_bus, connection).RequestName(name)
        made = Logind(connection, Proxy(message_bus, end.enter_context(closing(open_dbus_connection(address)))))
        end.callback(made.end)
        yield address, made
