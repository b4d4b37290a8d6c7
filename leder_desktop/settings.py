"""What must be known before a store is open: two small TOML files, one for the machine and one for the person.

The machine-wide file is written by IT and goes before the personal one; the program writes nothing but `stores`, in the personal one.
Nothing from a case stands in either. A personal file that cannot be read is told and passed over: it never keeps a reviewer from her cases.
A machine-wide one that cannot be read is told, and its strict values are assumed: what it was to forbid stays forbidden.
"""

import os
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from leder_desktop.errors import Refused

NAME = "settings.toml"
LARGEST = 1 << 16
"""Bytes; these files hold a handful of lines."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What both files say together."""

    stores: tuple[Path, ...] = ()
    """Folders of stores this person has used, the last used first, then those the machine names."""
    require_organisation: bool = False
    """A store made here must have the organisation's way in."""
    organisation_certificate: Path | None = None
    """To whom that way in is sealed: a certificate in PEM or DER."""
    printing: bool = False
    """Whether pages may go to a printer."""
    problems: tuple[str, ...] = ()
    """What could not be read, a sentence each."""


STRICT: dict[str, Any] = {"require_organisation": True, "printing": False}


def machine_file() -> Path:
    """Where IT puts what holds for everybody on this laptop."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", "C:/ProgramData")) / "LeDeR Desktop" / NAME
    if sys.platform == "darwin":
        return Path("/Library/Application Support/LeDeR Desktop") / NAME
    return Path("/etc/leder-desktop") / NAME


def personal_file() -> Path:
    """Where this person's own stands. On Windows it does not roam: stores lie on one laptop."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local")) / "LeDeR Desktop" / NAME
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "LeDeR Desktop" / NAME
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "leder-desktop" / NAME


def read(machine: Path | None = None, personal: Path | None = None) -> Settings:
    """Both files together; one that is not there says nothing. Never refuses: what is wrong is in `problems`."""
    machine, personal = machine or machine_file(), personal or personal_file()
    problems: list[str] = []
    own, told = dict[str, Any](), dict[str, Any]()
    try:
        own = read_one(personal)
    except Refused as refused:
        problems.append(f"{refused.sentence} Your own settings are passed over until then.")
    try:
        told = read_one(machine)
    except Refused as refused:
        problems.append(f"{refused.sentence} Until IT has put it right, the strictest settings hold.")
        told = dict(STRICT)
    return Settings(
        stores=tuple(dict.fromkeys((*own.get("stores", ()), *told.get("stores", ())))),
        require_organisation=bool(own.get("require_organisation")) or bool(told.get("require_organisation")),
        organisation_certificate=told.get("organisation_certificate", own.get("organisation_certificate")),
        printing=told.get("printing", own.get("printing", False)),
        problems=tuple(problems),
    )


def read_one(path: Path) -> dict[str, Any]:
    """One file's values, checked; empty when there is no such file.

    Refused `unsupported-format`, naming file and key: not TOML, a key that is not known, a value of another kind.
    Refused `no-permission` when it is there and cannot be read.
    """
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        raise Refused("no-permission", f"The settings file {path} cannot be read.", file=str(path)) from None
    return parse(raw, path)


def parse(untrusted: bytes, path: Path) -> dict[str, Any]:
    """Refused `unsupported-format`, naming file and key."""
    if len(untrusted) > LARGEST:
        raise _refused(path, "is too long for one")
    try:
        given = tomllib.loads(untrusted.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        raise _refused(path, "is not TOML") from None
    found: dict[str, Any] = {}
    for key, value in given.items():
        match key, value:
            case "stores", [*folders] if all(isinstance(one, str) and one for one in folders):
                found[key] = tuple(Path(one) for one in folders)
            case ("require_organisation" | "printing"), bool():
                found[key] = value
            case "organisation_certificate", str() if value:
                found[key] = Path(value)
            case ("stores" | "require_organisation" | "printing" | "organisation_certificate"), _:
                kind = {"stores": "a list of folders", "organisation_certificate": "the path of a file"}.get(key, "true or false")
                raise _refused(path, f"gives {key} a value of the wrong kind: it must be {kind}", key)
            case _:
                raise _refused(path, f"has a key that is not known: {key!r}", key)
    return found


def _refused(path: Path, what: str, key: str = "") -> Refused:
    return Refused("unsupported-format", f"The settings file {path} {what}.", file=str(path), key=key)


def with_stores(before: bytes, stores: tuple[Path, ...], path: Path) -> bytes:
    """The file's text with another list of stores; every other line is kept as it stands.

    Refused `unsupported-format` when `before` is no settings file: what a person wrote is never overwritten.
    """
    others = {key: value for key, value in parse(before, path).items() if key != "stores"}
    listed = "".join(f"    {_quoted(one)},\n" for one in stores)
    text = f"stores = [\n{listed}]\n" + _without_stores(before.decode("utf-8-sig"))
    after = text.encode("utf-8")
    if parse(after, path) != {**others, "stores": stores}:
        raise _refused(path, "is laid out in a way this program cannot add to", "stores")
    return after


def _without_stores(text: str) -> str:
    """The lines that do not belong to `stores = [...]`, which may go over several."""
    lines = text.splitlines(keepends=True)
    begin = next((at for at, line in enumerate(lines) if re.match(r"""\s*["']?stores["']?\s*=""", line)), None)
    if begin is None:
        return text
    for end in range(begin + 1, len(lines) + 1):
        try:
            tomllib.loads("".join(lines[begin:end]))
        except tomllib.TOMLDecodeError:
            continue
        return "".join(lines[:begin] + lines[end:])
    return text


def _quoted(path: Path) -> str:
    """A TOML basic string (toml.io v1.0, "String")."""
    escaped = (f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 or sign in '"\\' else sign for sign in str(path))
    return '"' + "".join(escaped) + '"'
