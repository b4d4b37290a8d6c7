"""Taking in a correction of a standard that somebody signed.

A correction is one TOML file of the same shape as the program's own, with a detached signature beside it (`FILE.p7s`, CMS as in the
bundle format 1.10). Who signed the first one is remembered, and shown; nobody else's is taken in afterwards.
"""

import string
import tomllib
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Any

from leder_desktop.bundle.verify.cms_verify import check_signature
from leder_desktop.errors import Refused
from leder_desktop.model.brought_up import is_brought_up
from leder_desktop.model.relied_on import RELIED_ON
from leder_desktop.model.standards import BUILT_IN, Standards, corrected
from leder_desktop.operations import evidence, standards, trust
from leder_desktop.operations.standards import Listed
from leder_desktop.session import STANDARDS, Correction, Desk

LARGEST = 2 << 20
"""Bytes of a data file; the largest of ours has 100,000."""
_NEW = {"level": "scales", "term": "vocabularies"}
"""What an organisation may add, and how it is known; of everything else there is what the program has."""
_NAME = string.ascii_lowercase + string.digits + "-"


def take_in(desk: Desk, paths: list[Path]) -> tuple[Listed, ...]:
    """Take in corrections, all or none; each `FILE.toml` needs `FILE.toml.p7s` beside it. Reviews already begun stay as they are.

    Refused: `unsupported-format` (not a standard, or one that would not work, with the place), the SIGNATURE codes, `STANDARD-SIGNER`
    (its signer is not trusted here, signs reviews, or is somebody else than the first), `ROLES-EXPIRED` (who signs reviews cannot be
    told by the registry any more), `older-than-seen` (not newer than the one in force).
    """
    kept, names = list(desk.corrections), list[str]()
    for path in paths:
        one = _checked(desk, path, kept)
        kept = [other for other in kept if other.name != one.name] + [one]
        names.append(one.name)
    whole = corrected(tuple((one.name, one.text) for one in kept))
    _require_usable(whole)
    desk.shelf.set_setting(STANDARDS, [asdict(one) for one in kept])
    desk.shelf.record(f"took in corrected standards: {', '.join(names)}", by=desk.person, at=desk.clock.now())
    return tuple(one for one in standards.listed(desk) if one.name in names)


def _checked(desk: Desk, path: Path, before: list[Correction]) -> Correction:
    untrusted = evidence.read_small(path, LARGEST)
    signature = evidence.read_small(path.with_name(path.name + ".p7s"), LARGEST)
    now = desk.clock.now()
    found = check_signature(signature, untrusted, path=f"{path.name}.p7s", content_path=path.name, trust=trust.trusted(desk), at=now)
    if found.seen is None:
        first = found.problems[0]
        raise Refused(first.code, f"{first.sentence} Nothing was taken in.", path=first.path)
    if found.problems:
        why = found.problems[0]
        sentence = f"Whoever signed {path.name} is not trusted here. {why.sentence} Nothing was taken in."
        raise Refused("STANDARD-SIGNER", sentence, why=why.code)
    if trust.roles_held(desk, found.seen.certificate_sha256):
        sentence = f"{path.name} was signed by somebody who signs reviews. A correction comes from whoever keeps the registry of roles."
        raise Refused("STANDARD-SIGNER", f"{sentence} Nothing was taken in.")
    known = {one.signer for one in before}
    if known and found.seen.certificate_sha256 not in known:
        sentence = f"{path.name} was signed by somebody else than the corrections this laptop knows. Nothing was taken in."
        raise Refused("STANDARD-SIGNER", sentence)
    name, version = _name_of(untrusted, path.name)
    if is_brought_up(name):
        _require_whole(name, untrusted, path.name)
    here = desk.standards
    if name in here.names() and _order(version) <= _order(here.version(name)):
        raise Refused(
            "older-than-seen",
            f"{path.name} has the version {version}, and {here.version(name)} is in force here. A correction needs a later version.",
        )
    return Correction(
        name=name, text=untrusted.decode("utf-8"), signed_by=found.seen.subject, signer=found.seen.certificate_sha256,
        at=now.astimezone(UTC).isoformat(),
    )  # fmt: skip


def _require_whole(name: str, untrusted: bytes, file: str) -> None:
    """Of a review begun long ago such a file may be an older one; a correction of today has everything, and nothing that is never read."""
    own, ours = tomllib.loads(untrusted.decode("utf-8")), tomllib.loads(BUILT_IN.text(name))
    strange = [key for key in own if key not in ours and not isinstance(own[key], list)]
    lacking = [key for key in ours if key not in own and not isinstance(ours[key], list)]
    if strange or lacking:
        which = f"{', '.join(lacking)} is missing" if lacking else f"{', '.join(strange)} is nothing this program reads"
        raise Refused("unsupported-format", f"This correction would not work: {file}: {which}. Nothing was taken in.")


def _name_of(untrusted: bytes, file: str) -> tuple[str, str]:
    try:
        read: dict[str, Any] = tomllib.loads(untrusted.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused("unsupported-format", f"{file} is not a TOML file in UTF-8. Nothing was taken in.") from None
    id, version = read.get("id"), read.get("version")
    if not isinstance(id, str) or not isinstance(version, str) or not version.replace(".", "").isdigit():
        raise Refused("unsupported-format", f"{file} does not say what it is: its id and a version such as 2026.2. Nothing was taken in.")
    ours = [name for name in BUILT_IN.names() if name.partition("/")[2] == id]
    new = [f"{folder}/{id}" for key, folder in _NEW.items() if key in read and all(letter in _NAME for letter in id)]
    if not ours and not new:
        raise Refused("unsupported-format", f"{file} is none of the questions, scales, lists and texts there are. Nothing was taken in.")
    return (ours or new)[0], version


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part or 0) for part in version.split("."))


def _require_usable(whole: Standards) -> None:
    """Everything is read once, so that a file that does not fit is refused here and not met on a screen."""
    try:
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
        _require_needed(whole)
        _require_known_codes(whole)
        whole.words()
        for id, ours in BUILT_IN.checks().items():
            text = whole.checks()[id]
            _require_filled(f"checks/checks: {id}", text.sentence + text.todo, ours.sentence + ours.todo)
        for rule, text in whole.triggers().rules.items():
            for case, ours in BUILT_IN.triggers().rules[rule].says.items():
                if (said := text.says.get(case)) is not None:
                    _require_filled(f"checks/triggers: {rule}, {case}", said.because + said.ask, ours.because + ours.ask)
        for case, because in whole.triggers().options.items():
            _require_filled(f"checks/triggers: option {case}", because, BUILT_IN.triggers().options[case])
    except (ValueError, KeyError, Refused) as wrong:
        raise Refused("unsupported-format", f"This correction would not work: {wrong}. Nothing was taken in.") from None


def _require_needed(whole: Standards) -> None:
    for id, references in RELIED_ON.items():
        asked = {question.ref for question in whole.question_set(id).questions}
        if gone := [ref for ref in references if f"{id}.{ref}" not in asked]:
            raise ValueError(f"questions/{id}: {', '.join(gone)} is missing, which the checks and pages of this program ask for")


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


def _require_filled(which: str, sentence: str, ours: str) -> None:
    if not _places(sentence) <= _places(ours):
        raise ValueError(f"{which} has a place that is never filled in")


def _places(sentence: str) -> set[str]:
    return {place for _, place, _, _ in string.Formatter().parse(sentence) if place is not None}
