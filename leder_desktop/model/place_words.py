"""What stands now in the place where the review keeps something, in words: beside the questions that are not answered as such."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, cast

from leder_desktop.model import dates
from leder_desktop.model.case import TEMPLATE_WORDS, WORDS, State, due
from leder_desktop.model.dates import When, day_words
from leder_desktop.model.decision import form, outcome
from leder_desktop.model.person import age_at_death
from leder_desktop.model.places import PLACES
from leder_desktop.model.snapshot import Snapshot

VOCABULARIES = {
    ("person", "sex"): "sex", ("person", "ethnicity"): "ethnicity", ("person", "diagnosis_group"): "diagnosis-group",
    ("person", "diagnosis_confirmed_by"): "diagnosis-confirmed-by", ("person", "disability_level"): "disability-level",
    ("person", "place_of_death"): "place-of-death", ("notification", "other_processes"): "other-process",
    ("notification", "expected"): "yes-no-not-known", ("notification", "covid19"): "yes-no-not-known",
    ("case", "closed_why"): "closed-why", ("case", "reviewer_profession"): "profession", ("panel", "outcome"): "panel-outcome",
}  # fmt: skip
"""Noun and field -> the vocabulary its codes are from. What is a noun inside a field goes by the field's name."""

_TABLES: dict[tuple[str, str], dict[str, str]] = {
    ("case", "template"): TEMPLATE_WORDS,
    ("opt_out", "result"): {"not-checked": "", "none": "No opt-out applies", "opted-out": "They opted out"},
    ("offered", "draft"): {"offered": "Draft offered", "not-offered": "Draft not offered"},
    ("offered", "copy"): {"offered": "Copy offered", "not-offered": "Copy not offered"},
    ("panel", "signed_off"): {"True": "Signed off", "False": ""},
}

_LISTS = {"timeline": "entries"}
_COUNTED = {"kin": ("person", "people"), "organisations": ("organisation", "organisations"), "holds": ("hold", "holds"),
            "confirmations": ("confirmed field", "confirmed fields")}  # fmt: skip
_DERIVED: dict[tuple[str, str], Callable[[Snapshot], object]] = {
    ("person", "age"): lambda snapshot: age_at_death(snapshot.person),
    ("person", "name"): lambda snapshot: snapshot.person.full_name,
    ("case", "due"): lambda snapshot: due(snapshot.case.notified_on, snapshot.standards.policy().due_months),
    ("signoff", ""): lambda snapshot: snapshot.signoff.reviewer_name,
}
"""What is not a field of its own."""


def words(snapshot: Snapshot, address: str) -> str:
    """What stands there now, as people read it; a list by its number; empty for nothing."""
    noun, _, field = address.partition(".")
    held = _held(snapshot, noun, field)
    return _words(snapshot, noun, field, held)


def _held(snapshot: Snapshot, noun: str, field: str) -> Any:
    if derive := _DERIVED.get((noun, field)):
        return derive(snapshot)
    if noun == "portrait":
        return snapshot.note(field or "portrait")
    if noun == "holds":
        return getattr(snapshot.case, "holds", ())
    if noun == "decision":
        return bool(outcome(snapshot.answer(form(snapshot).decided)))
    found = getattr(snapshot, _LISTS.get(noun, noun), ())
    return getattr(found, field, "") if field else found


def _words(snapshot: Snapshot, noun: str, field: str, held: Any) -> str:
    named = VOCABULARIES.get((noun, field))
    if named is not None:
        codes = cast("tuple[str, ...]", held) if isinstance(held, tuple) else (str(held),)
        return "; ".join(snapshot.standards.label(named, code) for code in codes if code)
    if (noun, field) in _TABLES:
        return _TABLES[noun, field].get(str(held), str(held))
    if isinstance(held, tuple):
        return _count(noun, field, len(cast("tuple[Any, ...]", held)))
    if isinstance(held, bool):
        return "Yes" if held else ""
    if isinstance(held, State):
        return WORDS[held]
    if isinstance(held, When):
        return dates.words(held)
    if isinstance(held, date):
        return day_words(held)
    if is_dataclass(held):
        return ", ".join(said for one in fields(held) if (said := _words(snapshot, field, one.name, getattr(held, one.name))))
    if noun == "portrait":
        return f"{len(str(held).split())} words" if held else ""
    return "" if held is None else str(held)


def _count(noun: str, field: str, number: int) -> str:
    one, many = _COUNTED.get(field, (PLACES[noun].one, PLACES[noun].many))
    return f"{number} {one if number == 1 else many}" if number else ""
