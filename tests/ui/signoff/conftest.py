"""The sample on the sign-off page, ready to be signed, and the papers of who may sign it."""

import pytest

from leder_desktop.operations import sample
from tests import signers
from tests.ui.case_window import opener
from ui.signoff.view import SignOffScreen


@pytest.fixture
def paths(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    return signers.papers(folder)


@pytest.fixture
def roz(desk):
    """The sample, ready to be signed."""
    made = sample.take_in(desk)
    yield made
    made.file.close()


@pytest.fixture
def opened(qtbot, theme, roz):
    window, screen = opener(qtbot, theme)(roz, signoff=SignOffScreen)
    yield window, screen
    window.services.jobs.wait()


@pytest.fixture
def screen(opened):
    return opened[1]
