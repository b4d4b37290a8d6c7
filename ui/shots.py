"""Pictures of every screen with the sample case: `python -m ui.shots FOLDER`. A screen is finished when these have been looked at."""

import secrets
import shutil
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from leder_desktop import resources
from leder_desktop.clock import Clock
from leder_desktop.model.remarks import unreasoned
from leder_desktop.operations import cases, checks, grades, keeping, person, preferences, questions, sample, snapshot, store
from leder_desktop.operations import demo as journey
from leder_desktop.operations.timeline import entries
from ui.app import Desktop
from ui.first_start.view import FirstStart
from ui.open_case import OpenCase
from ui.records.view import Records
from ui.screens import screens
from ui.sections import SECTIONS
from ui.signoff.view import SIGN, SignOffScreen
from ui.style import Theme
from ui.timeline.view import Timeline
from ui.tokens import PALETTES
from ui.unlock.process import application
from ui.unlock.view import Unlock

# What is drawn when nobody says otherwise: light, dark, and 200 % text.
ALL_PALETTES = ("light", "dark")
ALL_SIZES = (1.0, 2.0)
SIZE = (1366, 768)


@dataclass(frozen=True, kw_only=True)
class Look:
    palette: str
    size: float

    def name(self) -> str:
        return self.palette + (f"-{round(self.size * 100)}" if self.size != 1 else "")


def looks(palettes: tuple[str, ...], sizes: tuple[float, ...]) -> tuple[Look, ...]:
    """Every palette at the first size, and the first palette at every other."""
    return (*(Look(palette=p, size=sizes[0]) for p in palettes), *(Look(palette=palettes[0], size=s) for s in sizes[1:]))


def settle() -> None:
    """Let layouts, timers of length nought and late deletions come to rest."""
    for _ in range(6):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def throw_away(folder: Path) -> Generator[Path]:
    """A folder for a store that is gone afterwards."""
    where = folder / f"throw-away-store-{secrets.token_hex(4)}"
    try:
        yield where
    finally:
        shutil.rmtree(where, ignore_errors=True)


class Camera:
    def __init__(self, desktop: Desktop, folder: Path, look: Look) -> None:
        self.desktop, self._folder, self._look, self.made = desktop, folder, look, list[Path]()
        window = desktop.window
        window.resize(*SIZE)
        window.show()
        settle()

    def take(self, name: str) -> None:
        settle()
        while self.desktop.services.jobs.running():  # a page that is still being made is no picture
            self.desktop.services.jobs.wait()
            settle()
        window = self.desktop.window
        window.resize(*SIZE)
        settle()
        path = self._folder / f"{name}-{self._look.name()}.png"
        window.grab().save(str(path))
        self.made.append(path)


