"""History and undo: every step of the case, what each changed word by word, every former version of a field, and putting one back.

`view` is the screen, `table` how a step and a changed field stand in their lists, `compare` finds the words that differ, `compared`
paints them: put in is underlined, taken out is struck through, and both are said in words below. Ctrl+H, and from the pen portrait.
"""
