"""Everything that is true without a screen: the nouns, the rules, the encrypted store, reports, bundles, the command line.

Never imports Qt. Read `operations/` first: one function for every thing a person can do.
Imports go downward only:
cli > operations > session > store | keys | governance | report | bundle | intake > model > settings | resources > clock | errors.
"""

from datetime import date

__version__ = "0.1.0"

RELEASED = date(2026, 11, 21)
"""Set together with the version: a clock that shows an earlier day is wrong."""
