"""Bytes from outside become drafts here, and nothing else happens: no file, no database, no clock.

A function takes `untrusted_...` bytes and gives frozen values, or a `Refused` with a sentence: hostile input never raises anything
else. What a record says stays as it says it; only control characters are left out. Deciding what is kept belongs to
`operations`: whose record this is (`fhir.person.same_person`), what is here already (`fhir.record.plan`), and the id of the evidence
that a source cites.

- `json_strict`: JSON with caps, no key twice, no number that is not one.
- `fhir`: a patient's record in FHIR JSON, R4 or STU3 (GP Connect), to timeline drafts that account for every entry.
- `notification`: the notification file of the command line.
- `media_type`: what a file is, by its content; `cautions`: what a reviewer should hear about it before it is opened or shared.
"""
