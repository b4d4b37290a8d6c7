"""A step for us, never shipped: Lucide's SVG files -> one sheet of clear shapes for each size, in `resources/icons`.

    python packaging/build_icons.py FOLDER_OF_SVG

The program itself parses no SVG (promises: a small SVG can hold a window for seconds), so the shapes are drawn once, here.
"""

import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

SIZES = (16, 20, 24, 32, 40, 48)
NAMES = """layout-dashboard user feather messages-square folder-open chart-gantt list-checks lightbulb scale split
signature send search lock lock-open eye eye-off shield-check check circle circle-check circle-dashed circle-dot flag pause
play clock calendar hourglass phone mail file-text quote message-square chevron-left chevron-right chevron-down chevron-up
plus minus arrow-left arrow-right keyboard x pin pencil ban file-search thumbs-up circle-alert ear-off diamond panel-right users ellipsis
undo-2 redo-2 scissors printer landmark monitor-off stethoscope house hospital link list history arrow-up arrow-down heart-handshake
circle-question-mark inbox settings trash-2 key file-plus save copy download upload zoom-in zoom-out image info sun moon contrast
log-out clipboard-list hard-drive""".split()


def main(source: Path) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QGuiApplication(["icons"])
    out = Path(__file__).resolve().parent.parent / "resources" / "icons"
    for size in SIZES:
        sheet = QImage(size * len(NAMES), size, QImage.Format.Format_ARGB32_Premultiplied)
        sheet.fill(Qt.GlobalColor.transparent)
        painter = QPainter(sheet)
        for i, name in enumerate(NAMES):
            svg = (source / f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", "#000000")
            QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(i * size, 0, size, size))
        painter.end()
        sheet.save(str(out / f"icons-{size}.png"))
    (out / "names.json").write_text(json.dumps(NAMES) + "\n", encoding="utf-8")
    del app


if __name__ == "__main__":
    main(Path(sys.argv[1]))
