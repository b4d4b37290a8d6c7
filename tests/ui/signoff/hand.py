"""What a person does on the sign-off page: choose who signs, say what is asked for, sign."""

from PySide6.QtCore import Qt

from tests.signers import PIN, REVIEWER, SENIOR
from ui.signoff.view import SIGN

SLOW_MS = 60_000
"""How long a signature may take on a busy machine."""


def ask(qtbot, signing, identity, pin=PIN):
    """Choose who signs, type the PIN, press the button."""
    signing.identity.choose(identity)
    signing.pin.setFocus()
    signing.pin.clear()
    qtbot.keyClicks(signing.pin, pin)
    qtbot.mouseClick(signing.verb, Qt.MouseButton.LeftButton)


def settled(qtbot, screen):
    qtbot.waitUntil(lambda: screen._job is None, timeout=SLOW_MS)


def sign(qtbot, screen, identity=REVIEWER, pin=PIN):
    screen.turn_to(SIGN)
    if not screen.reviewer.declaration.isChecked():
        qtbot.mouseClick(screen.reviewer.declaration, Qt.MouseButton.LeftButton)
    ask(qtbot, screen.reviewer.signing, identity, pin)
    settled(qtbot, screen)


def countersign(qtbot, screen, paths, identity=SENIOR, pin=PIN):
    screen.turn_to(SIGN)
    screen.senior.take([paths["recipient"]])
    screen.senior.signing.identity.choose(identity)
    for ref in list(screen.senior.views.agrees):
        if identity == SENIOR:
            screen.senior.views.agrees[ref].click()
    if not screen.senior.statement.isChecked():
        qtbot.mouseClick(screen.senior.statement, Qt.MouseButton.LeftButton)
    ask(qtbot, screen.senior.signing, identity, pin)
    settled(qtbot, screen)
