"""A question set of a test's own, with lists, facts and things kept elsewhere: what it says does not change with the national form."""

import tomllib

from leder_desktop.model.datafile import Table
from leder_desktop.model.questions import Question, QuestionSet, read
from leder_desktop.model.standards import BUILT_IN, Standards

HEAD = """
id = "initial"
version = "7.1"
title = "A set of a test"
provenance = "Domain reference"
confirmed = false

[[section]]
id = "one"
title = "One"
provenance = "Domain reference"
"""

QUESTIONS = """
[[section.question]]
ref = "H11"
text = "Which medicines did they take?"
type = "list"
requirement = "must"
provenance = "Domain reference H11"
confidence = "inference"
fields = [
    { id = "drug", text = "Medicine", type = "text", requirement = "must" },
    { id = "why", text = "What it was for", type = "long-text" },
    { id = "route", text = "How it was given", type = "enum", values = [
        { code = "mouth", label = "By mouth" },
        { code = "not-known", label = "Not known" },
    ] },
    { id = "started", text = "Started", type = "date" },
]

[[section.question]]
ref = "N04"
text = "When were they born?"
kept = "person.birth_date"
requirement = "must"
provenance = "Domain reference N04"
confidence = "verified"

[[section.question]]
ref = "S01"
text = "Were they restrained?"
type = "enum3"
requirement = "should"
provenance = "Domain reference S01"
confidence = "recall"

[[section.question]]
ref = "S02"
text = "How often?"
type = "int"
requirement = "should"
shown_when = { ref = "initial.S01", is = ["yes"] }
provenance = "Domain reference S02"
confidence = "recall"

[[section.question]]
ref = "S03"
text = "Why so often?"
type = "long-text"
requirement = "should"
shown_when = [{ fact = "initial.S02", at_least = 3 }, { fact = "age", at_least = 18, at_most = 64 }]
provenance = "Domain reference S03"
confidence = "recall"
"""


def made(questions: str = QUESTIONS) -> QuestionSet:
    """The set of these questions, read as a data file is."""
    return read("initial", Table("questions/initial", tomllib.loads(HEAD + questions)), BUILT_IN)


def standards(questions: str = QUESTIONS) -> Standards:
    """The program's own standards, with these questions as the initial review."""
    return Standards({"questions/initial": HEAD + questions})


def asked(ref: str) -> Question:
    return next(question for question in made().questions if question.ref == f"initial.{ref}")


def one(**more: str) -> str:
    """One question of words, with these further lines."""
    lines = {"ref": '"X01"', "text": '"What?"', "type": '"text"', "requirement": '"should"', "provenance": '"Domain reference"',
             "confidence": '"recall"', **more}  # fmt: skip
    return "[[section.question]]\n" + "\n".join(f"{name} = {value}" for name, value in lines.items() if value)
