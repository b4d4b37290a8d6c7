"""The signed, sealed review bundle, format 1.0: write, sign, seal, open, verify.

Works on bytes, paths and keys it is given; knows no store, no session and no case file. Verification trusts only what
the caller hands over: anchors, CRLs, a role registry, a recipient key.

In the order of a review: `review_json` (with `decision_rows`, `grade_rows`, `standing_rows`) and `review_fhir` word it, `stage1` is the
reviewer's signature (`sign_pdf`, `sign_cms`), `stage2` the senior reviewer's, `write` seals the volumes to their recipients (`zip_index`,
`envelope`). `verify` reads what others wrote and shares no code with these. pyHanko comes in through `offline_pyhanko` alone.
"""
