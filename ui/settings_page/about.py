"""What the Help menu says about this program."""

from PySide6.QtWidgets import QWidget

from leder_desktop import __version__
from ui.style import Theme
from ui.widgets.asking import tell

ABOUT = "An offline desktop for LeDeR reviewers. Open source; licences are in the program's folder."


def about(theme: Theme, parent: QWidget | None) -> None:
    tell(theme, parent, f"LeDeR Desktop {__version__}", ABOUT)
