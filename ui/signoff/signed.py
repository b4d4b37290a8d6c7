"""After release: who signed, when, under which identifier, and where to go on."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import day_words
from leder_desktop.model.snapshot import Snapshot
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, column, row
from ui.widgets.words import Words, words


def at_words(at: datetime | None) -> str:
    here = at.astimezone() if at is not None else None
    return f"{day_words(here)}, {here:%H:%M}" if here is not None else ""


class Signed(QWidget):
    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__()
        self.reviewer: Words = words("")
        self.senior: Words = words("")
        self.bundle: Words = words("", "small", "soft")
        self.roles: Words = words("", "body", "soft")
        go = button(theme, "Go to Leaving the laptop", "send", kind="primary", on=lambda: services.go("leaving"))
        self.setLayout(
            column(
                theme,
                card(
                    theme,
                    words("Signatures", "h2"),
                    self.reviewer,
                    self.senior,
                    self.roles,
                    self.bundle,
                    row(theme, go, None),
                    gap=1.25,
                    pad=2.5,
                ),
            )
        )

    def show_case(self, whole: Snapshot) -> None:
        signoff = whole.signoff
        self.reviewer.setText(f"The reviewer, {signoff.reviewer_name}, signed on {at_words(signoff.submitted_at)}.")
        self.senior.setText(f"The senior reviewer, {signoff.senior_name}, countersigned on {at_words(signoff.released_at)}.")
        held = (
            "Both hold their role in the role registry."
            if signoff.roles == "held"
            else "Their roles were not checked, for want of a role registry."
        )
        self.roles.setText(held)
        self.bundle.setText(f"Bundle {signoff.bundle}")
