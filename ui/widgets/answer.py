"""AnswerEditor: one question, its answer, and the ways of having none. It knows the question as data, and no case.

What was answered and why there is no answer are two groups of choices, never one list: "not known" is not a value (domain reference 2.0).
"""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.questions import Question, Value
from leder_desktop.model.scales import scale
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Line
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem
from ui.widgets.scale_choice import ScaleChoice, Step
from ui.widgets.tick import Pick, Picks, Tick
from ui.widgets.words import Words, words

STATUSES = {
    "not-asked": "Not asked",
    "not-known": "Not known",
    "not-applicable": "Does not apply",
    "insufficient": "Not enough information",
}
"""Status -> what stands on its choice."""
MOST_ROWS = 6
"""More values than this are a drop-down instead of rows."""
RECALL = "These words are remembered, not read in the national form."


def steps(scale_id: str) -> tuple[Step, ...]:
    """A grading scale as `ScaleChoice` shows it, best first: the whole sentence, its first words in bold."""
    levels = scale(scale_id).levels
    firsts = [level.short.partition(" - ")[0] for level in levels]
    leads = [first if firsts.count(first) == 1 else level.short for first, level in zip(firsts, levels, strict=True)]
    return tuple(Step(key=level.code, lead=lead, rest=level.label) for lead, level in zip(leads, levels, strict=True))


def understood(said: str) -> str:
    """How people would say a date that was typed. Refused `not-understood`."""
    return dates.words(dates.understand(said))


