"""Where every reference of the domain document is to be found: the table in `resources/questions/README.md`.

`python -m tests.house.domain_references` writes the table anew; the words above it stay.
"""

import re
import tomllib
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, is_dataclass
from pathlib import Path
from typing import Any

from leder_desktop import resources
from leder_desktop.model.questions import Question
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN

ROOT = Path(__file__).resolve().parents[2]
LIST = ROOT / "tests/data/domain-references.toml"
README = ROOT / "resources/questions/README.md"
DOCUMENT = ROOT.parent / "shared/domain/leder-reference.md"
"""The domain document, where it lies beside this tree."""

HEAD = "| Reference | What | Where |"
_ROW = re.compile(r"^\| (\S+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_IN_DOCUMENT = re.compile(r"^\| ([NAPHSDEOTCFBM][0-9]{2}|R-[A-Z]+-[0-9]+) \|", re.MULTILINE)
_DERIVED = frozenset({"person.age", "case.due", "decision", "portrait", "signoff"})
"""Places that are worked out, or that are one text of the review."""
_LISTS = {"timeline": "entries", "holds": "case.holds"}


@dataclass(frozen=True, kw_only=True)
class Reference:
    ref: str
    title: str
    held: tuple[str, ...]
    """Fields of the review that hold it."""
    data: tuple[str, ...]
    """Data files that hold it, below `resources`."""
    note: str


def references() -> tuple[Reference, ...]:
    """The list of `tests/data`, in the order of the domain document."""
    found = tomllib.loads(LIST.read_text(encoding="utf-8"))["reference"]
    return tuple(
        Reference(
            ref=one["ref"], title=one["title"], held=tuple(one.get("held", ())), data=tuple(one.get("data", ())), note=one.get("note", "")
        )
        for one in found
    )


def in_document(text: str) -> tuple[str, ...]:
    """The references of questions, fields and rules that stand in the tables of a text."""
    return tuple(_IN_DOCUMENT.findall(text))


def asked() -> dict[str, list[Question]]:
    """The questions of each reference; a part of a group belongs to the group."""
    found: dict[str, list[Question]] = {}
    for one in BUILT_IN.sets():
        for question in one.questions:
            found.setdefault(question.ref.partition(".")[2].partition(".")[0], []).append(question)
    return found


def rules() -> dict[str, list[str]]:
    """The texts of each rule, as `checks.toml: id` or `triggers.toml`."""
    found: dict[str, list[str]] = {}
    for id, check in BUILT_IN.checks().items():
        found.setdefault(check.rule, []).append(f"checks.toml: {id}")
    for rule in BUILT_IN.triggers().rules:
        found.setdefault(rule, []).append("triggers.toml")
    return found


def is_kept(place: str) -> bool:
    """Does the review have such a field? `person.birth_date`, `notification.kin.do_not_contact`, `holds`."""
    if place in _DERIVED:
        return True
    first, _, rest = place.partition(".")
    kind: Any = Snapshot
    for name in f"{_LISTS.get(first, first)}.{rest}".rstrip(".").split("."):
        hints = typing.get_type_hints(kind) if is_dataclass(kind) else {}
        if name not in hints:
            return False
        kind = _inner(hints[name])
    return True


def _inner(hint: Any) -> Any:
    """What a field holds: of a list or an optional field, one of them."""
    if typing.get_origin(hint) in (tuple, typing.Union, types.UnionType):
        return next((_inner(each) for each in typing.get_args(hint) if each is not type(None)), None)
    return hint


def where(reference: Reference) -> tuple[str, ...]:
    """Everything that answers to a reference, as it stands in the table."""
    questions = [f"`{each.ref}`" + (f" (`{each.place}`)" if each.place else "") for each in asked().get(reference.ref, ())]
    texts = [f"`{each}`" for each in rules().get(reference.ref, ())] if reference.ref.startswith("R-") else []
    held = [f"(`{each}`)" for each in reference.held]
    return (*questions, *held, *texts, *(f"`{each}.toml`" for each in reference.data))


def row(reference: Reference) -> str:
    said = [", ".join(where(reference)), reference.note]
    return f"| {reference.ref} | {reference.title} | {'. '.join(each for each in said if each)} |"


def rows(text: str) -> dict[str, str]:
    """The table of a README: reference -> what stands under “Where”."""
    return {ref: place for ref, _, place in _ROW.findall(text) if ref not in ("Reference", "---")}


def pointing_nowhere(text: str) -> list[str]:
    """What the table names and is not there, with its reference."""
    questions = {each.ref for many in asked().values() for each in many}
    texts = {each for many in rules().values() for each in many}
    return [f"{ref}: {name}" for ref, place in rows(text).items() for name in names(place) if not _there(name, questions, texts)]


def names(place: str) -> Iterable[str]:
    return re.findall(r"`([^`]+)`", place)


def _there(name: str, questions: set[str], texts: set[str]) -> bool:
    return name in questions or name in texts or is_kept(name) or ("/" in name and resources.path(name).is_file())


def made_anew(text: str) -> str:
    """A README with the table as it would be made now."""
    table = "\n".join([HEAD, "| --- | --- | --- |", *(row(each) for each in references())])
    return f"{text.partition(HEAD)[0]}{table}\n"


if __name__ == "__main__":
    README.write_text(made_anew(README.read_text(encoding="utf-8")), encoding="utf-8")
