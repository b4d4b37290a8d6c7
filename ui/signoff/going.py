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


def shown(found: list[Said], blocking: bool) -> tuple[Remark, ...]:
    """What blocks, or what does not, as the list of remarks shows it; a remark's key is its place in `found`."""
    return tuple(_jump(str(i), r) for i, r in enumerate(found) if (r.severity == Severity.BLOCK) is blocking)


def _jump(key: str, said: Said) -> Remark:
    where = TITLES.get(section_of(said.where), "Review")
    return Remark(key=key, where=where, says=said.sentence, to=said.where, keep=False, todo=said.todo, kept=said.kept)
