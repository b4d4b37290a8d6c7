"""The timeline: lanes drawn above; below, the same entries as a list with the editor at its side.

`view` the screen; `lanes` entries as bars; `rows` entries as lines of the list; `quick` one typed line as an entry; `editor` the form;
`sources` what an entry rests on; `accounts` two accounts of one event, side by side; `half` what is half-typed, kept over a lock.

An entry is kept by Ctrl+Enter or by moving on; one that is not whole yet (no source, a date not understood) stays in the editor.
"""
