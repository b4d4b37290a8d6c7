"""The same program on files without a key: what encryption costs, and nothing else."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest

from leder_desktop.store import connection


@contextmanager
def unkeyed() -> Generator[None]:
    """In the block, database files are opened and made without a key; files with one are not understood."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_give_key", lambda _connection, _key: None)
        patch.setattr(connection, "_check_header", lambda _path: None)
        yield
