"""Giving an answer: what a person or a program said becomes an `Answer`, or is refused with what is allowed.

Every refusal here is `bad-answer` (a value the question cannot have, `allowed` names those it can), `not-understood` for a
date, or `text-not-storable`.
"""

import json
from typing import Any, cast

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import STATUSES, Answer, Score
from leder_desktop.model.note import require_storable
from leder_desktop.model.questions import Question
from leder_desktop.model.scales import score

UNANSWERED = tuple(status for status in STATUSES if status != "answered")
LARGEST = 1_000_000
"""The largest whole number an answer can be; it counts medicines, hours or days."""

Value = str | int | bool | tuple[str, ...]


def _bad(question: Question, sentence: str) -> Refused:
    return Refused("bad-answer", sentence, question=question.ref, allowed=[*(term.code for term in question.values), *UNANSWERED])


def _require_code(question: Question, value: object) -> str:
    if isinstance(value, str) and any(term.code == value for term in question.values):
        return value
    codes = ", ".join(term.code for term in question.values)
    raise _bad(question, f"{question.ref} cannot be answered so. Use one of: {codes}; or {', '.join(UNANSWERED)}.")


def _checked(question: Question, value: object) -> tuple[Value, Score | None]:
    match question.type:
        case "text" | "long-text":
            if not isinstance(value, str) or not value.strip():
                raise _bad(question, f"{question.ref} is answered in words.")
            return require_storable(value), None
        case "int":
            if type(value) is not int or not 0 <= value <= LARGEST:
                raise _bad(question, f"{question.ref} is answered with a whole number.")
            return value, None
        case "date":
            if not isinstance(value, str):
                raise _bad(question, f"{question.ref} is answered with a date.")
            return dates.understand(value).edtf, None
        case "multi":
            chosen = cast(tuple[object, ...] | list[object], value) if isinstance(value, tuple | list) else (value,)
            codes = [_require_code(question, each) for each in chosen]
            if not codes or len(set(codes)) != len(codes):
                raise _bad(question, f"{question.ref} is answered with one or more different codes.")
            return tuple(term.code for term in question.values if term.code in codes), None
        case "scale":
            code = _require_code(question, value)
            return code, score(question.scale, code)
        case _:
            return _require_code(question, value), None


def answered(question: Question, value: object) -> Answer:
    """The answer `value`: a code, a sequence of codes, words, a whole number or a date in words, as the type says.

    Codes of a `multi` are kept in the order of the question. A date is kept as EDTF. Words are kept exactly.
    """
    kept, grade = _checked(question, value)
    return Answer(id=question.ref, status="answered", value=kept, score=grade, set_version=question.set_version)


def unanswered(question: Question, status: str) -> Answer:
    """`not-asked`, `not-known`, `not-applicable` or `insufficient`: always allowed, and not the same thing."""
    if status not in UNANSWERED:
        raise _bad(question, f"Use one of: {', '.join(UNANSWERED)}.")
    return Answer(id=question.ref, status=status, set_version=question.set_version)


def accept(question: Question, said: str) -> Answer:
    """What a command line or a file said: a status, a code, JSON, or the words themselves.

    A text that is a JSON text is read as one (`"not-known"` in quotation marks is then an answer, not a status).
    """
    if said in UNANSWERED:
        return unanswered(question, said)
    return answered(question, _plain(question, said))


def _plain(question: Question, said: str) -> object:
    read: Any
    try:
        read = json.loads(said)
    except (ValueError, RecursionError):
        return said
    if isinstance(read, str):
        return read
    return read if question.type in ("int", "multi") else said
