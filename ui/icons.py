"""Icons: clear shapes in one sheet a size, tinted with a token when they are drawn. No SVG at run time."""

import json
from functools import cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from leder_desktop import resources

SIZES = (16, 20, 24, 32, 40, 48)


@cache
def _sheet(size: int) -> QImage:
    return QImage(str(resources.path(f"icons/icons-{size}.png")))


@cache
def names() -> dict[str, int]:
    """Every icon there is -> its place in the sheets."""
    listed: list[str] = json.loads(resources.path("icons/names.json").read_text(encoding="utf-8"))
    return {name: i for i, name in enumerate(listed)}


@cache
def draw(name: str, rgb: str, side: int) -> QPixmap:
    """The icon `name` in the colour `rgb` (`#RRGGBB`), `side` pixels square. An unknown name is a bug (KeyError)."""
    size = next((s for s in SIZES if s >= side), SIZES[-1])
    image = _sheet(size).copy(QRect(names()[name] * size, 0, size, size))
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(rgb))
    painter.end()
    if size != side:
        image = image.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(image)
