"""NotesPaper: type freely; each line takes the time it began, and its marks stand in the margin."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextBlock, QTextBlockFormat, QTextBlockUserData, QTextCursor
from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.autosave_text import BEHIND_MS, AutosaveText


@dataclass(frozen=True, kw_only=True)
class MarkKind:
    key: str
    word: str
    icon: str
    digit: str
    """Alt and this digit put it on and take it off."""
    amber: bool = False


@dataclass(frozen=True, kw_only=True)
class Jotting:
    text: str
    at: str
    """When it was begun, as shown ("10:44")."""
    marks: tuple[str, ...] = ()
    key: str = ""
    """What the owner calls it; "" for one that is new since it was shown."""


class _Kept(QTextBlockUserData):
    def __init__(self, at: str, marks: tuple[str, ...], key: str) -> None:
        super().__init__()
        self.at, self.marks, self.key = at, list(marks), key


class _Margin(QWidget):
    def __init__(self, paper: "NotesPaper") -> None:
        super().__init__(paper)
        self._paper = paper

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paper.paint_margin(QPainter(self))


class NotesPaper(AutosaveText):
    """`jotted(tuple of Jotting)` at most a second behind, coalesced; `sealed()` on leaving. Time and marks of the line one is in are the
    field's accessible description."""

    jotted = Signal(object)

    def __init__(self, theme: Theme, says: str, now: Callable[[], str], kinds: tuple[MarkKind, ...], *, role: str = "notes") -> None:
        """`now()` gives the time of a new line as shown."""
        self._now, self._kinds = now, kinds
        self._keep: list[_Kept] = []
        self.margin_width = 0
        self._margin: _Margin | None = None
        super().__init__(theme, says, role=role, lines=(0, 0), bare=True)
        self._margin = _Margin(self)
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(BEHIND_MS)
        self._behind.timeout.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self._margin.update)
        self.cursorPositionChanged.connect(self._here)
        self.textChanged.connect(self._catch_up)
        self.typed.connect(lambda: self._tell())
        theme.fits(self, self._measure)

    def show_jottings(self, jottings: tuple[Jotting, ...]) -> None:
        """What is stored; does nothing when it is what stands here already."""
        if [(j.text, j.at, j.marks) for j in jottings] == [(j.text, j.at, j.marks) for j in self.jottings()] and jottings:
            for jotting, block in zip(jottings, self._blocks(), strict=True):
                self._kept(block).key = jotting.key
            return
        self._keep.clear()
        self.blockSignals(True)
        self.show_text("\n".join(j.text for j in jottings))
        self.blockSignals(False)
        for jotting, block in zip(jottings, self._blocks(), strict=False):
            self._stamp(block, _Kept(jotting.at, jotting.marks, jotting.key))
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._refresh()

    def jottings(self) -> tuple[Jotting, ...]:
        """Every line with words, in order."""
        out: list[Jotting] = []
        for block in self._blocks():
            if block.text().strip():
                kept = self._kept(block)
                out.append(Jotting(text=block.text(), at=kept.at, marks=tuple(kept.marks), key=kept.key))
        return tuple(out)

    def toggle(self, mark: str) -> None:
        """Put a mark on the line one is in, or take it off."""
        kept = self._kept(self.textCursor().block())
        (kept.marks.remove if mark in kept.marks else kept.marks.append)(mark)
        self._here()
        self._refresh()
        self._behind.start()

    def keyPressEvent(self, e: QKeyEvent) -> None:
        if e.modifiers() & Qt.KeyboardModifier.AltModifier:
            for kind in self._kinds:
                if e.key() == ord(kind.digit):
                    self.toggle(kind.key)
                    return
        super().keyPressEvent(e)

    def _blocks(self) -> list[QTextBlock]:
        out: list[QTextBlock] = []
        block = self.document().begin()
        while block.isValid():
            out.append(block)
            block = block.next()
        return out

    def _kept(self, block: QTextBlock) -> _Kept:
        data = block.userData()
        if isinstance(data, _Kept):
            return data
        return self._stamp(block, _Kept(self._now(), (), ""))

    def _stamp(self, block: QTextBlock, kept: _Kept) -> _Kept:
        self._keep.append(kept)  # Qt does not keep Python's user data alive
        block.setUserData(kept)
        return kept

    def _catch_up(self) -> None:
        for block in self._blocks():
            if block.text():
                self._kept(block)
        self._refresh()

    def _tell(self) -> None:
        self._behind.stop()
        self.jotted.emit(self.jottings())

    def seal(self) -> None:
        if self._behind.isActive():
            self._tell()
        super().seal()

    def _here(self) -> None:
        data = self.textCursor().block().userData()
        if isinstance(data, _Kept):
            named = [kind.word for kind in self._kinds if kind.key in data.marks]
            self.setAccessibleDescription(", ".join([f"begun {data.at}", *named]))
        self._refresh()

    def _refresh(self) -> None:
        if self._margin is not None:
            self._margin.update()

    def _measure(self) -> None:
        t = self.theme
        widest = max([t.metrics("small").horizontalAdvance(kind.word) for kind in self._kinds], default=0)
        self.margin_width = t.sp(4) + (0 if t.narrow else widest) + t.px(16) + t.metrics("small").horizontalAdvance("00:00")
        self.setViewportMargins(self.margin_width + t.sp(1.5), t.sp(1.5), t.sp(1.5), t.sp(1))
        self._place_margin()

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        self._place_margin()

    def _place_margin(self) -> None:
        if self._margin is not None:
            self._margin.setGeometry(0, 0, self.margin_width, self.height())
            self._margin.update()

    def _shape(self) -> None:
        super()._shape()
        air = QTextBlockFormat()
        air.setBottomMargin(self.theme.sp(1.25))
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(air)

    def paint_margin(self, p: QPainter) -> None:
        t = self.theme
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        layout, here = self.document().documentLayout(), self.textCursor().block()
        small, down = t.metrics("small"), self.viewport().y()
        for block in self._blocks():
            r = layout.blockBoundingRect(block).translated(0, -self.verticalScrollBar().value())
            kept = block.userData()
            if not isinstance(kept, _Kept) or r.bottom() < 0 or r.top() > self.height():
                continue
            first = QRectF(self.cursorRect(QTextCursor(block))).translated(0, down)
            if block == here:
                p.fillRect(QRectF(0, first.top(), 3, first.height()), t.colour("blue"))
            line = QRectF(0, first.top(), self.margin_width - t.sp(1.5), first.height())
            p.setFont(t.font("small"))
            p.setPen(t.colour("soft"))
            p.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kept.at)
            x, y = t.sp(1.5), line.top()
            for kind in self._kinds:
                if kind.key not in kept.marks:
                    continue
                icon = t.pixmap(kind.icon, "amber" if kind.amber else "blue_ink", 16)
                p.drawPixmap(int(x), int(y + (line.height() - icon.height()) / 2), icon)
                if not t.narrow:
                    p.setPen(t.colour("amber_ink" if kind.amber else "blue_ink"))
                    p.drawText(
                        QRectF(x + icon.width() + t.sp(0.5), y, self.margin_width, line.height()), Qt.AlignmentFlag.AlignVCenter, kind.word
                    )
                y += max(small.height(), icon.height()) + 2
        p.setPen(t.colour("line"))
        p.drawLine(self.margin_width - 1, 0, self.margin_width - 1, self.height())
