"""What the panel asked of whom: "We said / We did" by theme, entered only after the panel has met, naming nobody.

`smart` shows each letter of SMART in words, `form` is the form of one action, `view` the screen.
"""
