"""Changing the passphrase: the old one, and the new one twice."""

from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.operations import store, ways_in
from leder_desktop.session import Desk
from ui.jobs import Progress
from ui.services import Services
from ui.settings_page.card import Card
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Passphrase
from ui.widgets.layout import row
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.notice import notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import words

CHANGED = "Changed. From the next unlock on, only the new passphrase opens this store."


class ChangePassphrase(Card):
    def __init__(self, theme: Theme, services: Services, desk: Desk) -> None:
        super().__init__(theme)
        self._services, self._desk = services, desk
        t = theme
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
        self.fill(
            "Passphrase", words("The recovery sheet stays good.", "body", "soft"), self.old_field, self.new, self.progress,
            row(t, self.change, None), self.changed_said,
        )  # fmt: skip

    def _allow(self) -> None:
        self.change.setEnabled(bool(self.old.text()) and self.new.is_ready())

    def change_passphrase(self) -> None:
        old, new, folder, clock = self.old.text(), self.new.text(), self._desk.folder, self._desk.clock
        self.change.setEnabled(False)
        self.old_field.problem("")
        self.progress.begin("Making the new key")

        def work(_: Progress) -> ways_in.Slots:
            return ways_in.new_passphrase(folder, old, new, clock=clock)

        self._services.jobs.start(work, self._on_changed, self._on_refused)

    def _on_changed(self, slots: ways_in.Slots) -> None:
        try:
            ways_in.keep(self._desk, slots)
        except Refused as refusal:
            self._on_refused(refusal)
            return
        if not isValid(self):  # the page was left meanwhile; it was asked for all the same
            self._services.say(CHANGED)
            return
        self.progress.end()
        self.old.setText("")
        self.new.forget()
        self.changed_said.say(CHANGED)

    def _on_refused(self, refusal: Refused) -> None:
        if not isValid(self):
            self._services.say(f"The passphrase is as it was. {refusal.sentence}")
            return
        self.progress.end()
        self._allow()
        self.old_field.problem(refusal.sentence)
