"""What was written: the files with their SHA-512, and what can be said of them without the recipient's key."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.style import Theme
from ui.widgets.layout import card, column, row
from ui.widgets.notice import notice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.words import Words, words

GOOD = (
    "Every volume is there and exactly the one in its list. They were read back from the folder just now. What went in was compared with"
    " the signed lists while it was sealed; from now on only who holds the key of a recipient can look inside, and you cannot."
)
BAD = "Do not hand these files over. Choose another folder and seal again. Problems found: {0}"


@dataclass(frozen=True, kw_only=True)
class File:
    name: str
    bytes: int
    sha512: str


def size_words(count: int) -> str:
    """Bytes as people say them."""
    if count < 1024:
        return f"{count} bytes"
    if count < 1 << 20:
        return f"{count / 1024:.0f} KiB"
    return f"{count / (1 << 20):.1f} MiB"


class Sealed(QWidget):
    """Hidden until there is something to say."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        columns = (
            Column[File](title="File", cell=lambda f: Cell(first=f.name, second=f"SHA-512 {f.sha512}")),
            Column[File](title="Size", cell=lambda f: Cell(first=size_words(f.bytes), tone="soft"), width=90, fold=True),
        )
        self.table = DataTable(theme, "Files that were written", columns, lambda f: f.name, head=False)
        self.table.setObjectName("leaving.files")
        self.where: Words = words("", "body", "soft")
        self.sums: Words = words("", "small", "soft")
        self.sums.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sums.setAccessibleName("SHA-512 of the chosen file")
        self.good = notice(theme, "", "green")
        self.bad = notice(theme, "", "amber")
        self.table.chosen.connect(self._on_chosen)
        inner = (words("Sealed", "h2"), self.where, self.good, self.bad, self.table, self.sums)
        self.setLayout(column(theme, card(theme, *inner, row(theme, gap=0), gap=1.25, pad=2.5)))
        self.table.hug()
        self.hide()

    def show_files(self, folder: str, files: list[dict[str, Any]]) -> None:
        rows = tuple(File(name=f["name"], bytes=f["bytes"], sha512=f["sha512"]) for f in files)
        self.where.setText(
            f"{len(rows)} files are in {folder}. Hand over all of them; the list of SHA-512 sums is the one that ends in .sha512."
        )
        self.table.show_rows(rows)
        self.show()

    def show_verdict(self, verdict: dict[str, Any]) -> None:
        found = " ".join(f"{p['path'] or ''} {p['sentence']}".strip() for p in verdict["problems"])
        self.good.say("" if found else GOOD)
        self.bad.say(BAD.format(found) if found else "")

    def _on_chosen(self, file: object) -> None:
        if isinstance(file, File):
            self.sums.setText(f"{file.sha512[:64]}\n{file.sha512[64:]}")
