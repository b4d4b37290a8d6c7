"""Findings: good practice, learning and concern; what rests on what; what nothing cites.

`view` is the screen, `groups` the three lists with "none found", `form` the form for one finding, with `told` (who was told of a concern),
`rests` (what it rests on, chosen from `grounds`) and `factors` (what contributed). `map` is the claim map, `never` the evidence nobody
cites. A finding is kept when it is whole (the worst concern together with who was told); what is not whole yet stays in the form, and a
lock keeps it.
"""
