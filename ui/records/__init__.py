"""Records: asked for, received, looked at, taken in.

`view` the screen and its pages; `requests` what was asked for; `received` the evidence and what is said of it; `viewer` a record inside the
window, from memory only; `summary` what a structured record would add, before anything is written. Reading, hashing and understanding
happen on the pool with plain data; the case is touched on the window's own thread only.
"""
