"""What a correction must be for the program and its reviews to go on with it.

Everything in it is read once, so that a file that does not fit is refused here and not met on a screen. What the program relies on is still
there and still means what it did: a question is asked in the same way, a code is not taken away, a check weighs what it weighs. And nothing
is taken in that nobody could use: an empty question, a condition on a fact there is not, a sentence with letters that cannot be seen.
"""

import re
import string
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, cast

from leder_desktop.errors import Refused
from leder_desktop.model.answers import STATUSES
from leder_desktop.model.brought_up import is_brought_up
from leder_desktop.model.conditions import Condition
from leder_desktop.model.facts import NAMES
from leder_desktop.model.person import Notification, Person
from leder_desktop.model.policy import CONFIGURABLE
from leder_desktop.model.questions import Question, QuestionSet
from leder_desktop.model.relied_on import RELIED_ON, VOCABULARIES
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.model.vocabularies import Term

LONGEST, MOST = 5_000, 2_000
"""Letters of one text, and rows of one list; ours have 1,200 and 300."""
_REFERENCE = re.compile(r"[A-Z][A-Za-z0-9-]*(\.[A-Za-z0-9-]+)*")
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Unicode categories of what cannot be seen, or turns the direction of what can."""


def require_plain(name: str, file: dict[str, Any]) -> None:
    """Refused (`unsupported-format`): a text with letters that cannot be seen, or more than anybody could read."""
    _or_refused(lambda: _walk(name, file))


def require_fits(whole: Standards, taken: Collection[str]) -> None:
    """`whole`: the standards as they would be; `taken`: the names of the files that are new. Refused: `unsupported-format`."""

    def fits() -> None:
        _read(whole)
        _require_needed(whole)
        _require_known_codes(whole)
        _require_filled(whole)
        for asked in whole.sets():
            _require_askable(whole, asked)
        for id in VOCABULARIES:
            if f"vocabularies/{id}" in taken:
                _require_codes_kept(whole, id)

    _or_refused(fits)


def whole_or_refused(name: str, own: dict[str, Any], ours: dict[str, Any], file: str) -> None:
    """Of a review begun long ago such a file may be an older one; a correction of today has everything, and nothing that is never read."""
    if not is_brought_up(name):
        return
    strange = [key for key in own if key not in ours and not isinstance(own[key], list)]
    lacking = [key for key in ours if key not in own and not isinstance(ours[key], list)]
    if strange or lacking:
        which = f"{', '.join(lacking)} is missing" if lacking else f"{', '.join(strange)} is nothing this program reads"
        raise Refused("unsupported-format", f"This correction would not work: {file}: {which}. Nothing was taken in.")


def _or_refused(check: Callable[[], None]) -> None:
    try:
        check()
    except (ValueError, KeyError, RecursionError, Refused) as wrong:
        raise Refused("unsupported-format", f"This correction would not work: {wrong}. Nothing was taken in.") from None


def _walk(place: str, value: Any) -> None:
    if isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            _walk(f"{place}, {key}" if key.isprintable() else place, inner)
    elif isinstance(value, list):
        rows = cast("list[Any]", value)
        if len(rows) > MOST:
            raise ValueError(f"{place} has more than {MOST} rows")
        for number, inner in enumerate(rows, 1):
            _walk(f"{place} {number}", inner)
    elif isinstance(value, str):
        if len(value) > LONGEST:
            raise ValueError(f"{place} is longer than {LONGEST} letters")
        if any(unicodedata.category(letter) in _UNSEEN for letter in value):
            raise ValueError(f"{place} has a letter that cannot be seen")


def _read(whole: Standards) -> None:
    for name in whole.names():
        folder, _, id = name.partition("/")
        match folder:
            case "scales":
                whole.scale(id)
            case "vocabularies":
                whole.vocabulary(id)
            case _:
                pass
    whole.sets()
    whole.words()
    whole.triggers()


def _require_needed(whole: Standards) -> None:
    """What the checks and pages of this program ask for is there, and asked in the same way."""
    for id, references in RELIED_ON.items():
        asked = {question.ref: question for question in whole.question_set(id).questions}
        if gone := [ref for ref in references if f"{id}.{ref}" not in asked]:
            raise ValueError(f"questions/{id}: {', '.join(gone)} is missing, which the checks and pages of this program ask for")
        for ref in references:
            now, ours = asked[f"{id}.{ref}"], BUILT_IN.question(f"{id}.{ref}")
            if (now.type, now.place) != (ours.type, ours.place):
                raise ValueError(f"questions/{id}: {ref} is answered in another way than the checks and pages of this program read it")
            _require_all(f"questions/{id}: {ref}", *(_codes(each.values) for each in (ours, now)))
            columns = {field.id: field for field in now.fields}
            _require_all(f"questions/{id}: {ref}", [field.id for field in ours.fields], columns)
            for field in ours.fields:
                _require_all(f"questions/{id}: {ref}, {field.id}", _codes(field.values), _codes(columns[field.id].values))


def _codes(values: Iterable[Term]) -> list[str]:
    return [term.code for term in values]


def _require_all(which: str, ours: Iterable[str], now: Collection[str]) -> None:
    if gone := [code for code in ours if code not in now]:
        raise ValueError(f"{which} has lost {', '.join(gone)}; answers are kept under it, and rules may ask for it")


def _require_codes_kept(whole: Standards, id: str) -> None:
    ours, now = BUILT_IN.vocabulary(id).codes, whole.vocabulary(id).codes
    _require_all(f"vocabularies/{id}", ours, now)
    if id == "severity" and now[-1] != ours[-1]:
        raise ValueError(f"vocabularies/severity: {ours[-1]} stands last, because the last is the one that must be passed on")


def _require_askable(whole: Standards, asked: QuestionSet) -> None:
    id = asked.id
    for question in asked.questions:
        ref = question.ref.partition(".")[2]
        if not _REFERENCE.fullmatch(ref) or not question.text.strip():
            raise ValueError(f"questions/{id}: a question without its words, or with a reference that cannot be one")
        codes = [term.code for term in question.values]
        if len(set(codes)) != len(codes) or set(codes) & {*STATUSES} or not all(term.label.strip() for term in question.values):
            raise ValueError(f"questions/{id}: {ref} has a value twice, without words, or one that says why there is no answer")
        for condition in question.shown_when:
            _require_fact(whole, question, condition)


def _require_fact(whole: Standards, question: Question, condition: Condition) -> None:
    if condition.fact == question.ref:
        raise ValueError(f"{question.ref} is asked when it is answered, which it never is")
    noun, _, field = condition.fact.partition(".")
    held = {"person": Person, "notification": Notification}.get(noun)
    if condition.fact in NAMES or (held is not None and hasattr(held, field)):
        return
    try:
        asked = whole.question(condition.fact)
    except Refused:
        raise ValueError(f"{question.ref} is asked when {condition.fact} is so, and there is no such fact") from None
    codes = {term.code for term in asked.values}
    if codes and (strange := {*condition.any_of, *condition.none_of, *condition.unless} - codes):
        raise ValueError(f"{question.ref} is asked when {condition.fact} is {', '.join(sorted(strange))}, which it never is")


def _require_known_codes(whole: Standards) -> None:
    """A code mistyped in the policy would turn a rule off without a word."""
    policy = whole.policy()
    whole.vocabulary(policy.hold_reasons)
    chosen = (
        ("diagnosis-group", policy.diagnosis_groups), ("ethnicity", (*policy.ethnicity_triggers, *policy.ethnicity_unclear)),
        *(("theme", area.themes) for area in policy.local_priorities),
        *(("long-term-condition", area.conditions) for area in policy.local_priorities),
    )  # fmt: skip
    for name, codes in chosen:
        if unknown := [code for code in codes if not whole.vocabulary(name).has(code)]:
            raise ValueError(f"policy/default: {', '.join(unknown)} is not in vocabularies/{name}")


def _require_filled(whole: Standards) -> None:
    for which, said, ours in _sentences(whole):
        if not _places(said) <= _places(ours):
            raise ValueError(f"{which} has a place that is never filled in")
    for id, ours in BUILT_IN.checks().items():
        now = whole.checks()[id]
        if (now.rule, now.fixed) != (ours.rule, ours.fixed) or (now.severity != ours.severity and ours.rule not in CONFIGURABLE):
            raise ValueError(f"checks/checks: {id} is “{ours.severity}” under {ours.rule}; only the policy weighs, and only some rules")


def _sentences(whole: Standards) -> Iterator[tuple[str, str, str]]:
    for id, ours in BUILT_IN.checks().items():
        now = whole.checks()[id]
        yield f"checks/checks: {id}", now.sentence + now.todo, ours.sentence + ours.todo
    triggers, built_in = whole.triggers(), BUILT_IN.triggers()
    for rule, text in triggers.rules.items():
        for case, ours in built_in.rules[rule].says.items():
            yield f"checks/triggers: {rule}, {case}", text.says[case].because + text.says[case].ask, ours.because + ours.ask
    for case, because in triggers.options.items():
        yield f"checks/triggers: option {case}", because, built_in.options[case]


def _places(sentence: str) -> set[str]:
    return {place for _, place, _, _ in string.Formatter().parse(sentence) if place is not None}
