"""Who the conversation is with, and how it came about. Each field is kept when it is left; a new one once it says who."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import CATEGORIES, Conversation
from leder_desktop.model.dates import When, words
from leder_desktop.operations import conversations
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import column, turning
from ui.widgets.tick import Tick

LINES = (
    ("who", "Who", ""),
    ("relationship", "Who they were to the person", "Mother, keyworker, GP"),
    ("organisation", "Organisation", ""),
    ("medium", "How you spoke", "At home, by telephone, on the ward"),
    ("others_present", "Who else was there", ""),
    ("waits", "What is still awaited from them", ""),
)
PURPOSE = "I explained the purpose and limits of the review, privacy, and the right to complain"


class PersonForm(QWidget):
    made = Signal(str)
    """The id of a conversation that has just been kept for the first time."""

    def __init__(self, theme: Theme, case: OpenCase, understand: Callable[[str], When]) -> None:
        super().__init__()
        self.case, self._understand = case, understand
        self.told: Conversation | None = None
        t = theme
        self.lines: dict[str, Line] = {}
        self.fields: dict[str, Field] = {}
        for name, label, hint in LINES:
            line = Line(t, label, hint=hint)
            line.setObjectName(f"conversations.{name}")
            line.finished.connect(self._keep)
            self.lines[name], self.fields[name] = line, Field(t, label, line)
        self.category = Choice(t, "Kind of person", (("", "Not said"), *CATEGORIES.items()))
        self.category.setObjectName("conversations.category")
        self.category.setMinimumContentsLength(10)
        self.category.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.category.chose.connect(self._keep)
        self.on = DateField(t, "When you spoke", lambda typed: words(understand(typed)), hint="26 August 2026")
        self.on.line.setObjectName("conversations.on")
        self.on.finished.connect(self._keep)
        self.purpose = Tick(t, PURPOSE)
        self.purpose.setObjectName("conversations.purpose")
        self.purpose.clicked.connect(self._on_purpose)
        f = self.fields
        pairs = (
            (f["who"], f["relationship"]), (Field(t, "Kind of person", self.category), f["organisation"]),
            (Field(t, "When you spoke", self.on), f["medium"]), (f["others_present"], f["waits"]),
        )  # fmt: skip
        lines = [turning(t, *pair, gap=1.5, shares=(1, 1)) for pair in pairs]
        for pair, line in zip(pairs, lines, strict=True):
            for field in pair:
                line.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(t, *lines, self.purpose, gap=1))
        self.setFocusProxy(self.lines["who"])

    def show_told(self, told: Conversation | None) -> None:
        """None: a new one."""
        before, self.told = self.told, told
        if told is not None and before is not None and before.id == told.id and self.half():
            return
        shown = told or Conversation(id="")
        for name, line in self.lines.items():
            content = str(getattr(shown, name))
            line.setText(content)
            line.setCursorPosition(0)
            line.show_words(content)
        self.category.choose(shown.category)
        on = words(shown.on) if shown.on else ""
        self.on.line.setText(on)
        self.on.show_words(on)
        self.purpose.setChecked(shown.purpose_explained)
        self.fields["who"].problem("")

    def forget(self) -> None:
        """Nothing is in hand, and nothing that stands in the fields counts."""
        self.told = None
        self.show_told(None)

    def half(self) -> dict[str, str]:
        """What is typed and could not be kept yet: a new one without a name, or a date that was not understood."""
        typed = {name: line.text() for name, line in self.lines.items()} | {"on": self.on.text()}
        if self.told is None:
            return {"id": "", **typed} if any(typed.values()) else {}
        unknown = bool(self.on.text().strip()) and not self.on.understood()
        return {"id": self.told.id, "on": self.on.text()} if unknown or not self.lines["who"].text().strip() else {}

    def show_half(self, half: dict[str, str]) -> None:
        for name, line in (*self.lines.items(), ("on", self.on.line)):
            if name in half:
                line.setText(half[name])

    def _on_purpose(self) -> None:
        self._keep()

    def _keep(self, _typed: str = "") -> None:
        before = self.told or Conversation(id="")
        said = {name: line.text().strip() for name, line in self.lines.items()}
        typed = self.on.text().strip()
        try:
            same = before.on is not None and typed == words(before.on)
            on = before.on if same else self._understand(typed) if typed else None
        except Refused:
            on = before.on  # the field itself says what would help, and keeps the words
        now = replace(before, on=on, category=self.category.at(), purpose_explained=self.purpose.isChecked(), **said)
        if now == before or (self.told is None and not now.who):
            return
        try:
            if self.told is None:
                self.told = now
                id = self.case.do(conversations.add, now).made[0]
                self.told = replace(now, id=id)
                self.made.emit(id)
            else:
                self.case.do(conversations.change, now)
                self.told = now
            self.fields["who"].problem("")
        except Refused as refusal:
            self.fields["who"].problem(refusal.sentence)
