"""What the organisation has set for its reviews: read here, changed only by a signed file."""

from leder_desktop.model.datafile import CONFIDENCE
from leder_desktop.model.policy import Setting, value
from leder_desktop.model.standards import Standards
from leder_desktop.operations import standards
from leder_desktop.session import Desk
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.layout import clear, column, holder, rule
from ui.widgets.words import Words, words

LISTS = {"diagnosis_groups": "diagnosis-group", "ethnicity_triggers": "ethnicity", "ethnicity_unclear": "ethnicity"}
"""The vocabulary whose codes a value lists."""


class OrganisationPolicy(Card):
    def __init__(self, theme: Theme, desk: Desk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.whence: Words = words("", "body", "soft")
        self._lines = column(theme, gap=1)
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self.fill("Policy of your organisation", self.whence, holder(self._lines))

    def entered(self) -> None:
        (file,) = (one for one in standards.listed(self._desk) if one.name == "policy/default")
        signed = f"Signed by {file.signer}." if file.signed_by else "Your organisation has set nothing; this is what holds then."
        self.whence.setText(f"Version {file.version}. {signed} It can be read here, and changed only by a signed file.")
        now = self._desk.standards
        found = tuple((one.title, said(one, now), f"{one.provenance} ({CONFIDENCE[one.confidence]})") for one in now.policy().settings)
        if found != self._shown:
            self._shown = found
            self._fill()

    def _fill(self) -> None:
        clear(self._lines)
        for number, (title, holds, whence) in enumerate(self._shown):
            if number:
                self._lines.addWidget(rule())
            one = (words(title), words(holds, "strong"), words(whence, "small", "soft"))
            self._lines.addWidget(holder(column(self.theme, *one, gap=0.25)))


def said(setting: Setting, standards: Standards) -> str:
    """A value as people read it: the words of its codes, not the codes."""
    if setting.name == "hold_reasons":
        return standards.vocabulary(str(setting.value)).title
    listed = LISTS.get(setting.name)
    if listed is None or not isinstance(setting.value, tuple):
        return value(setting)
    return "; ".join(standards.label(listed, str(code)) for code in setting.value) or value(setting)
