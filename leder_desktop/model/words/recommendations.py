"""Recommendations in a review of the 2021+ process, which describes concerns and leaves the actions to the panel."""

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Reading
from leder_desktop.model.words.tokens import quoted


def hits(reading: Reading, lists: WordLists) -> tuple[Hit, ...]:
    """R-TXT-4. Kind: `recommendation`, words that ask something of an organisation from now on. What was asked or recommended during
    the person's life, what should have been done, and what somebody is quoted with, is none.

    Source: Management in Practice 2021: reviewers no longer make recommendations.
    """
    told = quoted(reading.text)
    found = (reading.hit("recommendation", place) for place in lists.lists["recommendation"].places(reading))
    return tuple(hit for hit in found if not told.covers(hit.start))
