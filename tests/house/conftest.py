"""The door's own files, which live in a folder that is no package."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


@pytest.fixture
def door() -> Iterator[Callable[[str], ModuleType]]:
    """`door("machine")` is packaging/machine.py."""
    before = set(sys.modules)
    sys.path.insert(0, str(PACKAGING))
    yield importlib.import_module
    sys.path.remove(str(PACKAGING))
    for name in set(sys.modules) - before:
        if str(getattr(sys.modules[name], "__file__", "")).startswith(str(PACKAGING)):
            del sys.modules[name]
