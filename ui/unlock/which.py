"""Which store to open, where one person has several on this laptop. A store is shown by its folder's name and nothing else."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QWidget

from leder_desktop.errors import Refused
from leder_desktop.operations import known_stores, store
from leder_desktop.operations.known_stores import KnownStore
from ui import choose_file
from ui.style import Theme
from ui.widgets.fields import Choice, Field
from ui.widgets.layout import column

OTHER, NEW, RESTORE = "other", "new", "restore"
NOT_A_STORE = "There is no store in that folder. Choose the folder that holds the store, or make a new one."


class WhichStore(QWidget):
    """In sight only where there is a choice, or when it was asked for (`offer`)."""

    def __init__(
        self, theme: Theme, folder: Path, known: tuple[KnownStore, ...], turn_to: Callable[[Path], object],
        restore: Callable[[], object],
    ) -> None:  # fmt: skip
        """`known`: the last used first. `turn_to(folder)` is called with a store that is there, or a folder one can be made in;
        `restore()` when a backup is to be restored."""
        super().__init__()
        self._folder, self._turn_to, self._restore = folder, turn_to, restore
        if all(one.folder != folder for one in known):
            known = (KnownStore(folder=folder, name=folder.name or str(folder), there=True), *known)
        self._known = known
        options = tuple((str(i), one.name if one.there else f"{one.name} (not there now)") for i, one in enumerate(known))
        more = ((OTHER, "Another folder..."), (NEW, "Make a new store..."), (RESTORE, "Restore from a backup..."))
        self.choice = Choice(theme, "Store", (*options, *more), self._now())
        self.choice.setObjectName("unlock.store")
        self._grey_out()
        self.field = Field(theme, "Store", self.choice)
        self.setLayout(column(theme, self.field, gap=0))
        self.choice.chose.connect(self._on_chosen)
        self.setVisible(len(known) > 1)

    def _now(self) -> str:
        return next(str(i) for i, one in enumerate(self._known) if one.folder == self._folder)

    def _grey_out(self) -> None:
        model = self.choice.model()
        assert isinstance(model, QStandardItemModel)
        for i, one in enumerate(self._known):
            model.item(i).setEnabled(one.there)

    def offer(self) -> None:
        """Show the choice also where one store is known."""
        self.show()
        self.choice.setFocus()
        self.choice.showPopup()

    def _on_chosen(self, key: str) -> None:
        self.field.problem("")
        if key == RESTORE:
            self.choice.choose(self._now())
            self._restore()
        elif key in (OTHER, NEW):
            self.choice.choose(self._now())
            self._another(new=key == NEW)
        elif self._known[int(key)].folder != self._folder:
            self._turn_to(self._known[int(key)].folder)

    def _another(self, *, new: bool) -> None:
        folder = choose_file.folder(self, "Choose an empty folder for the new store" if new else "Choose the folder of the store")
        if folder is None:
            return
        try:
            if new:
                store.require_free(folder)
            elif not known_stores.is_there(folder):
                raise Refused("no-store", NOT_A_STORE)
        except Refused as refusal:
            self.field.problem(refusal.sentence)
            return
        self._turn_to(folder)
