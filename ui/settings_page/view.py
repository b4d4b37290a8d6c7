"""The settings of this store, each kept the moment it is chosen."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import identities, preferences, store, trust
from leder_desktop.session import Desk
from ui.jobs import Progress
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.tokens import PALETTES, TEXT_STEPS
from ui.widgets.buttons import ActionBar, button
from ui.widgets.fields import Choice, Field, Passphrase
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.notice import notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

SIZES = tuple((str(step), f"{round(step * 100)} %") for step in TEXT_STEPS)
THEMES = (("light", "Light"), ("dark", "Dark"), ("contrast", "High contrast"))
IDLE = tuple((str(minutes), f"After {minutes} minutes") for minutes in (2, 5, 10, 15))


class Settings(Screen):
    def __init__(
        self,
        theme: Theme,
        services: Services,
        desk: Desk,
        idle: Callable[[float], object],
        take_in_identity: QWidget,
        take_in_trust: QWidget,
    ) -> None:
        """`idle(minutes)`: how long nobody may touch it from now on. The two widgets are those of the first start."""
        super().__init__(theme, services)
        self._desk, self._idle = desk, idle
        t, kept = theme, preferences.read(desk)
        self.text_size = Choice(t, "Text size", SIZES, str(min(TEXT_STEPS, key=lambda step: abs(step - theme.scale))))
        self.text_size.chose.connect(self._resize)
        self.palette_choice = Choice(t, "Theme", THEMES, theme.palette.name)
        self.palette_choice.chose.connect(self._paint)
        self.idle = Choice(t, "Lock when nobody touches it", IDLE, str(round(kept.idle_minutes)))
        self.idle.chose.connect(self._keep_idle)
        back = button(t, "Back to the cases", "chevron-left", on=lambda: services.go("cases"))
        look = card(
            t, words("How it looks, and when it locks", "h2"), turning(t, Field(t, "Text size", self.text_size), Field(t, "Theme",
            self.palette_choice), shares=(1, 1)),
            Field(t, "Lock when nobody touches it", self.idle, help="Everything typed is kept, also half a sentence."), gap=1.5,
        )  # fmt: skip
        self.old = Passphrase(t, "Passphrase now")
        self.old_field = Field(t, "Passphrase now", self.old)
        self.new = NewPassphrase(t, store.why_weak, store.strength, "New passphrase")
        self.progress = ProgressLine(t)
        self.progress.stop.hide()
        self.change = button(t, "Change the passphrase", "key", on=self.change_passphrase)
        self.changed_said = notice(t, "", "green")
        self.changed_said.say("")
        self.new.ready.connect(lambda: self._allow())
        self.new.again.returnPressed.connect(self.change.click)
        self.old.textChanged.connect(self._allow)
        self._allow()
        secret = card(
            t, words("Passphrase", "h2"), words("The recovery sheet stays good.", "body", "soft"), self.old_field, self.new, self.progress,
            row(t, self.change, None), self.changed_said, gap=1.5,
        )  # fmt: skip
        self.identities = words("", "body", "soft")
        self.trusted = words("", "body", "soft")
        signing = card(t, words("Signing identities", "h2"), self.identities, take_in_identity, gap=1.5)
        trusted = card(t, words("Whom this laptop trusts", "h2"), self.trusted, take_in_trust, gap=1.5)
        head = holder(row(t, words("Settings", "h1", wrap=False), words(desk.person, "body", "soft", wrap=False), gap=1.5))
        left, right = holder(column(t, look, secret, None, gap=2)), holder(column(t, signing, trusted, None, gap=2))
        self.setLayout(column(t, page(t, "Settings", ActionBar(t, (head,), (back,)), turning(t, left, right, gap=2, shares=(1, 1))), gap=0))
        theme.fits(self, self._follow)
        self.show_taken_in()
        self.first = self.text_size

    def _resize(self, size: str) -> None:
        self.theme.size(float(size))

    def _paint(self, name: str) -> None:
        self.theme.paint(PALETTES[name])

    def entered(self) -> None:
        self.show_taken_in()

    def _follow(self) -> None:
        """Text size and theme may also be changed by keys."""
        self.text_size.choose(str(min(TEXT_STEPS, key=lambda step: abs(step - self.theme.scale))))
        self.palette_choice.choose(self.theme.palette.name)

    def show_taken_in(self) -> None:
        names = [f"{row_.name}: {row_.subject}" for row_ in identities.all(self._desk)]
        self.identities.setText("\n".join(names) or "None yet: without one a review cannot be signed here.")
        told = trust.document(self._desk)
        lines = [f"Root: {anchor['subject']}" for anchor in told["anchors"]] + [
            f"Revocation list of {crl['issuer']}" for crl in told["crls"]
        ]
        lines += [f"Role registry issued {told['roles'][:10]}"] if told["roles"] else []
        self.trusted.setText("\n".join(lines) or "Nobody yet: signatures cannot be verified here.")

    def _keep_idle(self, minutes: str) -> None:
        preferences.keep(self._desk, replace(preferences.read(self._desk), idle_minutes=float(minutes)))
        self._idle(float(minutes))

    def _allow(self) -> None:
        self.change.setEnabled(bool(self.old.text()) and self.new.is_ready())

    def change_passphrase(self) -> None:
        old, new, folder, clock = self.old.text(), self.new.text(), self._desk.folder, self._desk.clock
        self.change.setEnabled(False)
        self.old_field.problem("")
        self.progress.begin("Making the new key")

        def work(_: Progress) -> store.Slots:
            return store.new_passphrase(folder, old, new, clock=clock)

        self.services.jobs.start(work, self._on_changed, self._on_refused)

    def _on_changed(self, slots: store.Slots) -> None:
        store.keep_passphrase(self._desk, slots)
        self.progress.end()
        self.old.setText("")
        self.new.forget()
        self.changed_said.say("Changed. From the next unlock on, only the new passphrase opens this store.")

    def _on_refused(self, refusal: Refused) -> None:
        self.progress.end()
        self._allow()
        self.old_field.problem(refusal.sentence)
