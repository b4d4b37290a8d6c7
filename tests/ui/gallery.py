# ruff: noqa: E501
"""Every widget in one sample window, to look at: `python -m tests.ui.gallery` shows it, `--shots FOLDER` draws it.

    python -m tests.ui.gallery --shots FOLDER      light, dark, contrast, 200 %, narrow

The words are invented.
"""

import argparse
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from tests.ui.gallery_words import BARS, HEAD, LIFE, MARKS, NOW, STEPS
from ui.jobs import Jobs
from ui.main_window import MainWindow
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.sections import SECTIONS
from ui.services import Services
from ui.style import Theme, load_fonts
from ui.tokens import PALETTES
from ui.widgets.autosave_text import AutosaveText, Mark
from ui.widgets.buttons import ActionBar, button, segments
from ui.widgets.chip import FilterChip, Tag
from ui.widgets.date_field import DateField
from ui.widgets.document import DocumentView
from ui.widgets.fields import Choice, Field, Line
from ui.widgets.flow import flow
from ui.widgets.lanes import Bar, Gap, TimelineLanes
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notes import Jotting, NotesPaper
from ui.widgets.notice import empty, notice
from ui.widgets.paper import Paper, Prompt
from ui.widgets.progress import ProgressLine
from ui.widgets.rail import StageRail
from ui.widgets.remarks import Remark
from ui.widgets.scale_choice import ScaleChoice
from ui.widgets.table import Cell, Column, DataTable
from ui.widgets.tick import Tick, picks
from ui.widgets.words import words


def understand(typed: str) -> str:
    if "2024" not in typed:
        raise Refused("not-understood", "Say a day, a month or a year, like “mid March 2024”.")
    return f"about {typed.removeprefix('about ')}"


