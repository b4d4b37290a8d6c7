"""RemarkList and the foldable side panel: What is left, Worth another look, Comments."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.style import Theme
from ui.widgets.buttons import Button, Segments, button
from ui.widgets.layout import Scrolled, column, holder, row, rule, scrolled, surface
from ui.widgets.words import glyph, words


@dataclass(frozen=True, kw_only=True)
class Remark:
    key: str
    """What the owner calls it."""
    where: str
    """Where it is, in words: "Pen portrait, what they enjoyed"."""
    says: str
    to: str = ""
    """Where a jump goes, as the owner understands it ("timeline#entry-7")."""
    keep: bool = True
    """It may be kept as it is, with a reason."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    key: str
    title: str
    short: str
    icon: str
    token: str
    nothing: str
    """The sentence when there are none."""


KINDS = (
    Kind(key="left", title="What is left", short="Left", icon="circle-dashed", token="soft", nothing="Nothing is left to fill in."),
    Kind(key="again", title="Worth another look", short="Look again", icon="flag", token="amber", nothing="Nothing to look at again."),
    Kind(key="comments", title="Comments", short="Comments", icon="message-square", token="blue_ink", nothing="No comments."),
)


class RemarkList(QWidget):
    """Remarks that jump, can be kept with a reason, or be answered. Each signal carries the remark's key."""

    jumped = Signal(str)
    kept = Signal(str)
    answered = Signal(str)

    def __init__(self, theme: Theme, kind: Kind) -> None:
        super().__init__()
        self.theme, self.kind = theme, kind
        self._remarks: tuple[Remark, ...] | None = None
        self._body: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.show_remarks(())

    def show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        """Does nothing when they are the same as before, so the focus stays."""
        if remarks == self._remarks:
            return
        t, self._remarks = self.theme, remarks
        parts: list[QWidget] = []
        for i, remark in enumerate(remarks):
            mark = glyph(t, self.kind.icon, self.kind.token, 16)
            inner = column(
                t, words(remark.where, "small-strong", "soft"), words(remark.says), row(t, *self._acts(remark), None, gap=2), gap=0.25
            )
            line = row(t, mark, inner, gap=1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            if i:
                parts.append(rule())
            parts.append(holder(line))
        if not remarks:
            parts.append(words(self.kind.nothing, "body", "soft"))
        body = holder(column(t, *parts, None, gap=1, margins=(0, 1, 0, 0)))
        layout = self.layout()
        assert layout is not None
        if self._body is not None:
            layout.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        layout.addWidget(body)
        self._body = body

    def _acts(self, remark: Remark) -> list[Button]:
        t, key = self.theme, remark.key
        acts = [button(t, "Go there", kind="link", says=f"Go to {remark.where}", on=lambda: self.jumped.emit(key))]
        if self.kind.key == "again" and remark.keep:
            says = f"Keep {remark.where} as it is, and say why"
            acts.append(button(t, "Keep, and say why", kind="link", says=says, on=lambda: self.kept.emit(key)))
        if self.kind.key == "comments":
            acts.append(button(t, "Answer", kind="link", says=f"Answer the comment on {remark.where}", on=lambda: self.answered.emit(key)))
        return acts


class SidePanel(QWidget):
    """Open it is three lists; folded it is one narrow column with their counts. Signals carry the key of a remark."""

    jumped = Signal(str)
    kept = Signal(str)
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
        """`kind`: left, again or comments."""
        self.lists[kind].show_remarks(remarks)
        at = next(i for i, k in enumerate(KINDS) if k.key == kind)
        said = f"{KINDS[at].title}: {len(remarks)}"
        self.counts[kind].say(str(len(remarks)) if len(remarks) < 100 else "99+", said)
        self._fit()  # a number cut off at its edge would be another number
        self.tabs.buttons[at].say(f"{KINDS[at].short} {len(remarks)}", said)

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
