"""The rules that read the running texts of a review, all over one reading of them."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks import manner, text
from leder_desktop.model.checks.sentences import Said
from leder_desktop.model.passages import Texts
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    texts = Texts(snapshot)
    yield from manner.remarks(texts)
    yield from text.remarks(texts)
