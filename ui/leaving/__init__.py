"""Leaving the laptop: what goes, to whom, sealed to which certificates, into which folder. Nothing is sent.

`view` is the screen, `goes` says what goes and to whom, `sealed` what was written and what can be said of it without the recipient's key.
Before release the screen says what is still missing.
"""
