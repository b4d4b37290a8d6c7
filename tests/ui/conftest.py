"""A window without a screen, and the theme it wears."""

import gc
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", "disabled:")

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

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
def theme(qapp: QApplication, _fonts: None) -> Theme:
    """What a test wears that makes windows."""
    # windows of the test before wait for an event loop to be deleted, and every one of them would be styled again
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = Theme(LIGHT, 1.0)
    made.wear()
    return made
