"""The notification file of the command line, version 1.0: what is known of a person when their death is notified.

Everything but `format` and `version` may be missing (or null, or an empty text, which mean the same). What is there must be right:
an unknown key is refused by name at every level, so a spelling mistake never loses what somebody wrote.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.intake import json_strict
from leder_desktop.intake.json_strict import Json
from leder_desktop.model import dates
from leder_desktop.model.case import OptOut
from leder_desktop.model.dates import When
from leder_desktop.model.person import Kin, Notification, Notifier, Organisation, Person
from leder_desktop.model.standards import Standards
from leder_desktop.model.vocabularies import Vocabulary

FORMAT, VERSION = "leder-notification", "1.0"
MAX_BYTES = 4 * 1024 * 1024
MAX_CHARS = 20_000
MAX_ROWS = 200
_OPT_OUT = ("none", "opted-out", "not-checked")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a notification file says."""

    reference: str = ""
    notified_on: date | None = None
    person: Person = Person()
    notification: Notification = Notification()
    opt_out: OptOut = OptOut()
    duplicate_checked: bool = False
    duplicate_checked_on: date | None = None
    template: str = ""
    """A01, the process chosen when the case is taken in; no notification says it, and empty it follows from the day."""


def read(untrusted: bytes, standards: Standards) -> Notice:
    """A coded value may be the code or its label in `standards`, in any case and punctuation; it becomes the code.

    Refused: `unsupported-format` with the name of the key that is unknown, of the wrong type, or has a value that is none of its
    vocabulary's; `not-understood` or `too-complex` for a date; `too-big`, `text-not-storable` as in `json_strict`.
    """
    if len(untrusted) > MAX_BYTES:
        raise Refused("too-big", f"A notification file is at most {MAX_BYTES // 1024 // 1024} MB.")
    value = json_strict.read(untrusted, what="notification file")
    if not isinstance(value, dict):
        raise _wrong("", "is not a notification: it is not a JSON object")
    file = _Part("", value, standards)
    if file.text("format") != FORMAT:
        raise _wrong("format", f"is not “{FORMAT}”, so this is not a notification file")
    if file.text("version") != VERSION:
        raise _wrong("version", f"is not “{VERSION}”, the only version this program reads")
    duplicate, opt_out = file.part("duplicate_check"), file.part("opt_out")
    notice = Notice(
        reference=_reference(file.text("reference")),
        notified_on=file.day("notified_on"),
        person=_person(file),
        notification=_notification(file),
        opt_out=OptOut(
            result=opt_out.one_of("result", _OPT_OUT) or "not-checked",
            by=opt_out.text("by"),
            on=opt_out.day("checked_on"),
        ),
        duplicate_checked=duplicate.flag("done"),
        duplicate_checked_on=duplicate.day("on"),
    )
    for part in (duplicate, opt_out, file):
        part.finish()
    return notice


def _person(file: "_Part") -> Person:
    person, confirmed = file.part("person"), file.part("diagnosis_confirmed")
    read_person = Person(
        given=person.text("given"),
        family=person.text("family"),
        known_as=person.text("known_as"),
        birth_date=person.when("birth_date"),
        death_date=person.when("death_date"),
        nhs_number=person.text("nhs_number"),
        sex=person.code("sex", "sex"),
        ethnicity=person.code("ethnicity", "ethnicity"),
        address=person.text("address"),
        diagnosis_group=file.code("diagnosis_group", "diagnosis-group"),
        diagnosis_confirmed_by=confirmed.code("by", "diagnosis-confirmed-by"),
        diagnosis_confirmed_where=confirmed.text("where"),
        disability_level=file.code("disability_level", "disability-level"),
        place_of_death=file.code("place_of_death", "place-of-death"),
    )
    person.finish()
    confirmed.finish()
    return read_person


def _notification(file: "_Part") -> Notification:
    gp, notifier = file.part("gp"), file.part("notifier")
    read_notification = Notification(
        icb=file.text("icb"),
        gp_name=gp.text("name"),
        gp_ods_code=gp.text("ods_code"),
        notifier=Notifier(
            name=notifier.text("name"),
            role=notifier.text("role"),
            organisation=notifier.text("organisation"),
            contact=notifier.text("contact"),
            relationship=notifier.text("relationship"),
        ),
        kin=tuple(_kin(row) for row in file.parts("kin")),
        organisations=tuple(_organisation(row) for row in file.parts("organisations")),
        other_processes=file.codes("other_processes", "other-process"),
        cause_of_death=file.text("cause_of_death"),
        expected=file.code("expected", "yes-no-not-known"),
        covid19=file.code("covid19", "yes-no-not-known"),
    )
    gp.finish()
    notifier.finish()
    return read_notification


