"""Recovery words as they are typed to open something: the wrong one is selected, so that typing replaces it."""

from leder_desktop.errors import Refused
from ui.widgets.autosave_text import AutosaveText


def choose_word(typed: AutosaveText, refusal: Refused) -> None:
    """Select the word that `refusal` names, where it names one."""
    place, text, at = refusal.more.get("word"), typed.text(), 0
    listed = text.split()
    if not isinstance(place, int) or not 0 < place <= len(listed):
        return
    for word in listed[: place - 1]:
        at = text.index(word, at) + len(word)
    begin = text.index(listed[place - 1], at)
    cursor = typed.textCursor()
    cursor.setPosition(begin)
    cursor.setPosition(begin + len(listed[place - 1]), cursor.MoveMode.KeepAnchor)
    typed.setTextCursor(cursor)
