"""Erasing something in a case for good: what goes, what stays elsewhere, the reason, and a way that nobody takes by accident."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import erasing
from leder_desktop.operations.erasing import Erased, Extent, FormerVersion, RecordOf, Said, Thing, Told
from ui import out_of_backups
from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Field
from ui.widgets.layout import Item, card, column, holder, row, scrolled
from ui.widgets.tick import Tick
from ui.widgets.words import words

TITLES: dict[type[Thing], tuple[str, str]] = {
    RecordOf: ("Erase this record for good", "The record: its file, the key that opens it, its name and what was said about it."),
    Said: ("Erase this quotation for good", "The quotation, as it reads and as it read before."),
    Told: ("Erase this conversation for good", "The conversation: whom it was with, its notes and its quotations."),
    FormerVersion: ("Erase this version for good", "This former version. How it reads now stays."),
}
SECTIONS = {
    "note": ("portrait", "Pen portrait"), "entry": ("timeline", "Timeline"), "finding": ("findings", "Findings"),
    "conversation": ("conversations", "Conversations"), "answer": ("questions", "Questions"), "evidence": ("records", "Records"),
    "request": ("records", "Records"), "person": ("person", "Person"), "notification": ("person", "Person"),
    "comment": ("signoff", "Sign-off"), "escalation": ("findings", "Findings"), "action": ("actions", "Panel actions"),
}  # fmt: skip
SHOWN = 6
"""Places shown with a way to each; of more their number is told."""


def ask_erase(theme: Theme, parent: QWidget | None, case: OpenCase, services: Services, thing: Thing) -> Erased | None:
    """Ask, erase, say what was erased. None when it was left, also to go to a place where the words still stand. Raises Refused."""
    box = EraseForGood(theme, parent, thing, erasing.look(case.session, thing), lambda why, copies: _erase(case, thing, why, copies))
    box.exec()
    erased, went = box.erased, box.went
    box.deleteLater()
    if erased is not None:
        erased = erasing.told(erased, out_of_backups.replace_versions(theme, parent, services, case.session))
        told = WasErased(theme, parent, erased)
        told.exec()
        went = told.went
        told.deleteLater()
    if went:
        services.go(*went)
    return erased


def _erase(case: OpenCase, thing: Thing, why: str, copies: bool) -> Erased:
    change = case.do(erasing.erase_here, thing, why, copies=copies)
    assert isinstance(change, Erased)
    return change


class _Ways(Calm):
    """A question or an answer with ways to the places it speaks of."""

    went: tuple[str, str] | None = None
    """Section and field, when a way was taken."""

    def ways(self, theme: Theme, places: tuple[erasing.Place, ...]) -> list[Item]:
        made: list[Item] = []
        for place in places[:SHOWN]:
            section, title, field = where(place)
            now = "reads so now" if place.now else "read so before"
            way = button(theme, f"Go to {title}", "arrow-right", kind="link", on=lambda s=section, f=field: self._go(s, f))
            made.append(row(theme, words(f"{title}, which {now}.", wrap=False), way, None, gap=1))
        if len(places) > SHOWN:
            made.append(words(f"And {len(places) - SHOWN} more.", "small", "soft"))
        return made

    def _go(self, section: str, field: str) -> None:
        self.went = (section, field)
        self.reject()


class EraseForGood(_Ways):
    """The reason and the tick are both needed, Enter does not press, and nothing is chosen beforehand."""

    def __init__(
        self, theme: Theme, parent: QWidget | None, thing: Thing, extent: Extent, erase: Callable[[str, bool], Erased]
    ) -> None:  # fmt: skip
        title, whole = TITLES[type(thing)]
        self.erased: Erased | None = None
        self._act = erase
        self.why = AutosaveText(theme, "Why", lines=(2, 4))
        self.why.setObjectName("erase.why")
        self.field = Field(
            theme, "Why", self.why,
            help="The reason is kept in the record of this case, with your name and the time. Do not repeat in it what is erased.",
        )
        copies = f"Erase {_many(extent.copies, 'former version')} elsewhere that {'says' if extent.copies == 1 else 'say'} the same words"
        self.copies = Tick(theme, copies)
        self.copies.setObjectName("erase.copies")
        self.sure = Tick(theme, "I understand that nobody can bring it back, and that Undo does not")
        self.sure.setObjectName("erase.sure")
        goes = card(theme, words("This goes", "strong"), *(words(f"· {line}") for line in (whole, *_goes(extent))), kind="sunken", gap=0.5)
        elsewhere: list[Item] = []
        if extent.elsewhere:
            head = words("The same words also stand in:", "strong")
            elsewhere = [card(theme, head, *self.ways(theme, extent.elsewhere), *((self.copies,) if extent.copies else ()), gap=0.5)]
        self._told = holder(column(theme, goes, *elsewhere, gap=1.5))
        self.area = scrolled(self._told, "What goes, and what stays elsewhere")
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that keys scroll it, where it does not fit
        super().__init__(theme, parent, title, self.area, self.field, self.sure, verb="Erase for good", leave="Leave it as it is")
        self.copies.setVisible(bool(extent.copies))
        self.verb.setDefault(False)
        self.verb.setObjectName("erase.verb")
        self.verb.installEventFilter(self)
        self.why.told.connect(self.field.problem)
        self.why.textChanged.connect(self._allow)
        self.sure.clicked.connect(self._allow)
        self._allow()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_words()

    def accept(self) -> None:
        try:
            self.erased = self._act(self.why.text().strip(), self.copies.isChecked())
        except Refused as refusal:
            self.field.problem(refusal.sentence)
            self.fit_words()
            return
        super().accept()

    def fit_words(self) -> None:
        """What goes takes the room it needs, or what there is and scrolls: nothing that is asked for is ever cut."""
        layout, told = self.layout(), self._told.layout()
        assert layout is not None and told is not None
        edges, wide = layout.contentsMargins(), max(self.minimumWidth(), 320)
        self.area.setMinimumHeight(0)
        self.area.setMaximumHeight(0)
        rest = layout.totalHeightForWidth(wide)
        needs = told.totalHeightForWidth(wide - edges.left() - edges.right()) + 2 * self.area.frameWidth()
        room = self.screen().availableGeometry().height() - rest - self.theme.px(40)  # the frame of a window
        self.area.setMaximumHeight(max(needs, 0))
        self.area.setMinimumHeight(max(min(needs, room), self.theme.px(80)))
        super().fit_words()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter does not press this button: a hand that types a reason is over that key."""
        if isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return True
        return super().eventFilter(watched, event)

    def _allow(self) -> None:
        self.verb.setEnabled(self.sure.isChecked() and bool(self.why.text().strip()))


