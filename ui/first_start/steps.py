"""The pages of the first start. Each says by `is_ready()` whether one may go on, and tells `changed` when that may be different."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import evidence, identities, store, trust
from leder_desktop.operations.store import Plan, Role
from leder_desktop.session import Desk
from ui import choose_file
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.fields import Field, Line, Passphrase
from ui.widgets.flow import flow
from ui.widgets.layout import column, row
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.notice import Problem, notice
from ui.widgets.protected import TITLE, protected
from ui.widgets.recovery_words import RecoveryWords, TypedWords
from ui.widgets.tick import Tick, picks
from ui.widgets.words import glyph, words

ROLES = (("reviewer", "Reviewer: I write reviews"), ("senior-reviewer", "Senior reviewer: I read, return and countersign them"))
LARGEST_IDENTITY = 1 << 20


class Step(QWidget):
    changed = Signal()
    title = ""
    verb = "Go on"

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.first: QWidget = self

    def is_ready(self) -> bool:
        return True

    def leave(self) -> str:
        """What keeps one here, as a sentence; "" when the step is done."""
        return ""


class WhoYouAre(Step):
    title = "Who are you?"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.name = Line(theme, "Your name", ch=40)
        self.role = picks(theme, "Your role", ROLES, "reviewer")
        field = Field(theme, "Your name", self.name, help="As it should stand on a review you sign.")
        self.setLayout(column(theme, field, Field(theme, "Your role", self.role), gap=2))
        self.name.textChanged.connect(lambda: self.changed.emit())
        self.first = self.name

    def is_ready(self) -> bool:
        return bool(self.name.text().strip())


class ChoosePassphrase(Step):
    title = "Choose a passphrase"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.new = NewPassphrase(theme, store.why_weak, store.strength)
        more = "It opens everything on this laptop, and nobody can look it up for you. It is asked for whenever the program was locked."
        self.setLayout(column(theme, words(more, "body", "soft"), self.new, gap=2))
        self.new.ready.connect(lambda: self.changed.emit())
        self.first = self.new.first

    def is_ready(self) -> bool:
        return self.new.is_ready()


class RecoverySheet(Step):
    title = "Your recovery sheet"
    verb = "I have it on paper"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._plan: Plan | None = None
        self.words = RecoveryWords(theme)
        self.save = button(theme, "Save to a file", "save", says="Save the recovery sheet to a file", on=self._save)
        self._said = words("", "small", "soft")
        say = (
            "Write them down by hand, or save them to a memory stick that you lock away. They open the store if the passphrase is "
            "forgotten. "
            "Whoever has this sheet and the laptop can open every case."
        )
        print_note = "There is no Print button: a printer, and its queue, would keep a copy."
        self.setLayout(
            column(theme, words(say), self.words, row(theme, self.save, None), words(print_note, "small", "soft"), self._said, gap=1.5)
        )
        self.first = self.save

    def show_plan(self, plan: Plan) -> None:
        self._plan = plan
        self.words.show_code(plan.code)

    def forget(self) -> None:
        self.words.forget()

    def _save(self) -> None:
        if self._plan is None:
            return
        path = choose_file.save_as(self, "Save the recovery sheet", "recovery-sheet.txt", "Text (*.txt)")
        if path is None:
            return
        try:
            path.unlink(missing_ok=True)
            evidence.write_out(path, [self._plan.sheet.encode("utf-8")])
        except (Refused, OSError) as why:
            self._said.setText(why.sentence if isinstance(why, Refused) else "It could not be written there. Choose another place.")
            return
        self._said.setText("Saved. Lock that file away: it is not encrypted. Do not keep it on this laptop.")


class TypeBack(Step):
    title = "Type the words back"
    verb = "Prove it"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.plan: Plan | None = None
        self.field = TypedWords(theme, self.changed.emit)
        self.typed = self.field.typed
        say = "A sheet that cannot be read opens nothing. Nothing is written on this laptop before the words are right."
        self.setLayout(column(theme, words(say, "body", "soft"), self.field, gap=2))
        self.first = self.typed

    def is_ready(self) -> bool:
        return bool(self.typed.text().strip())

    def leave(self) -> str:
        assert self.plan is not None
        try:
            store.prove_recovery(self.plan, self.typed.text())
        except Refused as refusal:
            self.field.problem(refusal.sentence)
            return refusal.sentence
        self.field.problem("")
        return ""


class SigningIdentity(Step):
    title = "A signing identity"
    verb = "Go on"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.desk: Desk | None = None
        self._file: Path | None = None
        self.name = Line(theme, "Name for it here", "My signature", ch=30)
        self.pin = Passphrase(theme, "PIN of the file")
        self.problem = Problem(theme)
        self.said = notice(theme, "", "green")
        self.said.say("")
        self.choose = button(theme, "Choose a file", "key", says="Choose a PKCS#12 file", on=self._choose)
        self.keep = button(theme, "Take it in", "check", says="Take in the identity", on=self._keep)
        self.keep.setEnabled(False)
        self.chosen = words("No file yet.", "body", "soft")
        say = (
            "A review is signed with a key from your organisation: a file ending in .p12 or .pfx and its PIN. It can be "
            "taken in at any time, in Settings."
        )
        self.setLayout(
            column(
                theme, words(say, "body", "soft"), row(theme, self.choose, self.chosen), Field(theme, "Name for it here", self.name),
                Field(theme, "PIN of the file", self.pin, help="It is asked for at every signature and never kept."), self.problem,
                row(theme, self.keep, None), self.said, gap=1.5,
            )
        )  # fmt: skip
        self.pin.textChanged.connect(self._allow)
        self.pin.returnPressed.connect(self._keep)
        self.first = self.choose

    def _allow(self) -> None:
        self.keep.setEnabled(self._file is not None and bool(self.pin.text()))

    def leave(self) -> str:
        """A file chosen and its PIN typed were meant: going on takes them in, and stays when they are refused."""
        self.problem.say("")
        self._keep()
        return self.problem.sentence()

    def _choose(self) -> None:
        self.take(choose_file.open_one(self, "Choose a PKCS#12 file", "Identities (*.p12 *.pfx);;All files (*)"))

    def take(self, path: Path | None) -> None:
        if path is not None:
            self._file = path
            self.chosen.setText(path.name)
            self._allow()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self.desk is None or self._file is None or not self.pin.text():
            return
        try:
            with self._file.open("rb") as stream:
                row_ = identities.take_in(self.desk, self.name.text(), stream.read(LARGEST_IDENTITY), self.pin.text())
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        except OSError:
            self.problem.say("That file cannot be read. Choose it again.")
            return
        self.problem.say("")
        self.pin.setText("")
        self.said.say(f"Taken in: {row_.subject}")
        self.changed.emit()


class TrustFiles(Step):
    title = "Whom this laptop trusts"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.desk: Desk | None = None
        self.problem = Problem(theme)
        self.said = notice(theme, "", "green")
        self.said.say("")
        self.choose = button(theme, "Choose files", "shield-check", says="Choose trust files", on=self._choose)
        say = (
            "Your organisation may have given you files: a root certificate, a revocation list, a role registry (roles.json with "
            "its .p7s). "
            "With them the program can tell whose signature it sees. They can be taken in at any time, in Settings."
        )
        self.setLayout(column(theme, words(say, "body", "soft"), flow(theme, self.choose), self.problem, self.said, gap=1.5))
        self.first = self.choose

    def _choose(self) -> None:
        self.take(choose_file.open_several(self, "Choose trust files", "Trust (*.pem *.cer *.crt *.der *.crl *.json);;All files (*)"))

    def take(self, paths: list[Path]) -> None:
        if self.desk is None or not paths:
            return
        try:
            trust.take_in(self.desk, paths)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.problem.say("")
        self.said.say(f"Taken in: {', '.join(path.name for path in paths)}")
        self.changed.emit()


class Protected(Step):
    title = TITLE
    verb = "Begin"

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.read = Tick(theme, "I have read this")
        self.setLayout(column(theme, row(theme, glyph(theme, "shield-check", "blue", 32), None), protected(theme), self.read, gap=2))
        self.read.toggled.connect(lambda: self.changed.emit())
        self.first = self.read

    def is_ready(self) -> bool:
        return self.read.isChecked()


def role_of(key: str) -> Role:
    return Role(key)
