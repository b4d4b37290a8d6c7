"""The same for Windows: messages that the system sends to a window of ours.

The session is watched by `WTSRegisterSessionNotification` on the main window; power messages come to every window without asking. Windows
gives about two seconds before it sleeps (WM_POWERBROADCAST, PBT_APMSUSPEND), and a session that ends is asked first (WM_QUERYENDSESSION).
"""

import ctypes
import ctypes.wintypes
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QApplication

WM_QUERYENDSESSION, WM_POWERBROADCAST, WM_WTSSESSION_CHANGE = 0x0011, 0x0218, 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOCK = 0x2, 0x4, 0x7
ONLY_THIS_SESSION = 0
"""NOTIFY_FOR_THIS_SESSION: nothing of other people's sessions."""
SAID = {
    (WM_POWERBROADCAST, PBT_APMSUSPEND): "Locked because the laptop went to sleep.",
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK): "Locked because the screen was locked.",
    (WM_WTSSESSION_CHANGE, WTS_CONSOLE_DISCONNECT): "Locked because somebody else was signed in.",
    (WM_WTSSESSION_CHANGE, WTS_REMOTE_DISCONNECT): "Locked because the session was left.",
}


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, away: Callable[[str], object]) -> None:
        super().__init__()
        self._away = away

    def nativeEventFilter(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> object:
        if QByteArray(eventType).startsWith(b"windows_generic_MSG"):
            told = ctypes.wintypes.MSG.from_address(int(message))
            said = SAID.get((told.message, told.wParam))
            if told.message == WM_QUERYENDSESSION:
                said = "Locked because the session ended."
            if said is not None:
                self._away(said)
        return False, 0


class WindowsSession(QObject):
    def __init__(self, away: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._filter = _Filter(away)

    def begin(self) -> None:
        app = QCoreApplication.instance()
        window = next((one for one in QApplication.topLevelWidgets() if one.isWindow() and one.parent() is None), None)
        if sys.platform != "win32" or app is None:
            return
        app.installNativeEventFilter(self._filter)
        if window is not None:
            known: Any = ctypes.WinDLL("wtsapi32")
            known.WTSRegisterSessionNotification(ctypes.wintypes.HWND(int(window.winId())), ONLY_THIS_SESSION)
