"""The form of one finding."""

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import When
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import KINDS, Escalation, Factor, Finding, Quoted, worst
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from ui.findings.factors import Factors
from ui.findings.rests import Go, Rests
from ui.findings.told import Told
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import Segments
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import column
from ui.widgets.tick import Picks

UNSAID = "none"


class FindingForm(QWidget):
    """`changed()` whenever a person changes anything. `finding()` is what stands in the form, whole or not."""

    changed = Signal()

    def __init__(self, theme: Theme, standards: Standards, understand: Callable[[str], When], go: Go) -> None:
        super().__init__()
        self.theme, self._standards = theme, standards
        self._held = Finding(id="")
        self._codes = tuple(KINDS)
        self.kind = Segments(theme, "What it is", tuple(KINDS.values()))
        self.text = AutosaveText(theme, "What was found", lines=(4, 12))
        self.text.setObjectName("findings.text")
        self.theme_of = self._choice("Theme", "theme", "No theme yet", "findings.theme")
        self.organisation = self._choice("Kind of organisation", "organisation-kind", "Not said", "findings.organisation")
        severities = ((UNSAID, "Not said"), *((term.code, term.label) for term in standards.vocabulary("severity").terms))
        self.severity = Picks(theme, "How serious", severities, UNSAID, across=True)
        self.old_told = AutosaveText(theme, "Who was told, and when", lines=(2, 6))
        self.old_told.setObjectName("findings.old-told")
        self.text_field = Field(theme, "What was found", self.text, help="Say what happened, then what it meant for them.")
        self.severity_field = Field(theme, "How serious", self.severity)
        self.old_told_field = Field(theme, "Who was told, and when", self.old_told, help="As it was written in an earlier version.")
        self.told = Told(theme, standards, understand)
        self.factors = Factors(theme, standards.vocabulary("contributory-factor"))
        self.rests = Rests(theme, go)
        fields = (Field(theme, "Theme", self.theme_of), Field(theme, "Kind of organisation", self.organisation))
        concern = (self.severity_field, self.old_told_field, self.told)
        self.setLayout(column(theme, self.kind, self.text_field, *fields, *concern, self.rests, self.factors, gap=2))
        self.kind.chosen.connect(self._on_change)
        for text, field in ((self.text, self.text_field), (self.old_told, self.old_told_field)):
            text.textChanged.connect(self._on_change)
            text.told.connect(field.problem)
        for part in (self.theme_of.chose, self.organisation.chose, self.severity.chosen):
            part.connect(self._on_change)
        for one in (self.told, self.factors, self.rests):
            one.changed.connect(self._on_change)

    def show_finding(self, finding: Finding, whole: Snapshot) -> None:
        """Fill the form; nothing is told."""
        self.blockSignals(True)
        self._held = finding
        self.kind.choose(self._codes.index(finding.kind) if finding.kind in self._codes else 0)
        self._choose_codes(finding)
        for text, content in ((self.text, finding.text), (self.old_told, finding.told)):
            text.forget()
            text.show_text(content)
        self.factors.show_factors(finding.factors)
        self.rests.show_grounds(finding, whole)
        self.told.show_told(finding.id, whole.escalations)
        self._fit()
        self.blockSignals(False)

    def allow(self, writable: bool) -> None:
        """Whether anything may be changed now; the words can be read and copied either way."""
        for text in (self.text, self.old_told):
            text.setReadOnly(not writable)
        for part in (self.kind, self.theme_of, self.organisation, self.severity):
            part.setEnabled(writable)
        for whole in (self.told, self.factors, self.rests):
            whole.allow(writable)

    def finding(self) -> Finding:
        kind, severity = self._codes[self.kind.at()], self.severity.at()
        concern, rests = kind == "concern", self.rests.held
        return replace(
            self._held, kind=kind, text=self.text.text(), theme=_code(self.theme_of), organisation_kind=_code(self.organisation),
            severity=severity if concern and severity != UNSAID else "", told=self.old_told.text() if concern else "",
            factors=self.factors.factors, rests_on=rests.rests_on, rests_on_quotations=rests.rests_on_quotations,
            rests_on_places=rests.rests_on_places,
        )  # fmt: skip

    def escalation(self) -> Escalation | None:
        """Who was told, where that stands in the form. Refused: a date that is not understood."""
        return self.told.escalation() if self._codes[self.kind.at()] == "concern" else None

    def as_text(self) -> str:
        """What is chosen, for a lock: all but the words at length, which are kept by the names of their fields."""
        return json.dumps(asdict(replace(self.finding(), text="", told="")))

    def choose_from_text(self, kept: str) -> None:
        """What was chosen before a lock; what cannot be read is passed over."""
        try:
            said = cast("dict[str, Any]", json.loads(kept))
            before = Finding(
                id="", kind=said["kind"], theme=said["theme"], organisation_kind=said["organisation_kind"], severity=said["severity"],
                factors=tuple(Factor(**each) for each in said["factors"]), rests_on=tuple(said["rests_on"]),
                rests_on_quotations=tuple(Quoted(**each) for each in said["rests_on_quotations"]),
                rests_on_places=tuple(Source(**each) for each in said["rests_on_places"]),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            return
        if before.kind in self._codes:
            self.kind.choose(self._codes.index(before.kind))
        self._choose_codes(before)
        self.factors.show_factors(before.factors)
        self.rests.rest_on(before)

    def _choose_codes(self, finding: Finding) -> None:
        self.theme_of.choose(finding.theme or UNSAID)
        self.organisation.choose(finding.organisation_kind or UNSAID)
        self.severity.choose(finding.severity or UNSAID)

    def _choice(self, label: str, vocabulary: str, none: str, name: str) -> Choice:
        terms = self._standards.vocabulary(vocabulary).terms
        made = Choice(self.theme, label, ((UNSAID, none), *((term.code, term.label) for term in terms)))
        made.setObjectName(name)
        self.theme.fits(made, lambda: made.setMaximumWidth(self.theme.ch(56)))
        return made

    def _on_change(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        finding = self.finding()
        concern = finding.kind == "concern"
        self.severity_field.setVisible(concern)
        self.old_told_field.setVisible(concern and bool(self._held.told))
        self.told.setVisible(concern)
        if worst(finding, self._standards) and not self.told.about_this() and not self._held.told:
            self.told.reveal()


def _code(choice: Choice) -> str:
    key = choice.at()
    return "" if key == UNSAID else key
