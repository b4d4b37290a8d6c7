"""What contributed (F06): factors chosen from the four domains, each with a line for how it played a part."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.findings import Factor
from leder_desktop.model.vocabularies import Vocabulary
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.choose_rows import Choosable, choose_rows
from ui.widgets.fields import Line
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.tabbing import meet_before
from ui.widgets.words import words


class Factors(QWidget):
    """`changed()` when a person changes them."""

    changed = Signal()

    def __init__(self, theme: Theme, known: Vocabulary) -> None:
        super().__init__()
        self.theme, self._known = theme, known
        self.factors: tuple[Factor, ...] = ()
        self._writable = True
        self._controls: list[QWidget] = []
        self.choose = button(theme, "Choose what contributed", "search", on=self._choose)
        self.choose.setObjectName("findings.factors")
        self._rows = column(theme, gap=0.5)
        self._listed = holder(self._rows)
        self.setLayout(column(theme, words("What contributed", "strong"), self._listed, row(theme, self.choose, None), gap=0.75))
        self._draw()

    def show_factors(self, factors: tuple[Factor, ...]) -> None:
        self.factors = factors
        self._draw()

    def allow(self, writable: bool) -> None:
        self.choose.setEnabled(writable)
        if writable != self._writable:
            self._writable = writable
            self._draw()

    def _choose(self) -> None:
        codes = tuple(each.code for each in self.factors)
        old = tuple(Choosable(key=code, says=code) for code in codes if not self._known.has(code))
        rows = (*(Choosable(key=term.code, says=f"{term.group}: {term.label}") for term in self._known.terms), *old)
        keys = choose_rows(self.theme, self, "What contributed", rows, codes, "These contributed")
        if keys is not None:
            said = {each.code: each for each in self.factors}
            self.show_factors(tuple(said.get(key, Factor(code=key)) for key in keys))
            self.changed.emit()

    def _draw(self) -> None:
        clear(self._rows)
        self._controls = []
        for at, factor in enumerate(self.factors):
            self._rows.addWidget(self._row(at, factor))
        meet_before(self.choose, self._controls)
        self._listed.setVisible(bool(self.factors))

    def _row(self, at: int, factor: Factor) -> QFrame:
        t, label = self.theme, self._known.label(factor.code)
        group = next((term.group for term in self._known.terms if term.code == factor.code), "")
        said = words(": ".join(part for part in (group, label) if part))
        line = Line(t, f"How it played a part: {label}", factor.text, hint="How it played a part")
        line.setObjectName(f"findings.factor.{factor.code}")
        line.setReadOnly(not self._writable)
        line.setCursorPosition(0)
        line.finished.connect(partial(self._say, at))
        drop = button(t, "", "x", kind="quiet", says=f"Take away {label}", on=lambda: self._drop(factor.code))
        drop.setEnabled(self._writable)
        self._controls += [drop, line]
        top = row(t, said, drop, gap=0.5, top=True)
        top.setStretch(0, 1)
        return card(t, top, line, kind="sunken", gap=0.5, pad=1)

    def _say(self, at: int, typed: str) -> None:
        self.factors = (*self.factors[:at], replace(self.factors[at], text=typed.strip()), *self.factors[at + 1 :])
        self.changed.emit()

    def _drop(self, code: str) -> None:
        self.show_factors(tuple(each for each in self.factors if each.code != code))
        self.choose.setFocus()
        self.changed.emit()
