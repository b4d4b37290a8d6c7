"""A window without a screen, and the theme it wears."""

import gc
import os
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from ui.idle_lock import IdleLock
from ui.style import Theme, load_fonts
from ui.tokens import LIGHT


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Rubbish is collected between the tests and never on a pool thread, where taking a widget apart would end the process."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    qapp.setStyle("Fusion")
    load_fonts()


@pytest.fixture
def theme(qapp: QApplication, _fonts: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Theme]:
    """What a test wears that makes windows. A desktop it leaves lying would lock itself minutes later, in the middle of another test:
    none of those made meanwhile does."""
    # windows of the test before wait for an event loop to be deleted, and every one of them would be styled again
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    idle: list[IdleLock] = []
    real = IdleLock.__init__

    def remembered(self: IdleLock, *args: Any, **given: Any) -> None:
        real(self, *args, **given)
        idle.append(self)

    monkeypatch.setattr(IdleLock, "__init__", remembered)
    made = Theme(LIGHT, 1.0)
    made.wear()
    yield made
    for one in idle:
        if isValid(one):
            one._timer.stop()
