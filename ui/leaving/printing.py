"""Print the report: there only where the settings allow it. Asks for whom the copy is, and says what the queue keeps."""

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from leder_desktop.errors import Refused
from leder_desktop.operations import printing
from ui.jobs import Progress
from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.widgets.asking import ask_words
from ui.widgets.buttons import button
from ui.widgets.layout import column, row
from ui.widgets.notice import Problem, notice
from ui.widgets.words import words


class PrintReport(QWidget):
    def __init__(self, theme: Theme, case: OpenCase, services: Services) -> None:
        super().__init__()
        self.theme, self.case, self.services = theme, case, services
        self.print = button(theme, "Print the report", "file-text", on=self._ask)
        self.print.setObjectName("leaving.print")
        self.problem = Problem(theme)
        self.done = notice(theme, "", "sunken", "check")
        self.done.say("")
        said = words(f"Every page says who printed it, when, and for whom. {printing.QUEUE}", "body", "soft")
        self.setLayout(column(theme, said, row(theme, self.print, None), self.problem, self.done, gap=1.25))

    def _ask(self) -> None:
        said = "It stands on every page, with your name and the time, and both records keep that it was printed."
        to = ask_words(self.theme, self, "For whom is this copy?", said, "Copy for", "Print it")
        if to is not None:
            self.print_for(to)

    def print_for(self, to: str) -> None:
        """Made and sent on the pool; nothing is written to a file."""
        self.problem.say("")
        self.done.say("")
        session = self.case.session
        try:
            plan = printing.prepare(session, to)
        except Refused as refusal:
            self.problem.say(refusal.sentence)
            return
        self.print.setEnabled(False)

        def work(_: Progress) -> None:
            printing.send(printing.pages(plan))

        def done(_: None) -> None:
            if isValid(self):
                self.print.setEnabled(True)
                self.done.say(f"Sent to the printer. {printing.QUEUE}")

        def refused(refusal: Refused) -> None:
            if isValid(self):
                self.print.setEnabled(True)
                self.problem.say(refusal.sentence)
                printing.failed(session)

        self.services.jobs.start(work, done, refused)
