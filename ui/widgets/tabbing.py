"""Controls made after everything else, and yet to be met by Tab where they stand."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def meet_before(anchor: QWidget, controls: Iterable[QWidget]) -> None:
    """Tab meets `controls`, in their order, just before `anchor`.

    What stands before it may be no stop of Tab itself; what is one may stand at the far end, for the chain is a ring. Qt puts nothing
    behind what is no stop, so that it is made one for a moment."""
    before: QWidget | None = anchor.previousInFocusChain()
    while before is not None and before is not anchor and before.focusProxy() is not None:
        before = before.previousInFocusChain()
    for control in controls:
        if before is not None and before is not control:
            policy = before.focusPolicy()
            before.setFocusPolicy(policy | Qt.FocusPolicy.TabFocus)
            QWidget.setTabOrder(before, control)
            before.setFocusPolicy(policy)
        before = control
