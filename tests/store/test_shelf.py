"""The register: what is listed, who it belongs to, what is trusted, and the record of this laptop."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from leder_desktop.errors import Refused
from leder_desktop.keys.wrap import Wrapping, new_key
from leder_desktop.store import device_audit
from leder_desktop.store.connection import Database
from leder_desktop.store.shelf import APPLICATION_ID, STEPS, Owner, Shelf

KEY = bytes(range(32))
WRAPPING = Wrapping(under=KEY, purpose="case")
AT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
FIRST, SECOND, THIRD = (f"{n}1111111-1111-4111-8111-111111111111" for n in (1, 2, 3))


@pytest.fixture
def shelf(tmp_path: Path) -> Any:
    made = Shelf.create(tmp_path / "shelf.leder", KEY, WRAPPING)
    yield made
    made.close()


def add(shelf: Shelf, id: str, **changed: Any) -> None:
    shelf.begin_case(id, new_key(), reference="R", at=AT)
    shelf.case_is_ready(id)
    values: dict[str, Any] = {
        "reference": "LDR-1", "called_name": "Bea", "review_state": "in-progress",
        "notified_on": date(2026, 8, 31), "due": date(2027, 2, 28),
        "waiting_for": ("the GP's records",), "nhs_number": "999 000 0018", "names": ["Beatrice Example"], "died_in": [2026],
        "sample": True, "audit_head": "ab" * 32, "audit_lines": 3, "updated_at": AT,
    }  # fmt: skip
    shelf.update_case(id, **(values | changed))


def reopened(shelf: Shelf) -> Shelf:
    path = shelf.database.path
    shelf.close()
    return Shelf.open(path, KEY, WRAPPING)


def test_a_row_comes_back_as_it_was_written(shelf: Shelf) -> None:
    add(shelf, FIRST)
    again = reopened(shelf)
    row = again.case(FIRST)
    assert (row.id, row.state, row.reference, row.called_name, row.review_state) == (FIRST, "ready", "LDR-1", "Bea", "in-progress")
    assert (row.notified_on, row.due, row.waiting_for) == (date(2026, 8, 31), date(2027, 2, 28), ("the GP's records",))
    assert (row.sample, row.audit_head, row.audit_lines, row.updated_at) == (True, "ab" * 32, 3, AT)
    again.close()


def test_the_case_due_first_is_at_the_top(shelf: Shelf) -> None:
    add(shelf, FIRST, due=None, notified_on=None)
    add(shelf, SECOND, due=date(2027, 3, 1))
    add(shelf, THIRD, due=date(2027, 2, 1))
    assert [row.id for row in shelf.cases()] == [THIRD, SECOND, FIRST]


def test_two_cases_about_one_person_share_a_digest_and_no_number(shelf: Shelf) -> None:
    add(shelf, FIRST)
    add(shelf, SECOND, nhs_number="9990000018", names=["Somebody Else"])
    add(shelf, THIRD, nhs_number="", names=["Bea Example", " beatrice  EXAMPLE "])
    first, second, third = (shelf.case(id).same_person for id in (FIRST, SECOND, THIRD))
    assert first & second and first & third and not second & third
    stored = shelf.database.read('SELECT * FROM "case"')
    assert "9990000018" not in repr(stored) and "Example" not in repr(stored)
    shelf.update_case(
        FIRST, reference="", called_name="", review_state="", notified_on=None, due=None, waiting_for=(),
        nhs_number="", names=["Beatrice Example"], died_in=(),
        sample=False, audit_head="", audit_lines=0, updated_at=AT,
    )  # fmt: skip
    assert shelf.case(FIRST).same_person == frozenset(), "a name without a date of death says nothing"


def test_an_erased_case_is_not_written_to_again(shelf: Shelf) -> None:
    add(shelf, FIRST)
    shelf.begin_purge(FIRST, why="opt-out", by="A Reviewer", at=AT)
    shelf.update_case(
        FIRST, reference="X", called_name="Bea", review_state="", notified_on=None, due=None, waiting_for=(),
        nhs_number="1", names=(), died_in=(),
        sample=False, audit_head="", audit_lines=0, updated_at=AT,
    )  # fmt: skip
    assert (shelf.case(FIRST).called_name, shelf.case(FIRST).reference) == ("", "")


def test_a_case_that_is_not_there(shelf: Shelf) -> None:
    for ask in (shelf.case, shelf.case_key):
        with pytest.raises(Refused) as caught:
            ask(FIRST)
        assert caught.value.code == "no-such-case"


def test_a_case_row_without_a_key_cannot_be_ready(shelf: Shelf) -> None:
    add(shelf, FIRST)
    with pytest.raises(sqlcipher.IntegrityError), shelf.database.transaction():
        shelf.database.run('UPDATE "case" SET wrapped_key = NULL')


def test_the_shelf_key_alone_opens_no_case_key(shelf: Shelf) -> None:
    add(shelf, FIRST)
    again = Shelf(shelf.database, Wrapping(under=bytes(32), purpose="case"))
    with pytest.raises(Refused) as caught:
        again.case_key(FIRST)
    assert caught.value.code == "damaged"


def test_identities_trust_owner_and_settings(shelf: Shelf) -> None:
    assert shelf.owner() is None
    shelf.set_owner(name="A Reviewer", role="reviewer")
    shelf.set_owner(name="A Reviewer", role="senior-reviewer")
    shelf.keep_identity("mine", b"p12", subject="CN=A Reviewer", certificate_sha256="ab", at=AT)
    shelf.keep_trust([("anchor", b"root"), ("anchor", b"root"), ("crl", b"crl")], at=AT)
    shelf.keep_trust([("roles", b"old"), ("roles-signature", b"old sig")], issued="2026-01-05T09:00:00Z", at=AT, instead_of_all=True)
    shelf.keep_trust([("roles", b"new"), ("roles-signature", b"new sig")], issued="2026-02-05T09:00:00Z", at=AT, instead_of_all=True)
    shelf.set_setting("where", {"case": FIRST, "caret": 12})
    again = reopened(shelf)
    assert again.owner() == Owner(name="A Reviewer", role="senior-reviewer")
    assert [(row.name, row.pkcs12, row.subject, row.certificate_sha256, row.added_at) for row in again.identities()] == [
        ("mine", b"p12", "CN=A Reviewer", "ab", AT)
    ]
    assert "p12" not in repr(again.identities())
    assert [row.data for row in again.trust("anchor")] == [b"root"] and [row.data for row in again.trust("crl")] == [b"crl"]
    assert [(row.data, row.issued) for row in again.trust("roles")] == [(b"new", "2026-02-05T09:00:00Z")]
    assert again.setting("where") == {"case": FIRST, "caret": 12} and again.setting("nothing", 5) == 5
    again.close()


def test_the_record_of_this_laptop_is_a_chain(shelf: Shelf) -> None:
    for n in range(5):
        shelf.record(f"did {n}", by="A Reviewer", at=AT)
    head, count = device_audit.head(shelf.database)
    assert count == 5 and [line.did for line in device_audit.lines(shelf.database)] == [f"did {n}" for n in range(5)]
    assert device_audit.faults(shelf.database, seen_head=head, seen_lines=5) == []
    shelf.record("did more", by="A Reviewer", at=AT)
    assert device_audit.faults(shelf.database, seen_head=head, seen_lines=5) == []
    assert "older than last seen" in device_audit.faults(shelf.database, seen_head=head, seen_lines=7)[0]
    assert "differs" in device_audit.faults(shelf.database, seen_head="00", seen_lines=5)[0]


@pytest.mark.parametrize("sql", ["UPDATE device_audit SET did = 'nothing' WHERE seq = 2", "DELETE FROM device_audit WHERE seq = 2"])
def test_a_line_of_the_record_cannot_be_changed_and_shows_when_it_was(shelf: Shelf, sql: str) -> None:
    for n in range(3):
        shelf.record(f"did {n}", by="A Reviewer", at=AT)
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"), shelf.database.transaction():
        shelf.database.run(sql)
    with shelf.database.transaction():
        shelf.database.run("DROP TRIGGER device_audit_is_not_changed")
        shelf.database.run("DROP TRIGGER device_audit_is_not_shortened")
        shelf.database.run(sql)
    assert device_audit.faults(shelf.database)


def test_a_newer_store_is_refused_and_left_untouched(shelf: Shelf) -> None:
    path = shelf.database.path
    with shelf.database.transaction():
        shelf.database.run(f"PRAGMA user_version = {len(STEPS) + 1}")
    shelf.close()
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        Shelf.open(path, KEY, WRAPPING)
    assert caught.value.code == "newer-store"
    assert path.read_bytes() == before


def test_a_case_file_in_the_shelfs_place_is_refused(tmp_path: Path) -> None:
    Database.create(tmp_path / "shelf.leder", KEY, application_id=APPLICATION_ID + 1).close()
    with pytest.raises(Refused) as caught:
        Shelf.open(tmp_path / "shelf.leder", KEY, WRAPPING)
    assert caught.value.code == "damaged"
