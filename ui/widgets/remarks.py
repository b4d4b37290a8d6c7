"""RemarkList and the foldable side panel: What is left, Worth another look, Comments."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.style import Theme
from ui.widgets.buttons import Button, Segments, button
from ui.widgets.layout import Scrolled, column, holder, row, rule, scrolled, surface
from ui.widgets.remark_item import Remark, RemarkItem
from ui.widgets.words import words

__all__ = ["KINDS", "Kind", "Remark", "RemarkList", "SidePanel"]


@dataclass(frozen=True, kw_only=True)
class Kind:
    key: str
    title: str
    short: str
    icon: str
    token: str
    nothing: str
    """The sentence when there are none."""
    unfolded: bool = False
    """What was kept comes first and is shown with its reasons from the beginning: for who reads the review, not for who writes it."""


KINDS = (
    Kind(key="left", title="What is left", short="Left", icon="circle-dashed", token="soft", nothing="Nothing is left to fill in."),
    Kind(key="again", title="Worth another look", short="Look again", icon="flag", token="amber", nothing="Nothing to look at again."),
    Kind(key="comments", title="Comments", short="Comments", icon="message-square", token="blue_ink", nothing="No comments."),
)


class RemarkList(QWidget):
    """Remarks that jump, can be kept with a reason, or be answered. Each signal carries the remark's key, `kept` also the reason.

    What was kept stands folded below, each with its reason, and can be taken back.
    """

    jumped = Signal(str)
    kept = Signal(str, str)
    took_back = Signal(str)
    answered = Signal(str)

    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        self.theme, self.kind = theme, kind
        self.items: dict[str, RemarkItem] = {}
        self._remarks: tuple[Remark, ...] | None = None
        self._body: QWidget | None = None
        self._unfolded = kind.unfolded
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.show_remarks(())

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Does nothing when they are the same as before, so the focus stays. A reason that is being written stays open."""
        if remarks == self._remarks:
            return
        writing = {key: typed for key, item in self.items.items() if (typed := item.typed()) is not None}
        holds = next((key for key, item in self.items.items() if item.reason is not None and item.reason.hasFocus()), "")
        t, self._remarks = self.theme, remarks
        self.items = {}
        still, kept = [r for r in remarks if not r.kept], [r for r in remarks if r.kept]
        parts: list[QWidget] = self._listed(still)
        if not still:
            parts.append(words(self.kind.nothing, "body", "soft"))
        if kept:
            folded = self._fold(kept)
            parts = [*folded, rule(), *parts] if self.kind.unfolded else [*parts, rule(), *folded]
        body = holder(column(t, *parts, None, gap=1, margins=(0, 1, 0, 0)))
        layout = self.layout()
        assert layout is not None
        if self._body is not None:
            layout.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        layout.addWidget(body)
        self._body = body
        for key, typed in writing.items():
            if key in self.items:
                self.items[key].write(typed, key == holds)

    def _listed(self, remarks: list[Remark]) -> list[QWidget]:
        parts: list[QWidget] = []
        for i, remark in enumerate(remarks):
            if i:
                parts.append(rule())
            item = RemarkItem(
                self.theme, remark, self.kind.icon, self.kind.token if not remark.kept else "soft",
                may_keep=self.kind.key == "again", may_answer=self.kind.key == "comments",
            )  # fmt: skip
            item.jumped.connect(self.jumped)
            item.kept.connect(self.kept)
            item.took_back.connect(self.took_back)
            item.answered.connect(self.answered)
            self.items[remark.key] = item
            parts.append(item)
        return parts

    def _fold(self, kept: list[Remark]) -> list[QWidget]:
        """What was kept: folded until somebody looks, and as it was left when the list is made again."""
        inside = holder(column(self.theme, *self._listed(kept), gap=1))
        inside.setVisible(self._unfolded)
        label = f"Kept with a reason: {len(kept)}"
        head = button(self.theme, label, "chevron-down" if self._unfolded else "chevron-right", kind="quiet", left=True)
        head.setObjectName("remark.kept_ones")
        head.setCheckable(True)
        head.setChecked(self._unfolded)

        def turn() -> None:
            self._unfolded = head.isChecked()
            head.mark("chevron-down" if self._unfolded else "chevron-right", "soft")
            inside.setVisible(self._unfolded)

        head.clicked.connect(turn)
        return [head, inside]


