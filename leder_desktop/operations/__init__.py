"""WHAT A PERSON CAN DO: one function per verb; read this folder first.

A verb takes the `Session` (or the `Desk`, where no case is open), asks whether they may and whether it is acceptable,
writes one step with its audit line, and says what changed (`Change`). It refuses with `Refused`; anything else is a bug.
Long work is split: `prepare` with the session, `build` on plain data anywhere, `finish` with the session.

Where to begin: `cases` (new, open, leave), `writing.step` (how every change is made), `snapshot` (the whole case). A review then goes
through `person`, `independence`, `conversations`, `evidence`, `timeline`, `questions`, `findings`, `decision`, `grades`; `checks` says what
is worth another look, `keeping` leaves a warning as it is for a reason, `twins` are other cases of the same person; `holds` stops the
clock; `submit` and `release` sign, `seniors` says who may speak as senior reviewer, `unsigned` takes a signature back; `completing` and
`actions` come after the panel. `visits` says where one was. `standards` is what reviews are made with here, `corrections` takes in newer
ones, if they fit (`correction_fits`).
"""
