"""Everything a reviewer can come to: every page, section and dialog, with the words of canaries typed on the way, by keyboard alone.

Wherever it comes to, `Crawl` notes what every window says of itself to everybody on this screen (title, icon name, class).
"""

from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.journey import CANARIES
from tests.window.drive import TITLE, Program
from tests.window.screen import Picture, Seen, until

SECTIONS = (
    "overview", "person", "portrait", "conversations", "records", "timeline", "questions", "findings", "grades", "decision", "signoff",
    "leaving", "actions",
)  # fmt: skip
NAMED = ("decision", "sign-off", "leaving the laptop", "panel actions")
"""The last four, as the palette knows them."""
TYPED = ("person", "portrait", "findings")
"""Sections whose first field takes words."""
PAGES = (
    ("protected", "what is protected"), ("record", "what was done"), ("settings", "settings"), ("laptop", "check this laptop"),
    ("new-case", "take in a notification"),
)  # fmt: skip
"""What is there without a case: its name here, and how the palette finds it."""
FILE_DIALOGS = ("Attach records", "Take in a GP record", "Save the report as PDF", "Choose corrected files")


@dataclass
class Crawl:
    program: Program
    pictures: dict[str, Picture] = field(default_factory=dict)
    said: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    """Where -> every text property of every window in sight, the window manager's own left out."""

    # noting
    def note(self, where: str, *, picture: bool = True) -> None:
        if picture:
            self.pictures[where] = self.program.still()
        self.said.setdefault(where, set()).update(
            (name, text) for seen in self.program.screen.windows() for name, text in seen.said if seen.title != "Openbox"
        )

    def failed(self, folder: Path) -> None:
        self.program.screen.picture().save(folder / "where-it-stopped.png")

    # going
    def section(self, name: str) -> None:
        """By its shortcut, or by the palette where it has none."""
        at = SECTIONS.index(name)
        if at < 9:
            self.program.screen.press(f"ctrl+{at + 1}")
            self.program.still()
        else:
            self.act(f"go to {NAMED[at - 9]}")

    def act(self, words: str) -> None:
        """By the palette; it is gone when this returns, and what was chosen is there."""
        self.program.do(words)
        self.program.still()

    def dialog(self, where: str, words: str, typed: str = "", title: str = TITLE) -> None:
        """Opened from the palette, noted, typed in, left with Escape."""
        self.program.do(words)
        until(lambda: self._over(title), f"the dialog of {where}")
        self.leave_dialog(where, typed)

    def leave_dialog(self, where: str, typed: str = "") -> None:
        self.program.still()
        if typed:
            self.program.screen.type(typed)
        self.note(where)
        self.program.screen.press("Escape")
        until(lambda: len(self.program.windows()) == 1, f"the dialog of {where} goes: {self.program.windows()}")

    def _over(self, title: str) -> Seen | None:
        """A second window of this title."""
        return next((seen for seen in self.program.windows() if seen.id != self.main and seen.title == title), None)

    def file_dialog(self, title: str, path: Path | None, press: tuple[str, ...] = ()) -> None:
        """Opened by `press`; a path typed and taken, or left."""
        if press:
            self.program.screen.press(*press)
        until(lambda: self._over(title), f"the file window {title!r}")
        self.program.still()
        if path is None:
            self.leave_dialog(title)
            return
        self.program.screen.press("ctrl+a")
        self.program.screen.type(str(path))
        self.note(title)
        self.program.screen.press("Return")
        until(lambda: len(self.program.windows()) == 1, f"the file window {title!r} goes")

    # the whole way
    def begin(self) -> None:
        """A wrong passphrase, then the right one."""
        self.main = self.program.up().id
        self.note("unlock")
        self.program.screen.type(f"{CANARIES['passphrase']}\n")
        self.program.changed(self.pictures["unlock"], "the refusal")
        self.note("unlock-refused")
        self.program.screen.press("ctrl+a")
        self.program.unlock()
        self.note("cases")

    def pages(self, given: Path) -> None:
        """What is there without a case."""
        self.dialog("about", "about")
        for where, words in PAGES:
            self.act(words)
            self.note(where)
            if where == "new-case":
                self.program.screen.type(CANARIES["family"])
                self.note(where)
        self.program.do("take in corrected")
        self.file_dialog(FILE_DIALOGS[3], given / "record.json")
        self.note("corrections")
        self.program.screen.press("ctrl+Home")
        self.program.still()

    def open_case(self, reference: str) -> None:
        before = self.program.still()
        self.program.do(reference)
        self.program.changed(before, "the case")

    def sections(self) -> None:
        for name in SECTIONS:
            self.section(name)
            if name in TYPED:
                self.program.screen.type(f"{CANARIES['typed']} ")
            self.note(name)

    def dialogs(self, given: Path, out: Path) -> None:
        """Over an open case: the palette, the cover, the questions that stop one, the file windows."""
        self.program.screen.press("ctrl+k")
        until(lambda: len(self.program.windows()) > 1, "the palette")
        self.leave_dialog("palette", CANARIES["search"])
        self.program.screen.press("F9")
        self.note("privacy")
        self.program.screen.press("F9")
        self.program.still()
        self.dialog("withdraw", "withdraw or close", CANARIES["reason"])
        self.dialog("erase", "erase a case", CANARIES["reason"])
        self.section("records")
        self.file_dialog(FILE_DIALOGS[0], given / f"{CANARIES['file']}.txt", ("shift+Tab", "shift+Tab", "space"))
        self.note("attached")
        self.program.do("import records")
        self.file_dialog(FILE_DIALOGS[1], given / "record.json")
        self.note("import")
        self.section("leaving")
        self._save_pdf(out)
        self.note("saved")
        self.act("what this review is made with")
        self.note("standards")
        self.program.screen.press("alt+h")
        self.note("menu")
        self.program.screen.press("Escape", "Escape")
        self.program.still()

    def _save_pdf(self, out: Path) -> None:
        """The report's button is the next after the one with the focus."""
        self.program.screen.press("Tab", "space")
        self.file_dialog(FILE_DIALOGS[2], out / "report.pdf")
        until(lambda: (out / "report.pdf").exists(), "the report")

    def lock(self) -> None:
        """The fresh process comes up at the unlock screen."""
        self.program.screen.press("ctrl+l")
        until(lambda: [one for one in self.program.windows() if one.id != self.main] and len(self.program.windows()) == 1, "a fresh window")
        self.note("locked")
        self.program.caret()
        self.program.screen.press("ctrl+q")
        self.program.process.wait(120)

    def tour(self, sections: tuple[str, ...] = SECTIONS) -> None:
        """Only the sections of a case that comes up after the unlocking; what is said on the way is read and left. The keyboard is in the
        rail, so that no caret blinks."""
        self.main = self.program.up().id
        self.program.unlock()
        for name in sections:
            self.section(name)
            while len(over := self.program.windows()) > 1:
                self.note(f"{name}-over", picture=False)
                self.program.screen.press("Escape")
                until(lambda: over[-1].id not in {seen.id for seen in self.program.windows()}, f"what was said in {name} goes")
                self.program.still()
            self.program.screen.press("F6")
            self.note(name)

    def whole(self, given: Path, out: Path) -> None:
        self.begin()
        self.pages(given)
        self.open_case("SAMPLE-0001")
        self.sections()
        self.dialogs(given, out)
        self.lock()
