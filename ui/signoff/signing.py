"""Identity and PIN, one button, and the line that shows it is being signed. The PIN is forgotten the moment it was used."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from leder_desktop.errors import Refused
from leder_desktop.model.independence import same_person
from leder_desktop.operations import identities
from leder_desktop.session import Desk
from ui.signoff.papers import TakeIdentity, take_trust, trusted_words
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.fields import Choice, Field, Passphrase
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem
from ui.widgets.progress import ProgressLine
from ui.widgets.words import Words, words

PIN_CODES = ("wrong-pin",)
IDENTITY_CODES = (
    "no-such-identity",
    "role-not-held",
    "ROLE-NOT-HELD",
    "SAME-SIGNER-TWICE",
    "SIGNER-KEY-USAGE",
    "SIGNER-EXPIRED",
    "SIGNER-REVOKED",
    "SIGNER-WEAK-KEY",
)


class Signing(QWidget):
    """`asked(identity, pin)` when a person presses the button or Enter in the PIN. `ready` is said by the owner: may it be signed now?"""

    asked = Signal(str, str)
    cancelled = Signal()

    def __init__(self, theme: Theme, desk: Desk, verb: str, name: str) -> None:
        """`name`: begins the object names of this card's fields ("signoff.reviewer")."""
        super().__init__()
        self.theme, self.desk = theme, desk
        self._ready = self.busy = False
        self.identity = Choice(theme, "Sign as")
        self.identity.setObjectName(f"{name}.identity")
        self.identity.setPlaceholderText("Choose who signs")
        self.pin = Passphrase(theme, "PIN of this identity")
        self.pin.setObjectName(f"{name}.pin")
        self.identity_field = Field(theme, "Sign as", self.identity)
        self.pin_field = Field(theme, "PIN of this identity", self.pin, help="It is used once, for this signature, and never kept.")
        self.caution: Words = words("", "small", "amber_ink")
        """That somebody else than was thought of is about to sign."""
        self._expected, self._otherwise = "", ""
        self.take = button(theme, "Take in an identity", "key", kind="link", on=self._take_identity)
        self.take_trust = button(theme, "Take in trust files", "shield-check", kind="link", on=self._take_trust)
        self.trusted: Words = words("", "small", "soft")
        self.problem = Problem(theme)
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(self.cancelled)
        self.verb = button(theme, verb, "signature", kind="primary", on=self._ask)
        theme.fits(self.verb, lambda: self.verb.setMinimumHeight(theme.px(40)))
        theme.fits(self.identity, lambda: self.identity.setMaximumWidth(theme.ch(50)))
        theme.fits(self.pin, lambda: self.pin.setMaximumWidth(theme.ch(30)))
        self.setLayout(
            column(
                theme, self.identity_field, self.caution, row(theme, self.take, self.take_trust, None, gap=2), self.trusted, self.pin_field,
                self.problem, self.verb, self.progress, gap=1.25,
            )
        )  # fmt: skip
        self.pin.returnPressed.connect(self._ask)
        self.pin.textChanged.connect(self._fit)
        self.identity.chose.connect(self._fit)
        self.read()

    def read(self) -> None:
        """Read again who can sign here and whom this laptop trusts."""
        at = self.identity.at()
        rows = identities.all(self.desk)
        self.identity.offer(
            tuple((row_.name, f"{row_.name}: {identities.holder(row_)}") for row_ in rows), at or (rows[0].name if len(rows) == 1 else "")
        )
        self.identity_field.setVisible(bool(rows))
        self.pin_field.setVisible(bool(rows))
        self.trusted.setText(trusted_words(self.desk))
        self._fit()

    def allow(self, ready: bool) -> None:
        """Whether everything but identity and PIN is there."""
        self._ready = ready
        self._fit()

    def expect(self, name: str, otherwise: str) -> None:
        """Who should sign, by name; `otherwise` is said when somebody else is chosen, with `{signs}` for them. An empty name: anybody."""
        self._expected, self._otherwise = name, otherwise
        self._fit()

    def _cautioned(self) -> str:
        chosen = next((identities.holder(row_) for row_ in identities.all(self.desk) if row_.name == self.identity.at()), "")
        if not chosen or not self._expected or same_person(chosen, self._expected):
            return ""
        return self._otherwise.replace("{signs}", chosen)

    def begin(self, what: str) -> None:
        """It is being signed: nothing here can be pressed but Stop."""
        self.busy = True
        self.tell(None)
        self.pin.clear()
        self.progress.begin(what)
        # not on whatever stands next in the order: a second Enter, meant for the PIN, would press it
        self.progress.bar.setFocus(Qt.FocusReason.OtherFocusReason)
        self._fit()

    def end(self, refusal: Refused | None = None) -> None:
        """It was signed, or refused: then the sentence stands where it belongs, and everything else is as it was."""
        self.busy = False
        self.progress.end()
        self.tell(refusal)
        self._fit()
        if refusal is not None:
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, refusal: Refused | None) -> None:
        code, sentence = (refusal.code, refusal.sentence) if refusal is not None else ("", "")
        self.pin_field.problem(sentence if code in PIN_CODES else "")
        self.identity_field.problem(sentence if code in IDENTITY_CODES else "")
        self.problem.say(sentence if code not in (*PIN_CODES, *IDENTITY_CODES) else "")

    def said(self) -> str:
        """The sentence of a refusal that stands here, or ""."""
        return self.problem.sentence() or self.pin_field.sentence() or self.identity_field.sentence()

    def _fit(self) -> None:
        self.verb.setEnabled(self._ready and not self.busy and bool(self.identity.at()) and bool(self.pin.text()))
        caution = self._cautioned()
        self.caution.setText(caution)
        self.caution.setVisible(bool(caution))
        for part in (self.identity, self.pin, self.take, self.take_trust):
            part.setEnabled(not self.busy)

    def _ask(self) -> None:
        if self.verb.isEnabled():
            self.asked.emit(self.identity.at(), self.pin.text())

    def _take_identity(self) -> None:
        box = TakeIdentity(self.theme, self, self.desk, "" if identities.all(self.desk) else "My signature")
        if box.exec() == QDialog.DialogCode.Accepted:
            self.read()
            self.identity.choose(box.taken)
            self.tell(None)
            self._fit()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        box.deleteLater()

    def _take_trust(self) -> None:
        try:
            take_trust(self, self.desk)
        except Refused as refusal:
            self.tell(refusal)
            return
        self.tell(None)
        self.read()

