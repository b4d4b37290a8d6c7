"""P20, purging a case: nothing of it is in any page, file or old key; the certificate says what it cannot reach."""

import json
from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys.wrap import Wrapping
from leder_desktop.operations import backup_forget, cases, doctor, manifest, notes, person, place, snapshot
from leder_desktop.operations.backup_forget import Reached
from leder_desktop.store import case_folder, connection, shelf_copy
from leder_desktop.store.shelf import Shelf
from tests.faults.canary import hits
from tests.faults.rawpages import find, free_pages
from tests.promises import erasable

TOLD = {
    "format": "leder-notification", "version": "1.0", "reference": "KJR-26-7741", "notified_on": "2026-08-31",
    "person": {"given": "Kzmari", "family": "Wqellis", "nhs_number": "9990001218", "death_date": "2026-08-20"},
}  # fmt: skip
WORDS = (*erasable.PERSON, "KJR-26-7741", *erasable.QUOTED, *erasable.OTHER, erasable.STAYS, "Maureen")
WHY = "The retention period is over"


@pytest.fixture
def small(desk):
    """A case just taken in."""
    session = cases.new(desk, json.dumps(TOLD).encode(), opt_out_checked_by="Sam Okoro")
    cases.leave(session)
    return session


@pytest.fixture
def full(desk, tmp_path):
    """A case with imports, a conversation, long texts, signed papers and a place; and a second one, that stays."""
    cases.leave(cases.new(desk, json.dumps({**TOLD, "reference": "LDR-T-2", "person": {"given": "Zmstays"}}).encode()))
    session = erasable.made(desk, tmp_path).session
    about = dict(zip(("given", "family", "nhs_number", "address"), erasable.PERSON, strict=True))
    person.describe(session, replace(snapshot.person(session), known_as="Kzmari", **about))
    notes.set(session, "portrait", f"Kzmari Wqellis. {'She lived at Vxlodge. ' * 600}")
    place.remember(session, {"half-typed": "Wqellis"})
    with session.file.step("Sign and submit", by=session.person) as writing:
        session.file.keep_within("stage1/report.pdf", b"Kzmari Wqellis " * 3000)
        writing.put(replace(snapshot.case(session), reference="KJR-26-7741"))
    cases.leave(session)
    return session


class Before:
    """What there is to look for, written down before a purge."""

    def __init__(self, desk, case):
        self.desk, self.key, self.register = desk, erasable.shelf_key(desk), desk.shelf.database.path
        self.file, self.case_key = case_folder.file_of(desk.folder, case), bytes(desk.shelf.case_key(case))
        [(wrapped,)] = desk.shelf.database.read('SELECT wrapped_key FROM "case" WHERE id = ?', case)
        self.words = (*WORDS, bytes(wrapped))

    def left(self):
        """Of the case, in the store's folder: pages of the register, bytes and names of files, and the old register with its key."""
        now, path = erasable.shelf_key(self.desk), self.desk.shelf.database.path
        found = [f"{hit.file} page {hit.page}: {hit.word!r}" for hit in find(path, now, self.words)]
        found += hits([self.desk.folder], self.words)
        found += ["the folder"] if self.file.parent.exists() else []
        found += ["the register that had held the key"] if self.register.exists() else []
        return found + (["the register's key"] if now == self.key else [])


def test_p20_a_purged_case_is_in_no_page_and_no_file(desk, full):
    before = Before(desk, full.case)
    assert {hit.word for hit in find(before.file, before.case_key, WORDS)} >= {*erasable.PERSON, "KJR-26-7741", *erasable.OTHER[:5]}
    assert {hit.word for hit in find(before.register, before.key, before.words)} >= {"Kzmari", "KJR-26-7741", before.words[-1]}
    cases.purge(desk, full.case, WHY)
    assert before.left() == []
    register, key = desk.shelf.database.path, erasable.shelf_key(desk)
    assert find(register, key, ("LDR-T-2",)) and free_pages(register, key) == 0, "the case that stays is listed, and no page is left over"


def test_p20_would_notice_an_old_register_and_an_old_key(desk, full, monkeypatch):
    before = Before(desk, full.case)
    monkeypatch.setattr(shelf_copy, "remove_others", lambda *_: None)
    cases.purge(desk, full.case, WHY)
    assert before.left() == ["the register that had held the key"]


def test_p20_would_notice_a_purge_without_a_new_register(desk, small, monkeypatch):
    before = Before(desk, small.case)
    monkeypatch.setattr("leder_desktop.operations.rotate.shelf", lambda *_: None)
    cases.purge(desk, small.case, WHY)
    assert before.left() == ["the register that had held the key", "the register's key"]


def test_p20_would_notice_a_row_that_secure_deletion_did_not_reach(desk, small, monkeypatch):
    weak = tuple(pragma.replace("secure_delete=ON", "secure_delete=OFF") for pragma in connection._AFTER_THE_KEY)
    monkeypatch.setattr(connection, "_AFTER_THE_KEY", weak)
    before = Before(desk, small.case)
    desk.shelf.close()
    shelf = Shelf.open(before.register, before.key, Wrapping(under=bytearray(before.key), purpose="case"))
    shelf.begin_purge(small.case, why=WHY, by="Priya", at=desk.clock.now())
    shelf.close()
    assert find(before.register, before.key, ("KJR-26-7741",)), "secure_delete is off, and nothing was found"


def test_p20_what_stays_is_the_id_the_time_the_reason_and_who(desk, small):
    cases.purge(desk, small.case, WHY)
    row = desk.shelf.case(small.case)
    assert (row.state, row.reference, row.called_name, row.waiting_for, row.same_person) == ("purged", "", "", (), frozenset())
    assert (row.due, row.notified_on) == (None, None)
    assert [line["case"] for line in manifest.document(desk)["erased"]] == [small.case]
    assert doctor.examine(desk)["damage"] == []


def test_p20_the_certificate_lists_what_it_cannot_reach(desk, small, monkeypatch):
    unplugged = Reached(reached=("/a",), not_reached=("/b (not plugged in)",))
    monkeypatch.setattr(backup_forget, "forget_case", lambda *_: unplugged)
    certificate = cases.purge(desk, small.case, WHY)
    beyond = " ".join(certificate["cannot_reach"])
    for word in ("/b (not plugged in)", "paper", "bundles", "solid-state", "other programs"):
        assert word in beyond
    assert certificate["backups"] == {"reached": ["/a"], "not_reached": ["/b (not plugged in)"]}
    assert (certificate["by"], certificate["why"], certificate["records_erased"]) == ("Priya Raman", WHY, 0)


def test_p20_a_reason_that_names_them_is_refused_and_the_case_stays(desk, small):
    for why in ("Kzmari Wqellis opted out", "It is 999 000 1218 again", "it was for kzmari  wqellis"):
        with pytest.raises(Refused) as refused:
            cases.purge(desk, small.case, why)
        assert refused.value.code == "incomplete" and cases.find(desk, small.case)
