"""PySide6 6.12.0 on Python 3.11 loses a reference to None with every call that returns it, and dies after some 5,000 calls.

A short suite passes there. So this one calls 20,000 times, in a process of its own, because a death takes the process.
"""

import subprocess
import sys

LABELS = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for number in range(20_000):
    label.setText(str(number))
print(label.text())
"""

MODEL = """
from PySide6.QtCore import QAbstractTableModel, QIdentityProxyModel, QModelIndex, Qt

class Silent(QAbstractTableModel):
    def rowCount(self, parent=QModelIndex()):
        return 100
    def columnCount(self, parent=QModelIndex()):
        return 10
    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        global asked
        asked += 1
        return None

asked = 0
model = Silent()
proxy = QIdentityProxyModel()
proxy.setSourceModel(model)
for _ in range(20):
    for row in range(100):
        for column in range(10):
            proxy.data(proxy.index(row, column), Qt.ItemDataRole.DisplayRole)
print(asked)
"""


def outlives(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_twenty_thousand_calls_that_return_none() -> None:
    assert outlives(LABELS) == "19999"


def test_a_model_that_answers_none_twenty_thousand_times() -> None:
    assert outlives(MODEL) == "20000"
