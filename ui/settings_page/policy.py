"""What the organisation has set for its reviews: read here, changed only by a signed file."""

from leder_desktop.model.datafile import CONFIDENCE
from leder_desktop.model.policy import value
from leder_desktop.operations import standards
from leder_desktop.session import Desk
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.words import words


class OrganisationPolicy(Card):
    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.whence, self.listed = words("", "body", "soft"), words("", "small")
        self.fill("Policy of your organisation", self.whence, self.listed)

    def entered(self) -> None:
        (file,) = (one for one in standards.listed(self._desk) if one.name == "policy/default")
        signed = f"Signed by {file.signed_by}." if file.signed_by else "Your organisation has set nothing; this is what holds then."
        self.whence.setText(f"Version {file.version}. {signed} It can be read here, and changed only by a signed file.")
        settings = self._desk.standards.policy().settings
        self.listed.setText("\n\n".join(f"{one.title}: {value(one)}.\n{one.provenance} ({CONFIDENCE[one.confidence]})" for one in settings))
