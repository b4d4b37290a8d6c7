"""What the checks still have to say: every remark that stays open goes with the review."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.report.citations import Numbers
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import section
from leder_desktop.report.style import AMBER, styles
from leder_desktop.report.tables import heads, lead, nothing
from leder_desktop.report.words import Markup, after, bold, lines

SHARES = (2, 7)
WORDS = {
    Severity.BLOCK: "Must be put right before signing",
    Severity.WARN: "Worth another look",
    Severity.HINT: "A hint",
}


def open_remarks(remarks: Sequence[Remark], numbers: Numbers) -> list[Flowable]:
    made = section("Remarks that stay open")
    if not remarks:
        return [*made, *nothing("The checks have nothing left to say about this review.")]
    made.append(lead("The program’s checks make these remarks; they are not findings of the reviewer."))
    graver = sorted(remarks, key=lambda each: list(WORDS).index(each.severity))
    return [*made, Grid([_row(each, numbers) for each in graver], heads(("Rule", "Remark"), SHARES))]


def _row(remark: Remark, numbers: Numbers) -> Row:
    above = lines(WORDS[remark.severity], styles().alarm if remark.severity == Severity.BLOCK else styles().small)
    said = [*above, *after(_about(remark, numbers), remark.sentence, styles().text), *lines(remark.why, styles().small)]
    if remark.kept:
        said += after(bold("Kept as it is: "), remark.kept, styles().text)
    return Row([lines(remark.rule, styles().text), said], SHARES, bar=AMBER if remark.severity == Severity.BLOCK else None)


def _about(remark: Remark, numbers: Numbers) -> Markup:
    """The number of the timeline entry that a remark is about; other remarks name their place themselves."""
    place, _, id = remark.where.partition("/")
    return bold(f"T{numbers.entries[id]}") if place == "entry" and id in numbers.entries else Markup("")
