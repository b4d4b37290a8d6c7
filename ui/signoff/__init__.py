"""Sign-off: the review as it will be printed, the reviewer's declaration and signature, the senior reviewer's reading and countersignature.

`view` is the screen and knows where the case stands. `reading` shows the pages, `reviewer` and `senior` are the two signing pages,
`reasons` the warnings that need a reason first, `views` what the senior reviewer says to each grade, `comments` what they say while
reading, `signing` asks for identity and PIN and shows that it is being signed, `papers` takes in an identity and whom this laptop trusts,
`going` knows which screen a remark is about.

A signature is made in three parts: prepared here, built on the pool, kept here. What is typed stays when any of them is refused, only
the PIN is forgotten at once.
"""
