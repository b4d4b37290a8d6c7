"""A new case: from a notification file, which is shown in the form before anything is kept, or typed into the same form.

The opt-out gate comes first. The forms are those of the Person screen, so what is typed here is what is shown there.
"""
