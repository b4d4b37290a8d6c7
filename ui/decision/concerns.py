"""The concerns among the findings, to be read beside the decision."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from leder_desktop.model.findings import Finding
from leder_desktop.model.standards import Standards
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.words import glyph, words


class Concerns(QWidget):
    def __init__(self, theme: Theme, go: Callable[[], object]) -> None:
        super().__init__()
        self.theme = theme
        self._lines = column(theme, gap=1)
        self.shown: tuple[Finding, ...] | None = None
        onward = button(theme, "Go to the findings", "lightbulb", kind="link", on=go)
        inner = card(theme, words("What was of concern", "strong"), holder(self._lines), row(theme, onward, None), gap=1.25)
        self.setLayout(column(theme, inner, gap=0))

    def show_findings(self, found: tuple[Finding, ...], standards: Standards) -> None:
        if found == self.shown:
            return
        self.shown = found
        clear(self._lines)
        for one in found:
            more = standards.label("severity", one.severity) if one.severity else "How serious: not said"
            text = column(self.theme, words(one.text), words(more, "small", "soft"), gap=0)
            line = row(self.theme, glyph(self.theme, "circle-alert", "amber", 16, "Concern"), text, gap=1, top=True)
            line.setStretch(1, 1)
            self._lines.addWidget(holder(line))
        if not found:
            self._lines.addWidget(words("No concern is written down among the findings.", "body", "soft"))
