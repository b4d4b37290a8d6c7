"""What the Help menu says about this program and this laptop."""

from PySide6.QtWidgets import QWidget

from leder_desktop import __version__
from leder_desktop.operations import doctor
from leder_desktop.session import Desk
from ui.style import Theme
from ui.widgets.asking import tell

WHOLE = "Every case and every record here is whole, and the records of who did what fit together."
ABOUT = "An offline desktop for LeDeR reviewers. Open source; licences are in the program's folder."


def check_laptop(theme: Theme, parent: QWidget | None, desk: Desk) -> None:
    """Read everything once and say what is damaged, or that all is whole."""
    damage = doctor.examine(desk)["damage"]
    tell(theme, parent, "Check this laptop", "\n".join(str(found["sentence"]) for found in damage) or WHOLE)


def about(theme: Theme, parent: QWidget | None) -> None:
    tell(theme, parent, f"LeDeR Desktop {__version__}", ABOUT)
