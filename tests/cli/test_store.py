"""Making and opening a store; each refusal has its code, its sentence and its exit."""

import shutil

import pytest


def test_init_writes_the_recovery_sheet_and_says_where_the_store_is(leder):
    assert "Recovery sheet" in (leder.folder / "sheet.txt").read_text("utf-8")
    assert sorted(p.name for p in leder.store.iterdir()) == [
        "ballast",
        "cases",
        "lock",
        "shelf.leder",
        "shelf.leder-journal",
        "slots.leder",
    ]


def test_a_second_init_is_refused_and_changes_nothing(leder):
    before = (leder.store / "slots.leder").read_bytes()
    again = leder("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", leder.folder / "other.txt")
    assert (again.exit, again.code) == (1, "store-exists")
    assert (leder.store / "slots.leder").read_bytes() == before and not (leder.folder / "other.txt").exists()


def test_init_without_a_file_or_a_terminal_is_usage(leder):
    assert leder("init", "--name", "Sam", "--role", "reviewer").exit == 2


@pytest.mark.parametrize("weak", ["short", "passwordpassword", "aaaaaaaaaaaaaa", "1234567890"])
def test_a_weak_passphrase_is_refused_and_makes_nothing(leder, weak):
    leder.store = leder.folder / "second"
    leder.secret.write_text(weak, "utf-8")
    answered = leder("init", "--name", "Sam", "--role", "reviewer", "--recovery-out", leder.folder / "other.txt")
    assert (
        (answered.exit, answered.code) == (1, "weak-passphrase") and not leder.store.exists() and not (leder.folder / "other.txt").exists()
    )


def test_wrong_passphrase_missing_store_and_store_in_use_are_three_things(leder):
    from leder_desktop.store.lock import StoreLock

    leder.secret.write_text("seven quiet otters sleeping", "utf-8")
    assert (leder("case", "list").exit, leder("case", "list").code) == (3, "wrong-passphrase")
    leder.secret.write_text("seven quiet otters drumming", "utf-8")
    with StoreLock.take(leder.store):
        leder.patch.setattr("leder_desktop.store.lock.WAIT_SECONDS", 0.0)
        leder.patch.setattr(StoreLock.take.__func__, "__defaults__", (0.0,))
        answered = leder("case", "list")
        assert (answered.exit, answered.code) == (3, "store-in-use")
        assert leder("date", "2019").exit == 0
    leder.store = leder.folder / "nowhere"
    assert (leder("case", "list").exit, leder("case", "list").code) == (3, "no-store")


@pytest.mark.parametrize(("ending", "opens"), [(b"", True), (b"\n", True), (b"\r\n", True), (b"\n\n", True), (b"x", False)])
def test_one_final_line_end_of_the_passphrase_file_is_removed(leder, ending, opens):
    leder.secret.write_bytes(b"seven quiet otters drumming" + ending)
    assert leder("case", "list").exit == (0 if opens else 3)


def test_damage_is_told_and_never_started_afresh(leder):
    shelf = leder.store / "shelf.leder"
    data = bytearray(shelf.read_bytes())
    data[100] ^= 1
    shelf.write_bytes(data)
    answered = leder("case", "list")
    assert (answered.exit, answered.code) == (1, "damaged") and shelf.read_bytes() == data
    shelf.unlink()
    answered = leder("case", "list")
    assert answered.code == "damaged" and "missing" in answered.document["error"]["sentence"] and not shelf.exists()


def test_a_damaged_case_is_named_by_doctor_and_hurts_no_other(leder):
    first, second = leder.new(), leder.new(person={"family": "Other"})
    path = leder.store / "cases" / first / "case.leder"
    data = bytearray(path.read_bytes())
    data[5000] ^= 1
    path.write_bytes(data)
    answered = leder("doctor")
    assert answered.exit == 1 and {d["case"] for d in answered.document["damage"]} == {first}
    assert leder("note", "get", second, "portrait").exit == 0


def test_the_digest_of_doctor_follows_the_content_only(leder):
    case = leder.new()
    first = leder("doctor").document["digest"]
    assert leder("doctor").document["digest"] == first
    leder("note", "set", case, "portrait", stdin=b"Ann")
    assert leder("doctor").document["digest"] != first


def test_change_and_recover_leave_one_passphrase_that_opens(leder):
    new = leder.folder / "new.txt"
    new.write_text("eleven loud herons marching", "utf-8")
    assert leder("passphrase", "change", "--new-passphrase-file", new).exit == 0
    assert leder("case", "list").code == "wrong-passphrase"
    shutil.copy(new, leder.secret)
    assert leder("case", "list").exit == 0
    new.write_text("forty green tractors humming", "utf-8")
    assert leder("recover", "--code-file", leder.folder / "sheet.txt", "--new-passphrase-file", new, passphrase=False).exit == 0
    assert leder("case", "list").code == "wrong-passphrase"
    shutil.copy(new, leder.secret)
    assert leder("case", "list").exit == 0


def test_a_wrong_recovery_word_is_named(leder):
    words = [line.split() for line in (leder.folder / "sheet.txt").read_text("utf-8").splitlines() if line.strip()[:1].isdigit()]
    by_number = {row[i]: row[i + 1] for row in words for i in (0, 2)}
    code = [by_number[f"{n}."] for n in range(1, len(by_number) + 1)]
    new = leder.folder / "new.txt"
    new.write_text("forty green tractors humming", "utf-8")
    path = leder.folder / "code.txt"
    path.write_text(" ".join(["zzzzzz" if n == 2 else word for n, word in enumerate(code)]), "utf-8")
    answered = leder("recover", "--code-file", path, "--new-passphrase-file", new)
    assert answered.exit == 3 and "3" in answered.document["error"]["sentence"]
    path.write_text(" ".join(code), "utf-8")
    assert leder("recover", "--code-file", path, "--new-passphrase-file", new).exit == 0
