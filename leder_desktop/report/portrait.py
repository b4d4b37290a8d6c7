"""The pen portrait and the summary, as they were written."""

from reportlab.platypus import Flowable

from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.pages import section
from leder_desktop.report.tables import nothing
from leder_desktop.report.words import prose


def portrait(snapshot: Snapshot) -> list[Flowable]:
    return [*section("Pen portrait"), *(prose(snapshot.note("portrait")) or nothing("The pen portrait is not written yet."))]


def summary(snapshot: Snapshot) -> list[Flowable]:
    """Nothing when no summary was written: a review need not have one."""
    written = prose(snapshot.note("summary"))
    return [*section("Summary"), *written] if written else []
