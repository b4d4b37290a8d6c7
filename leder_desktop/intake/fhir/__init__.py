"""A person's record in FHIR JSON: a Bundle of R4 (HL7 FHIR 4.0.1) or STU3 (3.0.2, as GP Connect "access record: structured" 1.x has it).

    bundle.py    the entries, each with its name and its key, and what a reference in one of them means
    values.py    careful ways into untrusted JSON; text less its control characters
    words.py     coded things, quantities, doses and names in words
    medicines, findings, contacts, papers
                 one resource of a kind to what it tells: kind, setting, words
    kinds.py     which reader reads which kind, which kinds are context, and which are left out on purpose and why
    person.py    whose record it is
    record.py    `read(untrusted) -> Import`, the account of every entry, `plan`, warnings
    shown.py     one resource as a person can read it

The account: every entry of the bundle is counted once. It becomes a draft, or it is folded (the same resource twice in one bundle,
or a questionnaire whose answers are themselves resources of the bundle), or it is skipped with its reason. Nothing is folded
because it looks alike: a plan, its statement and each of its issues are separate events in a GP record and stay so.
"""
