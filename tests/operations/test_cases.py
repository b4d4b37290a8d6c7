"""Taking in, the opt-out gate, closing, reopening, erasing."""

import json
from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.case import State, due
from leder_desktop.model.signoff import Signoff
from leder_desktop.operations import cases, checks, documents, laptop_record, notes, place, shelf_row, snapshot, store
from leder_desktop.operations.unsigned import STAGE1
from leder_desktop.store import durable
from leder_desktop.store.casefile import CaseFile


def notification(**changes):
    person = {"given": "Ann", "family": "Lee", "birth_date": "1970", "death_date": "2026-03-01", **changes.pop("person", {})}
    return json.dumps({"format": "leder-notification", "version": "1.0", "person": person, **changes}).encode()


def test_a_case_begins_locked_until_somebody_says_who_checked_the_opt_out(desk):
    session = cases.new(desk, notification())
    with pytest.raises(Refused) as refused:
        notes.set(session, "portrait", "Ann")
    assert refused.value.code == "opt-out-not-checked" and refused.value.exit == 1
    cases.record_opt_out(session, by="Sam", result="none")
    notes.set(session, "portrait", "Ann")
    assert snapshot.case(session).state == State.IN_PROGRESS
    cases.leave(session)


def test_an_opted_out_notification_keeps_reference_reason_and_date_only(desk):
    told = notification(reference="R-9", notified_on="2026-04-01", opt_out={"checked_on": "2026-04-02", "by": "Sam", "result": "opted-out"})
    session = cases.new(desk, told, opt_out_checked_by="Somebody else")
    case = snapshot.case(session)
    assert (case.state, case.closed_why, case.reference) == (State.CLOSED, "opt-out", "R-9")
    assert snapshot.person(session).full_name == ""
    kept = session.file.database.read("SELECT content FROM revision WHERE kind <> 'edition' AND content IS NOT NULL")  # that is packed
    assert kept and b"Lee" not in b"".join(text.encode() for (text,) in kept)
    with pytest.raises(Refused, match="opted out"):
        cases.reopen(session, "mistake")
    cases.leave(session)


@pytest.mark.parametrize(
    ("notified", "expected"),
    [
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2026-01-15", "2026-07-15"),
        ("2026-07-31", "2027-01-31"),
        ("2026-12-31", "2027-06-30"),
    ],
)
def test_the_due_date_is_the_same_day_six_months_on_or_the_last_of_that_month(notified, expected):
    from datetime import date

    assert due(date.fromisoformat(notified)) == date.fromisoformat(expected)


def test_two_cases_for_one_person_are_told(desk):
    first = cases.new(desk, notification(person={"nhs_number": "9434765919"}))
    cases.leave(first)
    second = cases.new(desk, notification(person={"given": "Anne", "nhs_number": "943 476 5919"}))
    assert [w["code"] for w in documents.made(second)["warnings"]] == ["duplicate"]
    cases.leave(second)
    for written in ({"given": "Ann Mary"}, {"given": "Nan", "known_as": "Ann"}, {"death_date": "2026"}, {"death_date": "2026-03"}):
        again = cases.new(desk, notification(person=written))
        assert [w["code"] for w in documents.made(again)["warnings"]] == ["duplicate"], written
        cases.leave(again)
    for otherwise in ({"death_date": "2024-03-01"}, {"family": "Leigh"}):
        another = cases.new(desk, notification(person=otherwise))
        assert documents.made(another)["warnings"] == [], otherwise
        cases.leave(another)
    third = cases.new(desk, notification(person={"given": "Bo", "family": "Other"}))
    assert documents.made(third)["warnings"] == []
    cases.leave(third)


def test_closing_needs_a_reason_and_reopening_brings_the_pen_back(session):
    with pytest.raises(Refused, match="Say why"):
        cases.close(session, " ")
    cases.close(session, "out-of-scope")
    with pytest.raises(Refused) as refused:
        notes.set(session, "portrait", "x")
    assert refused.value.code == "wrong-state" and snapshot.case(session).closed_on == session.clock.today()
    cases.reopen(session, "It was in scope after all")
    assert snapshot.case(session).closed_on is None
    notes.set(session, "portrait", "x")


def test_a_purged_case_is_gone_with_its_folder_and_its_key(desk):
    session = cases.new(desk, notification(), opt_out_checked_by="Sam")
    notes.set(session, "portrait", "Ann was here")
    cases.leave(session)
    certificate = cases.purge(desk, session.case, "made by mistake")
    assert certificate["case"] == session.case and certificate["cannot_reach"]
    assert not session.folder.exists() and cases.all(desk) == []
    with pytest.raises(Refused) as refused:
        cases.open(desk, session.case)
    assert refused.value.code == "no-such-case"
    assert [row.state for row in desk.shelf.cases()] == ["purged"]


