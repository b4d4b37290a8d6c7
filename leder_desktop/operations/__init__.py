"""WHAT A PERSON CAN DO: one function per verb; read this folder first.

A verb takes the `Session` (or the `Desk`, where no case is open), asks whether they may and whether it is acceptable,
writes one step with its audit line, and says what changed (`Change`). It refuses with `Refused`; anything else is a bug.
Long work is split: `prepare` with the session, `build` on plain data anywhere, `finish` with the session.
"""
