"""How the page stood on earlier days: read only, newest first."""

import json
from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import day_words
from leder_desktop.operations import history
from leder_desktop.session import Session
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Choice
from ui.widgets.layout import card, column, holder, row
from ui.widgets.words import words


class Versions(QWidget):
    def __init__(self, theme: Theme, leave: Callable[[], object], history: Callable[[], object]) -> None:
        """`history`: to the whole history, where versions are compared and put back."""
        super().__init__()
        self._texts: tuple[str, ...] = ()
        self.which = Choice(theme, "Version")
        self.which.setObjectName("portrait.version")
        self.which.chose.connect(self._on_chose)
        self.text = AutosaveText(theme, "The portrait as it stood then", role="lead", lines=(0, 0), bare=True)
        self.text.setReadOnly(True)
        self.leave = button(theme, "Back to the page", "arrow-left", on=leave)
        self.more = button(theme, "Compare or put back", "history", on=history)
        head = row(theme, words("Earlier versions", "h2", wrap=False), None, self.which, self.more, self.leave, gap=1.5)
        sheet = card(theme, self.text, pad=3)
        layout = column(theme, holder(head), sheet, words("The page you write on is not changed by looking.", "small", "soft"), gap=1.5)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_versions(self, session: Session) -> int:
        """Read them from the case; how many there are."""
        found = [v for v in history.versions(session, "note", "portrait", "text") if v.content is not None]
        found.reverse()
        self._texts = tuple(str(json.loads(v.content or '""')) for v in found)
        self.which.offer(tuple((str(i), f"{_day(v.at)}, {v.by}") for i, v in enumerate(found)), "0")
        self._show(0)
        return len(found)

    def _on_chose(self, key: str) -> None:
        self._show(int(key))

    def _show(self, at: int) -> None:
        self.text.forget()
        self.text.show_text(self._texts[at] if at < len(self._texts) else "")
        self.text.put_caret(0)


def _day(at: str) -> str:
    then = datetime.fromisoformat(at).astimezone()
    return f"{day_words(then)}, {then:%H:%M}"
