"""The overview of one case: where one was, how much time there is, who is awaited, what comes next.

`view` is the screen, and `below` its lower half, made a moment later: the time, `holding` (the holds), `after` (what comes once the review
has left). `where_was_i` says in words what was done last, `lines` are lines with an icon. `standing` reads a case as a whole for the frame:
its due chip, the state of each section, its remarks as jumps.
"""
