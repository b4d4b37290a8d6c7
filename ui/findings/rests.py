"""What a finding rests on: events, quotations and places, each to be opened, narrowed to a page and words, or taken away."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from leder_desktop.model.claims import place_words, rests_of
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding, Ground, resting, without
from leder_desktop.model.snapshot import Snapshot
from ui.citing import page_number
from ui.findings.grounds import GROUPS, offered, opens
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.choose_rows import choose_rows
from ui.widgets.fields import Line
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.tabbing import meet_before
from ui.widgets.words import Words, words

Go = Callable[[str, str], object]


class Rests(QWidget):
    """`changed()` when a person changes it. `held` is a finding of which only the grounds count."""

    changed = Signal()

    def __init__(self, theme: Theme, go: Go) -> None:
        super().__init__()
        self.theme, self._go = theme, go
        self.held = Finding(id="")
        self._whole: Snapshot | None = None
        self._writable = True
        self._controls: list[QWidget] = []
        says = "Choose what it rests on: events, quotations, places in records"
        self.choose = button(theme, "Choose what it rests on", "search", says=says, on=self._choose)
        self.choose.setObjectName("findings.choose")
        self._rows = column(theme, gap=0.5)
        self.setLayout(column(theme, words("What it rests on", "strong"), holder(self._rows), row(theme, self.choose, None), gap=0.75))

    def show_grounds(self, finding: Finding, whole: Snapshot) -> None:
        self.held, self._whole = finding, whole
        self._draw()

    def allow(self, writable: bool) -> None:
        self.choose.setEnabled(writable)
        if writable != self._writable:
            self._writable = writable
            self._draw()

    def rest_on(self, finding: Finding) -> None:
        """On what this one rests on."""
        self.held = finding
        self._draw()
        self.changed.emit()

    def _choose(self) -> None:
        if self._whole is None:
            return
        found = offered(self.held, self._whole)
        before = tuple(key for key, (ground, _) in found.items() if ground in self.held.grounds)
        rows = tuple(line for _, line in found.values())
        keys = choose_rows(self.theme, self, "What this finding rests on", rows, before, "Rest it on these")
        if keys is None:
            return
        now = Finding(id="")
        for ground in (*self.held.grounds, *(found[key][0] for key in keys)):
            now = resting(now, ground)
        for key in set(before) - set(keys):
            now = without(now, found[key][0])
        self.rest_on(now)

    def _draw(self) -> None:
        self._controls = []
        clear(self._rows)
        if not self.held.grounds or self._whole is None:
            self._rows.addWidget(words("Nothing yet. The panel will ask what shows it.", "body", "soft"))
            return
        rests = rests_of(self.held, self._whole)
        for title, belongs in GROUPS:
            mine = [rest for rest in rests if belongs(rest.ground)]
            if mine:
                self._rows.addWidget(words(title, "small", "soft"))
            for rest in mine:
                self._rows.addWidget(self._row(rest.ground, rest.says, rest.there))
        meet_before(self.choose, self._controls)

    def _row(self, ground: Ground, says: str, there: bool) -> QFrame:
        t, at = self.theme, self.held.grounds.index(ground)
        said = words(says, "body", "ink" if there else "amber_ink")
        acts: list[QWidget] = []
        if there:
            section, field = opens(ground)
            acts.append(button(t, "", "arrow-right", kind="quiet", says=f"Open {says}", on=lambda: self._go(section, field)))
        if self._writable:
            acts.append(button(t, "", "x", kind="quiet", says=f"Take away {says}", on=lambda: self._drop(ground)))
        self._controls += acts
        top = row(t, said, *acts, gap=0.5, top=True)
        top.setStretch(0, 1)
        if not isinstance(ground, Source) or ground.resource or not there or not self._writable:
            return card(t, top, kind="sunken", gap=0.25, pad=1)
        lines: list[Line] = []
        if ground.evidence:
            lines.append(Line(t, f"Page in {says}", str(ground.page or ""), ch=5, hint="Page"))
            lines[0].finished.connect(partial(self._put_page, at, said))
        lines.append(Line(t, f"Words as they stand in {says}", ground.words, hint="The words as they stand there"))
        lines[-1].finished.connect(partial(self._put_words, at, said))
        for line, name in zip(reversed(lines), ("words", "page"), strict=False):
            line.setObjectName(f"findings.place.{at}.{name}")
            line.setCursorPosition(0)
        self._controls += lines
        under = row(t, *lines, gap=0.75)
        under.setStretch(len(lines) - 1, 1)
        return card(t, top, under, kind="sunken", gap=0.5, pad=1)

    def _drop(self, ground: Ground) -> None:
        self.rest_on(without(self.held, ground))
        self.choose.setFocus()

    def _put_page(self, at: int, shown: Words, typed: str) -> None:
        self._put(replace(self._place(at), page=page_number(typed)), at, shown)

    def _put_words(self, at: int, shown: Words, typed: str) -> None:
        self._put(replace(self._place(at), words=typed.strip()), at, shown)

    def _place(self, at: int) -> Source:
        found = self.held.grounds[at]
        assert isinstance(found, Source)
        return found

    def _put(self, place: Source, at: int, shown: Words) -> None:
        """A place reads otherwise now; its fields stay as they are, for the next one is being typed in."""
        nth = at - len(self.held.rests_on) - len(self.held.rests_on_quotations)
        places = self.held.rests_on_places
        self.held = replace(self.held, rests_on_places=(*places[:nth], place, *places[nth + 1 :]))
        if self._whole is not None:
            shown.setText(place_words(place, self._whole))
        self.changed.emit()
