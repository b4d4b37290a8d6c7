"""The ways into this store: a new recovery sheet, the laptop's keyring, the organisation's key, and new keys for everything."""

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.operations import evidence, recipients, ways_in
from leder_desktop.session import Desk
from ui import choose_file
from ui.services import Services
from ui.settings_page.card import Card
from ui.settings_page.new_keys import ASK as NEW_KEYS
from ui.settings_page.new_keys import NewKeys
from ui.settings_page.new_sheet import NewSheet
from ui.style import Theme
from ui.widgets.asking import confirm
from ui.widgets.buttons import button
from ui.widgets.layout import row
from ui.widgets.notice import Problem
from ui.widgets.words import Words, words

KINDS = {
    "passphrase": "Your passphrase",
    "recovery": "The recovery sheet",
    "organisation": "The key of your organisation",
    "keyring": "The keyring of this laptop",
}
KEYRING = (
    "The keyring opens the store without the passphrase for whoever is signed in to this laptop as you. It is a convenience: the "
    "passphrase always opens, also when the keyring is lost."
)


class WaysIn(Card):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme)
        self._services, self._desk = services, desk
        t = theme
        self.listed: Words = words("", "body")
        self.sheet = button(t, "Make a new recovery sheet", "file-text", on=self.new_sheet)
        self.organisation = button(t, "Let an organisation's key open it", "key", on=self.take_certificate)
        self.keyring = button(t, "", "lock-open", on=self.turn_keyring)
        self.renew = button(t, "Give everything new keys", "key", on=self.new_keys)
        for name, one in (("sheet", self.sheet), ("organisation", self.organisation), ("keyring", self.keyring), ("renew", self.renew)):
            one.setObjectName(f"ways_in.{name}")
        self.problem = Problem(t)
        self.said: Words = words("", "body", "soft")
        self.fill(
            "Ways into this store",
            self.listed, row(t, self.sheet, None), row(t, self.organisation, None),
            words(KEYRING, "small", "soft"), row(t, self.keyring, None),
            words(NEW_KEYS, "small", "soft"), row(t, self.renew, None), self.problem, self.said,
        )  # fmt: skip

    def entered(self) -> None:
        ways = ways_in.slots(self._desk.folder)
        self.listed.setText("\n".join(f"{KINDS[way['kind']]}, since {dates.words(dates.from_edtf(way['made'][:10]))}" for way in ways))
        self._uses_keyring = any(way["kind"] == "keyring" for way in ways)
        self.keyring.say("Stop using the keyring" if self._uses_keyring else "Let this laptop's keyring open it")

    def _allow(self, may: bool) -> None:
        for one in (self.sheet, self.organisation, self.keyring, self.renew):
            one.setEnabled(may)

    def _say(self, sentence: str = "", problem: str = "") -> None:
        self.said.setText(sentence)
        self.problem.say(problem)
        self.entered()

    def new_sheet(self) -> None:
        made = NewSheet(self.theme, self, self._services, self._desk)
        if made.exec():
            self._say("Made. The sheet you had before opens nothing any more, but for backups made until now: keep it as long as those.")
        made.forget()
        made.deleteLater()

    def take_certificate(self) -> None:
        path = choose_file.open_one(self, "The organisation's certificate", "Certificates (*.pem *.crt *.cer *.der);;All files (*)")
        if path is None:
            return
        try:
            untrusted = evidence.read_small(path, ways_in.LARGEST_CERTIFICATE)
            (found,) = recipients.described((ways_in.one_certificate(untrusted),))
            fingerprint = recipients.fingerprint(found.sha256)
            sentence = f"{found.subject}, {recipients.until(found)}. Compare its fingerprint by telephone:\n\n{fingerprint}"
            if confirm(self.theme, self, "Whoever holds this key can open every case here", sentence, "Let this key open the store"):
                ways_in.let_organisation_in(self._desk, untrusted)
                self._say(f"From now on {found.name} can open this store, besides you.")
        except Refused as refusal:
            self._say(problem=refusal.sentence)

    def turn_keyring(self) -> None:
        """The keyring may ask its own question, so it is asked on the pool."""
        self._allow(False)
        self._services.jobs.start(lambda _: ways_in.find_keyring(), self._on_keyring, self._on_refused)

    def _on_keyring(self, keyring: ways_in.Keyring | None) -> None:
        self._allow(True)
        try:
            if self._uses_keyring:
                ways_in.stop_using_keyring(self._desk, keyring)
                self._say("The keyring opens nothing any more.")
            elif keyring is None:
                self._say(problem="There is no keyring on this laptop that can be used. The passphrase opens the store.")
            else:
                ways_in.use_keyring(self._desk, keyring)
                self._say("From now on this laptop's keyring opens the store too.")
        except Refused as refusal:
            self._say(problem=refusal.sentence)

    def new_keys(self) -> None:
        made = NewKeys(self.theme, self, self._services, self._desk)
        if made.exec():
            self._say(made.said)
        made.deleteLater()

    def _on_refused(self, refusal: Refused) -> None:
        self._allow(True)
        self._say(problem=refusal.sentence)