class WasErased(_Ways):
    """What went, which backups still hold it, and where the same words still stand."""

    def __init__(self, theme: Theme, parent: QWidget | None, erased: Erased) -> None:
        said = f"{_many(erased.versions, 'version')} {'was' if erased.versions == 1 else 'were'} erased"
        said += f", and with {'it' if erased.versions == 1 else 'them'} {_entries(erased.entries)}." if erased.entries else "."
        parts: list[Item] = [words(f"{said} A line stays that says who, when and why.")]
        if erased.reached:
            parts.append(words(f"It is gone from the backups in {_many(len(erased.reached), 'place')} too."))
        if erased.not_reached:
            left = [words(f"· {place}") for place in erased.not_reached]
            parts.append(card(theme, words("Backups that could not be reached still hold it", "strong"), *left, kind="amber", gap=0.5))
        if erased.elsewhere:
            head = words("The same words still stand in:", "strong")
            parts.append(card(theme, head, holder(column(theme, *self.ways(theme, erased.elsewhere), gap=0.5)), gap=0.5))
        super().__init__(theme, parent, "Erased for good", *parts, verb="Close")
        self.fit_words()


def where(place: erasing.Place) -> tuple[str, str, str]:
    """Section, its title, and the field to jump to."""
    if place.kind == "note" and place.thing.startswith("conversation/"):
        return "conversations", "Conversations", place.thing
    section, title = SECTIONS.get(place.kind, ("overview", "Overview"))
    return section, title, place.thing


def _goes(extent: Extent) -> list[str]:
    said: list[str] = []
    if extent.entries:
        said.append(f"{_entries(extent.entries).capitalize()} that came with it or rest on nothing else.")
    if extent.citations:
        said.append(f"{_many(extent.citations, 'citation')} of it. What cites it stays.")
    if extent.put_back:
        said.append(f"{_many(extent.put_back, 'thing')} it told about the person, who reads as before it came.")
    said.append(f"{_many(extent.versions, 'version')} in all, former ones among them, here and in the backups that can be reached.")
    return said


def _entries(count: int) -> str:
    return f"{count} timeline entr{'y' if count == 1 else 'ies'}"


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"
