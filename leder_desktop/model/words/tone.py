"""How a portrait or a summary speaks of somebody: respect (domain reference 2.4), blame, and whether it speaks of the right person."""

from collections.abc import Collection

from leder_desktop.model.words import naming
from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Place, Reading
from leder_desktop.model.words.tokens import quoted


def hints(
    text: str, name: Collection[str], sex: str, lists: WordLists, *, family: str = "", others: Collection[str] = ()
) -> tuple[Hit, ...]:
    """In the order of the text. Words between quotation marks are somebody's own and are left alone.

    `name`: the first names of the person and what they liked to be called. `sex`: a code of the vocabulary `sex`; only `female` and
    `male` expect a pronoun. `others`: names of other people of the case, who may be meant.

    Kinds: `disrespectful` and `blaming` (R-TXT-5; 2.4 names five of the words, from the Government response to the third annual report
    and the National Quality Board's guidance on families); `pronoun` and `name` (R-ID-4, an inference: families have found both wrong).
    """
    names = naming.Names(given=naming.name_words(name), family=naming.name_words((family,)), others=naming.name_words(others))
    reading, told = Reading(text, names.given | names.family), quoted(text)
    found: list[tuple[str, Place]] = []
    for kind in ("disrespectful", "blaming"):
        places = lists.lists[kind].places(reading)
        found += [(kind, place) for place in places if not told.covers(reading.tokens[place.start].start)]
    found += [("pronoun", place) for place in naming.wrong_pronouns(reading, sex, names.others, lists, told)]
    found += [("name", place) for place in naming.wrong_names(reading, names, lists, told)]
    return tuple(reading.hit(kind, place) for kind, place in sorted(found, key=lambda each: each[1]))
