"""The pen portrait: one page, seven gentle headings, and what people said at its side.

`view` the screen; `page` the words with their headings made quiet; `headings` the seven and which comes next; `quotations` what may be
brought in; `versions` how the page stood on earlier days; `summary` the summary of the review, on a page of its own. The texts are the
notes `portrait` and `summary`, exactly as they stand; they save themselves.
"""