def _kin(row: "_Part") -> Kin:
    not_to, is_there = row.part("do_not_contact"), row.has("do_not_contact")
    reason, note = not_to.code("reason", "do-not-contact"), not_to.text("note")
    if is_there and not reason:
        codes = ", ".join(row.standards.vocabulary("do-not-contact").codes)
        raise _wrong(f"{row.name}.do_not_contact.reason", f"is missing. Use one of: {codes}")
    kin = Kin(
        name=row.text("name"),
        relationship=row.text("relationship"),
        contact=row.text("contact"),
        do_not_contact=reason,
        do_not_contact_note=note,
    )
    not_to.finish()
    row.finish()
    return kin


def _organisation(row: "_Part") -> Organisation:
    organisation = Organisation(kind=row.code("kind", "organisation-kind"), name=row.text("name"))
    row.finish()
    return organisation


def _reference(text: str) -> str:
    """One line, because it is typed on a command line and printed on every page."""
    trimmed = text.strip()
    if len(trimmed) > 100 or not all(c.isprintable() for c in trimmed):
        raise _wrong("reference", "is not one line of at most 100 characters")
    return trimmed


def _wrong(key: str, what: str) -> Refused:
    return Refused("unsupported-format", f"In the notification file, {key} {what}." if key else f"This file {what}.", key=key)


def _fold(text: str) -> str:
    """Codes and labels compared by their words: "Profound/multiple" is "Profound or multiple"."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return " ".join([word for word in words if word not in ("a", "an", "the", "or")] or words)


class _Part:
    """One object of the file. Each key is taken once, by type; `finish()` refuses what nobody took."""

    def __init__(self, name: str, values: dict[str, Json], standards: Standards) -> None:
        self.name, self.standards = name, standards
        self._values = values
        self._taken: set[str] = set()

    def has(self, key: str) -> bool:
        return self._values.get(key) is not None

    def text(self, key: str) -> str:
        value = self._take(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise _wrong(self._path(key), "is not a text")
        if len(value) > MAX_CHARS:
            raise _wrong(self._path(key), f"is longer than {MAX_CHARS} characters")
        return value

    def flag(self, key: str) -> bool:
        value = self._take(key)
        if value is None:
            return False
        if not isinstance(value, bool):
            raise _wrong(self._path(key), "is neither true nor false")
        return value

    def when(self, key: str) -> When | None:
        """ISO 8601 or EDTF, as exact as it is given."""
        given = self.text(key)
        if not given.strip():
            return None
        try:
            return dates.from_edtf(given)
        except Refused as refused:
            sentence = (
                f"In the notification file, {self._path(key)} is not a date that is understood. Write it like 2026-03-04, 2026-03 or 2026~."
            )
            raise Refused(refused.code, sentence, key=self._path(key)) from refused

    def day(self, key: str) -> date | None:
        when = self.when(key)
        if when is None:
            return None
        if when.earliest is None or when.earliest != when.latest:
            raise _wrong(self._path(key), "is not one day, like 2026-03-04")
        return when.earliest

    def code(self, key: str, name: str) -> str:
        known = self.standards.vocabulary(name)
        given = self.text(key)
        return self._code(self._path(key), given, known) if given.strip() else ""

    def codes(self, key: str, name: str) -> tuple[str, ...]:
        known = self.standards.vocabulary(name)
        found: dict[str, None] = {}
        for number, value in enumerate(self._rows(key)):
            where = f"{self._path(key)}[{number}]"
            if not isinstance(value, str):
                raise _wrong(where, "is not a text")
            found.setdefault(self._code(where, value, known))
        return tuple(found)

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        given = self.text(key)
        if not given.strip():
            return ""
        for code in allowed:
            if _fold(code) == _fold(given):
                return code
        raise _wrong(self._path(key), f"is none of: {', '.join(allowed)}")

    def part(self, key: str) -> "_Part":
        value = self._take(key)
        if value is None:
            return _Part(self._path(key), {}, self.standards)
        if not isinstance(value, dict):
            raise _wrong(self._path(key), "is not an object")
        return _Part(self._path(key), value, self.standards)

    def parts(self, key: str) -> Iterator["_Part"]:
        for number, value in enumerate(self._rows(key)):
            if not isinstance(value, dict):
                raise _wrong(f"{self._path(key)}[{number}]", "is not an object")
            yield _Part(f"{self._path(key)}[{number}]", value, self.standards)

    def finish(self) -> None:
        for key in self._values:
            if key not in self._taken:
                shown = "".join(c if c.isprintable() else "?" for c in key[:60])
                raise _wrong(self._path(shown), "is a key that is not known here. Correct its spelling or take it out")

    def _rows(self, key: str) -> list[Json]:
        value = self._take(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise _wrong(self._path(key), "is not a list")
        if len(value) > MAX_ROWS:
            raise _wrong(self._path(key), f"has more than {MAX_ROWS} rows")
        return value

    def _code(self, where: str, given: str, known: Vocabulary) -> str:
        for term in known.terms:
            if _fold(given) in (_fold(term.code), _fold(term.label)):
                return term.code
        raise _wrong(where, f"is none of: {', '.join(known.codes)}")

    def _take(self, key: str) -> Json:
        self._taken.add(key)
        return self._values.get(key)

    def _path(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key
