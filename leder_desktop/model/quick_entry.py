"""One typed line as an entry: "mid March 2024 GP chest infection" is a date, a setting and what happened.

Only what stands at the beginning is understood: the longest run of words that is a date, then a word for a setting. The rest stays as it
was typed. Nothing is guessed: a line that begins with no date is undated, and one that names no setting has none.
"""

from collections.abc import Callable
from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When
from leder_desktop.model.vocabularies import Vocabulary

LONGEST_DATE = 9
"""Words in a date at the beginning of a line: "between 3 March 2024 and 5 April 2024" has eight."""
ALSO = {
    "gp": ("gp surgery", "surgery", "doctor", "practice"),
    "home": ("at home", "mum's", "his mother's", "her mother's"),
    "care-home": ("care home", "nursing home", "residential home"),
    "emergency": ("a&e", "ed", "casualty", "emergency"),
    "acute-ward": ("hospital", "ward"),
    "icu": ("icu", "itu", "intensive care unit"),
    "mental-health-hospital": ("mental health hospital", "assessment and treatment unit"),
    "community-team": ("community learning disability team", "learning disability team", "cldt", "district nurse"),
    "dentist-optician": ("dentist", "optician"),
    "ambulance": ("ambulance", "111", "999", "paramedic", "paramedics"),
    "social-care": ("social worker", "day centre", "day service"),
    "education": ("school", "college"),
}
"""Other words for a setting, besides its label in the vocabulary `setting`."""


@dataclass(frozen=True, kw_only=True)
class QuickEntry:
    when: When | None
    setting: str
    """A code of the vocabulary `setting`, or empty."""
    what: str


def read_quick_entry(line: str, understand: Callable[[str], When], settings: Vocabulary) -> QuickEntry:
    """`understand` is how dates are read for this person; it raises Refused for what is no date."""
    words = line.split()
    when, used = _date(words, understand)
    rest = words[used:]
    setting, used = _setting(rest, settings)
    return QuickEntry(when=when, setting=setting, what=" ".join(rest[used:]).lstrip(",;:–- "))


def _date(words: list[str], understand: Callable[[str], When]) -> tuple[When | None, int]:
    for count in range(min(len(words), LONGEST_DATE), 0, -1):
        try:
            return understand(" ".join(words[:count]).rstrip(",;:")), count
        except Refused:
            continue
    return None, 0


def _setting(words: list[str], settings: Vocabulary) -> tuple[str, int]:
    plain = [word.casefold().strip(",;:.").replace("’", "'") for word in words]
    names = [(term.label.casefold(), term.code) for term in settings.terms if term.code != "other"]
    names += [(name, code) for code, others in ALSO.items() for name in others]
    for name, code in sorted(names, key=lambda named: -len(named[0])):
        said = name.split()
        if plain[: len(said)] == said:
            return code, len(said)
    return "", 0
