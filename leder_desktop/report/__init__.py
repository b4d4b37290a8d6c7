"""The review as a report for people to read: one PDF, laid out by reportlab, the same bytes for the same snapshot.

`review.review_pdf` is the door; it takes plain data and reads no clock, no case file and no network. Each section of the report is a
module that answers a list of flowables (`cover`, `person`, `portrait`, `conversations`, `records`, `timeline`, `questions`, `findings`,
`grades`, `decision`, `remarks`, `signatures`); `pages` puts them on paper, `contents` lists them.

Every word of a case is hostile until it has been through `letters.printable` (characters the type has, nothing that steers) and
`words.escape` (no markup): only `Markup` reaches a paragraph. There are no images, and the only links are our own, from the contents.
Tables are our `grid.Grid`: it breaks any row over pages, and unlike reportlab's own table it never asks for a font that is not embedded.
"""
