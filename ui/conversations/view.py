"""The screen: the people at the left; who, how, the notes and the quotations of the chosen one at the right."""

import json
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change, Part
from leder_desktop.model.conversation import CATEGORIES, Conversation, Quotation
from leder_desktop.model.dates import When, understand, words
from leder_desktop.operations import conversations, notes, snapshot
from leder_desktop.operations.erasing import Said, Thing, Told
from ui.conversations.person import PersonForm
from ui.conversations.quotations import Quotations
from ui.erasing import ask_erase
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import ActionBar, button
from ui.widgets.fields import Field
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import Notice, notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import words as said


def _cell(told: Conversation) -> Cell:
    how = " · ".join(x for x in (words(told.on) if told.on else "not spoken yet", told.medium) if x)
    who = told.relationship or CATEGORIES.get(told.category, "")
    lower = who[:1].lower() + who[1:] if who[1:2].islower() else who
    return Cell(
        first=", ".join(x for x in (told.who, lower) if x), second=f"Waiting: {told.waits}" if told.waits else how,
        bold=True, icon="hourglass" if told.waits else "", token="blue_ink",
    )  # fmt: skip


COLUMNS: tuple[Column[Conversation], ...] = (Column[Conversation](title="Who", cell=_cell),)


class Conversations(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.id = ""
        """The conversation in hand; empty while a new one has no name yet."""
        t = theme
        self._person = snapshot.person(case.session)
        self.new = button(t, "Add a person", "plus", kind="primary", says="Add somebody who knew them", on=self.begin)
        self.table = DataTable(t, "People who knew them", COLUMNS, lambda c: c.id, head=False, lines=2)
        self.table.setObjectName("conversations.table")
        self.table.chosen.connect(self._on_chosen)
        self.form = PersonForm(t, case, self._understand)
        self.form.made.connect(self._on_made)
        self.notes = AutosaveText(t, "Notes of this conversation", lines=(8, 0), save=self._save)
        self.notes.setObjectName("conversations.notes")
        self.notes.sealed.connect(self._seal_step)
        self.notes.typed.connect(self._on_stored)
        self.notes_field = Field(t, "Notes", self.notes, help="What they said, in your words or theirs. They save themselves.")
        self.notes.told.connect(self.notes_field.problem)
        self.quotations = Quotations(t, self._keep_quotations, self._selected, self._erase_quotation)
        whole = "Erase this conversation for good, with a reason"
        self.erase = button(t, "Erase for good...", "trash-2", kind="link", says=whole, on=self._erase_conversation)
        self.erase.setObjectName("conversations.erase")
        self.problem: Notice = notice(t, "")
        self.problem.hide()
        self.title = said("", "h2")
        self.none = said("Nobody is here yet. Begin with somebody who knew them well.", "body", "soft")
        self.rest = holder(column(t, self.notes_field, self.quotations, row(t, self.erase, None), gap=2))
        right = card(t, self.title, self.problem, self.form, self.rest, gap=1.5)
        self.nobody = holder(column(t, self.none, margins=1.5))
        left = card(t, self.nobody, self.table, pad=0.25)
        top = ActionBar(t, (said("Conversations", "h1", wrap=False),), (self.new,))
        body = turning(t, left, right, gap=2, shares=(4, 7))
        body.setAlignment(left, Qt.AlignmentFlag.AlignTop)
        body.setAlignment(right, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(t, page(t, "Conversations", top, body, gap=1.5), gap=0))
        self.first: QWidget = self.table
        self.table.hug(320)
        case.changed.connect(self._on_changed)
        self._read()

    # reading
    def _understand(self, typed: str) -> When:
        today = self.case.session.clock.today()
        return understand(typed, born=self._person.birth_date, died=self._person.death_date, today=today)

    def _on_changed(self, change: Change) -> None:
        if change.parts & {Part.CONVERSATIONS, Part.NOTES}:
            self._read()
        if Part.PERSON in change.parts:
            self._person = snapshot.person(self.case.session)

    def _read(self) -> None:
        rows = tuple(conversations.conversations(self.case.session))
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nobody.setVisible(not rows)
        self.first = self.table if rows else self.form
        current = next((c for c in rows if c.id == self.id), None)
        if current is None and not (self.form.told is None and self.form.half()):
            chosen = self.table.current()
            current = chosen if isinstance(chosen, Conversation) else None
        self._show(current)

    def _on_chosen(self, chosen: object) -> None:
        if isinstance(chosen, Conversation) and chosen.id != self.id:
            self.seal()
            self._show(next((c for c in conversations.conversations(self.case.session) if c.id == chosen.id), chosen))

    def _show(self, told: Conversation | None) -> None:
        other = (told.id if told else "") != self.id
        self.id = told.id if told else ""
        self.title.setText(told.who if told else "Somebody who knew them")
        if told is not None or other:
            self.form.show_told(told)
        self.rest.setVisible(told is not None)
        if other:
            self.notes.forget()
        if told is not None:
            self.notes.show_text(notes.get(self.case.session, f"conversation/{told.id}"))
            self.quotations.show_quotations(told.quotations)

    # writing
    def begin(self) -> None:
        """Somebody new; kept as soon as it says who."""
        self.seal()
        self._show(None)
        self.form.show_told(None)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_made(self, id: str) -> None:
        self.id = id
        self.table.choose(id)
        self._read()

    def _save(self, text: str, caret: int) -> None:
        section = f"conversation/{self.id}"
        if self.id and text != notes.get(self.case.session, section):
            self.case.do(notes.typed, section, text)

    def _on_stored(self) -> None:
        """The notes are on disk; whoever asks whether this text stores itself learns it from this connection."""
        if self.notes_field.sentence():
            self.notes_field.problem("")

    def _seal_step(self) -> None:
        self.case.do(notes.seal)

    def _selected(self) -> str:
        return self.notes.textCursor().selection().toPlainText()

    def _keep_quotations(self, quotations: tuple[Quotation, ...]) -> None:
        if self.form.told is not None:
            now = replace(self.form.told, quotations=quotations)
            self.case.do(conversations.change, now)
            self.form.told = now

    # erasing
    def _erase_quotation(self, words: str) -> None:
        self._ask_erase(Said(conversation=self.id, words=words))

    def _erase_conversation(self) -> None:
        self._ask_erase(Told(conversation=self.id))

    def _ask_erase(self, thing: Thing) -> None:
        self.seal()  # what is half-typed must not be written after it was erased
        self.problem.say("")
        try:
            if ask_erase(self.theme, self, self.case, self.services, thing) is not None:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        except Refused as refusal:
            self.problem.say(refusal.sentence)

    # safe places
    def place(self) -> Place:
        out = super().place()
        out["chosen"] = self.id
        half = self.form.half()
        if self.notes.held():
            out["notes"] = self.notes.text()
        if half:
            out["half-typed"] = json.dumps(half, ensure_ascii=False)
        return out

    def held(self) -> bool:
        return super().held() or bool(self.form.half())

    def restore(self, place: Place) -> None:
        """What stands in the fields is first read again from the case: words from a lock belong to the person they were typed for."""
        self.notes.forget()
        self.form.forget()
        self.quotations.forget()
        self.id = ""
        self.table.choose(str(place.get("chosen", "")))
        self._read()
        try:
            half: dict[str, str] = json.loads(str(place.get("half-typed", "{}")))
        except ValueError:
            half = {}
        if "notes" in place:
            self.notes.selectAll()
            self.notes.insert(str(place["notes"]))
        if half:
            if not half.get("id"):
                self.begin()
            self.form.show_half(half)
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`conversation/<id>`, `<id>`, or the name of a field."""
        if self.table.choose(field.removeprefix("conversation/")):
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().jump(field)
