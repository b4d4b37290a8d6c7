"""Records received: what each is, where it came from, how big, what is to be careful about, and how many entries cite it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When, words
from leder_desktop.model.evidence import Evidence
from leder_desktop.operations import evidence, timeline
from ui.open_case import OpenCase
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, column, holder, row, turning
from ui.widgets.notice import Notice, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words as said


@dataclass(frozen=True, kw_only=True)
class Row:
    evidence: Evidence
    cited: int
    """How many entries of the timeline cite it."""
    kind: str
    """Its kind in words."""


def size(bytes: int) -> str:
    """As people say it: “21 KB”, “3.4 MB”."""
    if bytes < 1024:
        return f"{bytes} bytes"
    return f"{bytes / 1024:.0f} KB" if bytes < 1 << 20 else f"{bytes / (1 << 20):.1f} MB"


def _what(row: Row) -> Cell:
    kept = row.evidence
    kind = row.kind
    warned = bool(kept.warnings)
    return Cell(
        first=kind or kept.name, bold=True, second=" · ".join(x for x in (kept.name if kind else "", size(kept.bytes)) if x),
        icon="flag" if warned else "file-text", token="amber" if warned else "soft", icon_says="Look again" if warned else "",
    )  # fmt: skip


def _from(row: Row) -> Cell:
    came = row.evidence.received_on
    return Cell(first=row.evidence.organisation or "From whom is not said", second=f"received {words(came)}" if came else "")


def cited(count: int) -> str:
    return "Never cited" if not count else "Cited by 1 entry" if count == 1 else f"Cited by {count} entries"


def _cited(row: Row) -> Cell:
    return Cell(first=cited(row.cited), tone="ink" if row.cited else "soft")


COLUMNS: tuple[Column[Row], ...] = (
    Column[Row](title="Record", cell=_what),
    Column[Row](title="From", cell=_from, width=330),
    Column[Row](title="In the timeline", cell=_cited, width=150, fold=True),
)


class Received(QWidget):
    opened = Signal(str)
    """The id of a record to look at."""
    unwanted = Signal(str)
    """The id of a record to erase for good."""

    def __init__(self, theme: Theme, case: OpenCase, understand: Callable[[str], When]) -> None:
        super().__init__()
        self.case, self._understand = case, understand
        self.row: Row | None = None
        t = theme
        self.table = DataTable(t, "Records received; Enter opens one", COLUMNS, lambda r: r.evidence.id, lines=2)
        self.table.setObjectName("records.received")
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.look = button(t, "Look at it", "eye", says="Look at the chosen record", on=self._open)
        gone = "Erase the chosen record for good, with a reason"
        self.erase = button(t, "Erase for good...", "trash-2", kind="link", says=gone, on=self._erase)
        self.erase.setObjectName("records.record.erase")
        kinds = (("", "Not said"), *((term.code, term.label) for term in case.session.standards.vocabulary("evidence-kind").terms))
        self.kind = Choice(t, "Kind of record", kinds)
        self.kind.setMinimumContentsLength(10)
        self.kind.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.organisation, self.covers = Line(t, "From whom it came"), Line(t, "Which time it covers")
        self.why = Line(t, "Why a copy is kept")
        self.received_on = DateField(t, "Received on", lambda typed: words(understand(typed)), hint="20 August 2026")
        for name, editor in (("kind", self.kind), ("organisation", self.organisation), ("covers", self.covers), ("why", self.why)):
            editor.setObjectName(f"records.record.{name}")
        self.received_on.line.setObjectName("records.record.received_on")
        self.kind.chose.connect(self._keep)
        for line in (self.organisation, self.covers, self.why, self.received_on):
            line.finished.connect(self._keep)
        self.warnings: Notice = notice(t, "")
        self.problem: Notice = notice(t, "")
        self.none = said("No record has been attached yet. Attach one, or take in a GP record.", "body", "soft")
        upper = (Field(t, "Kind", self.kind), Field(t, "From", self.organisation), Field(t, "Received on", self.received_on))
        lower = (Field(t, "Which time it covers", self.covers), Field(t, "Why a copy is kept", self.why))
        first = turning(t, *upper, gap=1.5, shares=(1, 1, 1))
        for field in upper:
            first.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        form = column(t, self.warnings, self.problem, first, turning(t, *lower, gap=1.5, shares=(1, 1)), row(t, self.erase, None), gap=1)
        self.form = holder(form)
        head = holder(row(t, said("Received", "h2", wrap=False), None, self.look))
        self.setLayout(column(t, card(t, head, self.none, self.table, self.form, gap=1.25), gap=0))
        for part in (self.warnings, self.problem, self.form):
            part.hide()
        self.table.hug(330)

    def show_evidence(self) -> None:
        session = self.case.session
        counts = Counter(id for entry in timeline.entries(session) for id in {s.evidence for s in entry.sources} if id)
        label = session.standards.label
        rows = tuple(Row(evidence=e, cited=counts[e.id], kind=label("evidence-kind", e.kind)) for e in evidence.evidence(session))
        self.table.show_rows(rows)
        for part in (self.table, self.form, self.look):
            part.setVisible(bool(rows))
        self.none.setVisible(not rows)
        current = self.table.current()
        if isinstance(current, Row):
            if self.row is None or self.row.evidence.id != current.evidence.id:
                self._show(current)
            self.row = current
        else:
            self.row = None

    def read_again(self, chosen: str = "") -> None:
        """What stands in the fields is forgotten and read from the case; `chosen`: the record to show."""
        self.row = None
        self.table.choose(chosen)
        current = self.table.current()
        if isinstance(current, Row):
            self._show(current)

    def half(self) -> dict[str, str]:
        """A date that was not understood: the only thing here that is not kept when it is left."""
        if self.row is None or not self.received_on.text().strip() or self.received_on.understood():
            return {}
        return {"id": self.row.evidence.id, "received_on": self.received_on.text()}

    def show_half(self, half: dict[str, str]) -> None:
        if self.table.choose(half.get("id", "")):
            self.received_on.line.setText(half.get("received_on", ""))

    def _on_chosen(self, chosen: object) -> None:
        if isinstance(chosen, Row) and (self.row is None or self.row.evidence.id != chosen.evidence.id):
            self._show(chosen)

    def _show(self, shown: Row) -> None:
        self.row = shown
        kept = shown.evidence
        self.kind.choose(kept.kind)
        came = words(kept.received_on) if kept.received_on else ""
        said = ((self.organisation, kept.organisation), (self.covers, kept.covers), (self.why, kept.copy_kept_why))
        for line, content in (*said, (self.received_on.line, came)):
            line.setText(content)
            line.setCursorPosition(0)
            line.show_words(content)
        self.warnings.say(" ".join(kept.warnings))
        self.problem.say("")

    def _on_opened(self, _chosen: object) -> None:
        self._open()

    def _open(self) -> None:
        if self.row is not None:
            self.opened.emit(self.row.evidence.id)

    def _erase(self) -> None:
        if self.row is not None:
            self.unwanted.emit(self.row.evidence.id)

    def _keep(self, _typed: str = "") -> None:
        if self.row is None:
            return
        before = self.row.evidence
        typed = self.received_on.text().strip()
        try:
            same = before.received_on is not None and typed == words(before.received_on)
            came = before.received_on if same else self._understand(typed) if typed else None
        except Refused:
            came = before.received_on  # the field itself says what would help, and keeps the words
        now = replace(
            before, kind=self.kind.at(), organisation=self.organisation.text().strip(), covers=self.covers.text().strip(),
            copy_kept_why=self.why.text().strip(), received_on=came,
        )  # fmt: skip
        if now != before:
            self.row = replace(self.row, evidence=now)
            try:
                self.case.do(evidence.describe, now)
            except Refused as refusal:
                self.problem.say(f"{refusal.sentence} What you typed is still here.")