def render(folder: Path, palettes: tuple[str, ...] = ALL_PALETTES, sizes: tuple[float, ...] = ALL_SIZES) -> list[Path]:
    """Write a PNG of every screen into `folder`, 1366 x 768, with the sample case in a throw-away store; answers their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    _, theme = application(["shots"])
    made: list[Path] = []
    for look in looks(palettes, sizes):
        theme.palette, theme.scale = PALETTES[look.palette], look.size
        theme.wear()
        with throw_away(folder) as where:
            made += _walk(theme, where, folder, look)
    return made


def _walk(theme: Theme, where: Path, folder: Path, look: Look) -> list[Path]:
    clock = Clock()
    begin = Desktop(theme, where, clock=clock, restart=lambda argv: None)
    camera = Camera(begin, folder, look)
    begin.start()
    camera.take("01-first-start")
    page = begin.window.in_sight()
    assert isinstance(page, FirstStart)
    page.sheet.show_plan(store.plan("Priya Raman", store.Role.REVIEWER, "four quiet green umbrellas"))
    page._turn(2)  # pyright: ignore[reportPrivateUsage]
    camera.take("02-recovery-sheet")
    page._turn(7)  # pyright: ignore[reportPrivateUsage]
    camera.take("03-protected")
    begin.window.close()
    desk = journey.throw_away(where, clock)
    desktop = Desktop(
        theme, where, clock=clock, restart=lambda argv: None, reason="Locked by you at 14:06. Everything you had typed by then is saved."
    )
    locked = camera
    camera = Camera(desktop, folder, look)
    camera.made = locked.made
    desktop.start()
    camera.take("04-unlock")
    page = desktop.window.in_sight()
    assert isinstance(page, Unlock)
    page.field.problem("That is not the passphrase. Try it again, or use the recovery sheet.")
    camera.take("05-unlock-wrong")
    page.turn_to_recovery()
    camera.take("06-recovery-words")
    desktop.restore(where)
    camera.take("44-restoring")
    # the store remembers how the window looks, and opening it would change that back
    preferences.keep(desk, preferences.Preferences(palette=theme.palette.name, text_size=theme.scale))
    desktop.put(desk)
    camera.take("07-empty")
    desktop.show("new_case")
    camera.take("08-new-case")
    desktop.show("settings")
    camera.take("09-settings")
    for number, name in ((40, "laptop"), (41, "protected"), (42, "record")):
        desktop.show(name)
        camera.take(f"{number}-{name}")
    session = sample.take_in(desk)
    id = session.case
    cases.leave(session)
    desktop.show("cases")
    camera.take("10-cases")
    desktop.open_case(id, "overview")
    for number, section in enumerate(SECTIONS, 11):
        if section.key in screens():
            desktop.window.go(section.key)
            camera.take(f"{number}-{section.key}")
    desktop.window.go("history")
    camera.take("43-history")
    desktop.window.go("accuracy")
    camera.take("44-accuracy")
    _states(desktop, camera, journey.signers(desk, where), where)
    unchecked = cases.new(desk)
    cases.leave(unchecked)
    desktop.open_case(unchecked.case, "person")
    camera.take("32-opt-out-gate")
    assert desktop.case is not None
    desktop.case.do(cases.record_opt_out, by="LeDeR administrator", result="none")
    for number, key in enumerate(("overview", "portrait", "conversations", "records", "timeline", "findings"), 33):
        desktop.window.go(key)
        camera.take(f"{number}-empty-{key}")
        seen = desktop.window.in_sight()
        if isinstance(seen, Records):
            seen.read_record(resources.path(sample.FOLDER) / "gp-record.json")
            camera.take(f"{number}-import-new")
    desktop.window.privacy(True)
    camera.take("39-privacy")
    desktop.window.close()
    settle()
    return camera.made


def _states(desktop: Desktop, camera: Camera, pins: dict[str, str], papers: Path) -> None:
    """What people meet on the way through the sample: a record in sight, an import, two accounts, both signatures."""
    window = desktop.window
    window.go("records")
    records = window.in_sight()
    assert isinstance(records, Records)
    records.received.table.selectRow(1)
    records.received.look.click()
    camera.take("23-record-viewer")
    records.read_record(resources.path(sample.FOLDER) / "gp-record.json")
    camera.take("24-import-summary")
    window.go("timeline")
    timeline = window.in_sight()
    assert isinstance(timeline, Timeline)
    timeline.jump(next(one.id for one in entries(timeline.case.session) if one.conflicts_with))
    camera.take("25-two-accounts")
    timeline.quick.line.setText("mid March 2024 GP chest infection, amoxicillin")
    camera.take("26-quick-entry")
    timeline.quick.clear()
    window.go("signoff")
    signoff = window.in_sight()
    assert isinstance(signoff, SignOffScreen)
    signoff.turn_to(SIGN)
    camera.take("27-sign-and-submit")
    case = desktop.case
    assert case is not None
    journey.say_why(case.session)
    _with_warnings(case, camera)
    signoff.sign(journey.REVIEWER, pins[journey.REVIEWER])
    camera.take("28-senior-reads")
    signoff.turn_to(SIGN)
    signoff.senior.take([papers / "recipient.pem"])
    camera.take("29-countersign")
    case.do(grades.propose, "focused.F10", "3", "What the ward did well weighs more than it was given.", identity=journey.SENIOR)
    journey.agree(case.session)
    window.go("grades")
    camera.take("46-grades-beside")
    window.go("signoff")
    signoff.turn_to(SIGN)
    camera.take("47-countersign-said")
    signoff.countersign(journey.SENIOR, pins[journey.SENIOR])
    camera.take("30-released")
    window.go("leaving")
    camera.take("31-leaving-released")


def _with_warnings(case: OpenCase, camera: Camera) -> None:
    """Two things worth another look on the page that signs; then each is kept with its reason, and the review can be signed."""
    case.do(person.describe, replace(snapshot.person(case.session), nhs_number="999 158 4278"))
    case.do(questions.choose, "initial.D03.source", "gp-record")
    camera.take("45-reasons-asked")
    for each in unreasoned(checks.remarks(case.session), case.session.standards.policy()):
        case.do(keeping.keep, each.id, each.where, "The surgery was asked twice, and has nothing else.")


def demo(app: QApplication, folder: Path) -> int:
    """The pictures; then, where there is a real screen, the window with the sample case in a store that is gone afterwards."""
    render(folder / "screens")
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return 0
    _, theme = application(["demo"])
    with throw_away(folder) as where:
        desktop = Desktop(theme, where, clock=Clock(), restart=lambda argv: None)
        desktop.put(journey.throw_away(where, desktop.clock))
        desktop.open_sample()
        desktop.window.resize(*SIZE)
        desktop.window.show()
        return app.exec()


def main() -> int:
    render(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("shots-out"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
