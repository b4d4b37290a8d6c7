"""Every action: menu words, shortcut, icon, tip, in one table. Menus, top bar and palette are all made from it.

Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y belong to the text field while somebody is in one: there they undo letters and never a step, also when
the field has nothing to undo, so that a key held too long undoes no import. Everywhere else they undo the last step, and do it again.

`&` marks the letter for Alt. `scope`: "always" (where there are menus at all), "case" (a case is open). Actions of the
window itself are carried out by the window; the composition root connects the others: `window.actions.on("export", function)`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from textwrap import shorten

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from ui.sections import SECTIONS
from ui.style import Theme


@dataclass(frozen=True, kw_only=True)
class Act:
    name: str
    words: str
    menu: str
    """The menu it stands in; "" only in the palette and by key."""
    keys: tuple[str, ...] = ()
    icon: str = ""
    tip: str = ""
    scope: str = "always"
    new_group: bool = False
    """A hairline stands before it."""

    def plain(self) -> str:
        return self.words.replace("&", "")


LONGEST = 70
"""Letters of an action's words in a menu."""
MENUS = ("&Case", "&Edit", "&Go", "&View", "&Help")
GOING = tuple(
    Act(
        name=f"go-{section.key}",
        words=section.title,
        menu="&Go",
        keys=(f"Ctrl+{i + 1}",) if i < 9 else (),
        icon=section.icon,
        tip=f"Go to {section.title}",
        scope="case",
        new_group=i == 0,
    )
    for i, section in enumerate(SECTIONS)
)
ACTS: tuple[Act, ...] = (
    Act(
        name="take-in",
        words="&Take in a notification",
        menu="&Case",
        keys=("Ctrl+N",),
        icon="file-plus",
        tip="Begin a case from a file or by typing",
    ),
    Act(name="receive", words="&Receive a case", menu="&Case", icon="inbox", tip="Open a sealed case from another reviewer"),
    Act(name="sample", words="Open the &sample", menu="&Case", icon="play", tip="An invented person, to look around"),
    Act(name="restore", words="Restore from a &backup", menu="&Case", icon="hard-drive", tip="Into a new folder; this store stays"),
    Act(name="import", words="&Import records", menu="&Case", icon="download", tip="From a records file", scope="case", new_group=True),
    Act(name="report", words="Make the re&view report", menu="&Case", icon="file-text", tip="The review as a PDF", scope="case"),
    Act(name="export", words="&Export a sealed case", menu="&Case", icon="send", tip="Signed and sealed to someone", scope="case"),
    Act(
        name="withdraw", words="&Withdraw or close the case", menu="&Case", icon="ban", tip="With its reason", scope="case", new_group=True
    ),
    Act(name="erase", words="Erase a case made by mistake", menu="&Case", icon="trash-2", tip="The key is destroyed", scope="case"),
    Act(name="lock", words="&Lock", menu="&Case", keys=("Ctrl+L",), icon="lock", tip="Lock: everything typed is kept", new_group=True),
    Act(name="quit", words="&Quit", menu="&Case", keys=("Ctrl+Q",), icon="log-out", tip="Close the program"),
    Act(name="undo", words="&Undo", menu="&Edit", keys=("Ctrl+Z",), icon="undo-2", tip="A whole import is one step", scope="case"),
    Act(name="again", words="&Do again", menu="&Edit", keys=("Ctrl+Shift+Z", "Ctrl+Y"), tip="What was undone last", scope="case"),
    Act(
        name="history", words="&History and undo", menu="&Edit", keys=("Ctrl+H",), icon="history", tip="Steps and versions", scope="case"
    ),
    Act(
        name="standards", words="What this review is made with", menu="&Case", icon="list-checks", tip="Questions, scales and lists",
        scope="case",
    ),
    Act(name="accuracy", words="&Names and dates, compared", menu="&Edit", icon="shield-check", tip="Confirmed, and the same everywhere",
        scope="case"),
    Act(name="find", words="&Find or do anything", menu="&Edit", keys=("Ctrl+K",), icon="search", tip="Any action, section, case or entry"),
    Act(name="go-cases", words="C&ases", menu="&Go", keys=("Ctrl+Home",), icon="inbox", tip="All cases on this laptop"),
    *GOING,
    Act(
        name="next-section",
        words="Next section",
        menu="&Go",
        keys=("Ctrl+Alt+Down",),
        tip="The section below",
        scope="case",
        new_group=True,
    ),
    Act(name="previous-section", words="Previous section", menu="&Go", keys=("Ctrl+Alt+Up",), tip="The section above", scope="case"),
    Act(name="rail", words="Focus the sections", menu="&Go", keys=("F6",), tip="To the list of sections, and back", scope="case"),
    Act(name="larger", words="&Larger text", menu="&View", keys=("Ctrl++", "Ctrl+="), icon="zoom-in", tip="Up to 200 %"),
    Act(name="smaller", words="&Smaller text", menu="&View", keys=("Ctrl+-",), icon="zoom-out", tip="Down to 100 %"),
    Act(name="usual", words="&Usual text size", menu="&View", keys=("Ctrl+0",), tip="100 %"),
    Act(name="light", words="Light", menu="&View", icon="sun", tip="Dark words on white", new_group=True),
    Act(name="dark", words="Dark", menu="&View", icon="moon", tip="Light words on a dark ground"),
    Act(name="contrast", words="High contrast", menu="&View", icon="contrast", tip="White, cyan and yellow on black"),
    Act(
        name="panel",
        words="Side &panel",
        menu="&View",
        keys=("Ctrl+Shift+P",),
        icon="panel-right",
        tip="Open or fold it",
        scope="case",
        new_group=True,
    ),
    Act(name="privacy", words="P&rivacy screen", menu="&View", keys=("F9",), icon="eye-off", tip="Hide everything; nothing is locked"),
    Act(name="corrections", words="Take in corrected questions and scales", menu="", icon="file-plus", tip="Signed by your organisation"),
    Act(name="settings", words="&Settings", menu="&View", icon="settings", tip="Text size, idle time, backups, identity", new_group=True),
    Act(name="protected", words="What is &protected, and what is not", menu="&Help", icon="shield-check", tip="In plain words"),
    Act(name="check-laptop", words="&Check this laptop", menu="&Help", icon="hard-drive", tip="Disk, clock, backups, keys"),
    Act(name="record", words="What was &done on this laptop", menu="&Help", icon="history", tip="Unlocked, opened, given out"),
    Act(name="about", words="&About", menu="&Help", icon="info", tip="Version and licences"),
)


