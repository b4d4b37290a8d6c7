"""A question whose answer has a page of its own: what stands there now, and the way to it."""

from PySide6.QtWidgets import QWidget

from leder_desktop.model import places
from leder_desktop.model.facts import Facts
from leder_desktop.model.questions import Question
from leder_desktop.operations import questions
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import whence
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.words import Words, words

NOTHING = "Nothing yet"


class KeptElsewhere(QWidget):
    def __init__(self, theme: Theme, services: Services, asked: Question) -> None:
        super().__init__()
        self.asked = asked
        place = places.place(asked.place)
        label, help = words(asked.text, "strong"), words(asked.help, "small", "soft")
        if not asked.help:
            help.hide()
        self.must: Words = words("Needed", "small-strong", "soft", wrap=False)
        self.now: Words = words("")
        self.go = button(
            theme, f"Go to {place.title}", kind="link", says=f"Go to {place.title}, where this is kept: {asked.text}",
            on=lambda: services.go(place.section, places.field(asked.place)),
        )  # fmt: skip
        self.go.setObjectName(asked.ref)
        top, under = row(theme, label, self.must, gap=1, top=True), row(theme, self.now, self.go, gap=1.5)
        top.setStretch(0, 1)
        under.setStretch(0, 1)
        self.setLayout(column(theme, top, help, under, words(whence(asked), "small", "soft"), gap=0.5))
        self.setFocusProxy(self.go)
        self.setAccessibleName(asked.text)

    def show_facts(self, facts: Facts) -> None:
        said = questions.stands_now(facts, self.asked)
        self.now.setText(said or NOTHING)
        self.now.tone("ink" if said else "soft")
        self.must.setVisible(self.asked.requirement == "must" and not said)
