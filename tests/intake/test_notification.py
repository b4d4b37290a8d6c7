import json
from datetime import date
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake import notification
from leder_desktop.model.case import OptOut
from leder_desktop.model.person import Kin, Notification, Notifier, Organisation, Person
from leder_desktop.model.standards import BUILT_IN

FULL: dict[str, Any] = {
    "format": "leder-notification",
    "version": "1.0",
    "reference": "LDR-2026-0042",
    "notified_on": "2026-08-31",
    "person": {
        "given": "Beatrice May",
        "family": "Álvarez-Stone",
        "known_as": "Bea",
        "birth_date": "1958-04~",
        "death_date": "2026-08-20",
        "nhs_number": "943 476 5919",
        "sex": "Female",
        "ethnicity": "a",
        "address": "4 Mill Row\nSkipton",
    },
    "diagnosis_group": "Learning disability",
    "diagnosis_confirmed": {"by": "GP register", "where": "Mill Row Practice"},
    "disability_level": "Profound/multiple",
    "place_of_death": "Hospital (acute ward)",
    "icb": "Humber and North Yorkshire",
    "gp": {"name": "Mill Row Practice", "ods_code": "B82999"},
    "notifier": {
        "name": "Ngozi Okafor",
        "role": "GP",
        "organisation": "Mill Row Practice",
        "contact": "by letter",
        "relationship": "her GP",
    },
    "kin": [
        {"name": "June", "relationship": "sister", "contact": "07700 900000", "do_not_contact": None},
        {"name": "Roy", "do_not_contact": {"reason": "safeguarding", "note": "Ask the local authority first"}},
    ],
    "organisations": [{"kind": "Physiotherapy", "name": "Dales team"}],
    "other_processes": ["coroner", "Police investigation", "coroner"],
    "duplicate_check": {"done": True, "on": "2026-09-01"},
    "cause_of_death": "Aspiration pneumonia",
    "expected": "No",
    "covid19": "not known",
    "opt_out": {"checked_on": "2026-09-01", "by": "Team lead", "result": "none"},
}


def changed(*path: str | int, to: Any) -> bytes:
    file = json.loads(json.dumps(FULL))
    part = file
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = to
    return json.dumps(file).encode()


def refusal(untrusted: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        notification.read(untrusted, BUILT_IN)
    return refused.value


def test_everything_it_may_say():
    notice = notification.read(json.dumps(FULL).encode(), BUILT_IN)
    assert (notice.reference, notice.notified_on) == ("LDR-2026-0042", date(2026, 8, 31))
    born, died = notice.person.birth_date, notice.person.death_date
    assert born and died and (born.edtf, died.edtf) == ("1958-04~", "2026-08-20")
    assert notice.person == Person(
        given="Beatrice May",
        family="Álvarez-Stone",
        known_as="Bea",
        birth_date=born,
        death_date=died,
        nhs_number="943 476 5919",
        sex="female",
        ethnicity="A",
        address="4 Mill Row\nSkipton",
        diagnosis_group="learning-disability",
        diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="Mill Row Practice",
        disability_level="profound",
        place_of_death="hospital-ward",
    )
    assert notice.notification == Notification(
        icb="Humber and North Yorkshire",
        gp_name="Mill Row Practice",
        gp_ods_code="B82999",
        notifier=Notifier(name="Ngozi Okafor", role="GP", organisation="Mill Row Practice", contact="by letter", relationship="her GP"),
        kin=(
            Kin(name="June", relationship="sister", contact="07700 900000"),
            Kin(name="Roy", do_not_contact="safeguarding", do_not_contact_note="Ask the local authority first"),
        ),
        organisations=(Organisation(kind="physiotherapy", name="Dales team"),),
        other_processes=("coroner", "police-investigation"),
        cause_of_death="Aspiration pneumonia",
        expected="no",
        covid19="not-known",
    )
    assert notice.opt_out == OptOut(result="none", by="Team lead", on=date(2026, 9, 1))
    assert (notice.duplicate_checked, notice.duplicate_checked_on) == (True, date(2026, 9, 1))


def test_everything_but_format_and_version_may_be_missing():
    notice = notification.read(b'{"format": "leder-notification", "version": "1.0"}', BUILT_IN)
    assert notice.person == Person() and notice.notification == Notification() and notice.opt_out == OptOut()
    assert (notice.reference, notice.notified_on, notice.duplicate_checked) == ("", None, False)


@pytest.mark.parametrize("key", [key for key in FULL if key not in ("format", "version")])
def test_any_one_part_may_be_missing_null_or_empty(key: str):
    file = {name: value for name, value in FULL.items() if name != key}
    missing = notification.read(json.dumps(file).encode(), BUILT_IN)
    assert notification.read(changed(key, to=None), BUILT_IN) == missing
    empty = {dict: {}, list: [], str: ""}[type(FULL[key])]
    assert notification.read(changed(key, to=empty), BUILT_IN) == missing


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("birthday",), "birthday"),
        (("person", "surname"), "person.surname"),
        (("diagnosis_confirmed", "who"), "diagnosis_confirmed.who"),
        (("gp", "code"), "gp.code"),
        (("notifier", "phone"), "notifier.phone"),
        (("kin", 1, "email"), "kin[1].email"),
        (("kin", 1, "do_not_contact", "why"), "kin[1].do_not_contact.why"),
        (("organisations", 0, "type"), "organisations[0].type"),
        (("duplicate_check", "by"), "duplicate_check.by"),
        (("opt_out", "on"), "opt_out.on"),
    ],
)
def test_an_unknown_key_is_refused_by_name_at_every_level(path: tuple[str | int, ...], name: str):
    refused = refusal(changed(*path, to="x"))
    assert refused.code == "unsupported-format"
    assert refused.more["key"] == name and f"{name} is a key that is not known" in refused.sentence


