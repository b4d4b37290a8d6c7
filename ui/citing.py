"""What something rests on: each citation opens where it came from; a record or conversation is added by choosing it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.operations import questions
from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import AnswerEditor, keeping
from ui.widgets.buttons import Button, button
from ui.widgets.fields import Choice, Line
from ui.widgets.layout import card, clear, column, row
from ui.widgets.tabbing import meet_before
from ui.widgets.words import words


@dataclass(frozen=True, kw_only=True)
class Names:
    """What sources are called."""

    evidence: dict[str, Evidence]
    conversations: dict[str, Conversation]
    standards: Standards
    """Where the words of the codes are."""

    def of(self, source: Source) -> str:
        """“GP record, page 2”, “Maureen Ferriday”."""
        if source.evidence:
            kept = self.evidence.get(source.evidence)
            name = (self.standards.label("evidence-kind", kept.kind) or kept.name) if kept else "A record that is not here any more"
            return f"{name}, page {source.page}" if source.page else name
        told = self.conversations.get(source.conversation)
        return told.who if told and told.who else source.conversation


def choices(names: Names) -> tuple[tuple[str, str], ...]:
    """Everything that can be cited: conversations, then records."""
    told = tuple((f"conversation/{c.id}", f"Told by {c.who}") for c in names.conversations.values())
    kept = tuple((f"evidence/{e.id}", names.standards.label("evidence-kind", e.kind) or e.name) for e in names.evidence.values())
    return told + kept


def source_of(key: str) -> Source | None:
    kind, _, id = key.partition("/")
    if kind == "conversation":
        return Source(conversation=id)
    return Source(evidence=id) if kind == "evidence" else None


def place_of(source: Source) -> tuple[str, str]:
    """Section and field: where a citation opens."""
    if source.conversation:
        return "conversations", f"conversation/{source.conversation}"
    if source.resource:
        return "records", f"evidence/{source.evidence}/resource/{source.resource}"
    return "records", f"evidence/{source.evidence}/page/{source.page or 1}"


class Sources(QWidget):
    changed = Signal()

    def __init__(self, theme: Theme, go: Callable[[str, str], object], standards: Standards) -> None:
        super().__init__()
        self.theme, self._go = theme, go
        self._sources: tuple[Source, ...] = ()
        self._controls: list[QWidget] = []
        self._drops: list[QWidget] = []
        self._names = Names(evidence={}, conversations={}, standards=standards)
        self._rows = column(theme, gap=0.75)
        self.add = Choice(theme, "Cite a record or conversation")
        self.add.setPlaceholderText("Cite a record or conversation")
        self.add.setMinimumContentsLength(28)
        self.add.setObjectName("timeline.cite")
        self.add.chose.connect(self._add)
        self.setLayout(column(theme, self._rows, row(theme, self.add, None), gap=0.75))

    def show_sources(self, sources: tuple[Source, ...], names: Names) -> None:
        if names != self._names or not self.add.count():
            self._names = names
            self.add.offer(choices(names))
        self.add.setCurrentIndex(-1)
        self._sources = sources
        self._draw()

    def sources(self) -> tuple[Source, ...]:
        return self._sources

    def allow(self, writable: bool) -> None:
        """Whether they may be changed now; each can be opened either way."""
        self.add.setVisible(writable)
        for control in self._controls:
            if isinstance(control, Line):
                control.setReadOnly(not writable)
        for drop in self._drops:
            drop.setVisible(writable)

    def cite(self, source: Source) -> None:
        if source not in self._sources:
            self._sources = (*self._sources, source)
            self._draw()
            self.changed.emit()

    def _add(self, key: str) -> None:
        source = source_of(key)
        self.add.setCurrentIndex(-1)
        if source is not None:
            self.cite(source)

    def _put(self, at: int, source: Source) -> None:
        self._sources = (*self._sources[:at], source, *self._sources[at + 1 :])
        self.changed.emit()

    def _drop(self, at: int) -> None:
        self._sources = (*self._sources[:at], *self._sources[at + 1 :])
        self._draw()
        self.add.setFocus()
        self.changed.emit()

    def _draw(self) -> None:
        self._controls, self._drops = [], []
        clear(self._rows)
        for i, source in enumerate(self._sources):
            self._rows.addWidget(self._row(i, source))
        meet_before(self.add, self._controls)

    def _row(self, at: int, source: Source) -> QFrame:
        t, name = self.theme, self._names.of(source)
        section, field = place_of(source)
        said = f"{name}, {source.resource.split('/')[0]}" if source.resource else name
        opened = button(t, said, "link", kind="link", says=f"Open {said}", on=lambda: self._go(section, field), left=True)
        drop = button(t, "", "x", kind="quiet", says=f"Take {said} away from the sources", on=lambda: self._drop(at))
        self._drops.append(drop)
        top = row(t, opened, None, drop)
        if source.resource:
            self._controls += [opened, drop]
            quoted = (words(f"“{source.words}”", "small", "soft"),) if source.words else ()
            return card(t, top, *quoted, kind="sunken", gap=0.25, pad=1)
        lines: list[Line] = []
        if source.evidence:
            lines.append(Line(t, f"Page in {name}", str(source.page or ""), ch=5, hint="Page"))
            lines[0].finished.connect(self._page_sayer(at))
        lines.append(Line(t, f"Words as they stand in {name}", source.words, hint="The words as they stand there"))
        lines[-1].finished.connect(self._words_sayer(at))
        self._controls += [opened, *lines, drop]
        under = row(t, *lines, gap=0.75)
        under.setStretch(len(lines) - 1, 1)
        return card(t, top, under, kind="sunken", gap=0.25, pad=1)

    def _words_sayer(self, at: int) -> Callable[[str], None]:
        return lambda typed: self._put(at, replace(self._sources[at], words=typed))

    def _page_sayer(self, at: int) -> Callable[[str], None]:
        return lambda typed: self._put(at, replace(self._sources[at], page=page_number(typed)))


class Citing(QWidget):
    """Stands under an answer: its citations where there are any. `cite` is the button that belongs into its last line.

    The list to choose from is made when somebody first wants it: most answers of a page cite nothing.
    """

    def __init__(self, theme: Theme, case: OpenCase, services: Services, editor: AnswerEditor) -> None:
        super().__init__()
        self.theme, self.case, self._services, self._editor = theme, case, services, editor
        self._snapshot: Snapshot | None = None
        self._answer: Answer | None = None
        self._writable = True
        self.sources: Sources | None = None
        text = editor.asked.text
        self.cite: Button = button(theme, "Cite", "quote", kind="link", role="small", says=f"Cite a source: {text}", on=self.choose)
        self.cite.setObjectName(f"{editor.asked.ref}.cite")
        self._box = column(theme, gap=0)
        self.setLayout(self._box)
        self.hide()

    def choose(self) -> None:
        """Open the list of what can be cited."""
        made = self._made()
        self._show()
        made.add.setFocus()
        made.add.showPopup()

    def show_answer(self, answer: Answer | None, snapshot: Snapshot, writable: bool) -> None:
        self._answer, self._snapshot, self._writable = answer, snapshot, writable
        self.cite.setVisible(writable and self.sources is None)
        if self.sources is not None or (answer is not None and answer.sources):
            self._show()

    def _show(self) -> None:
        made, whole = self._made(), self._snapshot
        if whole is None:
            return
        names = Names(
            evidence={one.id: one for one in whole.evidence}, conversations={one.id: one for one in whole.conversations},
            standards=whole.standards,
        )  # fmt: skip
        given = self._answer.sources if self._answer is not None else ()
        if made.sources() != given or not made.add.count():
            made.show_sources(given, names)
        made.allow(self._writable)
        self.cite.hide()
        self.show()

    def _made(self) -> Sources:
        if self.sources is None:
            self.sources = Sources(self.theme, self._services.go, self.case.session.standards)
            self.sources.add.setObjectName(f"{self._editor.asked.ref}.sources")
            self.sources.add.setAccessibleName(f"Cite a record or conversation: {self._editor.asked.text}")
            self.sources.changed.connect(self._keep)
            self._box.addWidget(self.sources)
            QWidget.setTabOrder(self.cite, self.sources.add)
        return self.sources

    def _keep(self) -> None:
        assert self.sources is not None
        chosen = self.sources.sources()
        keeping(self._editor, lambda: self.case.do(questions.cite, self._editor.asked.ref, chosen))


def page_number(typed: str) -> int | None:
    """None for what is no page: nothing, words, or 0."""
    digits = typed.strip()
    number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0
    return number or None
