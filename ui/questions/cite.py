"""What an answer rests on: its citations where there are any, and "Cite" to choose a record and page, or a conversation.

The list to choose from is made when somebody first wants it: most answers of a page cite nothing.
"""

from PySide6.QtWidgets import QWidget

from leder_desktop.model.answers import Answer
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import questions
from ui.citing import Names, Sources
from ui.open_case import OpenCase
from ui.services import Services
from ui.style import Theme
from ui.widgets.answer import AnswerEditor, keeping
from ui.widgets.buttons import Button, button
from ui.widgets.layout import column


class Citing(QWidget):
    """Stands under an answer; `cite` is the button that belongs into its last line."""

    def __init__(self, theme: Theme, case: OpenCase, services: Services, editor: AnswerEditor) -> None:
        super().__init__()
        self.theme, self.case, self._services, self._editor = theme, case, services, editor
        self._snapshot: Snapshot | None = None
        self._answer: Answer | None = None
        self._writable = True
        self.sources: Sources | None = None
        text = editor.asked.text
        self.cite: Button = button(theme, "Cite", "quote", kind="link", role="small", says=f"Cite a source: {text}", on=self.choose)
        self.cite.setObjectName(f"{editor.asked.ref}.cite")
        self._box = column(theme, gap=0)
        self.setLayout(self._box)
        self.hide()

    def choose(self) -> None:
        """Open the list of what can be cited."""
        made = self._made()
        self._show()
        made.add.setFocus()
        made.add.showPopup()

    def show_answer(self, answer: Answer | None, snapshot: Snapshot, writable: bool) -> None:
        self._answer, self._snapshot, self._writable = answer, snapshot, writable
        self.cite.setVisible(writable and self.sources is None)
        if self.sources is not None or (answer is not None and answer.sources):
            self._show()

    def _show(self) -> None:
        made, whole = self._made(), self._snapshot
        if whole is None:
            return
        names = Names(
            evidence={one.id: one for one in whole.evidence}, conversations={one.id: one for one in whole.conversations},
            standards=whole.standards,
        )  # fmt: skip
        given = self._answer.sources if self._answer is not None else ()
        if made.sources() != given or not made.add.count():
            made.show_sources(given, names)
        made.allow(self._writable)
        self.cite.hide()
        self.show()

    def _made(self) -> Sources:
        if self.sources is None:
            self.sources = Sources(self.theme, self._services.go, self.case.session.standards)
            self.sources.add.setObjectName(f"{self._editor.asked.ref}.sources")
            self.sources.add.setAccessibleName(f"Cite a record or conversation: {self._editor.asked.text}")
            self.sources.changed.connect(self._keep)
            self._box.addWidget(self.sources)
            QWidget.setTabOrder(self.cite, self.sources.add)
        return self.sources

    def _keep(self) -> None:
        assert self.sources is not None
        chosen = self.sources.sources()
        keeping(self._editor, lambda: self.case.do(questions.cite, self._editor.asked.ref, chosen))
