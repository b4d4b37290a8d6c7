"""Questions: one section at a time, from the data files.

`view` is the screen, `section` one section of a set with its questions. The widget of a question is `ui.widgets.answer`. Decision and
grades are questions too, and have screens of their own. A question whose condition does not hold is out of sight and keeps its answer.
"""