class Forms(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        t = theme
        name = Line(t, "Name", "Wyn", ch=30)
        name.setObjectName("name")
        setting = Choice(t, "Setting", (("gp", "GP surgery"), ("home", "At home")), "gp")
        when = DateField(t, "When", understand, "mid March 2024")
        bad = DateField(t, "Until", understand, "some time")
        why = AutosaveText(t, "Why", LIFE + " The patient did not like the dark.", lines=(3, 8))
        why.setObjectName("why")
        why.show_marks((Mark(start=137, length=11, kind="tone", says="Everywhere else he is Wyn."),))
        wrong = Field(t, "Reference", Line(t, "Reference", "LDR 42", ch=20), help="As it stands on the notification.")
        wrong.problem("This is not a reference of the platform. Copy it from the notification, with its dashes.")
        acts = (button(t, "Keep", "check", kind="primary"), button(t, "Undo", "undo-2"), button(t, "Leave it", kind="link"))
        left = card(
            t, words("A form", "h2"), Field(t, "&Name", name), Field(t, "Setting", setting), Field(t, "When", when), Field(t, "Until", bad), wrong,
            Field(t, "Why", why, help="What the care was like, and what shows it."), Tick(t, "Confirmed against the death certificate", True),
            picks(t, "Answer", (("yes", "Yes"), ("no", "No"), ("unknown", "Not known"), ("na", "Not applicable")), "unknown", across=True),
        )  # fmt: skip
        line = ProgressLine(t)
        line.begin("Reading the records")
        line.step(3, 8)
        off = button(t, "Release")
        off.setEnabled(False)
        right = column(
            t, card(t, words("Buttons and states", "h2"), flow(t, button(t, "Plain"), button(t, "Primary", "send", kind="primary"), button(t, "Quiet", "history", kind="quiet"), button(t, "Link", kind="link"), off),
                    segments(t, "Show", ("12 months", "3 years", "Life"), 1),
                    flow(t, FilterChip(t, "All", 9, of="cases", chosen=True), FilterChip(t, "On hold", 2, of="cases"), FilterChip(t, "Due in 30 days", 3, of="cases")),
                    flow(t, Tag(t, "Running", "plain", "clock"), Tag(t, "In the portrait", "blue", "check"), Tag(t, "Two accounts", "amber", "split"), Tag(t, "Signature holds", "green", "shield-check"))),
            notice(t, "Two papers give different days for the first call. Say which you prefer, and why.", "amber", "", button(t, "Go there", kind="link")),
            notice(t, "The seal was opened and every file in it is as it was signed.", "green"),
            notice(t, "You can go on typing while the records are read.", "wash"),
            card(t, line, kind="sunken"), None,
        )  # fmt: skip
        head = row(t, words("Person", "h1", wrap=False), words("Read in ten seconds", "body", "soft", wrap=False), gap=2)
        top = ActionBar(t, (holder(head),), acts)
        self.setLayout(
            column(
                t,
                page(
                    t,
                    "Person",
                    top,
                    StageRail(t, ("Notified", "Records", "Conversations", "Writing", "Sign-off", "Released"), 3),
                    turning(t, left, right, gap=3, shares=(1, 1)),
                ),
                gap=0,
            )
        )
        self.first = name


class Portrait(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        prompts = (
            Prompt(key="who", says="Who he was", hint="How would someone who loved him begin?"),
            Prompt(key="mattered", says="People who mattered", hint="Write on, or bring in a quotation."),
            Prompt(key="enjoyed", says="What he enjoyed; a good day, a bad day", hint="Write on, or bring in a quotation."),
        )
        self.paper = Paper(theme, "Pen portrait of Wyn", prompts, title="Wyn")
        self.paper.show_text("who", LIFE + "\n" + LIFE)
        self.paper.show_text("mattered", LIFE)
        self.setLayout(column(theme, self.paper, gap=0))
        self.first = self.paper.parts["enjoyed"]


class Notes(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        paper = NotesPaper(theme, "Notes of this conversation", lambda: "10:44", MARKS)
        paper.show_jottings(
            (Jotting(text="“You knew he was in the room because it hummed.”", at="10:31", marks=("quotation",)), Jotting(text=LIFE, at="10:33"),
             Jotting(text="Quiet from about a week before Christmas.", at="10:36", marks=("concern", "good")))
        )  # fmt: skip
        self.setLayout(column(theme, card(theme, paper, pad=0), gap=0, margins=3))
        self.first = paper


class Grades(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        why = AutosaveText(theme, "Why", LIFE, lines=(6, 12))
        scale = ScaleChoice(theme, "Quality of care", STEPS, "5")
        left = holder(column(theme, words("1  Why", "h2"), words("Write this before you choose.", "body", "soft"), why, None))
        right = holder(column(theme, words("2  The sentence that fits", "h2"), scale, None))
        self.setLayout(
            column(theme, page(theme, "Grades", words("Grades", "h1"), turning(theme, left, right, gap=4, shares=(5, 7))), gap=0)
        )
        self.first = why


class Timeline(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        t = theme
        lanes = TimelineLanes(t)
        gaps = (Gap(lane="GP", start=date(2025, 1, 1), end=date(2025, 12, 1), label="Nothing found, 11 months"),)
        lanes.show_entries(("Home", "GP", "Hospital", "Told by family"), BARS, gaps, date(2026, 1, 9))
        lanes.span(date(2023, 1, 1), date(2026, 1, 31))
        lanes.choose("b2")
        columns = (
            Column[Bar](
                title="Entry",
                cell=lambda b: Cell(first=b.label, second=f"{b.when} · {b.lane}", bold=b.episode, icon="diamond" if b.episode else ""),
            ),
        )
        table = DataTable(t, "Entries, oldest first", columns, lambda b: b.key, head=False)
        table.show_rows(tuple(sorted(BARS, key=lambda b: b.first)))
        table.chosen.connect(lambda bar: lanes.choose(bar.key))
        lanes.chosen.connect(table.choose)
        view = DocumentView(t)
        view.show_document("Letter from the surgery", lambda: (LIFE + "\n\n").encode() * 30)
        below = turning(t, card(t, table, pad=0.25), card(t, view), shares=(4, 7))
        self.setLayout(column(t, card(t, lanes, pad=1.5), below, gap=1.5, margins=2))
        self.first = table


class Cases(Screen):
    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__(theme, services)
        t = theme
        rows = tuple(
            (
                f"Person {i}",
                f"LDR-26-{i:04}",
                i % 6,
                f"{40 + i} days left",
                "GP records from Elm Row",
                "asked 11 May, chased twice",
                "Telephone the manager",
            )
            for i in range(40)
        )
        columns = (
            Column[Any](title="Person", width=168, cell=lambda r: Cell(first=r[0], second=r[1], bold=True)),
            Column[Any](title="Stage", width=144, fold=True, cell=lambda r: Cell(first="Records", stage=(r[2], 6, r[2] == 2))),
            Column[Any](title="Due", width=144, cell=lambda r: Cell(first=r[3], second="none paused", bold=True)),
            Column[Any](title="Waits for", cell=lambda r: Cell(first=r[4], second=r[5], icon="pencil", token="blue_ink", tone="blue_ink")),
            Column[Any](title="Next step", fold=True, cell=lambda r: Cell(first=r[6])),
        )
        table = DataTable(t, "Cases", columns, lambda r: r[1])
        table.show_rows(rows)
        top = ActionBar(
            t,
            (words("Cases", "h1", wrap=False),),
            (button(t, "Take in a notification", "plus", kind="primary"), button(t, "Receive a case", "inbox")),
        )
        self.setLayout(column(t, top, card(t, table, pad=0.25), gap=2, margins=3))
        self.first = table


class Nothing(Screen):
    def __init__(self, theme: Theme, services: Services) -> None:
        super().__init__(theme, services)
        take = button(theme, "Take in a notification", "plus", kind="primary")
        ways = ((take, "From a file or by typing it."), (button(theme, "Open the sample", "play"), "An invented person, to look around."))
        more = "When there are, this page shows what each one waits for, from whom, and since when."
        self.setLayout(column(theme, empty(theme, "inbox", "No cases on this laptop yet", more, *ways), gap=0))
        self.first = take


SCREENS = {"person": Forms, "portrait": Portrait, "conversations": Notes, "timeline": Timeline, "grades": Grades}


def open_case() -> OpenCase:
    session: Any = SimpleNamespace(clock=Clock(now=lambda: NOW))
    return OpenCase(session)


def window(theme: Theme) -> MainWindow:
    """A window with a sample case on the desk, at 1366 x 768."""
    made = MainWindow(theme, Services(theme, Jobs()))
    made.resize(1366, 768)
    made.show_case(open_case(), dict(SCREENS), HEAD, "person")
    states = {"person": "complete", "portrait": "begun", "timeline": "begun", "grades": "begun"}
    made.sections(
        tuple(
            replace(s, state=states.get(s.key, s.state), remarks=2 if s.key == "portrait" else 0, open=s.key != "leaving") for s in SECTIONS
        )
    )
    made.remarks("again", (
        Remark(key="r1", where="Pen portrait, what he enjoyed", says="“The patient” stands once; everywhere else he is Wyn.", to="portrait#enjoyed"),
        Remark(key="r2", where="Timeline: December 2025", says="Two papers give different days for the first call.", to="timeline"),
    ))  # fmt: skip
    made.remarks("left", (Remark(key="l1", where="Grades", says="One grade has no rationale.", to="grades"),))
    return made


def shots(app: QApplication, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    theme = Theme()
    theme.wear()
    made = window(theme)
    made.show()

    def take(name: str) -> None:
        for _ in range(6):
            app.processEvents()
        made.grab().save(str(out / f"{name}.png"))

    for look, palette, scale in (("light", "light", 1.0), ("dark", "dark", 1.0), ("contrast", "contrast", 1.0), ("200", "light", 2.0)):
        theme.palette, theme.scale = PALETTES[palette], scale
        theme.wear()
        for section in SCREENS:
            made.panel.fold(section in ("timeline", "grades"))
            made.go(section)
            take(f"{section}-{look}")
    made.open_palette()
    take("palette-under-200")
    for dialog in made.findChildren(QWidget, None):
        if type(dialog).__name__ == "Palette":
            dialog.grab().save(str(out / "palette-200.png"))
            dialog.close()
    made.privacy(True)
    take("privacy-200")
    made.privacy(False)
    theme.size(1.0)
    made.panel.fold(False)
    made.open_palette()
    for dialog in made.findChildren(QWidget, None):
        if type(dialog).__name__ == "Palette" and dialog.isVisible():
            dialog.grab().save(str(out / "palette.png"))
            dialog.close()
    for name, page_of in (("cases", Cases), ("empty", Nothing)):
        made.show_page("cases", page_of(theme, made.services))
        take(name)
        theme.size(2.0)
        take(f"{name}-200")
        theme.size(1.0)
    made.close()


def main() -> int:
    parser = argparse.ArgumentParser(description="Every widget in one sample window.")
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--text", type=float, default=1.0)
    parser.add_argument("--palette", default="light", choices=list(PALETTES))
    args = parser.parse_args()
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    load_fonts()
    if args.shots:
        shots(app, args.shots)
        return 0
    theme = Theme(PALETTES[args.palette], args.text)
    theme.wear()
    made = window(theme)
    made.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
