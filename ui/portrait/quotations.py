"""What people said and allowed to be quoted in the portrait; one is chosen, and one key brings it in with its attribution."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.dates import words as date_words
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.chip import Tag
from ui.widgets.layout import Scrolled, card, clear, column, holder, row, rule, scrolled
from ui.widgets.words import words


@dataclass(frozen=True, kw_only=True)
class Said:
    words: str
    who: str
    """Name and relationship: how it is attributed."""
    when: str

    def line(self) -> str:
        """As it stands in the portrait."""
        return f"“{self.words}” {self.who}"


def allowed(conversations: Iterable[Conversation]) -> tuple[tuple[Said, ...], int]:
    """Those that may be quoted in the portrait, and how many may not."""
    said: list[Said] = []
    kept_back = 0
    for told in conversations:
        said_first = told.relationship[1:2].islower()  # "GP" stays "GP"
        relationship = told.relationship[:1].lower() + told.relationship[1:] if said_first else told.relationship
        who = ", ".join(part for part in (told.who, relationship) if part)
        for quotation in told.quotations:
            if "portrait" in quotation.may_be_quoted:
                said.append(Said(words=quotation.words, who=who, when=date_words(told.on) if told.on else ""))
            else:
                kept_back += 1
    return tuple(said), kept_back


class Quotations(QWidget):
    """A list of cards. `bring` is called with the one to bring in."""

    def __init__(self, theme: Theme, bring: Callable[[Said], object]) -> None:
        super().__init__()
        self.theme, self._bring = theme, bring
        self.said: tuple[Said, ...] = ()
        self.at = 0
        self._text = ""
        self.back = words("", "small", "soft")
        self._cards = column(theme, gap=1.25)
        head = words("What people said", "h2")
        keys = words("Ctrl+Enter brings in the chosen one; Alt with up or down chooses.", "small", "soft")
        self.keys = keys
        inner = holder(column(theme, head, keys, self._cards, self.back, None, gap=1.25, margins=2))
        self.area: Scrolled = scrolled(inner, "What people said", "paper")
        self.setLayout(column(theme, self.area, gap=0))

    def show_said(self, said: tuple[Said, ...], kept_back: int, text: str) -> None:
        """`text`: the portrait, to know which stand in it already."""
        if said != self.said:
            self.at = next((i for i, one in enumerate(said) if one.words not in text), 0)
        self.said, self._text = said, text
        more = f"{kept_back} more may not be quoted here. Conversations says where they may." if kept_back else ""
        self.back.setText(more or ("" if said else "Nothing yet. Quotations you mark in Conversations come here."))
        self.back.setVisible(bool(self.back.text()))
        self.keys.setVisible(bool(said))
        self._draw()

    def step(self, by: int) -> None:
        if self.said:
            self.at = (self.at + by) % len(self.said)
            self._draw()
            place = self._cards.itemAt(self.at)
            shown = place.widget() if place is not None else None
            if shown is not None:
                self.area.ensureWidgetVisible(shown)

    def bring_chosen(self) -> None:
        if self.said and self.said[self.at].words not in self._text:
            self._bring(self.said[self.at])

    def chosen(self) -> Said | None:
        return self.said[self.at] if self.said else None

    def _draw(self) -> None:
        clear(self._cards)
        for i, said in enumerate(self.said):
            self._cards.addWidget(self._card(said, i == self.at))

    def _card(self, said: Said, chosen: bool) -> QFrame:
        t = self.theme
        if said.words in self._text:
            act: QWidget = Tag(t, "In the portrait", "blue", "check")
        else:
            act = button(t, "Bring in", "plus", kind="link", says=f"Bring in: {said.words}", on=lambda: self._bring(said))
        under = ", ".join(part for part in (said.who, said.when) if part)
        body = column(t, words(f"“{said.words}”"), words(under, "small", "soft"), row(t, act, None), gap=0.5)
        made = card(t, row(t, rule("said"), body, gap=1.5), kind="chosen" if chosen else "paper", pad=1.5)
        if chosen:
            made.setAccessibleName("Chosen")
        return made