@pytest.mark.parametrize(
    ("path", "to", "name"),
    [
        (("person",), [], "person is not an object"),
        (("person", "nhs_number"), 9434765919, "person.nhs_number is not a text"),
        (("person", "given"), ["Bea"], "person.given is not a text"),
        (("kin",), {}, "kin is not a list"),
        (("kin", 0), "June", "kin[0] is not an object"),
        (("other_processes", 1), 3, "other_processes[1] is not a text"),
        (("duplicate_check", "done"), "yes", "duplicate_check.done is neither true nor false"),
        (("opt_out", "result"), True, "opt_out.result is not a text"),
        (("reference",), "a\nb", "reference is not one line"),
        (("notified_on",), "2026-08", "notified_on is not one day"),
        (("format",), "leder", "format is not"),
        (("version",), "2.0", "version is not"),
        (("version",), 1.0, "version is not a text"),
        (("icb",), "x" * 20_001, "icb is longer"),
        (("kin",), [{}] * 201, "kin has more than 200 rows"),
        (("kin", 1, "do_not_contact", "reason"), None, "kin[1].do_not_contact.reason is missing"),
    ],
)
def test_a_wrong_type_or_shape_is_named(path: tuple[str | int, ...], to: Any, name: str):
    refused = refusal(changed(*path, to=to))
    assert refused.code == "unsupported-format" and name in refused.sentence


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        (("person", "sex"), "male, female, indeterminate, not-known"),
        (("person", "ethnicity"), "A, B, C"),
        (("diagnosis_group",), "learning-disability, "),
        (("diagnosis_confirmed", "by"), "gp-register, "),
        (("disability_level",), "mild, moderate, severe"),
        (("place_of_death",), "hospital-ward, "),
        (("kin", 1, "do_not_contact", "reason"), "safeguarding"),
        (("organisations", 0, "kind"), "primary-care, "),
        (("other_processes", 0), "police-investigation, "),
        (("expected",), "yes, no, not-known"),
        (("covid19",), "yes, no, not-known"),
        (("opt_out", "result"), "none, opted-out, not-checked"),
    ],
)
def test_an_unknown_code_is_refused_with_the_codes_there_are_and_without_the_value(path: tuple[str | int, ...], allowed: str):
    refused = refusal(changed(*path, to="Zebra stripe"))
    assert refused.code == "unsupported-format"
    assert allowed in refused.sentence and "Zebra" not in refused.sentence


@pytest.mark.parametrize(("path"), [("person", "birth_date"), ("person", "death_date"), ("notified_on",), ("opt_out", "checked_on")])
def test_a_date_that_is_none_is_refused_by_name(path: tuple[str, ...]):
    refused = refusal(changed(*path, to="31/02/1958"))
    assert (refused.code, refused.more["key"]) == ("not-understood", ".".join(path))


@pytest.mark.parametrize("untrusted", [b"", b"[]", b"null", b'"x"', b"<x/>", b'{"format": "leder-notification"}', b'{"version": "1.0"}'])
def test_what_is_no_notification(untrusted: bytes):
    assert refusal(untrusted).code == "unsupported-format"


def test_text_that_cannot_be_stored_and_keys_given_twice():
    assert refusal(json.dumps(FULL).encode().replace(b"Team lead", b"\\u0000")).code == "text-not-storable"
    assert refusal(b'{"format": "leder-notification", "version": "1.0", "icb": "a", "icb": "b"}').code == "unsupported-format"
    assert refusal(b" " * (notification.MAX_BYTES + 1)).code == "too-big"


def test_an_opted_out_person_is_read_so_that_the_case_can_be_closed():
    assert notification.read(changed("opt_out", "result", to="opted-out"), BUILT_IN).opt_out.result == "opted-out"
