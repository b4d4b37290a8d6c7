"""Grades: why first, then the sentence that fits.

`view` is the screen, `grade` one grade with its rationale, `shows` what it rests on, `hints` whether words and grade say the same; `given`
sets side by side what each of the three gave, `form` is what the senior reviewer and the panel fill in.

A grade is a whole sentence of a scale (data), best on top in every scale; a number never stands alone.
"""
