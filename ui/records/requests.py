"""Records asked for: asked, chased, received or refused. Each field is kept when it is left; a new request once it says who and what."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, words
from leder_desktop.model.evidence import Request
from leder_desktop.operations import requests
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, Line
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words as label_words

DATES = (("asked_on", "Asked on"), ("chased_on", "Chased on"), ("came_on", "Came on"))


def state(request: Request) -> Cell:
    """What is the case with it, in words; the icon only repeats them."""
    if request.refused_why:
        return Cell(first="Refused", second=request.refused_why, icon="ban", icon_says="Refused")
    if request.came_on:
        return Cell(first="Received", second=words(request.came_on), icon="circle-check", token="blue_ink", icon_says="Received")
    if request.chased_on:
        return Cell(first="Chased", second=words(request.chased_on), icon="clock", icon_says="Waiting")
    return Cell(first="Asked", second=words(request.asked_on) if request.asked_on else "", icon="clock", icon_says="Waiting")


COLUMNS: tuple[Column[Request], ...] = (
    Column[Request](title="From whom, and what", cell=lambda r: Cell(first=r.organisation, second=r.what, bold=True)),
    Column[Request](title="How it stands", cell=state, width=190),
)


class Requests(QWidget):
    def __init__(self, theme: Theme, case: OpenCase, understand: Callable[[str], When]) -> None:
        super().__init__()
        self.case, self._understand = case, understand
        self.request: Request | None = None
        """None: a new one is being typed."""
        t = theme
        self.table = DataTable(t, "Records asked for", COLUMNS, lambda r: r.id, lines=2)
        self.table.setObjectName("records.requests")
        self.table.chosen.connect(self._on_chosen)
        self.new = button(t, "Ask for records", "plus", says="Write down that records were asked for", on=self.begin)
        self.organisation = Line(t, "From whom")
        self.what = Line(t, "What was asked for")
        self.refused_why = Line(t, "Why it was refused")
        self.dates: dict[str, DateField] = {}
        for name, label in DATES:
            self.dates[name] = DateField(t, label, lambda typed: words(understand(typed)), hint="3 August 2026")
            self.dates[name].line.setObjectName(f"records.request.{name}")
            self.dates[name].finished.connect(self._keep)
        for name, line in (("organisation", self.organisation), ("what", self.what), ("refused_why", self.refused_why)):
            line.setObjectName(f"records.request.{name}")
            line.finished.connect(self._keep)
        self.field = Field(t, "From whom", self.organisation)
        labelled = [Field(t, label, self.dates[name]) for name, label in DATES]
        when = turning(t, *labelled, gap=1.5, shares=(1, 1, 1))
        for field in labelled:
            when.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        form = column(
            t, turning(t, self.field, Field(t, "What was asked for", self.what), gap=1.5, shares=(1, 1)), when,
            Field(t, "If it was refused: why", self.refused_why), gap=1,
        )  # fmt: skip
        self.form = holder(form)
        head = holder(row(t, label_words("Asked for", "h2", wrap=False), None, self.new))
        self.none = label_words("Nothing has been asked for yet. Write down each request, to see who is still awaited.", "body", "soft")
        self.setLayout(column(t, card(t, head, self.none, self.table, self.form, gap=1.25), gap=0))
        self.form.hide()
        self.table.hug(270)

    def show_requests(self) -> None:
        rows = tuple(requests.requests(self.case.session))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if self.request is not None:
            self.request = next((r for r in rows if r.id == self.request.id), None)
            if self.request is None:
                self.form.hide()
        if self.request is None and rows and not self.form.isVisibleTo(self):
            self._show(rows[0])

    def read_again(self, chosen: str = "") -> None:
        """What stands in the fields is forgotten and read from the case; `chosen`: the request to show."""
        self.request = None
        self.form.hide()
        self.table.choose(chosen)
        current = self.table.current()
        if isinstance(current, Request):
            self._show(current)
        else:
            self._fill(Request(id=""))

    def begin(self) -> None:
        """A new request; it is kept as soon as it says from whom and what."""
        self._show(Request(id=""))
        self.request = None
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def half(self) -> dict[str, str]:
        """What is typed and could not be kept yet."""
        before = self.request or Request(id="")
        typed = {line.objectName(): line.text() for line in (self.organisation, self.what, self.refused_why)}
        typed |= {field.line.objectName(): field.text() for field in self.dates.values()}
        unknown = any(f.text().strip() and not f.understood() for f in self.dates.values())
        if self.request is None and self.form.isVisibleTo(self) and any(typed.values()):
            return {"id": "", **typed}
        return {"id": before.id, **typed} if self.request is not None and unknown else {}

    def show_half(self, half: dict[str, str]) -> None:
        if half.get("id"):
            self.table.choose(half["id"])
        else:
            self.begin()
        for line in self.form.findChildren(Line):
            if line.objectName() in half:
                line.setText(half[line.objectName()])

    def _on_chosen(self, chosen: object) -> None:
        if isinstance(chosen, Request) and (self.request is None or self.request.id != chosen.id):
            self._show(chosen)

    def _show(self, request: Request) -> None:
        self.request = request
        self.form.show()
        self._fill(request)

    def _fill(self, request: Request) -> None:
        self.field.problem("")
        said = ((self.organisation, request.organisation), (self.what, request.what), (self.refused_why, request.refused_why))
        for line, content in said:
            line.setText(content)
            line.setCursorPosition(0)
            line.show_words(content)
        for name, field in self.dates.items():
            when: When | None = getattr(request, name)
            content = words(when) if when else ""
            field.line.setText(content)
            field.show_words(content)

    def _keep(self, _typed: str = "") -> None:
        before = self.request or Request(id="")
        dates: dict[str, When | None] = {}
        for name, field in self.dates.items():
            old: When | None = getattr(before, name)
            typed = field.text().strip()
            try:
                dates[name] = old if old and typed == words(old) else self._understand(typed) if typed else None
            except Refused:
                dates[name] = old  # the field itself says what would help, and keeps the words
        now = replace(
            before, organisation=self.organisation.text().strip(), what=self.what.text().strip(),
            refused_why=self.refused_why.text().strip(), **dates,
        )  # fmt: skip
        if now == before or not (now.organisation and now.what):
            return
        try:
            if self.request is None:
                self.request = now
                change = self.case.do(requests.add, now)
                self.request = replace(now, id=change.made[0])
                self.table.choose(change.made[0])
            else:
                self.request = now
                self.case.do(requests.change, now)
            self.field.problem("")
        except Refused as refusal:
            self.field.problem(refusal.sentence)
