"""What goes, and to whom: said before anything is made."""

from PySide6.QtWidgets import QWidget

from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations.recipients import Recipient, fingerprint, until
from ui.style import Theme
from ui.widgets.layout import card, clear, column, holder, row
from ui.widgets.words import Words, glyph, words

WHAT = (
    ("file-text", "The review", "as data, with a view in FHIR, and as the countersigned report in PDF"),
    ("folder-open", "The records received", ""),
    ("signature", "Both signatures", "the reviewer’s and the senior reviewer’s, with the lists of everything they signed"),
    (
        "history",
        "The senior reviewer’s statement",
        "with their comments, and the audit record: who did what and when, and no words of the case",
    ),
)
STAYS = (
    ("Your working notes", "They are not in the report or its data."),
    ("Your keys, your PIN, other cases", "They never go."),
)


class Goes(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        lines: list[QWidget] = []
        self.records: Words = words("", "small", "soft")
        for icon, what, more in WHAT:
            lines.append(self._fact(icon, what, words(more, "small", "soft") if more else self.records))
        stays = [self._fact("house", what, words(more, "small", "soft")) for what, more in STAYS]
        self._to = column(theme, gap=1.25)
        what_goes = card(theme, words("What goes", "h2"), *lines, gap=1.25, pad=2.5)
        what_stays = card(theme, words("What stays", "h2"), *stays, gap=1.25, pad=2.5)
        to_whom = card(theme, words("To whom", "h2"), holder(self._to), gap=1.25, pad=2.5)
        self.setLayout(column(theme, to_whom, what_goes, what_stays, gap=1.5))

    def show_case(self, whole: Snapshot, to: tuple[Recipient, ...]) -> None:
        count = len(whole.evidence)
        self.records.setText(f"{count} {'record' if count == 1 else 'records'}, byte for byte as they came" if count else "There are none.")
        clear(self._to)
        for one in to:
            more = column(self.theme, words(fingerprint(one.sha256), "small", "soft"), words(until(one), "small", "soft"), gap=0)
            self._to.addWidget(self._fact("key", one.name, holder(more)))
        if not to:
            self._to.addWidget(words("The senior reviewer chooses this at release.", "body", "soft"))

    def _fact(self, icon: str, what: str, more: QWidget) -> QWidget:
        line = row(
            self.theme, glyph(self.theme, icon, "soft", 16), column(self.theme, words(what, "strong"), more, gap=0.25), gap=1.25, top=True
        )
        line.setStretch(1, 1)
        return holder(line)
