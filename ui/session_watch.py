"""Hears when the machine goes to sleep, when its lid is shut, and when the session is locked or handed to somebody else.

Linux: over the message bus, a socket of this machine. logind says `PrepareForSleep` (it waits a few seconds for us: an inhibitor of the
kind "delay", given back when the process ends), locks our own session or makes it inactive; UPower tells the lid, also where shutting it
does not mean sleep (logind knows the lid, but does not say when it changes); the screen savers of the freedesktop and GNOME say when they
are on. Signals of other people's sessions are not listened to. Where there is no bus nothing is heard, nothing hangs, and the idle lock,
which counts time asleep, is what is left.

Windows: `ui.session_windows`. macOS tells sleep only to programs with its own libraries (NSWorkspace); there the idle lock is the answer:
whoever opens the lid after the idle time meets the lock.
"""

import os
import sys
from typing import Any, cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

LOGIND, MANAGER, AT = "org.freedesktop.login1", "org.freedesktop.login1.Manager", "/org/freedesktop/login1"
SESSION = "org.freedesktop.login1.Session"
PROPERTIES, CHANGED = "org.freedesktop.DBus.Properties", "PropertiesChanged"
UPOWER, POWER_AT = "org.freedesktop.UPower", "/org/freedesktop/UPower"
SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.freedesktop.ScreenSaver", "/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
SLEEPS = "Locked because the laptop went to sleep."
SHUT = "Locked because the lid was shut."
AWAY = "Locked because the screen was locked."
SWITCHED = "Locked because somebody else was signed in."


def _slot(signature: str) -> bytes:
    """WORKAROUND: PySide's stubs ask for bytes, but only the string that SLOT makes is taken."""
    return cast("bytes", SLOT(signature))


class SessionWatch(QObject):
    away = Signal(str)
    """A sentence for the unlock screen. It may come more than once for one leaving."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._calls: set[QDBusPendingCallWatcher] = set()

    def begin(self) -> None:
        """Listen from now on."""
        if sys.platform == "win32":
            from ui.session_windows import WindowsSession

            WindowsSession(self.away.emit, self).begin()
        elif sys.platform.startswith("linux"):
            self._listen_to_system()
            self._listen_to_savers()

    def _listen_to_system(self) -> None:
        bus = QDBusConnection.systemBus()
        if not bus.isConnected():
            return
        bus.connect(LOGIND, AT, MANAGER, "PrepareForSleep", self, _slot("sleeps(bool)"))
        bus.connect(UPOWER, POWER_AT, PROPERTIES, CHANGED, self, _slot("power(QString,QVariantMap,QStringList)"))
        self._hold_up_sleep()
        self._ask("GetSession", [os.environ.get("XDG_SESSION_ID") or "auto"], self._own_session)

    def _listen_to_savers(self) -> None:
        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            for service, path in SAVERS:
                bus.connect(service, path, service, "ActiveChanged", self, _slot("saver(bool)"))

    def _hold_up_sleep(self) -> None:
        """Ask for a few seconds between being told and the sleep itself."""
        self._ask("Inhibit", ["sleep", "LeDeR Desktop", "Saving what was typed", "delay"], self._keep_inhibitor)

    def _ask(self, method: str, arguments: list[Any], then: Any) -> None:
        """Ask logind without waiting; an answer that does not come, or is an error, is no answer."""
        call = QDBusMessage.createMethodCall(LOGIND, AT, MANAGER, method)
        call.setArguments(arguments)
        waiting = QDBusPendingCallWatcher(QDBusConnection.systemBus().asyncCall(call), self)
        self._calls.add(waiting)

        def answered() -> None:
            self._calls.discard(waiting)
            reply = waiting.reply()
            if not waiting.isError() and reply.arguments():
                then(reply.arguments()[0])
            waiting.deleteLater()

        waiting.finished.connect(answered)

    def _keep_inhibitor(self, held: object) -> None:
        if isinstance(held, QDBusUnixFileDescriptor):
            self._inhibitor = held

    def _own_session(self, answer: Any) -> None:
        """Listen to our own session; that of somebody else on this laptop may be locked without concerning us."""
        bus, path = QDBusConnection.systemBus(), str(answer.path())
        bus.connect(LOGIND, path, SESSION, "Lock", self, _slot("locked()"))
        bus.connect(LOGIND, path, PROPERTIES, CHANGED, self, _slot("session(QString,QVariantMap,QStringList)"))

    @Slot(bool)
    def sleeps(self, begins: bool) -> None:
        if begins:
            self.away.emit(SLEEPS)
            self._inhibitor = None
        else:
            self._hold_up_sleep()

    @Slot(bool)
    def saver(self, on: bool) -> None:
        if on:
            self.away.emit(AWAY)

    @Slot()
    def locked(self) -> None:
        self.away.emit(AWAY)

    @Slot(str, "QVariantMap", "QStringList")
    def session(self, interface: str, changed: dict[str, Any], _: list[str]) -> None:
        if interface == SESSION and changed.get("Active") is False:
            self.away.emit(SWITCHED)
        elif interface == SESSION and changed.get("LockedHint") is True:
            self.away.emit(AWAY)

    @Slot(str, "QVariantMap", "QStringList")
    def power(self, interface: str, changed: dict[str, Any], _: list[str]) -> None:
        if interface == UPOWER and changed.get("LidIsClosed") is True:
            self.away.emit(SHUT)
