"""Who the review is about. First the opt-out gate: nothing else opens until it is answered; then who reviews, and their independence.

`gate` is the card of the opt-out check, `identity` the form of the person (each field may be confirmed against a source), `around` the
form of what the notification says around them, `view` the screen. The two forms know no case, so a new case is typed into the same
ones: `new_case` is that page, where a notification file is shown before anything is kept. `independence`
is the card of the reviewer's declaration, `confirming` the question for the source of one field, `accuracy` the page where every field is
compared and every place is shown that writes one differently.
"""
