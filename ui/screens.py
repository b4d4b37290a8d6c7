"""Which screen is made for which name: the sections of a case, and the pages without one.

Everything is imported where it is made: the unlock screen comes up in a fraction of a second without the screens of a case.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer

from leder_desktop.operations import cases
from leder_desktop.session import Desk, Session
from ui.screen import Screen, ScreenFactory
from ui.services import Services
from ui.style import Theme

FROM_FILE = "new_case_from_file"
"""The page "new_case" that begins with choosing a file."""
CORRECTIONS = "corrections"
"""The page "settings" that begins with choosing corrected files."""
PAGES = ("cases", "new_case", FROM_FILE, "settings", CORRECTIONS, "laptop", "protected", "record")


def screens() -> dict[str, ScreenFactory]:
    """Section -> how its screen is made."""
    from ui.actions.view import ActionsScreen
    from ui.conversations.view import Conversations
    from ui.decision.view import DecisionScreen
    from ui.findings.view import FindingsScreen
    from ui.grades.view import GradesScreen
    from ui.history.view import HistoryScreen
    from ui.leaving.view import LeavingScreen
    from ui.overview.view import Overview
    from ui.person.accuracy import AccuracyScreen
    from ui.person.view import PersonScreen
    from ui.portrait.view import Portrait
    from ui.questions.view import QuestionsScreen
    from ui.records.view import Records
    from ui.signoff.view import SignOffScreen
    from ui.standards.view import StandardsScreen
    from ui.timeline.view import Timeline

    return {
        "overview": Overview,
        "person": PersonScreen,
        "portrait": Portrait,
        "conversations": Conversations,
        "records": Records,
        "timeline": Timeline,
        "questions": QuestionsScreen,
        "findings": FindingsScreen,
        "grades": GradesScreen,
        "decision": DecisionScreen,
        "signoff": SignOffScreen,
        "leaving": LeavingScreen,
        "actions": ActionsScreen,
        "history": HistoryScreen,
        "accuracy": AccuracyScreen,
        "standards": StandardsScreen,
    }


def page(
    asked: str, theme: Theme, services: Services, desk: Desk, *, open_case: Callable[[str, str, str], object],
    began: Callable[[Session], object], allow: Callable[[float], object],
) -> tuple[str, Screen]:  # fmt: skip
    """The name and the screen of what was asked for, one of `PAGES`. `began(session)`: a case was just made and is open;
    `allow(minutes)`: how long nobody may touch it before it locks."""
    match asked:
        case "cases":
            from ui.cases.view import Cases

            return asked, Cases(theme, services, desk, open_case)
        case "new_case" | "new_case_from_file":
            from ui.person.new_case import NewCase

            made = NewCase(theme, services, desk, lambda notice: cases.begin(desk, notice), began)
            if asked == FROM_FILE:
                QTimer.singleShot(0, made, made.choose_file)
            return "new_case", made
        case "record":
            from ui.settings_page.record import LaptopRecord

            return asked, LaptopRecord(theme, services, desk)
        case "laptop":
            from ui.settings_page.laptop import CheckLaptop

            return asked, CheckLaptop(theme, services, desk)
        case "protected":
            from ui.help_page.view import ProtectedPage

            return asked, ProtectedPage(theme, services)
        case _:
            from ui.first_start.steps import SigningIdentity, TrustFiles
            from ui.settings_page.view import Settings

            identity, trust = SigningIdentity(theme), TrustFiles(theme)
            identity.desk = trust.desk = desk
            settings = Settings(theme, services, desk, allow, identity, trust)
            for step in (identity, trust):
                step.changed.connect(settings.entered)
            if asked == CORRECTIONS:
                QTimer.singleShot(0, settings, settings.corrected.ask)
            return "settings", settings
