"""One remark in a list: what it says, why, what to do, where it jumps to, and the reason for which it stays as it is."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.style import Theme
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import Button, button
from ui.widgets.fields import Field
from ui.widgets.layout import column, holder, row
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
    """It may be kept as it is, with a reason, and such a reason taken back."""
    why: str = ""
    """The basis, with its source."""
    todo: str = ""
    """What to do."""
    kept: str = ""
    """The reason for which it stays as it is; empty while there is none."""


class RemarkItem(QWidget):
    """Signals carry the remark's key; `kept` also the reason. The box for the reason opens in its place and holds what is typed."""

    jumped = Signal(str)
    kept = Signal(str, str)
    took_back = Signal(str)
    answered = Signal(str)

    def __init__(self, theme: Theme, remark: Remark, icon: str, token: str, *, may_keep: bool, may_answer: bool) -> None:
        super().__init__()
        self.theme, self.remark = theme, remark
        self._may_keep, self._may_answer = may_keep, may_answer
        self.reason: AutosaveText | None = None
        said: list[QWidget] = [words(remark.where, "small-strong", "soft"), words(remark.says)]
        if remark.kept:
            said.append(words(f"Kept: {remark.kept}", "body", "soft"))
        else:
            said += [words(each, "small", "soft") for each in (_sentence("What to do", remark.todo), _sentence("Why", remark.why)) if each]
        self._acts = holder(row(theme, *self._buttons(), None, gap=2))
        self._body = column(theme, *said, self._acts, gap=0.25)
        mark = glyph(theme, icon, token, 16)
        inner = holder(self._body)
        line = row(theme, mark, inner, gap=1)
        line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(line)

    def _buttons(self) -> list[Button]:
        t, remark, key = self.theme, self.remark, self.remark.key
        go = button(t, "Go there", kind="link", says=f"Go to {remark.where}", on=lambda: self.jumped.emit(key))
        go.setObjectName("remark.go")
        acts = [go]
        if remark.kept and remark.keep:
            back = button(t, "Take back", kind="link", says=f"Take back the reason on {remark.where}", on=lambda: self.took_back.emit(key))
            back.setObjectName("remark.take_back")
            acts.append(back)
        elif self._may_keep and remark.keep:
            keep = button(t, "Keep with a reason", kind="link", says=f"Keep {remark.where} as it is, and say why", on=lambda: self.write())
            keep.setObjectName("remark.keep")
            acts.append(keep)
        if self._may_answer:
            says = f"Answer the comment on {remark.where}"
            acts.append(button(t, "Answer", kind="link", says=says, on=lambda: self.answered.emit(key)))
        return acts

    def write(self, content: str = "", focus: bool = True) -> None:
        """Open the box for the reason, with what was typed in it before."""
        if self.reason is not None:
            return
        t = self.theme
        reason = self.reason = AutosaveText(t, f"Why {self.remark.where} stays as it is", lines=(2, 6))
        reason.setObjectName("remark.reason")
        reason.setPlainText(content)
        field = Field(t, "Why it stays as it is", reason)
        reason.told.connect(field.problem)
        keep = button(t, "Keep", kind="primary", says=f"Keep {self.remark.where} for this reason", on=self._keep)
        keep.setObjectName("remark.keep_now")
        leave = button(t, "Leave it open", kind="quiet", says=f"Leave {self.remark.where} open", on=self.close_box)
        leave.setObjectName("remark.leave_open")
        reason.textChanged.connect(lambda: keep.setEnabled(bool(reason.text().strip())))
        keep.setEnabled(bool(content.strip()))
        self._box = holder(column(t, field, row(t, keep, leave, None, gap=1), gap=0.75, margins=(0, 0.5, 0, 0.5)))
        self._body.addWidget(self._box)
        self._acts.hide()
        if focus:
            reason.setFocus(Qt.FocusReason.OtherFocusReason)
            reason.moveCursor(QTextCursor.MoveOperation.End)

    def typed(self) -> str | None:
        """What stands in the box, or None while it is not open."""
        return self.reason.text() if self.reason is not None else None

    def _keep(self) -> None:
        said = (self.typed() or "").strip()
        if said:
            self.close_box()
            self.kept.emit(self.remark.key, said)

    def close_box(self) -> None:
        """The box goes, and with it what was typed; the buttons come back."""
        if self.reason is None:
            return
        self.reason = None
        self._body.removeWidget(self._box)
        self._box.hide()
        self._box.deleteLater()
        self._acts.show()
        first = self._acts.findChild(Button, "remark.keep")
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)


def _sentence(head: str, content: str) -> str:
    return f"{head}: {content}" if content else ""