def test_a_case_is_found_by_uuid_or_reference(desk, session):
    assert cases.find(desk, session.case).id == cases.find(desk, "LDR-T-1").id == session.case
    with pytest.raises(Refused):
        cases.find(desk, "nobody")


def test_a_malformed_notification_makes_no_case(desk):
    for untrusted in (b"", b"{", b"[]", b'{"format": "leder-notification", "version": "1.0", "colour": 1}', b"\xff\xfe"):
        with pytest.raises(Refused):
            cases.new(desk, untrusted)
    assert cases.all(desk) == [] and list((desk.folder / "cases").iterdir()) == []


def test_a_mere_look_writes_nothing_into_the_case_and_one_line_on_the_laptop(desk, session):
    notes.set(session, "portrait", "Ann")
    id = session.case
    cases.leave(session)
    before = {path: path.read_bytes() for path in (desk.folder / "cases").rglob("*") if path.is_file()}
    lines = len(laptop_record.lines(desk))
    again = cases.open(desk, id)
    assert notes.get(again, "portrait") == "Ann"
    cases.leave(again)
    assert {path: path.read_bytes() for path in (desk.folder / "cases").rglob("*") if path.is_file()} == before
    assert [line.did for line in laptop_record.lines(desk)[:-lines]] == ["Opened case LDR-T-1"]


def test_leaving_a_case_does_not_look_for_what_was_looked_for_already(desk, session, monkeypatch):
    looks: list[object] = []
    whole = checks.all_remarks
    monkeypatch.setattr(checks, "all_remarks", lambda *given, **named: looks.append(1) or whole(*given, **named))
    notes.set(session, "portrait", "Mari sang in the choir.")
    blocks = len(checks.blocking(checks.remarks(session)))
    place.remember(session, {"section": "portrait"})  # no word of the review
    cases.leave(session)
    assert len(looks) == 1 and documents.rows(desk)["cases"], "the register took what the screen had found"
    again = cases.open(desk, session.case)
    assert shelf_row.seen(desk.shelf.case(session.case), desk.standards).blocks == blocks
    notes.set(again, "portrait", "")
    cases.leave(again)
    assert len(looks) == 2, "and looks itself where nobody had since the last word"
    assert shelf_row.seen(desk.shelf.case(session.case), desk.standards).blocks == blocks + 1


def test_what_a_look_on_another_thread_found_is_taken_and_goes_with_the_next_word(session, monkeypatch):
    plan = checks.plan(session)
    checks.looked(session, plan, [])
    assert checks.remarks(session) == []
    notes.set(session, "portrait", "Mari sang in the choir.")
    assert checks.remarks(session)


def test_what_the_store_writes_is_for_this_account_alone(desk, session, tmp_path):
    from leder_desktop.operations import evidence
    from leder_desktop.store import durable

    (tmp_path / "a.txt").write_text("a")
    evidence.attach(session, tmp_path / "a.txt")
    durable.write(desk.folder / "slots.leder", b"x")
    written = [
        p for p in desk.folder.rglob("*") if p.is_file() and p.parent.name in ("evidence", "store") and p.name != "shelf.leder-journal"
    ]
    assert written and all(path.stat().st_mode & 0o077 == 0 for path in written)


def test_one_damaged_case_does_not_hide_what_the_others_say(desk):
    from leder_desktop.operations import search

    made = [cases.new(desk, notification(person={"given": name}), opt_out_checked_by="Sam") for name in ("Ann", "Bo")]
    for session in made:
        notes.set(session, "portrait", "She loved trains.")
        cases.leave(session)
    path = made[0].folder / "case.leder"
    path.write_bytes(path.read_bytes()[:100])
    hits = {hit["case"]: hit["where"] for hit in search.find(desk, "trains")}
    assert hits == {made[0].case: "not-searched", made[1].case: "note/portrait"}


def test_a_case_that_could_not_be_opened_is_not_held_open(desk, session):
    notes.set(session, "portrait", "Ann")
    session.file.typed("note", "portrait", "text", "Ann was h", by=session.person)
    session.file.close()
    (session.folder / "evidence").rmdir()
    with pytest.raises(Refused) as first:
        cases.open(desk, session.case)
    with pytest.raises(Refused) as second:  # not `store-in-use`, while the first refusal is still being told
        cases.open(desk, session.case)
    assert first.value.code == second.value.code == "io-error"


def test_a_damaged_case_can_still_be_erased(desk, session, tmp_path):
    from leder_desktop.operations import evidence

    (tmp_path / "letter.txt").write_text("A letter")
    evidence.attach(session, tmp_path / "letter.txt")
    cases.leave(session)
    path = session.folder / "case.leder"
    path.write_bytes(path.read_bytes()[:100])
    assert cases.purge(desk, session.case, "The person opted out.")["records_erased"] == 1
    assert not session.folder.exists() and cases.all(desk) == []


