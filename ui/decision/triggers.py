"""Each trigger in words: those that are met, those that are not clear with what to ask and whom, and, folded, those that are not met."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.model.datafile import CONFIDENCE
from leder_desktop.model.triggers import FAMILY, MUST, NO, UNCLEAR, YES, Trigger
from ui.style import Theme
from ui.widgets.buttons import Button, button
from ui.widgets.chip import Tag
from ui.widgets.layout import Item, card, clear, column, holder, row, rule
from ui.widgets.tabbing import meet_before
from ui.widgets.words import Words, glyph, words

STRENGTH = {MUST: "Makes it a duty", FAMILY: "The family’s wish"}
WEIGH = "To be weighed"
MARKS = {YES: ("flag", "amber", "Met"), UNCLEAR: ("circle-question-mark", "blue_ink", "Not clear yet"), NO: ("circle", "soft", "Not met")}
"""Icon, its colour, and what it says aloud."""


class Triggers(QWidget):
    """`going(where)`: to the field a trigger hangs on."""

    going = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.shown: tuple[Trigger, ...] = ()
        self.ways: list[Button] = []
        """To where a trigger is recorded, from top to bottom."""
        self.title: Words = words("", "h2")
        self._met, self._unclear, self._not = (column(theme, gap=1.5) for _ in range(3))
        self.none: Words = words("No trigger is met so far. The decision is your judgement.", "body", "soft")
        self.unclear_part = holder(column(theme, rule(), words("Not clear yet: what to ask, and whom", "strong"), self._unclear, gap=1.25))
        self.not_part = holder(self._not)
        self.fold: Button = button(theme, "", "chevron-down", kind="link", on=self._turn)
        self.fold.setObjectName("decision.not_met")
        folded = row(theme, self.fold, None)
        inner = card(theme, self.title, self.none, holder(self._met), self.unclear_part, folded, self.not_part, gap=1.25, pad=2.5)
        self.setLayout(column(theme, inner, gap=0))
        self.not_part.hide()

    def show_triggers(self, found: tuple[Trigger, ...], review: str) -> None:
        self.title.setText("What speaks for a focused review" if review == "focused review" else "Priority themes and concern")
        if found == self.shown:
            return
        self.shown = found
        self.ways = []
        parts = {YES: self._met, UNCLEAR: self._unclear, NO: self._not}
        for met, part in parts.items():
            clear(part)
            for each in found:
                if each.met == met:
                    made = self._one(each)
                    part.addWidget(made)
                    made.show()
        meet_before(self.fold, self.ways)
        self.none.setVisible(not any(each.met == YES for each in found))
        self.unclear_part.setVisible(any(each.met == UNCLEAR for each in found))
        self._fit()

    def _one(self, each: Trigger) -> QWidget:
        icon, token, says = MARKS[each.met]
        name = words(each.title, "strong")
        head: list[Item] = [name]
        if each.met == YES:
            head.append(Tag(self.theme, STRENGTH.get(each.strength, WEIGH), "blue" if each.strength == MUST else "plain"))
        top = row(self.theme, *head, gap=1, top=True)
        top.setStretch(0, 1)
        lines: list[Item] = [top, words(each.because, "body", ch=76, theme=self.theme)]
        if each.ask:
            lines.append(words(each.ask, "body", "blue_ink", ch=76, theme=self.theme))
        if each.met != NO:
            lines.append(words(f"{each.basis} ({CONFIDENCE[each.confidence]}; {each.rule})", "small", "soft", ch=90, theme=self.theme))
            go = button(self.theme, "Go there", kind="link", says=f"Go to where this is recorded: {each.title}", role="small")
            go.clicked.connect(lambda _=False, where=each.where: self.going.emit(where))
            self.ways.append(go)
            lines.append(row(self.theme, go, None))
        line = row(self.theme, glyph(self.theme, icon, token, 18, says), column(self.theme, *lines, gap=0.5), gap=1.25, top=True)
        line.setStretch(1, 1)
        made = holder(line)
        made.setObjectName(f"trigger.{each.rule}")
        return made

    def _turn(self) -> None:
        self.not_part.setVisible(self.not_part.isHidden())
        self._fit()

    def _fit(self) -> None:
        count, open_ = sum(each.met == NO for each in self.shown), not self.not_part.isHidden()
        self.fold.setVisible(bool(count))
        self.fold.say(f"Hide those not met ({count})" if open_ else f"Show those not met ({count})")
        self.fold.mark("chevron-up" if open_ else "chevron-down")
