"""The blocker board: every case on this laptop, what it waits for, from whom, and what comes next.

`board` turns the shelf's rows into words, `view` is the screen with its filters, sort and search, `menu` what may be done to the open
case as a whole: close, reopen, erase. The board reads the shelf only, so a thousand rows need no case to be opened.
"""
