"""Settings: a page of cards, one file each. `card.Card` says what a card is; add yours to `left` or `right` in `view` with one line.

What the window needs is kept in the shelf; what must be known before there is a shelf is in `leder_desktop.settings`.
"""
