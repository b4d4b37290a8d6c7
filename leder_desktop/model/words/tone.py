"""How a portrait or a summary speaks of somebody: with respect (domain reference 2.4), and without blame."""

from leder_desktop.model.words.hit import Hit
from leder_desktop.model.words.lists import WordLists
from leder_desktop.model.words.phrases import Reading
from leder_desktop.model.words.tokens import quoted


def hints(reading: Reading, lists: WordLists) -> tuple[Hit, ...]:
    """In the order of the text; `reading.names` are those of the person. Words between quotation marks are somebody's own and are left
    alone.

    Kinds: `disrespectful` and `blaming` (R-TXT-5; 2.4 names five of the words, from the Government response to the third annual report
    and the National Quality Board's guidance on families).
    """
    told = quoted(reading.text)
    found = ((place, kind) for kind in ("disrespectful", "blaming") for place in lists.lists[kind].places(reading))
    return tuple(reading.hit(kind, place) for place, kind in sorted(found) if not told.covers(reading.tokens[place.start].start))
