"""Questions: one section at a time, from the data files.

`view` is the screen, `section` one section of a set with its questions, `elsewhere` a question that has a page of its own. The widget of an
answer is `ui.widgets.answer`, what it rests on `ui.citing`. Decision and grades are questions too, and have their own screens.
A question whose condition does not hold is out of sight and keeps its answer.
"""