class Ticks(QWidget):
    """Several may apply. `changed(tuple of keys)`, in the order of the options."""

    changed = Signal(object)

    def __init__(self, theme: Theme, name: str, options: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.ticks: dict[str, Tick] = {}
        for key, label in options:
            tick = Tick(theme, label)
            tick.setAccessibleName(f"{name} {label}")
            tick.clicked.connect(lambda _=False: self.changed.emit(self.at()))
            self.ticks[key] = tick
        self.setLayout(column(theme, *self.ticks.values(), gap=0.25))
        self.setFocusProxy(next(iter(self.ticks.values())))

    def at(self) -> tuple[str, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def choose(self, keys: tuple[str, ...]) -> None:
        for key, tick in self.ticks.items():
            tick.setChecked(key in keys)


class Statuses(QWidget):
    """Why there is no answer: plain choices on one line that wraps. `chosen(str)` gives the status."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, offered: tuple[str, ...]) -> None:
        super().__init__()
        self.theme, self._name = theme, name
        self.picks: dict[str, Pick] = {}
        self._line = flow(theme, gap=2)
        for key in offered:
            self._offer(key)
        self.setLayout(column(theme, self._line, gap=0))
        self.setAccessibleName(f"{name} No answer because")
        self.choose("not-asked")

    def _offer(self, key: str) -> None:
        pick = Pick(self.theme, STATUSES[key])
        pick.setAccessibleName(f"{self._name} {STATUSES[key]}")
        pick.clicked.connect(lambda _=False: self.chosen.emit(key))
        self.picks[key] = pick
        layout = self._line.layout()
        assert layout is not None
        layout.addWidget(pick)

    def choose(self, status: str) -> None:
        """Show a status; "answered" shows none. One that is not offered here is shown all the same when it was given."""
        if status in STATUSES and status not in self.picks:
            self._offer(status)
        if self.at() == status or (status == "answered" and not self.at()):
            return
        for key, pick in self.picks.items():
            pick.setAutoExclusive(False)
            pick.setChecked(key == status)
            pick.setAutoExclusive(True)

    def at(self) -> str:
        """The status shown, or ""."""
        return next((key for key, pick in self.picks.items() if pick.isChecked()), "")


class AnswerEditor(QWidget):
    """`answered(ref, value)` and `left_open(ref, status)` when a person decides; words at length go to `write(text)` while they are typed.

    `said(ref, words)`: a date or a number in words, for its owner to understand. `sealed()` when writing at length has paused.
    """

    answered = Signal(str, object)
    left_open = Signal(str, str)
    said = Signal(str, str)
    sealed = Signal()

    def __init__(self, theme: Theme, asked: Question, write: Callable[[str], object]) -> None:
        super().__init__()
        self.asked = asked
        self.label: Words = words(asked.text, "strong")
        self.help: Words = words(asked.help, "small", "soft")
        if not asked.help:
            self.help.hide()
        self.recall: Words = words(RECALL, "small", "soft")
        if asked.confidence != "recall":
            self.recall.hide()
        self.editor = self._make(theme, write)
        self.editor.setObjectName(asked.ref)
        self.label.setBuddy(self.editor)
        if asked.help:
            self.editor.setAccessibleDescription(asked.help)
        self.none = Statuses(theme, asked.text, ("not-asked", *asked.statuses))
        self.none.chosen.connect(self._on_status)
        self.problem = Problem(theme)
        self.must: Words = words("Needed", "small-strong", "soft", wrap=False)
        if asked.requirement != "must":
            self.must.hide()
        top: QBoxLayout = row(theme, self.label, self.must, gap=1, top=True)
        top.setStretch(0, 1)
        no_answer = row(theme, words("No answer:", "small", "soft", wrap=False), self.none, gap=1.5)
        no_answer.setStretch(1, 1)
        self.setLayout(column(theme, top, self.help, self.editor, self.problem, no_answer, self.recall, gap=0.5))
        self.setFocusProxy(self.editor)
        self.setAccessibleName(asked.text)

    def _make(self, theme: Theme, write: Callable[[str], object]) -> QWidget:
        asked, name = self.asked, self.asked.text
        options = tuple((term.code, term.label) for term in asked.values)
        if asked.type == "long-text":
            text = AutosaveText(theme, name, lines=(3, 0), save=lambda content, _: write(content))
            text.told.connect(self.tell)
            text.typed.connect(self._on_words)
            text.sealed.connect(self.sealed)
            theme.fits(text, lambda: text.setMaximumWidth(theme.ch(76) + theme.sp(3)))
            return text
        if asked.type == "date":
            date = DateField(theme, name, understood, hint="about March 2019")
            date.finished.connect(self._on_said)
            return date
        if asked.type in ("text", "int"):
            line = Line(theme, name, ch=8 if asked.type == "int" else 60)
            line.finished.connect(self._on_said)
            return line
        if asked.type == "multi":
            ticks = Ticks(theme, name, options)
            ticks.changed.connect(self._on_many)
            return ticks
        if asked.type == "scale":
            scaled = ScaleChoice(theme, name, steps(asked.scale))
            scaled.chosen.connect(self._on_code)
            return scaled
        if len(options) > MOST_ROWS:
            choice = Choice(theme, name, options)
            choice.chose.connect(self._on_code)
            theme.fits(choice, lambda: choice.setMaximumWidth(theme.ch(56)))
            return choice
        picked = Picks(theme, name, options, across=len(options) <= 2)
        picked.chosen.connect(self._on_code)
        return picked

    def show_answer(self, answer: Answer | None) -> None:
        """What is stored; somebody who is typing here is not disturbed."""
        given = answer if answer is not None and answer.status == "answered" else None
        value: Value = given.value if given is not None and given.value is not None else ""
        self.none.choose("answered" if given is not None else answer.status if answer is not None else "not-asked")
        self._show_must(given is not None)
        editor = self.editor
        if isinstance(editor, Ticks):
            editor.choose(value if isinstance(value, tuple) else ())
        elif isinstance(editor, Picks | ScaleChoice | Choice):
            editor.choose(str(value))
        elif isinstance(editor, AutosaveText):
            editor.show_text(str(value))
        elif self.problem.sentence():
            return  # what was typed and could not be taken stays until somebody mends it
        elif isinstance(editor, DateField):
            editor.show_words(dates.words(dates.from_edtf(str(value))) if value else "")
        elif isinstance(editor, Line):
            editor.show_words(str(value))

    def allow(self, writable: bool) -> None:
        """Whether the answer may be changed now; words can be read and copied either way."""
        if isinstance(self.editor, AutosaveText):
            self.editor.setReadOnly(not writable)
        else:
            self.editor.setEnabled(writable)
        self.none.setEnabled(writable)

    def tell(self, sentence: str) -> None:
        """What is wrong with what was typed, and what to do; "" when nothing is."""
        self.problem.say(sentence)
        self.editor.setAccessibleDescription(sentence or self.asked.help)

    def half_typed(self) -> str:
        """Words in a line that were not taken as an answer yet."""
        line = self.editor.line if isinstance(self.editor, DateField) else self.editor
        return line.text() if isinstance(line, Line) and self.problem.sentence() else ""

    def type_again(self, content: str) -> None:
        """Put half-typed words back as they stood."""
        line = self.editor.line if isinstance(self.editor, DateField) else self.editor
        if isinstance(line, Line) and line.text() != content:
            line.setText(content)
            line.seal()

    def _show_must(self, answered: bool) -> None:
        """That an answer is needed is said only while there is none."""
        self.must.setVisible(self.asked.requirement == "must" and not answered)

    def _on_words(self, content: str, _: int) -> None:
        self.tell("")
        self._show_must(bool(content.strip()))
        self.none.choose("answered" if content.strip() else "not-asked")

    def _on_code(self, code: str) -> None:
        self.answered.emit(self.asked.ref, code)

    def _on_status(self, status: str) -> None:
        self.left_open.emit(self.asked.ref, status)

    def _on_many(self, codes: tuple[str, ...]) -> None:
        if codes:
            self.answered.emit(self.asked.ref, codes)
        else:
            self.left_open.emit(self.asked.ref, "not-asked")

    def _on_said(self, content: str) -> None:
        if content.strip():
            self.said.emit(self.asked.ref, content.strip())
        else:
            self.left_open.emit(self.asked.ref, "not-asked")


def keeping(editor: AnswerEditor, keep: Callable[[], object]) -> bool:
    """Run `keep`; a refusal is told under the question, in its sentence. Whether it was kept."""
    try:
        keep()
    except Refused as refusal:
        editor.tell(refusal.sentence)
        return False
    editor.tell("")
    return True
