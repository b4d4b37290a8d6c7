"""The pen portrait: one page, seven gentle headings, and what people said at its side.

`view` the screen; `page` the words with their headings made quiet; `headings` the seven and which comes next; `quotations` what may be
brought in; `versions` how the page stood on earlier days. The text is the note `portrait`, exactly as it stands; it saves itself.
"""
