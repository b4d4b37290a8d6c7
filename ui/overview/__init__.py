"""The overview of one case: where one was, how much time there is, who is awaited, what comes next.

`standing` reads a case as a whole for the frame: its due chip, the state of each section, its remarks as jumps. `where_was_i` says in words
what was done last, `view` is the screen.
"""
