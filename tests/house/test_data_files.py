"""Every data file a person may correct fits its published schema, and a mistake in one is seen by the schema and by the program alike."""

import json
import re
import tomllib
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from leder_desktop import resources
from leder_desktop.model import check_texts, places, policy, questions, scales, trigger_texts, vocabularies
from leder_desktop.model.datafile import Table
from leder_desktop.model.review_clock import COUNTS_BY
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.words import lists

Data = dict[str, Any]

KINDS: dict[str, tuple[str, ...]] = {
    "question-set": ("questions",), "scale": ("scales",), "vocabulary": ("vocabularies",), "policy": ("policy",),
    "checks": ("checks/checks",), "triggers": ("checks/triggers",),
    "words": ("checks/words",),
}  # fmt: skip
"""Schema -> the folder, or the one file, that it describes."""

FILES = sorted(
    (schema, path.relative_to(resources.root()).with_suffix("").as_posix())
    for schema, (place,) in KINDS.items()
    for path in ([resources.path(f"{place}.toml")] if "/" in place else resources.path(place).glob("*.toml"))
)


def plain(name: str) -> Data:
    return tomllib.loads(resources.path(f"{name}.toml").read_text(encoding="utf-8"))


def faults(schema: str, data: Data) -> list[str]:
    form = json.loads(resources.path(f"schema/{schema}.schema.json").read_bytes())
    Draft202012Validator.check_schema(form)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(form).iter_errors(data)]


def read(schema: str, name: str, data: Data) -> object:
    """As the program reads it."""
    table, id = Table(name, data), name.rpartition("/")[2]
    match schema:
        case "question-set":
            return questions.read(id, table, BUILT_IN)
        case "scale":
            return scales.read(id, table)
        case "vocabulary":
            return vocabularies.read(id, table)
        case "policy":
            return policy.read(table)
        case "checks":
            return check_texts.read(table)
        case "words":
            return lists.read(table)
        case _:
            return trigger_texts.read(table)


@pytest.mark.parametrize(("schema", "name"), FILES)
def test_every_data_file_fits_its_schema_and_the_program_reads_it(schema: str, name: str) -> None:
    assert faults(schema, plain(name)) == []
    read(schema, name, plain(name))


def test_no_data_file_is_left_out() -> None:
    seen = {name for _, name in FILES}
    folders = {"questions", "scales", "vocabularies", "policy"}
    there = {p.relative_to(resources.root()).with_suffix("").as_posix() for f in folders for p in resources.path(f).rglob("*.toml")}
    assert there <= seen and {"checks/checks", "checks/triggers", "checks/words"} <= seen and len(there) > 45


def _first(data: Data) -> Data:
    return data["section"][0]["question"][0]


def _of(ref: str) -> Callable[[Data], Data]:
    return lambda data: next(asked for part in data["section"] for asked in part["question"] if asked["ref"] == ref)


def _set(find: Callable[[Data], Data], key: str, value: object) -> Callable[[Data], None]:
    return lambda data: find(data).__setitem__(key, value)


def _without(find: Callable[[Data], Data], key: str) -> Callable[[Data], None]:
    return lambda data: find(data).__delitem__(key)


