"""The screen: lanes, the quick line, the list, the editor."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from leder_desktop.model.change import Change, Part
from leder_desktop.model.dates import When, understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.timeline import Draft, Entry
from leder_desktop.operations import conversations, evidence, history, snapshot, timeline
from ui.citing import Names, choices
from ui.open_case import OpenCase
from ui.screen import Place, Screen
from ui.services import Services
from ui.style import Theme
from ui.timeline import half as halves
from ui.timeline.editor import Editor
from ui.timeline.lanes import SPANS, Drawn, drawn, lanes, span
from ui.timeline.quick import QuickLine
from ui.timeline.rows import COLUMNS, Row, key, row
from ui.widgets.buttons import ActionBar, button, segments
from ui.widgets.chip import FilterChip
from ui.widgets.flow import flow
from ui.widgets.lanes import TimelineLanes
from ui.widgets.layout import Workspace, card, column, holder, scrolled, turning
from ui.widgets.table import DataTable
from ui.widgets.words import words

SHOWS = frozenset({Part.TIMELINE, Part.EVIDENCE, Part.CONVERSATIONS, Part.PERSON})
NOTHING = "Nothing is here yet. Type what you know in the line above, as you would say it, or bring in a GP record with Import."
ALL_DATED = "Every entry has a date."
LEGEND = "Filled: seen in a record.   Outlined: told by someone.   Soft end: the date is not sure.   Diamond: key episode."


class Timeline(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self._entries: tuple[Entry, ...] = ()
        self._rows: tuple[Row, ...] = ()
        t = theme
        self._person = snapshot.person(case.session)
        self._today = case.session.clock.today()
        self.lanes = TimelineLanes(t)
        self.lanes.setObjectName("timeline.lanes")
        self.spans = segments(t, "Show", SPANS, 1, self._span)
        self.undated = FilterChip(t, "Undated", 0, of="entries")
        self.undated.setObjectName("timeline.undated")
        self.undated.clicked.connect(lambda: self._show_rows())
        self.new = button(t, "Add an entry", "plus", kind="primary", on=lambda: self.editor.begin())
        self.undo = button(t, "Undo", "undo-2", on=self._undo)
        self.take_in = button(t, "Import", "inbox", says="Import a record", on=lambda: services.go("records", "import"))
        self.quick = QuickLine(t, self._understand, case.session.standards)
        self.quick.entered.connect(self._on_quick)
        self.table = DataTable(t, "Entries, oldest first", COLUMNS, key, head=False)
        self.table.setObjectName("timeline.table")
        self.editor = Editor(t, case, services, self._understand)
        self.editor.kept.connect(self._on_kept)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._to_editor)
        self.lanes.chosen.connect(self._on_lane)
        self.lanes.opened.connect(self._to_editor)
        title = words("Timeline", "h2", wrap=False)
        top = ActionBar(t, (flow(t, title, self.spans, self.undated, gap=1.5),), (self.new, self.take_in, self.undo))
        self._drawn = Drawn(bars=(), by={})
        lanes_area = scrolled(self.lanes, "Lanes", "paper")
        legend = words(LEGEND, "small", "soft")
        self.none = words(NOTHING, "body", "soft")
        self.empty = holder(column(t, self.none, None, margins=1.5))
        self.drawing = card(t, lanes_area, legend, pad=1, gap=0.5)
        list_side = column(t, self.quick, card(t, self.empty, self.table, pad=0.125), gap=1)
        list_side.setStretch(1, 1)
        self.list_side = holder(list_side)
        below = turning(t, self.list_side, self.editor, gap=2, shares=(5, 6))
        body = column(t, top, self.drawing, Workspace(below), gap=1.25, margins=(2, 1.25, 2, 1.25))
        body.setStretch(2, 1)
        self.setLayout(body)
        self.first: QWidget = self.table

        def fit() -> None:
            lanes_area.setFixedHeight(min(self.lanes.height() + 2, t.px(150) if t.narrow else t.px(190)))
            self.list_side.setMinimumHeight(t.px(220))
            self.editor.setMinimumHeight(t.px(330) if t.narrow else t.px(220))
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

        self._fit_lanes = fit
        t.fits(self, fit)
        case.changed.connect(self._on_changed)
        self._read()
        self._begin_in_sight()

    # reading
    def _begin_in_sight(self) -> None:
        """The first entry of the days that are drawn, not the first of a life."""
        start, _ = span(self.spans.at(), self._person, self._entries, self._today)
        first = next((e for e in self._entries if e.when and e.when.earliest and e.when.earliest >= start), None)
        if first is not None:
            self.table.choose(first.id)
            QTimer.singleShot(0, self.table, lambda: self.table.scrollTo(self.table.currentIndex()))

    def entered(self) -> None:
        self._today = self.case.session.clock.today()

    def _understand(self, typed: str) -> When:
        return understand(typed, born=self._person.birth_date, died=self._person.death_date, today=self._today)

    def _on_changed(self, change: Change) -> None:
        if change.parts & SHOWS:
            self._read()
        if change.step is not None or Part.NOTES in change.parts:
            self._name_undo()

    def _read(self) -> None:
        session = self.case.session
        self._person = snapshot.person(session)
        self._entries = tuple(timeline.entries(session))
        self._names = Names(
            evidence={e.id: e for e in evidence.evidence(session)}, conversations={c.id: c for c in conversations.conversations(session)},
            standards=session.standards,
        )
        self._rows = tuple(row(e, self._person, self._names) for e in self._entries)
        self.undated.show_count(sum(e.when is None for e in self._entries))
        self._span(self.spans.at())
        self.quick.offer(choices(self._names))
        self.editor.show_names(self._names, self._entries)
        self._show_rows()
        self._show_current()
        self._name_undo()

    def _show_rows(self) -> None:
        only = self.undated.isChecked()
        shown = tuple(r for r in self._rows if not only or r.entry.when is None)
        self.table.show_rows(shown)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.first = self.table if shown else self.quick  # focus given to a list out of sight would go on to the next control
        self.none.setText(ALL_DATED if self._rows else NOTHING)

    def _show_current(self) -> None:
        """What is in the editor is read again; what is half-typed there stays."""
        in_hand = self.editor.entry
        if self.editor.keeping:
            return
        if in_hand is None:
            current = self.table.current()
            if not self.editor.changed() and isinstance(current, Row):
                self._on_chosen(current)
            return
        stored = next((e for e in self._entries if e.id == in_hand.id), None)
        if stored is not None:
            self.editor.show_entry(stored)
        elif not self.editor.changed():
            self.editor.show_draft(Draft())

    def _span(self, at: int) -> None:
        died = self._person.death_date.latest if self._person.death_date else None
        standards = self.case.session.standards
        self._drawn = drawn(self._entries, {r.entry.id: r.source for r in self._rows}, standards, whole_life=at == len(SPANS) - 1)
        self.lanes.show_entries(lanes(self._entries, standards), self._drawn.bars, (), died)
        self.lanes.span(*span(at, self._person, self._entries, self._today))
        self.drawing.setVisible(bool(self._entries))
        self._fit_lanes()

    def _name_undo(self) -> None:
        step = history.undoable(self.case.session)
        self.undo.setEnabled(step is not None)
        self.undo.say("Undo", f"Undo: {history.title(self.case.session, step)}" if step else "Nothing to undo")

    # choosing
    def _on_chosen(self, chosen: object) -> None:
        if not isinstance(chosen, Row) or self.editor.keeping:
            return
        entry = chosen.entry
        in_hand = self.editor.entry
        if in_hand is not None and in_hand.id == entry.id:
            return
        if not self.editor.settle():
            if in_hand is not None:
                QTimer.singleShot(0, self, lambda: self.table.choose(in_hand.id))
            return
        self.editor.show_entry(next((e for e in self._entries if e.id == entry.id), entry))
        self._mark(entry.id)

    def _on_lane(self, id: str) -> None:
        if self.undated.isChecked():
            self.undated.setChecked(False)
            self._show_rows()
        self.table.choose(id)

    def _mark(self, id: str) -> None:
        self.lanes.choose(self._drawn.by.get(id, ""))

    def _to_editor(self, _opened: object) -> None:
        self.editor.form.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_kept(self, id: str) -> None:
        self.table.choose(id)
        self._mark(id)
        self.services.say("Kept.")

    def _on_quick(self, draft: object) -> None:
        """A whole entry is kept at once; one without a source, or without words, goes on in the editor."""
        if not isinstance(draft, Draft) or not self.editor.settle():
            return
        if draft.sources and draft.what:
            id = self.case.do(timeline.add, draft).made[0]
            self.quick.clear()
            self._on_kept(id)
            self.quick.line.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.quick.clear()
            self.editor.begin(draft)
            missing = "Say where this comes from: choose a record or a conversation." if draft.what else "Write what happened."
            self.editor.problem.say(missing)

    def _undo(self) -> None:
        if self.editor.settle():
            self.services.say(f"{self.case.undo().summary}.")

    # safe places
    def seal(self) -> None:
        super().seal()
        if self.editor.changed():
            self.editor.keep()

    def held(self) -> bool:
        return self.editor.changed() or bool(self.quick.line.text().strip())

    def place(self) -> Place:
        out = super().place()
        out["chosen"] = self.table.current_key()
        out["span"] = self.spans.at()
        if self.quick.line.text():
            out["quick"], out["quick-source"] = self.quick.line.text(), self.quick.source.at()
        if self.editor.changed():
            out["half-typed"] = halves.write(self.editor.half())
        return out

    def restore(self, place: Place) -> None:
        """What stands in the fields is first read again from the case: words from a lock belong to the entry they were typed for."""
        self.editor.leave()
        self.quick.clear()
        self._show_rows()
        at = place.get("span")
        if isinstance(at, int) and 0 <= at < len(SPANS):
            self.spans.choose(at)
            self._span(at)
        self.table.choose(str(place.get("chosen", "")))
        self.quick.source.choose(str(place.get("quick-source", "")))
        self.quick.line.setText(str(place.get("quick", "")))
        half = halves.read(str(place.get("half-typed", "")))
        if half is not None:
            self.editor.show_half(half, next((e for e in self._entries if e.id == half.id), None))
        super().restore(place)

    def jump(self, field: str) -> bool:
        """`<entry id>`, `entry/<id>`, `cite/<evidence id>/<page>/<words>`, or the name of a field."""
        parts = field.split("/", 3)
        if parts[0] == "cite" and len(parts) == 4:
            page = int(parts[2]) if parts[2].isdigit() else 0
            self.editor.cite(Source(evidence=parts[1], page=page or None, words=parts[3]))
            return True
        id = field.removeprefix("entry/")
        if any(e.id == id for e in self._entries):
            self._on_lane(id)
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return super().jump(field)
