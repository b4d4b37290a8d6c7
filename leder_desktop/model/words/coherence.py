"""Do the words of a rationale and its grade say the same? A gentle question, shown with the words it rests on."""

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Reading

BAND = 2
"""How many levels at each end are looked at: R-SC-1 and R-SC-2 speak of the best two and the worst two."""


def hints(text: str, rank: int, levels: int, lists: WordLists) -> tuple[Hit, ...]:
    """`rank`: the goodness rank of the grade, `levels`, the best, to 1, the worst, whatever the codes are.

    Kinds: `harm`, words of harm, neglect, delay or a death that care had part in, beside one of the best two grades; `praise`, beside
    one of the worst two, when the rationale has no word of harm at all: one that weighs both is coherent.

    Source: domain reference 3.3 and 4.6: in structured judgement reviews the words come first and the score follows from them
    (SJR parent study); the words are ours.
    """
    reading = Reading(text)
    harm = _hits("harm", reading, lists)
    if rank > levels - BAND:
        return harm
    return _hits("praise", reading, lists) if rank <= BAND and not harm else ()


def _hits(kind: str, reading: Reading, lists: WordLists) -> tuple[Hit, ...]:
    return tuple(reading.hit(kind, place) for place in lists.lists[kind].places(reading))
