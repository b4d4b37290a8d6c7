"""Everything copied or selected here, from whatever widget, carries the platforms' marks "do not record" and is plain text.

The editor of long texts puts them there itself; a line, a table or a label of Qt does not, so what they put there is looked at once more in
the moment it is there. On Windows that is a moment after the history was told, and such a history looks a little later still.
"""

from typing import cast

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QClipboard

from ui.widgets.autosave_text import secret


class Copied(QObject):
    """Watches the clipboard and, on X11, the selection, from now on. What another program put there is left alone."""

    def __init__(self, clipboard: QClipboard, parent: QObject) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        clipboard.changed.connect(self._look)

    def _look(self, mode: QClipboard.Mode) -> None:
        c = self._clipboard
        ours = c.ownsClipboard() if mode == QClipboard.Mode.Clipboard else mode == QClipboard.Mode.Selection and c.ownsSelection()
        held = cast("QMimeData | None", c.mimeData(mode)) if ours else None
        if held is not None and held.hasText() and not held.hasFormat("x-kde-passwordManagerHint"):
            c.setMimeData(secret(held.text()), mode)
