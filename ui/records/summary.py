"""What a structured record would add: whose it is, what would come in, what is left out and why. Nothing is written on this page."""

from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from leder_desktop.model.dates import When, sort_key
from leder_desktop.model.dates import words as date_words
from leder_desktop.model.person import Person
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Draft, date_flags
from leder_desktop.operations.records import DIFFERENT, Look
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import Scrolled, card, clear, column, holder, page, row, turning
from ui.widgets.notice import Notice, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.tick import Tick
from ui.widgets.words import Words, words

FORMATS = {"fhir-r4": "FHIR R4", "fhir-stu3": "GP Connect (FHIR STU3)"}
REASONS = {"context": "says who, where or how; read together with the entries that name it"}
"""Where the record's reader gives a reason in one word of the trade."""
WHOSE = {
    "same": ("wash", "The same person, as far as name, date of birth and NHS number say."),
    "unknown": ("amber", "The record and this case say too little to tell whether this is the same person. Compare them first."),
}
FLAGS = {"before-birth": "dated before the birth", "after-death": "dated after the death"}


class LeftOut(Protocol):
    """Resources of one kind that are left out for one reason."""

    @property
    def kind(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def why(self) -> str: ...


def _which(left: LeftOut) -> str:
    return f"{left.kind} {left.why}"


def _plain_last(left: LeftOut) -> bool:
    return left.why == "context"


def _left(left: LeftOut) -> Cell:
    return Cell(first=f"{left.count} {left.kind}", second=REASONS.get(left.why, left.why))


LEFT_OUT: tuple[Column[LeftOut], ...] = (Column[LeftOut](title="What", cell=_left),)


class Summary(QWidget):
    """`accepted(accept_person)`, `left()`, `opened(resource)` for the citation of an entry."""

    accepted = Signal(bool)
    left = Signal()
    opened = Signal(str)

    def __init__(self, theme: Theme, standards: Standards) -> None:
        super().__init__()
        self.theme, self._standards = theme, standards
        self.look: Look | None = None
        self._person = Person()
        t = theme
        self.title: Words = words("", "h1")
        self.about: Words = words("", "body", "soft")
        self.people: QBoxLayout = column(t, gap=0)
        self.same: Notice = notice(t, WHOSE["same"][1], "wash")
        self.unknown: Notice = notice(t, WHOSE["unknown"][1])
        self.different: Notice = notice(t, "")
        self.accept = Tick(t, "I have compared them: this record is about the person of this case, and I want to take it in all the same")
        self.accept.setObjectName("records.accept-person")
        self.accept.toggled.connect(self._allow)
        self.counts: QBoxLayout = column(t, gap=0)
        self.cautions: Notice = notice(t, "")
        self.missing: Notice = notice(t, "", "sunken")
        self.left_out = DataTable(t, "Left out, and why", LEFT_OUT, _which)
        self.left_out.setObjectName("records.left-out")
        self.entries = DataTable(t, "Entries as they will stand; Enter opens what one cites", self._entry_columns(), lambda d: d.imported)
        self.entries.setObjectName("records.entries")
        self.entries.opened.connect(self._on_opened)
        self.cite = button(t, "Open what it cites", "link", says="Open what the chosen entry cites", on=self._open_chosen)
        self.take = button(t, "Take these in", "check", kind="primary", says="Take these in, Ctrl+Enter", on=self._take)
        self.leave = button(t, "Leave it", says="Leave it: nothing is taken in", on=self.left.emit)
        self.entries_title = words("", "h2", wrap=False)
        self.left_title = words("", "h2", wrap=False)
        acts = holder(row(t, words("Nothing is written yet.", "body", "soft", wrap=False), None, self.leave, self.take))
        first = holder(column(t, holder(row(t, self.entries_title, None, self.cite)), self.entries, None, gap=0.75))
        second = holder(column(t, self.left_title, self.left_out, None, gap=0.75))
        self.area: Scrolled = page(
            t, "What this record would add", self.title, self.about, acts, self.different, self.accept, self.unknown, self.same,
            self.people, self.counts, self.cautions, self.missing, turning(t, card(t, first), card(t, second), gap=2, shares=(7, 5)),
            gap=1.25,
        )  # fmt: skip
        self.setLayout(column(t, self.area, gap=0))
        for keys, act in (("Ctrl+Return", self._take), ("Escape", self.left.emit)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        t.fits(self, lambda: [table.setFixedHeight(t.px(300)) for table in (self.entries, self.left_out)])

    def show_look(self, look: Look, person: Person) -> None:
        self.look, self._person = look, person
        found, plan = look.found, look.plan
        added = sorted((f.draft for f in plan.added), key=lambda d: sort_key(d.when))
        skipped = sum(s.count for s in found.skipped)
        self.title.setText("What this record would add")
        self.about.setText(f"{look.name}, {FORMATS.get(found.format, found.format)}.")
        self.accept.setChecked(False)
        about_another = DIFFERENT.replace("Nothing was taken in.", "Nothing is taken in unless you say so.")
        self.different.say(about_another if look.whose == "different" else "")
        self.accept.setVisible(look.whose == "different")
        says_who = any((person.given, person.family, person.known_as, person.birth_date, person.nhs_number))
        self.same.setVisible(look.whose == "same" and says_who)
        self.unknown.setVisible(look.whose == "unknown" or (look.whose == "same" and not says_who))
        self._replace(self.people, self._compared(look, person))
        numbers = (
            (found.read, "read"), (len(added), "to be added"), (plan.already_there, "already here"), (found.folded, "folded into others"),
            (skipped, "left out"),
        )  # fmt: skip
        self._replace(self.counts, self._numbers(numbers))
        self.cautions.say("\n".join(w.sentence for w in look.warnings))
        said = "\n".join(found.says_missing)
        self.missing.say(f"The record says of itself that something is not in it:\n{said}" if said else "")
        self.entries_title.setText(
            f"{len(added)} entries, oldest first" if len(added) > 1 else "1 entry" if added else "Nothing new to add"
        )
        self.entries.setVisible(bool(added))
        self.cite.setVisible(bool(added))
        self.entries.show_rows(tuple(added))
        self.cite.setEnabled(bool(added))
        self.left_title.setText("Left out, and why" if found.skipped else "Nothing is left out")
        self.left_out.show_rows(tuple(sorted(found.skipped, key=_plain_last)))
        self.left_out.setVisible(bool(found.skipped))
        self._allow()
        self.area.verticalScrollBar().setValue(0)

    def forget(self) -> None:
        self.look = None
        self.entries.show_rows(())
        self.left_out.show_rows(())

    def focus(self) -> None:
        (self.accept if self.accept.isVisibleTo(self) else self.take if self.take.isEnabled() else self.leave).setFocus()

    # parts
    def _compared(self, look: Look, person: Person) -> QWidget:
        told = look.found.person
        number = told.nhs_number + ("" if told.nhs_number_valid is not False else " (not a valid number)") if told.nhs_number else ""
        sides = (
            ("This case", person.full_name, person.birth_date, person.death_date, person.nhs_number),
            ("The record", f"{told.given} {told.family}".strip(), told.birth_date, told.death_date, number),
        )
        return holder(turning(self.theme, *(self._side(*side) for side in sides), gap=2, shares=(1, 1)))

    def _side(self, title: str, name: str, born: When | None, died: When | None, number: str) -> QFrame:
        t = self.theme
        born_said, died_said = (date_words(born) if born else "not said"), (date_words(died) if died else "not said")
        return card(
            t, words(title, "small-strong", "soft"), words(name or "No name", "lead"), words(f"Born {born_said}. Died {died_said}."),
            words(f"NHS number {number}" if number else "No NHS number", "body", "soft"), gap=0.25, pad=1.5,
        )  # fmt: skip

    def _numbers(self, numbers: tuple[tuple[int, str], ...]) -> QWidget:
        t = self.theme
        pairs = ((words(f"{count:,}", "h1", wrap=False), words(said, "small", "soft", wrap=False)) for count, said in numbers)
        cells = [holder(column(t, *pair, gap=0)) for pair in pairs]
        made = card(t, turning(t, *cells, gap=2, shares=(1,) * len(cells)), pad=1.5)
        made.setAccessibleName(", ".join(f"{count} {said}" for count, said in numbers))
        return made

    def _replace(self, place: QBoxLayout, widget: QWidget) -> None:
        clear(place)
        place.addWidget(widget)

    def _entry_columns(self) -> tuple[Column[Draft], ...]:
        def what(draft: Draft) -> Cell:
            flags = [FLAGS[f] for f in date_flags(draft.when, self._person)]
            label = self._standards.label
            under = (date_words(draft.when), label("setting", draft.setting), label("event-kind", draft.kind), *flags)
            said = " · ".join(x for x in under if x)
            flag = bool(flags)
            return Cell(
                first=draft.what.split("\n")[0], second=said[:1].upper() + said[1:], icon="flag" if flag else "", token="amber",
                icon_says="Look again" if flag else "",
            )  # fmt: skip

        return (Column[Draft](title="What happened", cell=what),)

    # acts
    def _allow(self) -> None:
        look = self.look
        new = bool(look and look.plan.added)
        self.take.setEnabled(new and (look is not None) and (look.whose != "different" or self.accept.isChecked()))
        self.take.mark("check", "on_blue" if self.take.isEnabled() else "soft")
        self.take.say("Take these in" if new else "There is nothing new to take in", "Take these in, Ctrl+Enter" if new else "")

    def _take(self) -> None:
        if self.take.isEnabled():
            self.accepted.emit(self.accept.isVisibleTo(self) and self.accept.isChecked())

    def _on_opened(self, draft: object) -> None:
        if isinstance(draft, Draft) and draft.sources:
            self.opened.emit(draft.sources[0].resource)

    def _open_chosen(self) -> None:
        self._on_opened(self.entries.current())
