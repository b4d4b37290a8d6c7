"""Who was told of a concern (O11): what is recorded about it, and the form for one more."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.dates import When
from leder_desktop.model.dates import words as date_words
from leder_desktop.model.findings import Escalation
from leder_desktop.model.standards import Standards
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.layout import card, clear, column, holder, row, turning
from ui.widgets.tabbing import meet_before
from ui.widgets.words import words

HELP = "LeDeR does not investigate. What cannot wait for the panel is passed on now, and recorded here."


def in_words(told: Escalation, standards: Standards) -> str:
    """To whom, when, with which reference, and the note."""
    reference = f"reference {told.reference}" if told.reference else ""
    first = ", ".join(x for x in (standards.label("escalated-to", told.to), date_words(told.on) if told.on else "", reference) if x)
    return f"{first}. {told.note}" if told.note else first


class Told(QWidget):
    """`changed()` whenever the form for one more changes; `dropped(id)` when a recorded one is to go; `joined(Escalation)` when one that
    was recorded about something else is about this as well."""

    changed, dropped, joined = Signal(), Signal(str), Signal(object)

    def __init__(self, theme: Theme, standards: Standards, understand: Callable[[str], When]) -> None:
        super().__init__()
        self.theme, self._standards, self._understand = theme, standards, understand
        self._finding, self._all, self._open, self._writable = "", tuple[Escalation, ...](), False, True
        self._controls: list[QWidget] = []
        self.draft = Escalation(id="")
        """What was recorded, where that is said differently now."""
        options = tuple((term.code, term.label) for term in standards.vocabulary("escalated-to").terms)
        self.to = Choice(theme, "Who was told", options)
        self.to.setObjectName("findings.told.to")
        self.on = DateField(theme, "Told on", lambda typed: date_words(understand(typed)), hint="3 March 2026")
        self.on.setObjectName("findings.told.on")
        self.reference = Line(theme, "Their reference", hint="if they gave one")
        self.reference.setObjectName("findings.told.reference")
        self.note = AutosaveText(theme, "What was said", lines=(2, 6))
        self.note.setObjectName("findings.told.note")
        self.more = button(theme, "Record who was told", "plus", on=self.begin)
        self.more.setObjectName("findings.told.more")
        self.leave = button(theme, "Leave this out", kind="quiet", says="Leave out who was told", on=self._leave)
        self.known = Choice(theme, "Or choose one that is recorded already")
        self.known.setPlaceholderText("Or one that is recorded already")
        self.known.setObjectName("findings.told.known")
        theme.fits(self.known, lambda: self.known.setMaximumWidth(theme.ch(44)))
        self._rows = column(theme, gap=0.5)
        on = turning(theme, Field(theme, "Told on", self.on), Field(theme, "Their reference", self.reference), gap=1.5, shares=(1, 1))
        fields = (Field(theme, "Who was told", self.to), on, Field(theme, "What was said", self.note), row(theme, self.leave, None))
        self.form = card(theme, *fields, kind="sunken", gap=1, pad=1.5)
        acts = row(theme, self.more, self.known, None, gap=1)
        head = column(theme, words("Who was told", "strong"), words(HELP, "small", "soft"), gap=0.25)
        self._listed = holder(self._rows)
        self.setLayout(column(theme, head, self._listed, self.form, acts, gap=0.75))
        self.to.chose.connect(self.changed)
        self.on.line.textChanged.connect(self.changed)
        self.reference.textChanged.connect(self.changed)
        self.note.textChanged.connect(self.changed)
        self.known.chose.connect(self._join)
        self.show_told("", ())

    def show_told(self, finding: str, recorded: tuple[Escalation, ...]) -> None:
        """What is recorded about the finding; an empty form for one more, closed."""
        self._finding, self._all = finding, recorded
        self._fill(Escalation(id=""))
        self._open = False
        self._draw()

    def follow(self, recorded: tuple[Escalation, ...]) -> None:
        """What is recorded now; the form keeps what is typed."""
        self._all = recorded
        self._draw()

    def allow(self, writable: bool) -> None:
        self._writable = writable
        self.note.setReadOnly(not writable)
        self._draw()

    def about_this(self) -> tuple[Escalation, ...]:
        return tuple(each for each in self._all if self._finding and self._finding in each.about)

    def begun(self) -> bool:
        """Whether something stands in the form that is not recorded."""
        typed = (self.to.at(), self.on.text().strip(), self.reference.text().strip(), self.note.text().strip())
        held = self.draft
        return typed != (held.to, date_words(held.on) if held.on else "", held.reference, held.note.strip())

    def escalation(self) -> Escalation | None:
        """What stands in the form; None for nothing. Refused: a date that is not understood."""
        if not self.begun():
            return None
        typed = self.on.text().strip()
        same = self.draft.on is not None and typed == date_words(self.draft.on)
        on = self.draft.on if same else self._understand(typed) if typed else None
        return replace(self.draft, to=self.to.at(), on=on, reference=self.reference.text().strip(), note=self.note.text().strip())

    def begin(self) -> None:
        """The form, and the focus in it."""
        self.reveal()
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)

    def reveal(self, open: bool = True) -> None:
        if open != self._open:
            self._open = open
            self._draw()

    def _fill(self, told: Escalation) -> None:
        self.blockSignals(True)
        self.draft = told
        self.to.choose(told.to)
        self.on.line.setText(date_words(told.on) if told.on else "")
        self.reference.setText(told.reference)
        self.note.forget()
        self.note.show_text(told.note)
        self.blockSignals(False)

    def _leave(self) -> None:
        self._fill(Escalation(id=""))
        self._open = False
        self._draw()
        self.more.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _edit(self, told: Escalation) -> None:
        self._fill(told)
        self.begin()

    def _join(self, id: str) -> None:
        self.known.setCurrentIndex(-1)
        found = next((each for each in self._all if each.id == id), None)
        if found is not None:
            self.joined.emit(found)

    def _draw(self) -> None:
        clear(self._rows)
        mine, self._controls = self.about_this(), []
        for told in mine:
            self._rows.addWidget(self._row(told))
        meet_before(self.to, self._controls)
        others = tuple(each for each in self._all if each not in mine)
        self.known.offer(tuple((each.id, in_words(each, self._standards)) for each in others))
        self.known.setCurrentIndex(-1)
        self.known.setVisible(bool(others) and bool(self._finding) and self._writable)
        self._listed.setVisible(bool(mine))
        self.form.setVisible(self._open and self._writable)
        self.more.setVisible(not self._open and self._writable)

    def _row(self, told: Escalation) -> QFrame:
        t, says = self.theme, in_words(told, self._standards)
        acts: tuple[QWidget, ...] = ()
        if self._writable:
            acts = (
                button(t, "", "pencil", kind="quiet", says=f"Change: {says}", on=lambda: self._edit(told)),
                button(t, "", "x", kind="quiet", says=f"Remove: {says}", on=lambda: self.dropped.emit(told.id)),
            )
        self._controls += acts
        line = row(t, words(says), *acts, gap=0.5, top=True)
        line.setStretch(0, 1)
        return card(t, line, kind="sunken", pad=1)
