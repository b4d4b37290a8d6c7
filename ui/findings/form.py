"""The form of one finding."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import words as date_words
from leder_desktop.model.findings import KINDS, SEVERITIES, Finding
from leder_desktop.model.timeline import Entry
from leder_desktop.model.vocabularies import vocabulary
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import Segments, button
from ui.widgets.choose_rows import Choosable, choose_rows
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import column, holder, row
from ui.widgets.tick import Picks
from ui.widgets.words import words

NO_THEME = "none"
UNSAID = "none"


def line_of(entry: Entry) -> str:
    """An entry in one line: when, and what happened."""
    return f"{date_words(entry.when)}: {entry.what}" if entry.when else f"Date not known: {entry.what}"


class FindingForm(QWidget):
    """`changed()` whenever a person changes anything. `finding()` is what stands in the form, whole or not."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._id = ""
        self._entries: tuple[Entry, ...] = ()
        self.rests_on: tuple[str, ...] = ()
        self._codes = tuple(KINDS)
        self.kind = Segments(theme, "What it is", tuple(KINDS.values()))
        self.text = AutosaveText(theme, "What was found", lines=(4, 12))
        self.text.setObjectName("findings.text")
        self.theme_of = Choice(
            theme, "Theme", ((NO_THEME, "No theme yet"), *((term.code, term.label) for term in vocabulary("theme").terms))
        )
        self.theme_of.setObjectName("findings.theme")
        self.severity = Picks(theme, "How serious", tuple((key or UNSAID, label) for key, label in SEVERITIES.items()), UNSAID)
        self.told = AutosaveText(theme, "Who was told, and when", lines=(2, 6))
        self.told.setObjectName("findings.told")
        self.text_field = Field(theme, "What was found", self.text, help="Say what happened, then what it meant for them.")
        self.theme_field = Field(theme, "Theme", self.theme_of)
        self.severity_field = Field(theme, "How serious", self.severity)
        self.told_field = Field(
            theme, "Who was told, and when", self.told, help="A serious concern cannot wait for the panel. Say who knows of it now."
        )
        theme.fits(self.theme_of, lambda: self.theme_of.setMaximumWidth(theme.ch(56)))
        self.choose = button(
            theme, "Choose from the timeline", "chart-gantt", says="Choose what it rests on from the timeline", on=self._choose
        )
        self._lines = column(theme, gap=0.5)
        rests = column(theme, words("Rests on", "strong"), holder(self._lines), row(theme, self.choose, None), gap=0.75)
        self.setLayout(column(theme, self.kind, self.text_field, self.theme_field, self.severity_field, self.told_field, rests, gap=2))
        self.kind.chosen.connect(self._on_change)
        self.text.textChanged.connect(self._on_change)
        self.theme_of.chose.connect(self._on_change)
        self.severity.chosen.connect(self._on_change)
        self.told.textChanged.connect(self._on_change)
        for field, text in ((self.text_field, self.text), (self.told_field, self.told)):
            text.told.connect(field.problem)
        self.show_finding(Finding(id="", kind="good-practice"), ())

    def show_finding(self, finding: Finding, entries: tuple[Entry, ...]) -> None:
        """Fill the form; nothing is told."""
        self.blockSignals(True)
        self._id, self._entries, self.rests_on = finding.id, entries, finding.rests_on
        self.kind.choose(self._codes.index(finding.kind) if finding.kind in self._codes else 0)
        self.theme_of.choose(finding.theme or NO_THEME)
        self.severity.choose(finding.severity or UNSAID)
        for text, content in ((self.text, finding.text), (self.told, finding.told)):
            text.forget()
            text.show_text(content)
        self._show_rests()
        self._fit()
        self.blockSignals(False)

    def allow(self, writable: bool) -> None:
        """Whether anything may be changed now; the words can be read and copied either way."""
        for text in (self.text, self.told):
            text.setReadOnly(not writable)
        for part in (self.kind, self.theme_of, self.severity, self.choose):
            part.setEnabled(writable)

    def finding(self) -> Finding:
        kind = self._codes[self.kind.at()]
        concern = kind == "concern"
        theme, severity = self.theme_of.at(), self.severity.at()
        return Finding(
            id=self._id, kind=kind, text=self.text.text(), theme="" if theme == NO_THEME else theme,
            severity=severity if concern and severity != UNSAID else "", told=self.told.text() if concern else "", rests_on=self.rests_on,
        )  # fmt: skip

    def _on_change(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        concern = self._codes[self.kind.at()] == "concern"
        self.severity_field.setVisible(concern)
        self.told_field.setVisible(concern and (self.severity.at() == "serious" or bool(self.told.text())))

    def _choose(self) -> None:
        rows = tuple(Choosable(key=e.id, says=line_of(e)) for e in self._entries)
        keys = choose_rows(self.theme, self, "What this finding rests on", rows, self.rests_on, "Rest it on these")
        if keys is not None:
            self.rest_on(keys)

    def rest_on(self, keys: tuple[str, ...]) -> None:
        """Other entries than before."""
        self.rests_on = keys
        self._show_rests()
        self.changed.emit()

    def _show_rests(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        by_id = {e.id: e for e in self._entries}
        for key in self.rests_on:
            if key in by_id:
                self._lines.addWidget(words(line_of(by_id[key]), "body", "soft"))
        if not self.rests_on:
            self._lines.addWidget(words("Nothing yet. The panel will ask what shows it.", "body", "soft"))