def test_an_open_case_is_not_erased(desk, session):
    with pytest.raises(Refused) as refused:
        cases.purge(desk, session.case, "made by mistake")
    assert refused.value.code == "store-in-use" and session.folder.exists()


def test_a_case_can_be_erased_on_a_full_disk_because_the_ballast_makes_room(desk, monkeypatch):
    from leder_desktop.store import ballast, case_folder

    session = cases.new(desk, notification(), opt_out_checked_by="Sam")
    cases.leave(session)
    ballast.make(desk.folder)
    real = case_folder.purge

    def on_a_full_disk(store, *rest, **more):
        if (store / ballast.NAME).exists():
            raise Refused("disk-full", "The disk is full.")
        real(store, *rest, **more)

    monkeypatch.setattr(case_folder, "purge", on_a_full_disk)
    assert cases.purge(desk, session.case, "made by mistake")["case"] == session.case
    assert cases.all(desk) == [] and (desk.folder / ballast.NAME).stat().st_size == ballast.BYTES


def test_a_disk_that_stays_full_refuses_the_erasing_and_the_case_stays(desk, monkeypatch):
    from leder_desktop.store import case_folder

    session = cases.new(desk, notification(), opt_out_checked_by="Sam")
    cases.leave(session)

    def full(*_, **__):
        raise Refused("disk-full", "The disk is full.")

    monkeypatch.setattr(case_folder, "purge", full)
    with pytest.raises(Refused) as refused:
        cases.purge(desk, session.case, "made by mistake")
    assert refused.value.code == "disk-full" and [row.id for row in cases.all(desk)] == [session.case]


def test_a_case_whose_erasing_the_disk_cut_off_is_told_to_be_past_opening_and_goes_at_the_next_unlock(desk, session, monkeypatch):
    reference, folder = snapshot.case(session).reference, session.folder
    cases.leave(session)

    def fails(_folder):
        raise Refused("io-error", "The disk did not read or write.")

    monkeypatch.setattr(durable, "remove_tree", fails)
    with pytest.raises(Refused, match="nobody can open this case any more") as refused:
        cases.purge(desk, reference, "Asked for")
    assert refused.value.code == "io-error" and "try again" not in refused.value.sentence and folder.is_dir()
    monkeypatch.undo()
    desk.close()
    store.open_with(store.derive_with(desk.folder, lambda _: desk.held.store_key), clock=desk.clock).close()
    assert not folder.exists()


def test_a_case_that_could_not_be_left_in_good_order_can_be_opened_again(desk, session, monkeypatch):
    notes.set(session, "portrait", "Mari liked trains.")
    notes.typed(session, "portrait", "Mari liked trains and shi")

    def fails(*_, **__):
        raise Refused("disk-full", "The disk is full.")

    monkeypatch.setattr(CaseFile, "seal", fails)
    with pytest.raises(Refused, match="full"):
        cases.leave(session)
    monkeypatch.undo()
    again = cases.open(desk, session.case)
    assert notes.get(again, "portrait") == "Mari liked trains and shi"
    cases.leave(again)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.EXPORTED, State.COMPLETED])
def test_a_check_that_was_signed_is_not_written_over_and_an_opt_out_stops_the_review_wherever_it_stands(session, state):
    put(session, state=state)
    before = snapshot.case(session).opt_out
    with pytest.raises(Refused) as refused:
        cases.record_opt_out(session, by="Somebody else", result="none")
    assert refused.value.code == "wrong-state" and snapshot.case(session).opt_out == before
    with pytest.raises(Refused, match="Say whether an opt-out applies"):
        cases.record_opt_out(session, by="Somebody else", result="not-checked")
    cases.record_opt_out(session, by="Somebody else", result="opted-out")
    assert (snapshot.case(session).state, snapshot.case(session).closed_why) == (State.CLOSED, "opt-out")


def test_a_signed_review_that_is_closed_and_reopened_is_signed_by_nobody(session):
    put(session, state=State.SUBMITTED)
    with session.file.step("Sign", by="Priya") as writing:
        writing.put(Signoff(reviewer_name="Priya"))
        session.file.keep_within(STAGE1 + "review.json", b"{}")
    cases.close(session, "other")
    cases.reopen(session, "It goes on after all")
    assert snapshot.signoff(session) == Signoff() and session.file.kept(STAGE1) == {}


def put(session, **said):
    with session.file.step("Put", by="Priya") as writing:
        writing.put(replace(snapshot.case(session), **said))
