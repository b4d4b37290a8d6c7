"""What the senior reviewer says while reading. Each comment is pinned to a section, or to the whole review."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.signoff import Comment
from ui.sections import SECTIONS
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.words import words

WHOLE = "whole"
WHERES = ((WHOLE, "The whole review"), *((s.key, s.title) for s in SECTIONS if s.key not in ("overview", "signoff", "leaving")))
TITLES = dict(WHERES)


class Comments(QWidget):
    """`changed()` when there is one more or one less; `comments()` gives them, with what is still in the form."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._kept: list[Comment] = []
        self._lines = column(theme, gap=1)
        self.where = Choice(theme, "About", WHERES, WHOLE)
        self.where.setObjectName("signoff.comment.where")
        self.text = AutosaveText(theme, "Comment", lines=(3, 10))
        self.text.setObjectName("signoff.comment")
        self.field = Field(theme, "Comment", self.text)
        self.text.told.connect(self.field.problem)
        self.text.textChanged.connect(self._fit)
        self.add = button(theme, "Add this comment", "plus", on=self._add)
        self.setLayout(
            column(
                theme,
                words("Comments", "h2"),
                holder(self._lines),
                Field(theme, "About", self.where),
                self.field,
                row(theme, self.add, None),
                None,
                gap=1.25,
            )
        )
        self._show()

    def begin(self, section: str, quoted: str) -> None:
        """A comment on what is being read: its section, and the words that were selected."""
        self.where.choose(section if section in TITLES else WHOLE)
        if quoted.strip():
            self.text.insert(f"“{' '.join(quoted.split())}”: ")
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def comments(self) -> list[Comment]:
        """Those added, and what stands in the form."""
        half = Comment(id="", text=self.text.text().strip(), where=self._at())
        return [*self._kept, half] if half.text else list(self._kept)

    def show_comments(self, comments: list[Comment]) -> None:
        self._kept = list(comments)
        self._show()

    def added(self) -> list[Comment]:
        return list(self._kept)

    def clear(self) -> None:
        """They were handed over."""
        self._kept = []
        self.text.forget()
        self._show()

    def _at(self) -> str:
        at = self.where.at()
        return "" if at == WHOLE else at

    def _add(self) -> None:
        text = self.text.text().strip()
        if text:
            self._kept.append(Comment(id="", text=text, where=self._at()))
            self.text.forget()
            self._show()
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _change(self, at: int) -> None:
        """Back into the form, to write it otherwise; what stands there is added first."""
        taken = self._kept.pop(at)
        self._add()
        self.where.choose(taken.where or WHOLE)
        self.text.insert(taken.text)
        self._show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        clear(self._lines)
        for i, comment in enumerate(self._kept):
            says = TITLES[comment.where or WHOLE]
            change = button(
                self.theme, "Change", "pencil", kind="link", says=f"Change comment {i + 1}, on {says}", on=lambda i=i: self._change(i)
            )
            inner = (words(says, "small-strong", "soft"), words(comment.text), row(self.theme, change, None))
            self._lines.addWidget(card(self.theme, *inner, gap=0.25, pad=1.5))
        if not self._kept:
            self._lines.addWidget(words("None yet. Ctrl+Enter on a page begins one.", "body", "soft"))
        self._fit()

    def _fit(self) -> None:
        self.add.setEnabled(bool(self.text.text().strip()))
        self.changed.emit()


def as_text(comments: list[Comment]) -> str:
    """For the place that a lock keeps: one comment after the other, section first."""
    return "\x1e".join(f"{comment.where}\x1f{comment.text}" for comment in comments)


def from_text(kept: str) -> list[Comment]:
    parts = (part.partition("\x1f") for part in kept.split("\x1e") if part)
    return [replace(Comment(id=""), where=where, text=text) for where, _, text in parts]
