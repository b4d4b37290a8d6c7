"""Taking in a correction of a standard that somebody signed.

A correction is one TOML file of the same shape as the program's own, with a detached signature beside it (`FILE.p7s`, CMS as in the
bundle format 1.10). Who signed the last one is remembered, and shown; somebody else's is taken in only when a person says that it is right.
"""

import re
import string
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC
from pathlib import Path
from typing import Any

from leder_desktop.bundle.verify.cms_verify import check_signature
from leder_desktop.errors import Refused
from leder_desktop.model.standards import BUILT_IN, corrected
from leder_desktop.operations import evidence, standards, trust
from leder_desktop.operations.correction_fits import require_fits, require_plain, whole_or_refused
from leder_desktop.operations.standards import Listed
from leder_desktop.session import STANDARDS, Correction, Desk

LARGEST = 2 << 20
"""Bytes of a data file; the largest of ours has 100,000."""
_NEW = {"level": "scales", "term": "vocabularies"}
"""What an organisation may add, and how it is known; of everything else there is what the program has."""
_VERSION = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){1,2}")
_NAME = string.ascii_lowercase + string.digits + "-"


def take_in(desk: Desk, paths: list[Path], *, another_signer: bool = False) -> tuple[Listed, ...]:
    """Take in corrections, all or none; each `FILE.toml` needs `FILE.toml.p7s` beside it. Reviews already begun stay as they are.

    `another_signer`: a person has said that whoever signs corrections has changed; from then on only the new one does. It is recorded.

    Refused: `unsupported-format` (not a standard, or one that would not work, with the place), the SIGNATURE codes, `STANDARD-SIGNER`
    (its signer is not trusted here, signs reviews, or is somebody else than before: then with `another`, who it is), `ROLES-EXPIRED`
    (who signs reviews cannot be told by the registry any more), `older-than-seen` (not newer than the one in force).
    """
    kept, names = list(desk.corrections), list[str]()
    for path in paths:
        one = _checked(desk, path, kept, another_signer=another_signer)
        kept = [other for other in kept if other.name != one.name] + [one]
        names.append(one.name)
    whole = corrected(tuple((one.name, one.text) for one in kept))
    require_fits(whole, names)
    new = _signer(desk.corrections) not in ("", kept[-1].signer)
    by = f", signed by somebody new: {standards.called(kept[-1].signed_by)}" if new else ""
    desk.shelf.set_setting(STANDARDS, [asdict(one) for one in kept])
    desk.shelf.record(f"took in corrected standards: {', '.join(names)}{by}", by=desk.person, at=desk.clock.now())
    return tuple(one for one in standards.listed(desk) if one.name in names)


def put_back(desk: Desk, name: str) -> None:
    """The file as it came with the program holds again for reviews begun from now on; those that were begun with the correction keep it.

    Refused: `gone` where nothing of that name is corrected, `unsupported-format` where another correction needs it.
    """
    kept = [one for one in desk.corrections if one.name != name]
    if len(kept) == len(desk.corrections):
        raise Refused("gone", "Nothing of that name was corrected here.")
    require_fits(corrected(tuple((one.name, one.text) for one in kept)), ())
    desk.shelf.set_setting(STANDARDS, [asdict(one) for one in kept])
    desk.shelf.record(f"put {name} back as it came with the program", by=desk.person, at=desk.clock.now())


def _signer(known: Sequence[Correction]) -> str:
    """Whose corrections are taken in: whoever signed the last one; empty where there is none."""
    return known[-1].signer if known else ""


def _checked(desk: Desk, path: Path, before: list[Correction], *, another_signer: bool) -> Correction:
    untrusted = evidence.read_small(path, LARGEST)
    beside = path.with_name(path.name + ".p7s")
    if not beside.is_file():
        raise Refused("no-such-file", f"{beside.name} is missing: a correction is taken in with the signature that lies beside it.")
    signature = evidence.read_small(beside, LARGEST)
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
    if not another_signer and _signer(before) not in ("", found.seen.certificate_sha256):
        now_by, last_by = standards.called(found.seen.subject), standards.called(before[-1].signed_by)
        of_last = f"signed by {last_by}" if last_by != now_by else "signed by a person of that name with another certificate"
        sentence = f"{path.name} was signed by {now_by}; the last correction here was {of_last}."
        raise Refused("STANDARD-SIGNER", f"{sentence} Nothing was taken in.", another=found.seen.subject)
    file = _file(untrusted, path.name)
    name, version = _name_of(file, path.name)
    require_plain(name, file)
    whole_or_refused(name, file, tomllib.loads(BUILT_IN.text(name)) if name in BUILT_IN.names() else {}, path.name)
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


def _file(untrusted: bytes, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(untrusted.decode("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise Refused("unsupported-format", f"{file} is not a TOML file: {wrong}. Nothing was taken in.") from None
    except (ValueError, RecursionError):
        raise Refused("unsupported-format", f"{file} is not a TOML file in UTF-8. Nothing was taken in.") from None


def _name_of(read: dict[str, Any], file: str) -> tuple[str, str]:
    id, version = read.get("id"), read.get("version")
    if not isinstance(id, str) or not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise Refused("unsupported-format", f"{file} does not say what it is: its id and a version such as 2026.2. Nothing was taken in.")
    ours = [name for name in BUILT_IN.names() if name.partition("/")[2] == id]
    new = [f"{folder}/{id}" for key, folder in _NEW.items() if key in read and all(letter in _NAME for letter in id)]
    if not ours and not new:
        raise Refused("unsupported-format", f"{file} is none of the questions, scales, lists and texts there are. Nothing was taken in.")
    return (ours or new)[0], version


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
