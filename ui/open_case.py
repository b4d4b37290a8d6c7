"""The case on the desk: runs operations and tells every screen what changed.

A refusal is raised to the screen that asked. One that nobody catches reaches `sys.excepthook`, where `ui.crash` shows its sentence, so no
refusal is ever silent.
"""

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QObject, Signal

from leder_desktop.model.change import Change
from leder_desktop.model.remarks import Remark
from leder_desktop.operations import history
from leder_desktop.session import Session

P = ParamSpec("P")


class OpenCase(QObject):
    changed = Signal(object)
    """A `Change`; a screen reads again what shows the parts it names."""
    working = Signal()
    """An operation begins: the window says "Saving"."""
    saved = Signal()
    """It is durable: the window says "Saved" and the time."""
    failed = Signal(object)
    """It was refused; the `Refused` is also raised to who asked."""

    looked = Signal()
    """The checks have looked again: `found` is what they say now."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.found: list[Remark] | None = None
        """What the checks said when they looked last, at most a moment ago; None before the first look."""

    def tell(self, found: list[Remark]) -> None:
        """What a look has found."""
        self.found = found
        self.looked.emit()

    def do(self, operation: Callable[Concatenate[Session, P], Change], *args: P.args, **kwargs: P.kwargs) -> Change:
        """Run one verb of `leder_desktop.operations`, in one transaction, and tell everybody what changed."""
        self.working.emit()
        try:
            change = operation(self.session, *args, **kwargs)
        except Exception as why:
            self.failed.emit(why)
            raise
        self.saved.emit()
        self.changed.emit(change)
        return change

    def undo(self, step: int | None = None) -> Change:
        """Undo a step, the last one when none is named. A refusal is about the step, not about words that could not be saved."""
        return self._told(history.undo(self.session, step))

    def again(self) -> Change:
        """Do again what was undone last; refused likewise."""
        return self._told(history.again(self.session))

    def put_back(self, version: str) -> Change:
        """Put one former version of a field back; refused likewise."""
        return self._told(history.restore_version(self.session, version))

    def _told(self, change: Change) -> Change:
        self.saved.emit()
        self.changed.emit(change)
        return change
