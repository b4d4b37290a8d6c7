"""The nouns of a review and the rules that need nothing but themselves.

Frozen, keyword-only dataclasses; no file, no database, no screen. A thing that a person writes down is stored field by
field (see `store/things.py`), so every noun kept in a case has a `KIND` in `kinds.py`, an `id`, and a default for every
other field: an older case file simply lacks the newer fields. A `checks/` function takes a `Snapshot` and returns remarks.
Question sets, scales and vocabularies are data in `resources/`, read here and never written here.
"""
