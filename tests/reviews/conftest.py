"""A desk that may sign, a folder for records, and a look at a screen in words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel

from leder_desktop.session import Desk, Session
from tests import signers
from tests.ui.case_window import opener
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures
from ui.overview.below import Below
from ui.overview.view import Overview
from ui.screen import ScreenFactory


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "received"
    made.mkdir()
    return made


@pytest.fixture
def signing(desk: Desk, tmp_path: Path) -> None:
    """Priya's certificate and the trust in it are in the store."""
    (tmp_path / "papers").mkdir()
    signers.take_in(desk, signers.papers(tmp_path / "papers"))


@pytest.fixture
def look(qtbot, theme) -> Callable[..., str]:  # noqa: F811
    """Everything a screen says, as somebody sees it who opens it in this case, and, for the decision, chooses `pressing`."""

    def looked(session: Session, *, pressing: str = "", **screen: ScreenFactory) -> str:
        _, shown = opener(qtbot, theme)(session, **screen)
        if pressing:
            shown.choice.editor.editor.picks[pressing].click()
        if isinstance(shown, Overview):
            qtbot.waitUntil(lambda: shown.findChild(Below) is not None)  # its lower half comes a moment later
        said = [*shown.findChildren(QLabel), *shown.findChildren(QAbstractButton)]
        return "\n".join(each.text() for each in said if each.isVisible() and each.text())

    return looked
