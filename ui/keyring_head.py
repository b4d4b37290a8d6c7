"""What the laptop's keyring keeps of the store's record, compared at each unlock: a whole store put back from an older day shows there.

Only where the person lets the keyring open the store. The keyring is asked on the pool, for it may be slow or ask a question of its own.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from leder_desktop.operations import outside_head, ways_in
from leder_desktop.session import Desk
from ui.jobs import Jobs


class KeyringHead(QObject):
    def __init__(self, jobs: Jobs, tell: Callable[[str], object], parent: QObject) -> None:
        """`tell(sentence)`: an older copy of the store was put back."""
        super().__init__(parent)
        self._jobs, self._tell = jobs, tell

    def begin(self, desk: Desk) -> None:
        """Compare with what was kept, then keep today's."""
        store_id, folder, head = desk.held.header.store, desk.folder, outside_head.head_to_keep(desk)

        def ask(_: object) -> tuple[ways_in.Keyring, str] | None:
            keyring = ways_in.keyring_opens(folder)
            return (keyring, ways_in.head_kept(store_id, keyring)) if keyring is not None else None

        def heard(found: tuple[ways_in.Keyring, str] | None) -> None:
            if found is None:
                return
            keyring, kept = found
            sentence = outside_head.compare(desk, kept) if kept else ""
            if sentence:
                desk.shelf.record("found the store older than last seen", by=desk.person, at=desk.clock.now())
                self._tell(sentence)
            self._jobs.start(lambda _: ways_in.keep_head(store_id, keyring, head), lambda _: None, lambda _: None)

        self._jobs.start(ask, heard, lambda _: None)
