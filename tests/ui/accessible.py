"""Walks what a screen reader is told and lists the controls that have no name."""

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QScrollBar, QWidget

ROLE = QAccessible.Role
NEED = {
    ROLE.Button,
    ROLE.ButtonMenu,
    ROLE.ButtonDropDown,
    ROLE.CheckBox,
    ROLE.RadioButton,
    ROLE.EditableText,
    ROLE.List,
    ROLE.Table,
    ROLE.Tree,
    ROLE.ComboBox,
    ROLE.SpinBox,
    ROLE.Slider,
    ROLE.ProgressBar,
    ROLE.PageTab,
    ROLE.MenuItem,
}
DEEP = 40


def _named(node: QAccessibleInterface) -> bool:
    """A combo box says its value where its name should be (Linux), so it needs a name of its own or a label that points at it."""
    thing = node.object()
    if node.role() == ROLE.ComboBox and isinstance(thing, QWidget):
        return bool(thing.accessibleName().strip()) or any(r[1] & QAccessible.RelationFlag.Label for r in node.relations())
    return bool(node.text(QAccessible.Text.Name).strip())


def nameless(widget: QWidget) -> list[str]:
    """Every control in sight under `widget` without an accessible name, as "kind, class, object name". Show the widget first."""
    bad: list[str] = []

    def walk(node: QAccessibleInterface | None, depth: int) -> None:
        if node is None or not node.isValid() or depth > DEEP or node.state().invisible:
            return
        thing = node.object()
        if isinstance(thing, QScrollBar):
            return
        if node.role() in NEED and not _named(node):
            bad.append(f"{node.role().name}, {type(thing).__name__}, {thing.objectName() if thing is not None else ''}")
        if isinstance(thing, QAbstractItemView):
            return  # its cells are checked through its model
        for i in range(node.childCount()):
            walk(node.child(i), depth + 1)

    walk(QAccessible.queryAccessibleInterface(widget), 0)
    return bad


def controls(widget: QWidget) -> int:
    """How many controls the walk meets: a walk that meets none proves nothing."""
    count = 0

    def walk(node: QAccessibleInterface | None, depth: int) -> None:
        nonlocal count
        if node is None or not node.isValid() or depth > DEEP or node.state().invisible:
            return
        count += node.role() in NEED
        for i in range(node.childCount()):
            walk(node.child(i), depth + 1)

    walk(QAccessible.queryAccessibleInterface(widget), 0)
    return count


def clickable_without_focus(widget: QWidget) -> list[str]:
    """Buttons in sight that the keyboard cannot reach. Of those of which one is chosen Tab meets one, and the arrows the others."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QAbstractButton

    return [
        f"{type(b).__name__} {b.accessibleName()}"
        for b in widget.findChildren(QAbstractButton)
        if b.isVisible() and b.isEnabled() and not b.focusPolicy() & Qt.FocusPolicy.TabFocus and type(b).__name__ != "QTableCornerButton"
        and not ((group := b.group()) is not None and group.exclusive() and any(
            other.focusPolicy() & Qt.FocusPolicy.TabFocus for other in group.buttons()
        ))
    ]
