"""The unlock screen: one field, the reason when it was locked, nothing about what is inside.

`view` is the screen with its second page for the recovery words, `place` what a lock keeps of where one was (also half-typed words)
and how they come back. The key is derived on the pool; the store is opened by the composition root on the GUI thread.
"""
