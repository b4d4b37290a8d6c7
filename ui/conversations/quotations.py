"""Words as they were said, each with where it may be quoted: nowhere, until somebody says where."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.conversation import Quotation
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.chip import FilterChip
from ui.widgets.fields import Line
from ui.widgets.flow import flow
from ui.widgets.layout import card, clear, column, holder, row, rule
from ui.widgets.words import words

WHERE = (("portrait", "Pen portrait"), ("panel", "Panel"), ("family-copy", "Family copy"))


class Quotations(QWidget):
    """`keep(quotations)` is called with all of them when one changes. The widgets of a quotation live as long as it is shown."""

    def __init__(
        self, theme: Theme, keep: Callable[[tuple[Quotation, ...]], object], selected: Callable[[], str], erase: Callable[[str], object]
    ) -> None:
        """`selected`: the words chosen in the notes. `erase` is called with the words of a quotation that is to go for good."""
        super().__init__()
        self.theme, self._keep, self._selected, self._erase = theme, keep, selected, erase
        self._shown: tuple[Quotation, ...] = ()
        self.lines: list[Line] = []
        self.chips: list[dict[str, FilterChip]] = []
        self._cards = column(theme, gap=1)
        says = "Add a quotation, from the words chosen in the notes if there are any"
        self.add = button(theme, "Add a quotation", "quote", says=says, on=self._add)
        head = holder(row(theme, words("Quotations", "h2", wrap=False), None, self.add))
        help = words("As it was said. It is quoted only where they allowed it.", "small", "soft")
        self.setLayout(column(theme, head, help, self._cards, gap=0.75))

    def show_quotations(self, quotations: tuple[Quotation, ...]) -> None:
        if quotations == self._shown:
            return
        same = len(quotations) == len(self._shown)
        self._shown = quotations
        if same and len(self.lines) == len(quotations):
            for quotation, line, chips in zip(quotations, self.lines, self.chips, strict=True):
                line.show_words(quotation.words)
                for key, chip in chips.items():
                    chip.setChecked(key in quotation.may_be_quoted)
        else:
            self._draw()

    def forget(self) -> None:
        """Nothing that stands in the fields counts."""
        self._shown = ()
        self._draw()

    def _draw(self) -> None:
        clear(self._cards)
        self.lines, self.chips = [], []
        for i, quotation in enumerate(self._shown):
            self._cards.addWidget(self._card(i, quotation))

    def _card(self, at: int, quotation: Quotation) -> QFrame:
        t = self.theme
        line = Line(t, f"Quotation {at + 1}", quotation.words)
        line.setObjectName(f"conversations.quotation.{at}")
        line.setCursorPosition(0)

        def say(typed: str) -> None:
            self._put(at, replace(self._shown[at], words=typed.strip()))

        line.finished.connect(say)
        chips = {key: FilterChip(t, label, chosen=key in quotation.may_be_quoted) for key, label in WHERE}
        for key, chip in chips.items():
            chip.setAccessibleName(f"Quotation {at + 1} may be quoted: {dict(WHERE)[key]}")
            chip.clicked.connect(lambda: self._allow(at))
        drop = button(t, "", "x", kind="quiet", says=f"Take quotation {at + 1} away", on=lambda: self._drop(at))
        gone = f"Erase quotation {at + 1} for good, with a reason"
        erase = button(t, "", "trash-2", kind="quiet", says=gone, on=lambda: self._erase(self._shown[at].words))
        erase.setObjectName(f"conversations.quotation.{at}.erase")
        self.lines.append(line)
        self.chips.append(chips)
        may = words("May be quoted in", "small", "soft", wrap=False)
        top = row(t, line, drop, erase, gap=0.5)
        top.setStretch(0, 1)
        body = column(t, top, flow(t, may, *chips.values()), gap=0.75)
        return card(t, row(t, rule("said"), body, gap=1.5), kind="sunken", pad=1.25)

    def _allow(self, at: int) -> None:
        allowed = tuple(key for key, chip in self.chips[at].items() if chip.isChecked())
        self._put(at, replace(self._shown[at], may_be_quoted=allowed))

    def _put(self, at: int, quotation: Quotation) -> None:
        self._change((*self._shown[:at], quotation, *self._shown[at + 1 :]))

    def _drop(self, at: int) -> None:
        self._change((*self._shown[:at], *self._shown[at + 1 :]))
        self.add.setFocus()

    def _add(self) -> None:
        said = " ".join(self._selected().split()).strip("“”\"' ")
        self._change((*self._shown, Quotation(words=said)))
        (self.lines[-1] if not said else next(iter(self.chips[-1].values()))).setFocus()

    def _change(self, quotations: tuple[Quotation, ...]) -> None:
        self.show_quotations(quotations)
        self._keep(quotations)
