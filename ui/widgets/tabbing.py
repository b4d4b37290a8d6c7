"""Controls made after everything else, and yet to be met by Tab where they stand."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def meet_before(anchor: QWidget, controls: Iterable[QWidget]) -> None:
    """Tab meets `controls`, in their order, just before `anchor`."""
    before: QWidget | None = anchor.previousInFocusChain()
    while before is not None and before is not anchor and before.focusPolicy() == Qt.FocusPolicy.NoFocus:
        before = before.previousInFocusChain()
    for control in controls:
        if before is not None:
            QWidget.setTabOrder(before, control)
        before = control
