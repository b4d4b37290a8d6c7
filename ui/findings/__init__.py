"""Findings: good practice, learning and concern, three lists and one form.

`view` is the screen, `groups` the three lists, `form` the form for one finding. A finding is kept when it is whole (a serious concern
also says who was told); what is not whole yet stays in the form, and a lock keeps it.
"""
