# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""The last page: two empty boxes that the signatures will fill."""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.cover import reviewer
from leder_desktop.report.pages import section
from leder_desktop.report.style import SOFT, styles
from leder_desktop.report.tables import lead
from leder_desktop.report.words import escape, lines, paragraph

WIDTH, HEIGHT = 300.0, 84.0
REVIEWER, SENIOR = "Reviewer", "Senior reviewer"
HOW = (
    "Each signature is made with the signer’s own certificate and stands in its box with the name, the role and the time by the clock "
    "of the signer’s computer. The reviewer signs first; after that nothing in this paper can change unseen. A program that checks "
    "PDF signatures shows both."
)


@dataclass(frozen=True, kw_only=True)
class SignatureBox:
    """An empty rectangle on a page (from 1), in points from the page's lower left corner."""

    page: int
    x: float
    y: float
    width: float
    height: float


class Place(Flowable):
    """An empty frame that tells where it came to stand."""

    def __init__(self, tell: Callable[[SignatureBox], None]) -> None:
        super().__init__()
        self._tell = tell

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        return WIDTH, HEIGHT

    def draw(self) -> None:
        x, y = (round(each, 2) for each in self.canv.absolutePosition(0, 0))
        self._tell(SignatureBox(page=self.canv.getPageNumber(), x=x, y=y, width=WIDTH, height=HEIGHT))
        self.canv.setStrokeColor(SOFT)
        self.canv.setLineWidth(0.75)
        self.canv.rect(0.5, 0.5, WIDTH - 1, HEIGHT - 1)


def signatures(snapshot: Snapshot, places: dict[str, SignatureBox]) -> list[Flowable]:
    """`places` is filled while the pages are drawn, by caption."""
    made = [*section("Signatures"), lead(HOW)]
    for caption, name, statement in (
        (REVIEWER, reviewer(snapshot), "I carried out this review."),
        (SENIOR, snapshot.signoff.senior_name, "I countersign this review."),
    ):

        def tell(box: SignatureBox, caption: str = caption) -> None:
            places[caption] = box

        made += [Spacer(1, 18), paragraph(escape(caption), styles().part)]
        if name:
            made += lines(name, styles().text)
        made += [*lines(f"“{statement}”", styles().text), Spacer(1, 8), Place(tell)]
    return made
