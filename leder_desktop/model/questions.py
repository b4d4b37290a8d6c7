"""Question sets: what a review asks, from `resources/questions/`, and what counts as an answer.

A reference is the set and the question (`initial.D10`); a part of a group is a question of its own (`initial.D03.Ia`).
An answer is refused as `not-understood` (a value the question cannot have; `allowed` names those it can), `text-not-storable`, or
`kept-elsewhere` (what is asked has a place of its own in the review, and is changed there).
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Protocol, cast

from leder_desktop.errors import Refused
from leder_desktop.model import conditions, dates, places, rows
from leder_desktop.model.answers import STATUSES, Answer, Row, Score
from leder_desktop.model.conditions import Condition
from leder_desktop.model.datafile import Table
from leder_desktop.model.note import require_storable
from leder_desktop.model.scales import Scale
from leder_desktop.model.vocabularies import Term, Vocabulary

_BRISTOL = ("notification", "bristol-initial", "bristol-mar")
TEMPLATES = {"LeDeR-2021": ("notification", "initial", "focused"), "Bristol-2018+": _BRISTOL, "Bristol-2016": _BRISTOL}
"""A01: the process of a review -> the sets it asks, in the order they are asked."""

SETS = tuple(dict.fromkeys(id for ids in TEMPLATES.values() for id in ids))
"""The ids of all sets there are."""

TYPES = ("text", "long-text", "enum", "enum3", "enum4", "date", "int", "multi", "scale", "list", "kept")
_CODED = ("enum", "enum3", "enum4", "multi", "scale")
REQUIREMENTS = ("must", "should", "optional", "automatic")
"""How much an answer is wanted; what is `automatic` the program works out by itself (2.0)."""
UNANSWERED = tuple(status for status in STATUSES if status != "answered")
LARGEST = 1_000_000
"""The largest whole number an answer can be; it counts medicines, hours or days."""

Value = str | int | bool | tuple[str, ...] | tuple[Row, ...]

_YES_NO = (Term(code="yes", label="Yes"), Term(code="no", label="No"))


@dataclass(frozen=True, kw_only=True)
class Question:
    ref: str
    """With its set: `initial.D10`."""
    text: str
    help: str
    type: str
    """One of `TYPES`. An `enum3` is yes or no, or not known; an `enum4` also not applicable or not enough information (2.0).

    A `list` is answered with rows of `fields`. What is `kept` elsewhere is not answered at all.
    """
    values: tuple[Term, ...]
    """What may be chosen, in order; empty for words, numbers and dates. Statuses are not among them: see `statuses`."""
    alone: tuple[str, ...] = ()
    """Of a `multi`, the values that are said alone: “none” is not said together with an epilepsy."""
    scale: str
    """For a grade, the id of its scale; otherwise empty."""
    graded: Scale | None = None
    """That scale, in the version the question is asked with."""
    fields: tuple[rows.Field, ...] = ()
    """The columns of a list; empty for anything else."""
    place: str = ""
    """Where the review keeps what is asked, when not as an answer: `person.birth_date`, `conversations` (`leder_desktop.model.places`)."""
    shown_when: tuple[Condition, ...] = ()
    """All of them must hold; none: it is always asked."""
    requirement: str
    provenance: str
    confidence: str
    """Whether the item was read in a source (`verified`), concluded (`inference`) or remembered (`recall`)."""
    set_version: str

    @property
    def statuses(self) -> tuple[str, ...]:
        """What to offer beside the values; every status is accepted, these are the ones that make sense here."""
        if self.type == "enum4":
            return ("not-known", "not-applicable", "insufficient")
        return ("not-known", "not-applicable") if self.type in ("list", "date") else ("not-known",)


@dataclass(frozen=True, kw_only=True)
class Section:
    id: str
    title: str
    provenance: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class QuestionSet:
    id: str
    version: str
    title: str
    provenance: str
    confirmed: bool
    """False: the wording is not that of the national form, and the page says so."""
    sections: tuple[Section, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)


class Known(Protocol):
    """Where a set finds the vocabularies and scales it names."""

    def vocabulary(self, name: str) -> Vocabulary: ...

    def scale(self, id: str) -> Scale: ...


def _one_of(table: Table, key: str, allowed: tuple[str, ...]) -> str:
    value = table.text(key)
    if value not in allowed:
        raise table.wrong(f"{key} is not one of {', '.join(allowed)}")
    return value


def _values(table: Table, type: str, scale_id: str, known: "Known") -> tuple[Term, ...]:
    if table.has("vocabulary") or table.has("values"):
        return tuple(term for term in _terms(table, known) if term.code != "not-known")
    if scale_id:
        return tuple(Term(code=level.code, label=level.label) for level in known.scale(scale_id).levels)
    return _YES_NO if type in ("enum3", "enum4") else ()


def _terms(table: Table, known: "Known") -> tuple[Term, ...]:
    if table.has("vocabulary"):
        return known.vocabulary(table.text("vocabulary")).terms
    inline: list[Term] = []
    for row in table.tables("values"):
        inline.append(Term(code=row.text("code"), label=row.text("label")))
        row.finish()
    return tuple(inline)


def _question(table: Table, set_id: str, version: str, known: "Known") -> Question:
    place = table.text("kept", "")
    type = "kept" if place and not table.has("type") else _one_of(table, "type", TYPES)
    scale_id = table.text("scale", "")
    question = Question(
        ref=f"{set_id}.{table.text('ref')}",
        text=table.text("text"),
        help=table.text("help", ""),
        type=type,
        values=_values(table, type, scale_id, known),
        alone=table.texts("alone"),
        scale=scale_id,
        graded=known.scale(scale_id) if scale_id else None,
        fields=rows.read(table, lambda row: _terms(row, known), REQUIREMENTS),
        place=place,
        shown_when=conditions.read(table),
        requirement=_one_of(table, "requirement", REQUIREMENTS),
        provenance=table.text("provenance"),
        confidence=table.confidence(),
        set_version=version,
    )
    table.finish()
    if place:
        places.require(place, table)
    elif bool(question.values) != (type in _CODED) or bool(scale_id) != (type == "scale") or bool(question.fields) != (type == "list"):
        raise table.wrong("the values do not go with the type")
    elif question.alone and (type != "multi" or not set(question.alone) <= {term.code for term in question.values}):
        raise table.wrong("only values of a multi are said alone")
    elif type == "kept":
        raise table.wrong("it does not say where it is kept")
    return question


def _section(table: Table, set_id: str, version: str, known: "Known") -> Section:
    section = Section(
        id=table.text("id"),
        title=table.text("title"),
        provenance=table.text("provenance"),
        questions=tuple(_question(row, set_id, version, known) for row in table.tables("question")),
    )
    table.finish()
    return section


def read(id: str, table: Table, known: "Known") -> QuestionSet:
    """The set of a data file, with the vocabularies and scales it names taken from `known`. A file that is wrong is a ValueError."""
    version = table.text("version")
    found = QuestionSet(
        id=table.text("id"),
        version=version,
        title=table.text("title"),
        provenance=table.text("provenance"),
        confirmed=table.flag("confirmed"),
        sections=tuple(_section(row, id, version, known) for row in table.tables("section")),
    )
    table.finish()
    references = [question.ref for question in found.questions]
    if found.id != id or len(set(references)) != len(references):
        raise table.wrong("the id is not the file's name, or a reference is there twice")
    return found


def _bad(asked: Question, sentence: str) -> Refused:
    return Refused("not-understood", sentence, question=asked.ref, allowed=[*(term.code for term in asked.values), *UNANSWERED])


def _require_code(asked: Question, value: object) -> str:
    if isinstance(value, str) and any(term.code == value for term in asked.values):
        return value
    codes = ", ".join(term.code for term in asked.values)
    raise _bad(asked, f"{asked.ref} cannot be answered so. Use one of: {codes}; or {', '.join(UNANSWERED)}.")


def of_process(asked: Question, template: str) -> bool:
    """Is it a question of this process (A01)? A score of 2016 has no place in a review of 2018, nor of 2021."""
    others = any(each.fact == "case.template" and template not in each.any_of for each in asked.shown_when)
    return asked.ref.partition(".")[0] in TEMPLATES.get(template, TEMPLATES["LeDeR-2021"]) and not others


def require_of_process(asked: Question, template: str) -> None:
    """Refused: `no-such-question`, for one that is not `of_process`."""
    if not of_process(asked, template):
        said = f"{asked.ref} is a question of another process, and is not asked in this review."
        raise Refused("no-such-question", said, question=asked.ref)


def said_alone(asked: Question, codes: Collection[str]) -> Term | None:
    """The value among `codes` that is said alone and is not; None where they go together."""
    lone = next((term for term in asked.values if term.code in asked.alone and term.code in codes), None)
    return lone if len(codes) > 1 else None


def _checked(asked: Question, value: object) -> tuple[Value, Score | None]:
    match asked.type:
        case "text" | "long-text":
            if not isinstance(value, str) or not value.strip():
                raise _bad(asked, f"{asked.ref} is answered in words.")
            return require_storable(value), None
        case "int":
            if type(value) is not int or not 0 <= value <= LARGEST:
                raise _bad(asked, f"{asked.ref} is answered with a whole number.")
            return value, None
        case "date":
            if not isinstance(value, str):
                raise _bad(asked, f"{asked.ref} is answered with a date.")
            return dates.understand(value).edtf, None
        case "multi":
            chosen = cast(tuple[object, ...] | list[object], value) if isinstance(value, tuple | list) else (value,)
            codes = [_require_code(asked, each) for each in chosen]
            if not codes or len(set(codes)) != len(codes):
                raise _bad(asked, f"{asked.ref} is answered with one or more different codes.")
            if lone := said_alone(asked, codes):
                raise _bad(asked, f"“{lone.label}” is said alone, or not at all: take the others away, or leave it out.")
            return tuple(term.code for term in asked.values if term.code in codes), None
        case "scale":
            code = _require_code(asked, value)
            return code, asked.graded.score(code) if asked.graded else None
        case "list":
            return rows.accept(asked.fields, value, lambda what: _bad(asked, f"{asked.ref} {what}.")), None
        case _:
            return _require_code(asked, value), None


def answered(asked: Question, value: object) -> Answer:
    """The answer `value`: a code, a sequence of codes, words, a whole number or a date in words, as the type says.

    Codes of a `multi` are kept in the order of the question. A date is kept as EDTF. Words are kept exactly.
    """
    _require_own(asked)
    said, grade = _checked(asked, value)
    return Answer(id=asked.ref, status="answered", value=said, score=grade, set_version=asked.set_version)


def _require_own(asked: Question) -> None:
    if asked.place:
        raise Refused("kept-elsewhere", f"{asked.ref} is {places.where(asked.place)}, and is changed there.", question=asked.ref)


def unanswered(asked: Question, status: str) -> Answer:
    """`not-asked`, `not-known`, `not-applicable` or `insufficient`: always allowed, and not the same thing."""
    _require_own(asked)
    if status not in UNANSWERED:
        raise _bad(asked, f"Use one of: {', '.join(UNANSWERED)}.")
    return Answer(id=asked.ref, status=status, set_version=asked.set_version)


def accept(asked: Question, said: str) -> Answer:
    """What a command line or a file said: a status, a code, JSON, or the words themselves.

    A text that is a JSON text is read as one (`"not-known"` in quotation marks is then an answer, not a status).
    """
    if said in UNANSWERED:
        return unanswered(asked, said)
    return answered(asked, _plain(asked, said))


def _plain(asked: Question, said: str) -> object:
    read: Any
    try:
        read = json.loads(said)
    except (ValueError, RecursionError):
        return said
    if isinstance(read, str):
        return read
    return read if asked.type in ("int", "multi", "list") else said
