"""The Leaving-the-laptop screen: seal the released review into a folder, or keep the report as a PDF."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.model.case import COUNTERSIGNED, WORDS, State
from leder_desktop.model.change import Change, Part
from leder_desktop.model.remarks import unreasoned
from leder_desktop.operations import checks, export, printing, recipients, report, snapshot, verify
from ui import choose_file
from ui.jobs import Job, Progress
from ui.leaving.goes import Goes
from ui.leaving.printing import PrintReport
from ui.leaving.sealed import Sealed
from ui.open_case import OpenCase
from ui.screen import Screen
from ui.services import Services
from ui.style import Theme
from ui.widgets.buttons import button
from ui.widgets.layout import card, column, holder, page, row, turning
from ui.widgets.notice import Problem, notice
from ui.widgets.progress import ProgressLine
from ui.widgets.words import Words, words

RELEASED = tuple(COUNTERSIGNED)
BEHIND = (
    "Nothing is sent: this makes files in a folder you choose, and nothing else. No temporary file is written, and a run that is stopped"
    " or refused takes its files away. The report as a PDF is not encrypted: keep it only where your organisation allows it."
)
LEAD = "You see what goes and to whom before anything is made."


class LeavingScreen(Screen):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__(theme, services)
        self.case = case
        self.state = snapshot.case(case.session).state
        self._job: Job | None = None
        self.goes = Goes(theme)
        self.sealed = Sealed(theme)
        self.missing: Words = words("")
        self.to_signoff = button(theme, "Go to sign-off", "signature", kind="primary", on=lambda: services.go("signoff"))
        self.not_yet = card(theme, words("Not yet", "h2"), self.missing, row(theme, self.to_signoff, None), gap=1.25, pad=2.5)
        self.seal_button = button(theme, "Seal and save to a folder", "lock", kind="primary", on=self._choose_folder)
        theme.fits(self.seal_button, lambda: self.seal_button.setMinimumHeight(theme.px(40)))
        self.progress = ProgressLine(theme)
        self.progress.cancelled.connect(self._stop)
        self.problem = Problem(theme)
        self.sealing = card(
            theme,
            words("Seal it", "h2"),
            words("Sealed to exactly these recipients. Anybody else, also you, sees only sealed volumes.", "body", "soft"),
            self.seal_button,
            self.progress,
            self.problem,
            gap=1.25,
            pad=2.5,
        )
        self.pdf_says: Words = words("", "body", "soft")
        self.pdf = button(theme, "Save the report as PDF", "file-text", on=self._choose_pdf)
        self.pdf_problem = Problem(theme)
        self.pdf_done = notice(theme, "", "sunken", "check")
        self.pdf_done.say("")
        pdf = card(
            theme,
            words("The report alone", "h2"),
            self.pdf_says,
            row(theme, self.pdf, None),
            self.pdf_problem,
            self.pdf_done,
            *((PrintReport(theme, case, services),) if printing.allowed() else ()),
            gap=1.25,
            pad=2.5,
        )
        behind = card(theme, words("What this leaves behind", "h2"), words(BEHIND, "body", "soft"), gap=1.25, pad=2.5)
        head = column(theme, words("Leaving the laptop", "h1", wrap=False), words(LEAD, "body", "soft"), gap=0.5)
        left = holder(column(theme, self.goes, None))
        right = holder(column(theme, self.not_yet, self.sealing, pdf, behind, None, gap=1.5))
        both = turning(theme, left, right, gap=3, shares=(1, 1))
        self.area = page(theme, "Leaving the laptop", head, self.sealed, both, gap=1.5)
        self.setLayout(column(theme, self.area, gap=0))
        self.first = self.seal_button if self.state in RELEASED else self.to_signoff
        case.changed.connect(self._on_changed)

    def entered(self) -> None:
        self._read()

    def _on_changed(self, change: Change) -> None:
        if self.isVisible() or change.parts & {Part.CASE, Part.SIGNOFF}:
            self._read()

    def _read(self) -> None:
        whole = snapshot.take(self.case.session)
        self.state = whole.case.state
        released = self.state in RELEASED
        self.goes.show_case(whole, recipients.of(self.case.session) if released else ())
        self.not_yet.setVisible(not released)
        self.sealing.setVisible(released)
        found = checks.of(self.case.session, whole)
        needing = len(unreasoned(found, whole.standards.policy()))
        self.missing.setText("" if released else self._missing(len(checks.blocking(found)), needing))
        self.pdf_says.setText("The countersigned report, with both signatures in it." if released else "As it stands now, unsigned.")
        self.first = self.seal_button if released else self.to_signoff
        self._fit()

    def _missing(self, blocking: int, needing: int) -> str:
        match self.state:
            case State.SUBMITTED:
                return "The senior reviewer has not countersigned it yet. Until then nobody is fixed to whom it could be sealed."
            case State.IN_PROGRESS | State.RETURNED if blocking or needing:
                first = f"{blocking} {'thing is' if blocking == 1 else 'things are'} to be put right. " if blocking else ""
                second = f"{needing} {'warning still needs' if needing == 1 else 'warnings still need'} a reason. " if needing else ""
                return f"{first}{second}Then the review is signed, by you and by the senior reviewer."
            case State.IN_PROGRESS | State.RETURNED:
                return "The review is not signed yet: by you, then by the senior reviewer."
            case _:
                return f"{WORDS[self.state]}. There is no review that could leave."

    def _fit(self) -> None:
        for made in (self.seal_button, self.pdf):
            made.setEnabled(self._job is None)

    # the bundle
    def _choose_folder(self) -> None:
        folder = choose_file.folder(self, "Choose a folder for the sealed files")
        if folder is not None:
            self.seal_into(folder)

    def seal_into(self, folder: Path) -> None:
        """Seal on the pool, with progress; what was written is read back before it is offered."""
        if self._job is not None:
            return
        self.problem.say("")
        self.sealed.hide()
        session = self.case.session
        now = session.clock.now()
        try:
            plan = export.prepare(session, folder)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return

        def work(progress: Progress) -> tuple[Any, dict[str, Any]]:
            files = export.build(plan, progress=lambda done, of: progress.step(done, of, "Sealing"))
            return files, verify.sealed(folder, at=now)

        def done(made: tuple[Any, dict[str, Any]]) -> None:
            if not isValid(self):
                return
            files, verdict = made
            told: dict[str, Any] = {}

            def keep(_: object) -> Change:
                told.update(export.finish(session, plan, files))
                return Change(summary="Seal and export", parts=frozenset({Part.CASE, Part.SIGNOFF}))

            self._end()
            try:
                self.case.do(keep)
            except Refused as refusal:
                self.problem.say(refusal.sentence)
                return
            self.sealed.show_files(str(folder), told["files"])
            self.sealed.show_verdict(verdict)
            self.sealed.table.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self.sealed, self._to_sealed)

        def refused(refusal: Refused) -> None:
            if not isValid(self):
                return
            self._end()
            self.problem.say(refusal.sentence)

        def stopped() -> None:
            if not isValid(self):
                return
            self._end()
            self.problem.say("Stopped. Nothing was left in the folder.")

        self.progress.begin("Sealing")
        self._job = self.services.jobs.start(work, done, refused, stopped)
        self._job.progressed.connect(self.progress.step)
        self._fit()

    def _to_sealed(self) -> None:
        """Bring what was written into sight, once there is room for it."""
        self.area.ensureWidgetVisible(self.sealed)
        self.area.verticalScrollBar().setValue(0)

    def _end(self) -> None:
        self._job = None
        self.progress.end()
        self._fit()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    # the report alone
    def _choose_pdf(self) -> None:
        out = choose_file.save_as(self, "Save the report as PDF", "review.pdf", "PDF (*.pdf)")
        if out is not None:
            self.save_pdf(out)

    def save_pdf(self, out: Path) -> None:
        """The countersigned report; before release the review as it stands, made on the pool."""
        self.pdf_problem.say("")
        self.pdf_done.say("")
        session = self.case.session

        def refused(refusal: Refused) -> None:
            if not isValid(self):
                return
            self._end()
            self.pdf_problem.say(refusal.sentence)

        def done(made: report.Report) -> None:
            if not isValid(self):
                return
            self._end()
            try:
                report.save(session, made, out)
            except Refused as refusal:
                self.pdf_problem.say(refusal.sentence)
                return
            self._say_saved(out)

        if self.state in RELEASED:
            try:
                export.save_report(session, out)
            except Refused as refusal:
                self.pdf_problem.say(refusal.sentence)
                return
            self._say_saved(out)
            return
        plan = report.prepare(session)
        self._job = self.services.jobs.start(lambda _: report.build(plan), done, refused, self._end)
        self._fit()

    def _say_saved(self, out: Path) -> None:
        self.pdf_done.say(f"Saved as {out.name}. It is not encrypted.")
