"""Unlock: the passphrase, or the recovery words and a new one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.operations import store, ways_in
from leder_desktop.operations.known_stores import KnownStore
from leder_desktop.operations.store import Derived
from leder_desktop.session import Desk
from ui import salvaging
from ui.jobs import Progress
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.unlock.which import WhichStore
from ui.widgets.asking import Calm
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Passphrase
from ui.widgets.layout import Item, card, column, holder, row, scrolled
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.protected import TITLE, protected
from ui.widgets.typed_words import choose_word
from ui.widgets.words import glyph, words

OFFLINE = "Encrypted on this laptop. Nothing is sent unless you send it."
Recover = Callable[[str, str], None]
SHEET = "The words open the store once, to set a new passphrase. The old passphrase then opens nothing; the sheet stays good."


def show_protected(theme: Theme, parent: QWidget | None) -> None:
    """The six lines, and Close."""
    box = Calm(theme, parent, TITLE, protected(theme), verb="Close")
    box.fit_words()
    box.exec()
    box.deleteLater()


class Unlock(Screen):
    """`opened(desk)` is called on the GUI thread once the store is open. Every refusal is its sentence under the field."""

    def __init__(
        self, theme: Theme, services: Services, folder: Path, *, reason: str, open_with: Callable[[Derived], Desk],
        recover: Recover, opened: Callable[[Desk], object], known: tuple[KnownStore, ...] = (),
        turn_to: Callable[[Path], object] = lambda _: None, restore: Callable[[], object] = lambda: None,
    ) -> None:  # fmt: skip
        """`recover(words, passphrase)` sets a new passphrase, on a thread of the pool; `turn_to(folder)` shows another store; `restore()`
        the page on which a backup is restored."""
        super().__init__(theme, services)
        self._keyring: ways_in.Keyring | None = None
        self._folder, self._open_with, self._recover, self._opened = folder, open_with, recover, opened
        self._restore = restore
        self.which = WhichStore(theme, folder, known, turn_to, restore)
        self._passphrase_page = self._make_passphrase_page(reason)
        self._recovery_page = self._make_recovery_page()
        # two pages, one in sight: a stack would make both as tall as the taller
        self._pages = holder(column(theme, self._passphrase_page, self._recovery_page, gap=0))
        self._recovery_page.hide()
        more = button(theme, TITLE, kind="link", on=lambda: show_protected(theme, self))
        top = row(theme, None, words(OFFLINE, "small", "soft", wrap=False), None, margins=(0, 2.5, 0, 0))
        another = button(theme, "Another store", kind="link", says="Open, make or restore another store", on=self.which.offer)
        another.setObjectName("unlock.another")
        below = row(theme, None, more, another, None, gap=3, margins=(0, 1, 0, 3))
        middle = row(theme, None, self._pages, None)
        whole = holder(column(theme, top, None, middle, None, below))
        self.setLayout(column(theme, scrolled(whole, "Unlock"), gap=0))
        theme.fits(self, self._fit)
        self.first = self.passphrase

    def _fit(self) -> None:
        self._pages.setFixedWidth(min(self.theme.px(464), 920))

    def _sheet(self, *items: Item) -> QWidget:
        return card(self.theme, *items, gap=1.5, pad=5)

    def _make_passphrase_page(self, reason: str) -> QWidget:
        t = self.theme
        self.passphrase = Passphrase(t, "Passphrase")
        self.show_letters = button(t, "Show", "eye", kind="quiet", says="Show the letters of the passphrase", checkable=True)
        self.show_letters.toggled.connect(self._letters)
        self.field = Field(t, "Passphrase", self.passphrase, beside=self.show_letters)
        self.unlock = button(t, "Unlock", "lock-open", kind="primary", on=self.try_passphrase)
        self.forgotten = button(
            t, "Use the recovery sheet", kind="link", says="Forgotten passphrase: use the recovery sheet", on=self.turn_to_recovery
        )
        self.passphrase.returnPressed.connect(self.try_passphrase)
        self.by_keyring = button(t, "Open with this laptop's keyring", kind="link", on=self.try_keyring)
        self.by_keyring.setObjectName("unlock.keyring")
        self.by_keyring.hide()
        said = words(reason, "body", "soft")
        said.setVisible(bool(reason))
        return self._sheet(
            glyph(t, "lock", "blue", 32), words("Unlock to go on", "h1"), said, self.which, self.field,
            row(t, self.unlock, None, self.forgotten), row(t, None, self.by_keyring),
        )  # fmt: skip

    def entered(self) -> None:
        """Whether the keyring opens this store is asked on the pool: it may be slow to answer."""
        self.services.jobs.start(lambda _: ways_in.keyring_opens(self._folder), self._offer_keyring, lambda _: None)

    def _offer_keyring(self, keyring: ways_in.Keyring | None) -> None:
        self._keyring = keyring
        self.by_keyring.setVisible(keyring is not None)

    def try_keyring(self) -> None:
        keyring = self._keyring
        if self.busy() or keyring is None:
            return
        self._begin("Opening")
        self.services.jobs.start(lambda _: ways_in.unlock_with_keyring(self._folder, keyring), self._on_derived, self._on_refused)

    def _make_recovery_page(self) -> QWidget:
        t = self.theme
        self.code = AutosaveText(t, "Recovery words", lines=(3, 5), hint="The fourteen words, in order")
        self.code_field = Field(
            t, "Recovery words", self.code, help="Capital letters do not matter; the first four letters of a word are enough."
        )
        self.new = NewPassphrase(t, store.why_weak, store.strength, "New passphrase")
        self.recover_button = button(t, "Set the new passphrase and unlock", "key", kind="primary", on=self.try_recovery)
        back = button(t, "Back", "chevron-left", kind="link", says="Back to the passphrase", on=self.turn_to_passphrase)
        self.new.ready.connect(lambda: self._allow())
        self.new.again.returnPressed.connect(self.try_recovery)
        self.code.textChanged.connect(self._allow)
        self._allow()
        return self._sheet(
            words("Use the recovery sheet", "h1"),
            words(SHEET, "body", "soft"),
            self.code_field, self.new, row(t, self.recover_button, None, back),
        )  # fmt: skip

    def _allow(self) -> None:
        self.recover_button.setEnabled(self.new.is_ready() and bool(self.code.text().strip()))

    def _letters(self, on: bool) -> None:
        self.passphrase.show_letters(on)
        self.show_letters.say(
            "Hide" if on else "Show", "Hide the letters of the passphrase" if on else "Show the letters of the passphrase"
        )

    def _turn(self, page: QWidget) -> None:
        for one in (self._passphrase_page, self._recovery_page):
            one.setVisible(one is page)

    def turn_to_recovery(self) -> None:
        self.passphrase.setText("")
        self._turn(self._recovery_page)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def with_words(self, code: str) -> None:
        """The recovery words were typed already, to restore this store from a backup: only the new passphrase is asked for."""
        self.turn_to_recovery()
        self.code.show_text(code)
        self.first = self.new.first
        self.new.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def turn_to_passphrase(self) -> None:
        self.code.forget()
        self.new.forget()
        self._turn(self._passphrase_page)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def seal(self) -> None:
        """Nothing typed here is kept, ever."""

    def busy(self) -> bool:
        return not self._pages.isEnabled()

    def touched(self) -> bool:
        """Whether something secret was typed here, or a key is being made of it."""
        return self.busy() or any(line.text() for line in (self.passphrase, self.new.first, self.new.again)) or bool(self.code.text())

    def _begin(self, verb: str) -> None:
        self.field.problem("")
        self.code_field.problem("")
        self._pages.setEnabled(False)
        self.unlock.say(verb)

    def _end(self) -> None:
        self._pages.setEnabled(True)
        self.unlock.say("Unlock")

    def try_passphrase(self) -> None:
        """Derive on the pool; the window stays alive for as long as Argon2 takes."""
        typed = self.passphrase.text()
        if self.busy():
            return
        if not typed:
            self.field.problem("Type the passphrase of this store.")
            return
        self._begin("Opening")

        def work(_: Progress) -> Derived:
            return store.derive_key(self._folder, typed)

        self.services.jobs.start(work, self._on_derived, self._on_refused)

    def try_recovery(self) -> None:
        code, new = self.code.text(), self.new.text()
        if self.busy() or not self.recover_button.isEnabled():
            return
        self._begin("Opening")

        def work(_: Progress) -> Derived:
            self._recover(code, new)
            return store.derive_key(self._folder, new)

        self.services.jobs.start(work, self._on_derived, self._on_code_refused)

    def _on_derived(self, derived: Derived) -> None:
        try:
            desk = self._open_with(derived)
        except Refused as refusal:
            self._on_refused(refusal)
            if refusal.code == "damaged":
                said = f"{refusal.sentence} Nothing was changed."
                if salvaging.offer(
                    self.theme, self, self.services, "This store does not open", said, derived.folder, derived.held, Clock()
                ):
                    self._restore()
            return
        self.passphrase.setText("")
        self.code.forget()
        self.new.forget()
        self._opened(desk)

    def _on_refused(self, refusal: Refused) -> None:
        self._end()
        if self._passphrase_page.isHidden():
            self.code_field.problem(refusal.sentence)
            return
        self.field.problem(refusal.sentence)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def _on_code_refused(self, refusal: Refused) -> None:
        self._end()
        self.code_field.problem(refusal.sentence)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        choose_word(self.code, refusal)
