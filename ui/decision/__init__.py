"""Decision: focused review or not, and why. `view` is the screen; its questions are those of the data file (O04 to O08)."""