class SidePanel(QWidget):
    """Open it is three lists; folded it is one narrow column with their counts. Signals carry the key of a remark."""

    jumped = Signal(str)
    kept = Signal(str, str)
    took_back = Signal(str)
    answered = Signal(str)
    folded = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.is_folded = theme, False
        surface(self, "paper")
        self.lists: dict[str, RemarkList] = {}
        self.counts: dict[str, Button] = {}
        self.stack = QStackedWidget()
        self.tabs = Segments(theme, "Side panel", tuple(kind.short for kind in KINDS), 1, role="small")
        self.tabs.chosen.connect(self.stack.setCurrentIndex)
        strip: list[QWidget] = []
        for i, kind in enumerate(KINDS):
            listed = RemarkList(theme, kind)
            listed.jumped.connect(self.jumped)
            listed.kept.connect(self.kept)
            listed.took_back.connect(self.took_back)
            listed.answered.connect(self.answered)
            area: Scrolled = scrolled(listed, kind.title, "paper")
            self.stack.addWidget(area)
            self.lists[kind.key] = listed
            count = button(theme, "0", kind.icon, kind="quiet", says=f"{kind.title}: 0", on=lambda i=i: self.turn_to(i))
            count.mark(kind.icon, kind.token)
            self.counts[kind.key] = count
            strip.append(count)
        fold = button(theme, "", "chevron-right", kind="quiet", says="Fold the side panel", on=lambda: self.fold(True))
        unfold = button(theme, "", "chevron-left", kind="quiet", says="Open the side panel", on=lambda: self.fold(False))
        top = row(theme, self.tabs, None, fold, gap=0)
        self.open_part = holder(column(theme, top, self.stack, gap=1, margins=(1.5, 1, 0.5, 0)), "paper")
        self.folded_part = holder(column(theme, unfold, *strip, None, gap=1, margins=(0.25, 1, 0.25, 1)), "paper")
        self.setLayout(column(theme, self.open_part, self.folded_part, gap=0))
        self.stack.setCurrentIndex(1)
        for kind in KINDS:
            self.show_remarks(kind.key, ())
        theme.fits(self, self._fit)

    def show_remarks(self, kind: str, remarks: tuple[Remark, ...]) -> None:
        """`kind`: left, again or comments. Those kept with a reason are not counted."""
        self.lists[kind].show_remarks(remarks)
        at = next(i for i, k in enumerate(KINDS) if k.key == kind)
        many = sum(not remark.kept for remark in remarks)
        said = f"{KINDS[at].title}: {many}"
        self.counts[kind].say(str(many) if many < 100 else "99+", said)
        self._fit()  # a number cut off at its edge would be another number
        self.tabs.buttons[at].say(f"{KINDS[at].short} {many}", said)

    def writing(self) -> dict[str, str]:
        """The reasons that are half-typed, by the remark's key."""
        items = self.lists["again"].items
        return {key: typed for key, item in items.items() if (typed := item.typed())}

    def write_again(self, half: dict[str, str]) -> None:
        """What was half-typed at a lock, in its place again; where the remark is gone, the words have nothing to answer."""
        for key, typed in half.items():
            if key in self.lists["again"].items:
                self.lists["again"].items[key].write(typed, focus=False)

    def turn_to(self, at: int) -> None:
        self.tabs.choose(at)
        self.stack.setCurrentIndex(at)
        self.fold(False)
        self.tabs.buttons[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def fold(self, folded: bool) -> None:
        if folded != self.is_folded:
            self.is_folded = folded
            self._fit()
            self.folded.emit(folded)

    def _fit(self) -> None:
        t = self.theme
        self.open_part.setVisible(not self.is_folded)
        self.folded_part.setVisible(self.is_folded and not t.narrow)
        if self.is_folded:
            widest = max(count.sizeHint().width() for count in self.counts.values()) + t.sp(0.5)
            self.setFixedWidth(0 if t.narrow else max(t.sp(6) + t.px(4), widest))
        elif t.narrow:  # it takes the page's place until it is folded
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(t.px(304))
