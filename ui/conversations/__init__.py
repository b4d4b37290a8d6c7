"""Conversations with the people who knew them: who, when, how; notes that save themselves; quotations and where they may be quoted.

`view` the screen; `person` who it was with and how; `quotations` the words as they were said. The notes are the note `conversation/<id>`.
"""
