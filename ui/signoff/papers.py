"""Taking in a signing identity, and whom this laptop trusts, from files."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import evidence, identities, trust
from leder_desktop.session import Desk
from ui import choose_file
from ui.style import Theme
from ui.widgets.asking import Calm
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Line, Passphrase
from ui.widgets.layout import row
from ui.widgets.notice import Problem
from ui.widgets.words import Words, words

IDENTITIES = "Identities (*.p12 *.pfx);;All files (*)"
TRUSTED = "Certificates, revocation lists, roles (*.pem *.crt *.cer *.der *.crl *.json);;All files (*)"


class TakeIdentity(Calm):
    """A file, a name for it here, its PIN. Closes only when it was taken in, or left."""

    def __init__(self, theme: Theme, parent: QWidget | None, desk: Desk, offered: str = "My signature") -> None:
        self.desk = desk
        self.taken = ""
        """The name of the identity that was taken in."""
        self._file: Path | None = None
        self.chosen: Words = words("No file yet.", "body", "soft")
        self.choose = button(theme, "Choose a file", "key", says="Choose a PKCS#12 file", on=self._choose)
        self.name = Line(theme, "Name for it here", offered, ch=30)
        self.pin = Passphrase(theme, "PIN of the file")
        self.problem = Problem(theme)
        say = "A review is signed with a key from your organisation: a file ending in .p12 or .pfx, and its PIN."
        beside = row(theme, self.choose, self.chosen)
        beside.setStretch(1, 1)
        super().__init__(
            theme, parent, "Take in a signing identity", words(say, "body", "soft"), beside, Field(theme, "Name for it here", self.name),
            Field(theme, "PIN of the file", self.pin, help="It is asked for at every signature and never kept."), self.problem,
            verb="Take it in", leave="Leave it",
        )  # fmt: skip
        for line in (self.name, self.pin):
            line.textChanged.connect(self._allow)
        self._allow()
        self.choose.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit_words()

    def take(self, path: Path | None) -> None:
        """The file to take in; None when none was chosen."""
        if path is not None:
            self._file = path
            self.chosen.setText(path.name)
            self._allow()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self) -> None:
        self.take(choose_file.open_one(self, "Choose a PKCS#12 file", IDENTITIES))

    def _allow(self) -> None:
        self.verb.setEnabled(self._file is not None and bool(self.pin.text()) and bool(self.name.text().strip()))

    def accept(self) -> None:
        if self._file is None:
            return
        pin = self.pin.text()
        try:
            untrusted = evidence.read_small(self._file, identities.LARGEST)
            self.taken = identities.take_in(self.desk, self.name.text().strip(), untrusted, pin).name
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            self.fit_words()
            return
        self.pin.clear()
        super().accept()


def take_trust(parent: QWidget | None, desk: Desk, paths: list[Path] | None = None) -> str:
    """Ask for trust files (or use these) and take them in; what is known now in one sentence, "" when none was chosen. Raises Refused."""
    chosen = choose_file.open_several(parent, "Choose trust files", TRUSTED) if paths is None else paths
    if not chosen:
        return ""
    trust.take_in(desk, chosen)
    return trusted_words(desk)


def trusted_words(desk: Desk) -> str:
    """Whom this laptop trusts, counted, in one sentence."""
    known = trust.document(desk)
    if not known["anchors"] and not known["crls"]:
        return (
            "This laptop knows no authority and no revocation list yet. A signature needs both; your organisation hands them out as files."
        )
    counts = (
        f"{_many(len(known['anchors']), 'authority', 'authorities')} and {_many(len(known['crls']), 'revocation list', 'revocation lists')}"
    )
    roles = "a role registry" if known["roles"] else "no role registry, so roles are not checked"
    return f"This laptop knows {counts}, and {roles}."


def _many(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"
