"""Which screen a remark, or a page of the report, is about."""

from leder_desktop.model.remarks import Remark as Said
from leder_desktop.model.remarks import Severity
from ui.sections import SECTIONS, section_of
from ui.widgets.remarks import Remark

TITLES = {section.key: section.title for section in SECTIONS}
HEADINGS = (
    ("About the person", "person"),
    ("How the review began", "person"),
    ("Pen portrait", "portrait"),
    ("In their own words", "conversations"),
    ("Summary", "portrait"),
    ("Conversations", "conversations"),
    ("Records", "records"),
    ("Care timeline", "timeline"),
    ("When Setting What happened", "timeline"),
    ("Entries without a date", "timeline"),
    ("Questions and answers", "questions"),
    ("Question Answer", "questions"),
    ("Findings", "findings"),
    ("Grades", "grades"),
    ("Focused review", "decision"),
    ("Multi-agency review", "decision"),
    ("Panel actions", "actions"),
)
"""How a page of the report begins -> the screen it was written on."""


def section_of_page(page_words: str) -> str:
    """The screen a page of the report was written on, or "" (cover, contents, signatures)."""
    return next((section for heading, section in HEADINGS if page_words.lstrip().startswith(heading)), "")


def blocks(found: list[Said]) -> tuple[Remark, ...]:
    """What must be put right, as the list of remarks shows it."""
    return tuple(_jump(said, False) for said in found if said.severity == Severity.BLOCK)


def stays(found: list[Said], *, besides: list[Said] | None = None, may_take_back: bool = False) -> tuple[Remark, ...]:
    """What stays open, and what is kept with a reason; not those `besides` which are shown by themselves."""
    asked = {said.key for said in besides or ()}
    return tuple(_jump(said, may_take_back) for said in found if said.severity != Severity.BLOCK and said.key not in asked)


def _jump(said: Said, keep: bool) -> Remark:
    where = TITLES.get(section_of(said.where), "Review")
    return Remark(key=said.key, where=where, says=said.sentence, to=said.where, keep=keep, todo=said.todo, kept=said.kept)
