"""The nouns of a review and the rules that need nothing but themselves.

Frozen, keyword-only dataclasses; no file, no database, no screen. A thing that a person writes down is stored field by
field (see `store/things.py`), so every noun kept in a case has a `KIND` in `kinds.py`, an `id`, and a default for every
other field: an older case file simply lacks the newer fields. Question sets, scales, vocabularies, word lists, the texts of the checks
and the organisation's policy are data in `resources/`, read here and never written here.

A case as plain data is a `Snapshot`; nearly everything below is a function of it.

- What it is made with: `standards` (every data file by its name), `edition` (those a review was begun with), `differences` between two,
  `asked_before` (answers to words that are not asked any more), `relied_on` (what no correction may take away).
  Each data file has its reader: `questions` with `rows` and `conditions`, `scales`, `vocabularies`, `policy`, `check_texts`,
  `trigger_texts`, `words/lists`; all read through `datafile`, which refuses what it does not know. `brought_up` fills an older one.
- Who it is about: `person`, `identifiers`, `dates/`; `accuracy` (confirmed, and written the same everywhere, as `spelling` and `said_days`
  read it), `identifying` (what would give them away).
- What is asked: `answers`; `facts`, on which it hangs whether a question is asked; `musts`, what must be answered before signing; `places`
  and `place_words` for what the review keeps in a place of its own.
- What it says in words: `passages`, every running text once, with its place and author; `quoting`, whether words stand in a text.
- What is found: `findings`, `claims` (what rests on what), `grades` and `graded` (which there are, and what each role gave).
- What is decided: `triggers` (what makes a focused review a duty), `decision` (what may be chosen), `independence`, `actions` of the panel.
- Where it stands: `case` (states and moves), `review_clock` (due, holds, reminders), `stages` (the row of the process), `ahead` (what
  it waits for).
- What is worth another look: `checks/`, one family a file, `Snapshot` -> `remarks`; `words/` reads free text for them.
"""
