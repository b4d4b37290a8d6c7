"""DocumentView: a record inside the window. Pages, a way to select words or draw a rectangle, and one key to cite the place."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QShortcut
from PySide6.QtWidgets import QSizePolicy, QSplitter, QWidget

from leder_desktop.errors import Refused
from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.layout import Scrolled, column, holder, row, scrolled
from ui.widgets.notice import Notice, notice
from ui.widgets.pages import Pages, open_pages
from ui.widgets.words import Words, words

ZOOMS = (0.5, 0.75, 1.0, 1.5, 2.0)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a document something stands."""

    page: int
    """Counted from 1."""
    words: str = ""
    """The words selected, if any."""
    box: tuple[float, float, float, float] | None = None
    """The rectangle drawn, if any: left, top, width, height as shares of the page, 0 to 1, from the top left."""


class _Sheet(QWidget):
    """One page as a picture. A rectangle is drawn with the mouse; Escape takes it away."""

    drawn = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.picture = QPixmap()
        self._from: QPoint | None = None
        self.box: QRectF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Page, as a picture")

    def show_picture(self, picture: QPixmap) -> None:
        self.picture, self.box = picture, None
        self.setFixedSize(picture.size())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        p = QPainter(self)
        p.drawPixmap(0, 0, self.picture)
        if self.box is not None:
            wash = self.theme.colour("tint")
            wash.setAlpha(90)
            box = QRectF(
                self.box.x() * self.width(),
                self.box.y() * self.height(),
                self.box.width() * self.width(),
                self.box.height() * self.height(),
            )
            p.fillRect(box, wash)
            p.setPen(QPen(self.theme.colour("blue"), 2))
            p.drawRect(box)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = event.position().toPoint()
        self.box = None
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and self.width() and self.height():
            box = QRect(self._from, event.position().toPoint()).normalized().intersected(self.rect())
            self.box = QRectF(box.x() / self.width(), box.y() / self.height(), box.width() / self.width(), box.height() / self.height())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None
        self.drawn.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.box is not None:
            self.box = None
            self.update()
        else:
            super().keyPressEvent(event)


class DocumentView(QWidget):
    """`show_document(says, fetch)`: `fetch()` gives the bytes. `cited(Place)` on Ctrl+Return or the button.

    The page's words stand below the picture as text, so that they can be read aloud and selected with the keyboard: the keyboard twin of
    the rectangle.
    """

    cited = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._pages: Pages | None = None
        self._at = 0
        self._zoom = 1.0
        self.title: Words = words("", "h2")
        self.where: Words = words("", "small", "soft", wrap=False)
        self.before = button(theme, "", "chevron-left", kind="quiet", says="Page before", on=lambda: self.turn(-1))
        self.after = button(theme, "", "chevron-right", kind="quiet", says="Next page", on=lambda: self.turn(1))
        self.smaller = button(theme, "", "zoom-out", kind="quiet", says="Smaller", on=lambda: self.zoom(-1))
        self.larger = button(theme, "", "zoom-in", kind="quiet", says="Larger", on=lambda: self.zoom(1))
        self.cite = button(theme, "Cite this page", "link", says="Cite this page, or what is selected on it", on=self._cite)
        self.sheet = _Sheet(theme)
        self.area: Scrolled = scrolled(holder(row(theme, None, self.sheet, None, gap=0, margins=1)), "Page", "sunken")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.text = AutosaveText(theme, "Words of this page", lines=(0, 0))
        self.text.setReadOnly(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.problem: Notice = notice(theme, "", "sunken")
        self.problem.hide()
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.area)
        self.split.addWidget(self.text)
        self.split.setStretchFactor(0, 4)
        self.split.setStretchFactor(1, 1)
        self.split.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        tools = row(theme, self.before, self.where, self.after, None, self.smaller, self.larger, self.cite, gap=0.5)
        self.setLayout(column(theme, self.title, tools, self.problem, self.split, gap=1))
        for keys, act in (("Ctrl+Return", self._cite), ("Ctrl+PgDown", lambda: self.turn(1)), ("Ctrl+PgUp", lambda: self.turn(-1))):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self.setFocusProxy(self.text)

        def fit() -> None:
            self.split.setMinimumHeight(theme.px(130 if theme.narrow else 180))
            self.title.setVisible(not theme.narrow)

        theme.fits(self.split, fit)
        theme.changed.connect(self._draw)
        self._draw()

    def show_document(self, says: str, fetch: Callable[[], bytes], page: int = 1) -> None:
        """Open at `page`. What cannot be shown is said in a sentence, in place of the page."""
        self.close_document()
        self.title.setText(says)
        try:
            self._pages = open_pages(fetch())
            self._at = max(0, min(page - 1, self._pages.count() - 1))
        except Refused as refusal:
            self.problem.say(refusal.sentence)
        self._draw()

    def close_document(self) -> None:
        """Forget the bytes and the pictures."""
        if self._pages is not None:
            self._pages.close()
        self._pages, self._at = None, 0
        self.problem.say("")
        self.sheet.show_picture(QPixmap())
        self.text.forget()

    def page(self) -> int:
        """The page shown, counted from 1."""
        return self._at + 1

    def turn(self, by: int) -> None:
        if self._pages is not None and 0 <= self._at + by < self._pages.count():
            self._at += by
            self._draw()
            self.area.verticalScrollBar().setValue(0)

    def zoom(self, by: int) -> None:
        at = ZOOMS.index(self._zoom) + by
        if 0 <= at < len(ZOOMS):
            self._zoom = ZOOMS[at]
            self._draw()

    def place(self) -> Place:
        """What would be cited now."""
        box = self.sheet.box
        selected = self.text.textCursor().selection().toPlainText()
        return Place(page=self.page(), words=selected, box=(box.x(), box.y(), box.width(), box.height()) if box else None)

    def _cite(self) -> None:
        if self._pages is not None:
            self.cited.emit(self.place())

    def _draw(self) -> None:
        pages = self._pages
        self.split.setVisible(pages is not None)
        for made in (self.before, self.after, self.smaller, self.larger, self.cite):
            made.setVisible(pages is not None)
        if pages is None:
            self.where.setText("")
            return
        self.where.setText(f"Page {self._at + 1} of {pages.count()}")
        self.before.setEnabled(self._at > 0)
        self.after.setEnabled(self._at + 1 < pages.count())
        try:
            image = pages.image(self._at, round(700 * self.theme.scale**0.5 * self._zoom))
            content = pages.words(self._at)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            image, content = None, ""
        self.area.setVisible(image is not None)
        self.smaller.setVisible(image is not None)
        self.larger.setVisible(image is not None)
        if image is not None:
            self.sheet.show_picture(QPixmap.fromImage(image))
            self.sheet.setAccessibleDescription(content[:400])
        self.text.setVisible(bool(content) or image is None)
        if content != self.text.text():
            self.text.forget()
            self.text.show_text(content)
            self.text.put_caret(0)
