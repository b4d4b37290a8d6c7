"""The one filter of the application: what is listened to, what passes, what is eaten."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ui.touches import Touches

NOTHING = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def a_mouse(kind):
    return QMouseEvent(kind, QPointF(1, 1), QPointF(1, 1), LEFT, LEFT, NOTHING)


def a_drag():
    carried = QMimeData()
    event = QDragEnterEvent(QPoint(1, 1), Qt.DropAction.CopyAction, carried, LEFT, NOTHING)
    event.carried = carried  # Qt only points to it
    return event


EVENTS = {
    "a key": lambda: QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NOTHING, "a"),
    "a shortcut": lambda: QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_L, NOTHING),
    "an input method": QInputMethodEvent,
    "a click": lambda: a_mouse(QEvent.Type.MouseButtonPress),
    "a move": lambda: a_mouse(QEvent.Type.MouseMove),
    "a drag": a_drag,
    "a wheel": lambda: QWheelEvent(
        QPointF(1, 1), QPointF(1, 1), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, NOTHING, Qt.ScrollPhase.NoScrollPhase, False
    ),
}


@pytest.fixture
def heard(qapp, qtbot):
    kinds: list[QEvent.Type] = []

    def listener(watched: QObject, event: QEvent) -> bool:
        kinds.append(event.type())
        return event.type() == QEvent.Type.Wheel

    after: list[QEvent.Type] = []
    filter_ = Touches(listener, lambda _, event: bool(after.append(event.type())), parent=qapp)
    filter_.listen()
    yield kinds, after
    qapp.removeEventFilter(filter_)
    filter_.deleteLater()


@pytest.mark.parametrize("name", EVENTS)
def test_a_touch_is_heard(qtbot, heard, name):
    widget, event = QWidget(acceptDrops=True), EVENTS[name]()
    qtbot.addWidget(widget)
    QApplication.sendEvent(widget, event)
    assert event.type() in heard[0]


def test_a_window_that_comes_into_sight_is_heard_and_what_it_does_to_itself_is_not(qtbot, heard):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    QApplication.sendEvent(widget, QEvent(QEvent.Type.LayoutRequest))
    assert QEvent.Type.Show in heard[0]
    assert not {QEvent.Type.LayoutRequest, QEvent.Type.Polish, QEvent.Type.Resize} & set(heard[0])


def test_what_one_eats_nobody_after_it_hears(qtbot, heard):
    widget = QWidget()
    qtbot.addWidget(widget)
    QApplication.sendEvent(widget, EVENTS["a wheel"]())
    QApplication.sendEvent(widget, EVENTS["a click"]())
    assert QEvent.Type.Wheel in heard[0] and QEvent.Type.Wheel not in heard[1]
    assert QEvent.Type.MouseButtonPress in heard[1]