INITIAL = "questions/initial"
WRONG: dict[str, tuple[str, str, Callable[[Data], None]]] = {
    "a key nobody knows": ("question-set", INITIAL, _set(_first, "hint", "x")),
    "no provenance": ("question-set", INITIAL, _without(_first, "provenance")),
    "a confidence there is not": ("question-set", INITIAL, _set(_first, "confidence", "certain")),
    "a requirement there is not": ("question-set", INITIAL, _set(_first, "requirement", "perhaps")),
    "a type there is not": ("question-set", INITIAL, _set(_first, "type", "slider")),
    "a choice without values": ("question-set", INITIAL, _without(_of("P04"), "values")),
    "a grade without its scale": ("question-set", "questions/focused", _without(_of("F10"), "scale")),
    "a list without fields": ("question-set", INITIAL, _without(_of("S04"), "fields")),
    "a column of a kind there is not": ("question-set", INITIAL, lambda data: _of("S04")(data)["fields"][0].update(type="int")),
    "a condition that asks for nothing": ("question-set", INITIAL, _set(_of("D11"), "shown_when", [{"fact": "initial.D10"}])),
    "a condition of a day that is none": ("question-set", INITIAL, _set(_of("D11"), "shown_when", {"fact": "death", "since": "2020"})),
    "a question kept nowhere": ("question-set", INITIAL, _without(_of("O10"), "kept")),
    "a scale of four steps": ("scale", "scales/bristol-2018", lambda data: data.update(level=data["level"][2:])),
    "a rank in words": ("scale", "scales/sjr", lambda data: data["level"][0].update(goodness_rank="best")),
    "a scale of no family": ("scale", "scales/sjr", lambda data: data.pop("family")),
    "a code without words": ("vocabulary", "vocabularies/adjustment", lambda data: data["term"][0].pop("label")),
    "a list without terms": ("vocabulary", "vocabularies/adjustment", lambda data: data.update(term=[])),
    "a severity there is not": ("checks", "checks/checks", lambda data: data["check"][0].update(severity="alarm")),
    "a check without its basis": ("checks", "checks/checks", lambda data: data["check"][0].pop("why")),
    "a trigger that says nothing of where it comes from": ("triggers", "checks/triggers", lambda data: data["trigger"][0].pop("basis")),
    "words that say nothing of where they come from": ("words", "checks/words", lambda data: data["group"][0].pop("source")),
    "a setting without its place": ("words", "checks/words", lambda data: data["setting"][0].update(unless=["no"])),
    "a list that no check reads": ("words", "checks/words", lambda data: data["group"][0].update(list="moon")),
    "an age in words": ("policy", "policy/default", lambda data: data["least_age"].update(number="eighteen")),
    "a weight of a rule that is not for an organisation": (
        "policy", "policy/default", lambda data: data["severity"][0].update(rule="R-OPT-1"),
    ),
    "a policy without its months": ("policy", "policy/default", lambda data: data.pop("due_months")),
}  # fmt: skip


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_seen_by_the_schema_and_by_the_program(mistake: str) -> None:
    schema, name, change = WRONG[mistake]
    data = plain(name)
    change(data)
    assert faults(schema, data), "the schema lets it pass"
    with pytest.raises(ValueError, match=r"\S"):
        read(schema, name, data)


def test_every_place_something_is_kept_in_is_a_field_of_the_review() -> None:
    from tests.house.domain_references import is_kept

    named = {asked.place for one in BUILT_IN.sets() for asked in one.questions if asked.place}
    assert len(named) > 40 and {place.partition(".")[0] for place in named} <= set(places.PLACES)
    assert [place for place in sorted(named) if not is_kept(place)] == []
    assert not is_kept("person.shoe_size") and not is_kept("case.moon")


def test_every_vocabulary_and_scale_a_question_names_is_there() -> None:
    for schema, name in FILES:
        if schema == "question-set":
            said = resources.path(f"{name}.toml").read_text(encoding="utf-8")
            for folder, key in (("vocabularies", "vocabulary"), ("scales", "scale")):
                for id in re.findall(rf'\b{key} = "([^"]+)"', said):
                    assert resources.path(f"{folder}/{id}.toml").is_file(), f"{name}: {id}"


def code() -> str:
    """The program's own words, without those that say what a policy is."""
    folders = [resources.root().parent / "leder_desktop", resources.root().parent / "ui"]
    files = (path for folder in folders for path in folder.rglob("*.py") if path.name != "policy.py" or "model" not in path.parts)
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_vocabulary_is_used_by_a_question_the_policy_or_the_program() -> None:
    asked = "\n".join(BUILT_IN.text(name) for name in BUILT_IN.names() if name.startswith("questions/"))
    names = {name.partition("/")[2] for name in BUILT_IN.names() if name.startswith("vocabularies/")} - {BUILT_IN.policy().hold_reasons}
    text = code()
    assert [name for name in sorted(names) if f'vocabulary = "{name}"' not in asked and f'"{name}"' not in text] == []


def test_every_value_of_the_policy_is_read() -> None:
    text = code()
    values = {each.name for each in BUILT_IN.policy().settings if not each.name.startswith("R-")}
    values -= set(COUNTS_BY)  # read by their names
    assert len(values) > 12 and {name for name in values if not re.search(rf"\.{name}\b", text)} == set()
