"""The seven headings of a pen portrait (domain reference 2.4), in the person's own pronoun, and which one comes next."""

from dataclasses import dataclass

_WORDS = {"female": ("she", "her"), "male": ("he", "his")}
_SEVEN = (
    ("Who {she} {was}", "What {she} liked to be called, what people remember first."),
    ("People who mattered", "Family, friends, staff, animals."),
    ("What {she} enjoyed", "A good day, a bad day, what {she} hoped for."),
    ("How {she} told people things", "Words, signs, and how {she} showed pain, fear or pleasure."),
    ("Home and daily life", "Where and with whom; work, college, faith, culture."),
    ("{Her} health, and the help {she} had", "Short and in plain words; the details have their own place."),
    ("In their own words", "What {she} and those who knew {her2} said, as they said it."),
)


@dataclass(frozen=True, kw_only=True)
class Heading:
    says: str
    hint: str


def headings(sex: str) -> tuple[Heading, ...]:
    """`sex`: a code of the vocabulary `sex`; without one the person is “they”."""
    she, her = _WORDS.get(sex, ("they", "their"))
    said = {
        "she": she,
        "was": "were" if she == "they" else "was",
        "Her": her.capitalize(),
        "her2": {"she": "her", "he": "him"}.get(she, "them"),
    }
    return tuple(Heading(says=title.format(**said), hint=hint.format(**said)) for title, hint in _SEVEN)


ALL = frozenset(heading.says for sex in ("female", "male", "") for heading in headings(sex))
"""Every heading in every pronoun: a line that is one of these is a heading, whoever it was written for."""


def coming(text: str, sex: str) -> Heading | None:
    """The first heading that is not in the text yet, in whatever pronoun; None when all seven are."""
    there = {line.strip() for line in text.split("\n")}
    kinds = [{headings(other)[i].says for other in ("female", "male", "")} for i in range(len(_SEVEN))]
    return next((heading for heading, kind in zip(headings(sex), kinds, strict=True) if not there & kind), None)


def words_in(text: str) -> int:
    """Words of the portrait, its headings not counted."""
    return sum(len(line.split()) for line in text.split("\n") if line.strip() not in ALL)
