"""What an organisation has set for its own reviews: ages, months, triggers, how much some rules weigh (domain reference, annex D).

The values are data in `resources/policy/default.toml`; an organisation's own file has the same shape and replaces it whole. Every
value carries where it comes from and how sure that is, and both are shown beside it (`Policy.settings`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from leder_desktop.model.datafile import Table
from leder_desktop.model.dates import day_words

CONFIGURABLE = frozenset({"R-FOC-3", "R-FOC-6", "R-FOC-7", "R-SC-9", "R-SC-10", "R-TIME-5"})
"""The rules whose weight the domain reference leaves to the organisation; every other weight stands as it is."""
WEIGHTS = ("block", "warn", "hint", "off")

Value = int | bool | str | date | tuple[str, ...] | tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One value as it is shown to people."""

    name: str
    title: str
    value: Value
    provenance: str
    confidence: str
    """A key of `datafile.CONFIDENCE`."""


@dataclass(frozen=True, kw_only=True)
class LocalPriority:
    """An area the organisation wants looked at more closely (R-FOC-7)."""

    title: str
    themes: tuple[str, ...] = ()
    """Codes of `theme`: a finding with one of them makes it met."""
    conditions: tuple[str, ...] = ()
    """Codes of `initial.H01`. With neither the reviewer is asked."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """What holds for a review."""

    id: str
    version: str
    title: str
    provenance: str
    confirmed: bool
    least_age: int
    """Years; younger deaths are not reviewed here."""
    child_route_age: int
    """Years; from here to `least_age` the child death review applies."""
    diagnosis_groups: tuple[str, ...]
    autism_only_from: date
    autism_only_until: date
    """The last day of death for which a focused review of an autistic adult without a learning disability is a duty."""
    ethnicity_triggers: tuple[str, ...]
    ethnicity_unclear: tuple[str, ...]
    restriction_trigger: bool
    grade_initial: bool
    """Whether initial reviews that stay initial are graded too."""
    warnings_need_a_reason: bool
    """Whether a review is signed only when every warning is put right or kept with a reason."""
    due_months: int
    remind_months: tuple[int, ...]
    initial_weeks: int
    """Bristol: weeks from the allocation to the initial review."""
    allocation_months: int
    hold_reasons: str
    """Name of the vocabulary of reasons to wait."""
    hold_check_days: int
    evidence_months: int
    request_days: int
    gap_days: int
    polypharmacy: int
    """Regular medicines."""
    cag_reference: str
    local_priorities: tuple[LocalPriority, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict[str, str])
    """By rule, one of `WEIGHTS`; only rules of `CONFIGURABLE`."""
    settings: tuple[Setting, ...] = ()
    """Every value with its title and its source, in the order of the file."""


def value(setting: Setting) -> str:
    """A value as people read it: "yes", "31 December 2023", "4, 5"."""
    match setting.value:
        case bool():
            return "yes" if setting.value else "no"
        case date():
            return day_words(setting.value)
        case tuple():
            return ", ".join(map(str, setting.value)) or "none"
        case _:
            return str(setting.value)


_NUMBERS = ("least_age", "child_route_age", "due_months", "initial_weeks", "allocation_months", "hold_check_days",
            "evidence_months", "request_days", "gap_days", "polypharmacy")  # fmt: skip
MOST = 1200
"""The largest number a policy can have: months of a hundred years."""
_DAYS = ("autism_only_from", "autism_only_until")
_LISTS = ("diagnosis_groups", "ethnicity_triggers", "ethnicity_unclear")
_FLAGS = ("restriction_trigger", "grade_initial", "warnings_need_a_reason")
_WORDS = ("hold_reasons", "cag_reference")


def _value(row: Table, name: str) -> Value:
    if name in _NUMBERS:
        return row.number("number")
    if name in _DAYS:
        return date.fromisoformat(row.text("day"))
    if name in _LISTS:
        return row.texts("texts")
    if name in _FLAGS:
        return row.flag("flag")
    if name == "remind_months":
        return row.numbers("numbers")
    return row.text("text")


def _setting(table: Table, name: str) -> Setting:
    row = table.table(name)
    found = Setting(
        name=name, title=row.text("title"), value=_value(row, name), provenance=row.text("provenance"), confidence=row.confidence()
    )
    row.finish()
    return found


def _priorities(table: Table) -> tuple[LocalPriority, ...]:
    found: list[LocalPriority] = []
    for row in table.tables("local_priority"):
        found.append(LocalPriority(title=row.text("title"), themes=row.texts("themes"), conditions=row.texts("conditions")))
        row.finish()
    return tuple(found)


def _weights(table: Table) -> list[Setting]:
    found: list[Setting] = []
    for row in table.tables("severity"):
        rule, weight = row.text("rule"), row.text("weight")
        if rule not in CONFIGURABLE or weight not in WEIGHTS:
            raise row.wrong(f"the weight of {rule} is not for an organisation to set, or not one of {', '.join(WEIGHTS)}")
        provenance, confidence = row.text("provenance"), row.confidence()
        found.append(Setting(name=rule, title=f"Weight of {rule}", value=weight, provenance=provenance, confidence=confidence))
        row.finish()
    return found


def _require_sound(table: Table, values: dict[str, Any]) -> None:
    """Numbers that count something, and no ethnic category that is both a trigger and unclear."""
    for name in _NUMBERS:
        if not (0 if name.endswith("_age") else 1) <= values[name] <= MOST:
            raise table.wrong(f"{name} is not a number that can be counted with")
    reminders = values["remind_months"]
    if list(reminders) != sorted(set(reminders)) or not all(1 <= each <= MOST for each in reminders):
        raise table.wrong("remind_months are months that follow each other")
    if values["child_route_age"] > values["least_age"]:
        raise table.wrong("child_route_age is above least_age")
    if both := set(values["ethnicity_triggers"]) & set(values["ethnicity_unclear"]):
        raise table.wrong(f"{', '.join(sorted(both))} cannot be a trigger and unclear")


def read(table: Table) -> Policy:
    """The policy of a data file. A file that is wrong is a ValueError: something missing, unknown, or not for an organisation to set."""
    head = {key: table.text(key) for key in ("id", "version", "title", "provenance")}
    confirmed = table.flag("confirmed")
    named = (*_NUMBERS, *_DAYS, *_LISTS, *_FLAGS, *_WORDS, "remind_months")
    settings = [_setting(table, each.name) for each in fields(Policy) if each.name in named]
    priorities, weights = _priorities(table), _weights(table)
    table.finish()
    values: dict[str, Any] = {each.name: each.value for each in settings}
    _require_sound(table, values)
    return Policy(
        **head,
        **values,
        confirmed=confirmed,
        local_priorities=priorities,
        severity={each.name: str(each.value) for each in weights},
        settings=(*settings, *weights),
    )
