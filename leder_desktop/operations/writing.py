"""The rhythm every verb shares: the gate, one step, the shelf's cache, the change."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

from leder_desktop.model.case import Case, require_open
from leder_desktop.model.change import Change
from leder_desktop.operations import shelf_row, snapshot
from leder_desktop.session import Session
from leder_desktop.store.things import Writing


@dataclass
class Done:
    """Filled when the step has committed."""

    writing: Writing | None = None
    made: list[str] = field(default_factory=list)

    def change(self, summary: str) -> Change:
        writing = self.writing
        assert writing is not None
        return Change(summary=summary, parts=frozenset(writing.parts), step=writing.seq if writing.wrote else None, made=tuple(self.made))


@contextmanager
def step(session: Session, label: str, *, gate: Callable[[Case], None] | None = require_open) -> Generator[tuple[Writing, Done]]:
    """One committed step; then the shelf's row follows the case file. `gate` says whether this case may be written in now."""
    if gate is not None:
        gate(snapshot.case(session))
    done = Done()
    with session.file.step(label, by=session.person) as writing:
        yield writing, done
    done.writing = writing
    shelf_row.follow(session)
