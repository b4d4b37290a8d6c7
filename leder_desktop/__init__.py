"""Everything that is true without a screen: the nouns, the rules, the encrypted store, reports, bundles, the command line.

Never imports Qt. Read `operations/` first: one function for every thing a person can do.
Imports go downward only:
cli > operations > session > store | keys | governance | report | bundle | intake > model > settings | resources > clock | errors.
"""

__version__ = "0.1.0"
