"""The decision of the initial review: which triggers are met and why, what the family asked, focused (Bristol: multi-agency) review or not.

`triggers` is the card that explains each trigger, `choice` the deciding question with what stands against its answers and the senior
reviewer's reason, `concerns` the list beside it, `view` the screen.
"""
