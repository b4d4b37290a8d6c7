"""Grades: why first, then the sentence that fits. `view` is the screen, `grade` one grade with its rationale, `shows` what it rests on.

A grade is a whole sentence of a scale (data), best on top in every scale; a number never stands alone.
"""