class Actions(QObject):
    """The table, alive: one QAction each. `on(name, run)` says what it does; without one it stays greyed."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self.acts: dict[str, Act] = {}
        self.made: dict[str, QAction] = {}
        self._known: set[str] = set()
        self._nothing: set[str] = set()
        self._filled = 0
        self._in_case = self._covered = self._bare = False
        for act in ACTS:
            made = QAction(act.words, self)
            made.setObjectName(act.name)
            made.setShortcuts([QKeySequence(k) for k in act.keys])
            made.setStatusTip(act.tip)
            made.setToolTip(act.tip)
            self.acts[act.name], self.made[act.name] = act, made
        theme.fits(self, self._fit)
        self._allow()

    def on(self, name: str, run: Callable[[], object]) -> None:
        """Say what an action does. An unknown name is a bug (KeyError)."""
        self.made[name].triggered.connect(lambda: run())
        self._known.add(name)
        self._allow()

    def run(self, name: str) -> None:
        """Do it if it may be done now."""
        self.made[name].trigger()

    def allowed(self, name: str) -> bool:
        return self.made[name].isEnabled()

    def name(self, name: str, words: str, *, may: bool) -> None:
        """Say anew what an action would do, in words of ours; without `may` there is nothing to do just now and it is greyed."""
        said = "&" + shorten(words, LONGEST, placeholder="…").replace("&", "&&")
        self.acts[name] = replace(self.acts[name], words=said)
        self.made[name].setText(said)
        if (name in self._nothing) == may:
            self._nothing ^= {name}
            self._allow()

    def where(self, *, in_case: bool, covered: bool, bare: bool) -> None:
        """What is on the desk decides what may be done: under the privacy screen only to come back or to lock."""
        self._in_case, self._covered, self._bare = in_case, covered, bare
        self._allow()

    def fill(self, bar: QMenuBar) -> None:
        """The menus, in order. An action nobody carries out is left out. Made again only when somebody new carries one out."""
        if self._filled == len(self._known):
            return
        self._filled = len(self._known)
        for old in bar.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        bar.clear()
        for title in MENUS:
            menu = QMenu(title, bar)
            menu.setToolTipsVisible(False)
            for act in (a for a in ACTS if a.menu == title and a.name in self._known):
                if act.new_group and menu.actions():
                    menu.addSeparator()
                menu.addAction(self.made[act.name])
            if menu.actions():
                bar.addMenu(menu)

    def _allow(self) -> None:
        sizes = ("larger", "smaller", "usual", "light", "dark", "contrast", "quit")
        for name, made in self.made.items():
            allowed = name in self._known and name not in self._nothing and (self._in_case or self.acts[name].scope != "case")
            if self._covered:
                allowed = allowed and name in ("privacy", "lock")
            elif self._bare:
                allowed = allowed and name in sizes
            made.setEnabled(allowed)

    def _fit(self) -> None:
        for name, made in self.made.items():
            if self.acts[name].icon:
                made.setIcon(self._theme.icon(self.acts[name].icon, "soft", 16))
