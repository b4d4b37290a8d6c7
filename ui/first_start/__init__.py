"""First start: who you are, a passphrase, the recovery sheet shown and typed back, an identity, trust, and what all this protects.

Nothing is written before the recovery words were proved. The plan of the store lives in memory until then; the slow half of the
making runs on the pool. `view` walks through the `steps`, each of which is one page that says when it is done.
"""
