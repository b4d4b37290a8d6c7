"""Steps 0 and 1: the list of volumes is there and exact, the volumes are those it names, and every seal holds."""

import re
from contextlib import ExitStack
from dataclasses import dataclass

from leder_desktop.bundle.verify.envelope_read import read_volume
from leder_desktop.bundle.verify.inputs import SealedBundle, open_file
from leder_desktop.bundle.verify.recipient import RecipientKey
from leder_desktop.bundle.verify.source import JoinedVolumes, OpenedVolume, join
from leder_desktop.bundle.verify.verdict import FileSeen, FileState, Problem, problem

MAXIMUM_VOLUMES = 9999
MAXIMUM_LIST = MAXIMUM_VOLUMES * 256
_LINE = re.compile(r"([0-9a-f]{128})  (\S+)")


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """The sealed side of a bundle: `plain` reads the zip, where there is no problem at all."""

    plain: JoinedVolumes | None
    files: tuple[FileSeen, ...]
    problems: tuple[Problem, ...]


def open_volumes(sealed: SealedBundle, key: RecipientKey | None, stack: ExitStack) -> Envelope:
    """Reads every volume once. Faults: VOLUMES-UNLISTED, VOLUME-MISSING, VOLUME-CHANGED and the CMS-* codes."""
    problems: list[Problem] = []
    listed = _listed(sealed, stack, problems)
    states: dict[str, FileState] = {}
    opened: dict[str, OpenedVolume] = {}
    given: dict[str, int] = {}
    for path in sealed.volumes:
        name = path.name
        given[name] = given.get(name, 0) + 1
        if given[name] > 1:
            problems.append(problem("VOLUMES-UNLISTED", name))
            continue
        seen = read_volume(open_file(path, stack), name, key)
        states[name] = "good"
        if listed is not None and name not in listed:
            problems.append(problem("VOLUMES-UNLISTED", name))
            states[name] = "unlisted"
        elif listed is not None and listed[name] != seen.sha512:
            problems.append(problem("VOLUME-CHANGED", name))
            states[name] = "changed"
        if seen.fault is not None:
            problems.append(seen.fault.problem)
        if seen.opened is not None:
            opened[name] = seen.opened
    for name in listed or {}:
        if name not in states:
            problems.append(problem("VOLUME-MISSING", name))
            states[name] = "missing"
    files = tuple(FileSeen(path=name, state=states[name]) for name in sorted(states))
    if problems or listed is None:
        return Envelope(plain=None, files=files, problems=tuple(problems))
    return Envelope(plain=join(tuple(opened[name] for name in listed)), files=files, problems=())


def _listed(sealed: SealedBundle, stack: ExitStack, problems: list[Problem]) -> dict[str, str] | None:
    """SHA-512 by volume name, in order; None (with its problem) where the list is absent or not byte-exact."""
    name = f"leder-{sealed.bundle}.sha512"
    if sealed.list is None:
        problems.append(problem("VOLUMES-UNLISTED", name))
        return None
    file = open_file(sealed.list, stack)
    text = file.read_at(0, MAXIMUM_LIST + 1).decode("latin-1")
    lines = text.split("\n")
    matches = [match for line in lines[:-1] if (match := _LINE.fullmatch(line))]
    expected = [f"leder-{sealed.bundle}.zip.{number:03d}.p7m" for number in range(1, len(lines))]
    if lines[-1] or not matches or len(text) > MAXIMUM_LIST or [match[2] for match in matches] != expected:
        problems.append(problem("VOLUMES-UNLISTED", name))
        return None
    return {match[2]: match[1] for match in matches}
