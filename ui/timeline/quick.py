"""One typed line as an entry: how it is understood is shown before it is kept, and Enter keeps it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import When, words
from leder_desktop.model.evidence import Source
from leder_desktop.model.quick_entry import QuickEntry, read_quick_entry
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Draft
from ui.citing import source_of
from ui.style import Theme
from ui.widgets.fields import Choice, Line
from ui.widgets.flow import flow
from ui.widgets.layout import column, holder, row
from ui.widgets.words import Words
from ui.widgets.words import words as said


class QuickLine(QWidget):
    """`entered(Draft)` on Enter. The draft may lack a source: then it is for the editor to ask."""

    entered = Signal(object)

    def __init__(self, theme: Theme, understand: Callable[[str], When], standards: Standards) -> None:
        super().__init__()
        self._understand, self._standards = understand, standards
        self.line = Line(theme, "Add an entry by typing it", hint="mid March 2024 GP chest infection, amoxicillin")
        self.line.setObjectName("timeline.quick")
        self.source = Choice(theme, "Source of what is typed")
        self.source.setPlaceholderText("From")
        self.source.setObjectName("timeline.quick-source")
        self.lead = said("", "small", "soft", wrap=False)
        self.when: Words = said("", "small-strong", wrap=False)
        self.setting: Words = said("", "small-strong", wrap=False)
        self.what: Words = said("", "small")
        self.missing: Words = said("no source yet", "small", "amber_ink", wrap=False)
        self.source.setMinimumContentsLength(12)
        self.source.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.under = flow(theme, self.lead, self.when, self.setting)
        beside = row(theme, self.source, self.missing, gap=0.75)
        beside.setStretch(0, 1)
        self.beside = holder(beside)
        self.setLayout(column(theme, self.line, self.under, self.what, self.beside, gap=0.5))
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._show)
        self.source.chose.connect(self._show)
        self.line.returnPressed.connect(self._enter)
        self._show()

    def offer(self, sources: tuple[tuple[str, str], ...]) -> None:
        self.source.offer(sources, self.source.at())

    def read(self) -> QuickEntry:
        return read_quick_entry(self.line.text(), self._understand, self._standards.vocabulary("setting"))

    def clear(self) -> None:
        self.line.clear()

    def _show(self, _changed: str = "") -> None:
        typed = bool(self.line.text().strip())
        for part in (self.under, self.what, self.beside):
            part.setVisible(typed)
        if not typed:
            self.line.setAccessibleDescription("")
            return
        read = self.read()
        self.lead.setText("Enter keeps")
        self.when.setText(words(read.when) if read.when else "undated")
        self.setting.setText(self._standards.label("setting", read.setting))
        self.setting.setVisible(bool(read.setting))
        self.what.setText(read.what)
        self.missing.setVisible(not self.source.at())
        parts = (self.when.text(), self.setting.text(), read.what, "" if self.source.at() else "no source yet")
        self.line.setAccessibleDescription(", ".join(p for p in parts if p))

    def _enter(self) -> None:
        read = self.read()
        if read.what or read.when:
            source: Source | None = source_of(self.source.at())
            told = bool(source and source.conversation)
            self.entered.emit(
                Draft(
                    when=read.when, setting=read.setting, what=read.what, sources=(source,) if source else (),
                    reliability="" if source is None else "told" if told else "seen",
                )
            )  # fmt: skip
