"""With what one signs here, and whom this laptop trusts."""

from PySide6.QtWidgets import QWidget

from leder_desktop.operations import identities, trust
from leder_desktop.session import Desk
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.words import words


class Identities(Card):
    def __init__(self, theme: Theme, desk: Desk, take_in: QWidget) -> None:
        """`take_in`: the form of the first start."""
        super().__init__(theme)
        self._desk = desk
        self.names = words("", "body", "soft")
        self.fill("Signing identities", self.names, take_in)

    def entered(self) -> None:
        names = [f"{row.name}: {row.subject}" for row in identities.all(self._desk)]
        self.names.setText("\n".join(names) or "None yet: without one a review cannot be signed here.")


class Trusted(Card):
    def __init__(self, theme: Theme, desk: Desk, take_in: QWidget) -> None:
        """`take_in`: the form of the first start."""
        super().__init__(theme)
        self._desk = desk
        self.trusted = words("", "body", "soft")
        self.fill("Whom this laptop trusts", self.trusted, take_in)

    def entered(self) -> None:
        told = trust.document(self._desk)
        lines = [f"Root: {anchor['subject']}" for anchor in told["anchors"]] + [
            f"Revocation list of {crl['issuer']}" for crl in told["crls"]
        ]
        lines += [f"Role registry issued {told['roles'][:10]}"] if told["roles"] else []
        self.trusted.setText("\n".join(lines) or "Nobody yet: signatures cannot be verified here.")
