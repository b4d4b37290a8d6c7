"""The help page says everything its file says, and nothing in it is promised without a test of that promise."""

import re
import tomllib
from pathlib import Path

from pytestqt.qtbot import QtBot

from leder_desktop import resources
from tests.ui.accessible import nameless
from ui.help_page.view import SOURCE, ProtectedPage
from ui.jobs import Jobs
from ui.services import Services
from ui.style import Theme
from ui.widgets.words import Words

ROOT = Path(__file__).resolve().parents[2]
TOLD = tomllib.loads(resources.path(SOURCE).read_text("utf-8"))


def test_every_paragraph_is_on_the_page_in_words_that_can_be_read_aloud(qtbot: QtBot, theme: Theme) -> None:
    page = ProtectedPage(theme, Services(theme, Jobs()))
    qtbot.addWidget(page)
    page.show()
    shown = {label.text() for label in page.findChildren(Words)}
    for part in TOLD["part"]:
        assert {part["heading"], *part["said"]} <= shown
    assert {TOLD["title"], TOLD["intro"]} <= shown and nameless(page) == []


def test_each_promise_named_on_the_page_has_its_tests() -> None:
    named = {promise for part in TOLD["part"] for promise in part["promise"]}
    files = (ROOT / "tests").rglob("test_*.py")
    tested = {name.upper() for path in files for name in re.findall(r"^def test_(p\d\d)_", path.read_text("utf-8"), re.MULTILINE)}
    assert named and named - tested == set()


def test_what_is_not_protected_is_said() -> None:
    last = TOLD["part"][-1]
    assert last["promise"] == [] and "printer" in " ".join(last["said"]) and "recovery words" in " ".join(last["said"])
