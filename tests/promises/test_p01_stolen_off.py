"""P01: the laptop is stolen while it is off. Everything is inside the encryption, and no guess opens it."""

import json
import math
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import slots
from leder_desktop.keys.derive import FLOOR, Parameters, tune
from leder_desktop.keys.wrap import unwrap
from leder_desktop.operations import header, store
from tests.faults.canary import hits
from tests.journeys.program import PASSPHRASE, Leder, quick_keys

CANARIES = ("Quillon Featherstonehaugh", "Quill", "999 000 1218", "9990001218", "LDR-CANARY-7", "zither lessons", "tambourine")
"""Names, numbers, a reference, words of the portrait, of a record and of its file name."""


@pytest.fixture(scope="module")
def stolen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Leder]:
    """A store as a thief finds it: a case with words, a record and its words, everything closed."""
    with quick_keys():
        folder = tmp_path_factory.mktemp("stolen")
        leder = Leder(folder).init()
        person = {"given": "Quillon", "family": "Featherstonehaugh", "known_as": "Quill", "nhs_number": "9990001218"}
        case = leder.new(person, reference="LDR-CANARY-7")
        assert leder("note", "set", case, "portrait", stdin=b"He loved his zither lessons with Dr Osgood Plum.").exit == 0
        record = folder / "tambourine.txt"
        record.write_text("Quillon Featherstonehaugh played the tambourine. " * 4000)
        assert leder("attach", case, record).exit == 0
        record.unlink()
        assert leder("search", "zither").exit == 0
        (folder / "notification.json").unlink()
        yield leder


def entropy(data: bytes) -> float:
    counts = Counter(data)
    return -sum(n / len(data) * math.log2(n / len(data)) for n in counts.values())


def test_p01_no_word_of_a_case_stands_in_any_file_of_the_store(stolen: Leder) -> None:
    assert hits([stolen.store], CANARIES) == []


def test_p01_would_notice_a_word_in_any_encoding(stolen: Leder, tmp_path: Path) -> None:
    for number, encoding in enumerate(("utf-8", "utf-16-le", "utf-16-be")):
        (tmp_path / str(number)).write_bytes(os.urandom(99) + "zither lessons".encode(encoding) + os.urandom(99))
    assert len(hits([tmp_path], CANARIES)) == 3


def test_p01_databases_and_records_are_noise_from_the_first_byte(stolen: Leder) -> None:
    files = [path for path in stolen.store.rglob("*") if path.suffix == ".leder" and path.name != header.NAME]
    records = list(stolen.store.glob("cases/*/evidence/*"))
    assert len(files) == 2 and len(records) == 1
    for path in (*files, *records):
        data = path.read_bytes()
        assert not data.startswith(b"SQLite format 3") and entropy(data) > 7.9, path.name


def test_p01_would_notice_a_plain_database(tmp_path: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE person (name TEXT)")
    plain.executemany("INSERT INTO person VALUES (?)", [("Quillon",)] * 2000)
    plain.commit()
    plain.close()
    assert (tmp_path / "plain.db").read_bytes().startswith(b"SQLite format 3") and entropy((tmp_path / "plain.db").read_bytes()) < 7.9


def test_p01_what_is_not_encrypted_holds_an_allow_list(stolen: Leder) -> None:
    plain = {path.name for path in stolen.store.iterdir() if path.is_file()} - {"shelf.leder"}
    assert plain == {"slots.leder", "lock", "ballast", "shelf.leder-journal"}
    assert (stolen.store / "lock").read_bytes() == b"" == (stolen.store / "shelf.leder-journal").read_bytes()
    assert entropy((stolen.store / "ballast").read_bytes()) > 7.9
    told = json.loads((stolen.store / "slots.leder").read_bytes())
    assert sorted(told) == ["checksum", "format", "shelf", "shelf_key", "slots", "store", "verifier", "version"]
    assert {field for slot in told["slots"] for field in slot} == {"argon2id", "kind", "made", "public", "salt", "sealed"}
    names = {part for path in stolen.store.rglob("*") for part in path.relative_to(stolen.store).parts}
    assert not any(word in name for name in names for word in (*CANARIES, "LDR"))


def test_p01_every_guess_costs_argon2id_at_least_at_its_floor(stolen: Leder) -> None:
    for slot in header.read(stolen.store).slots:
        assert slot.parameters is not None
        assert slot.parameters.memory_kib >= 64 * 1024 and slot.parameters.passes >= 3 and slot.parameters.lanes >= 4


def test_p01_twenty_wrong_passphrases_open_nothing_and_the_right_one_opens(stolen: Leder) -> None:
    made = header.read(stolen.store)
    guesses = [f"{PASSPHRASE} {number}" for number in range(12)]
    guesses += ["", PASSPHRASE.upper(), PASSPHRASE[:-1], PASSPHRASE[1:], PASSPHRASE.replace(" ", ""), "password", "x" * 1000]
    guesses.append(f"{PASSPHRASE}\u0301")
    for guess in guesses:
        with pytest.raises(Refused) as caught:
            slots.open_with_passphrase(made, guess)
        assert caught.value.code == "wrong-passphrase"
    assert len(slots.open_with_passphrase(made, PASSPHRASE)) == 32


def test_p01_ten_thousand_wrong_keys_do_not_unwrap_the_register(stolen: Leder) -> None:
    made = header.read(stolen.store)
    right = slots.open_with_passphrase(made, PASSPHRASE)
    near = [bytes(right[:at]) + bytes([right[at] ^ 1 << bit]) + bytes(right[at + 1 :]) for at in range(32) for bit in range(8)]
    opened = 0
    for key in (*near, *(os.urandom(32) for _ in range(10_000 - len(near)))):
        try:
            unwrap(made.shelf_key, key, purpose="shelf", about=made.store)
            opened += 1
        except Refused:
            continue
    assert opened == 0
    assert len(unwrap(made.shelf_key, right, purpose="shelf", about=made.store)) == 32


def test_p01_the_cost_is_tuned_upward_to_about_a_second_and_a_quarter_of_the_memory() -> None:
    quick = tune(1.0, 1 << 20, measure=lambda asked: asked.memory_kib / FLOOR.memory_kib * 0.05 * asked.passes / 3)
    assert quick.memory_kib == 1 << 20 and quick.passes >= 3
    slow = tune(1.0, 1 << 20, measure=lambda _: 5.0)
    assert slow == FLOOR, "never under the floor, however slow the laptop"
    small = tune(1.0, 1024, measure=lambda _: 0.01)
    assert small.memory_kib == FLOOR.memory_kib


def test_p01_would_notice_a_slot_under_the_floor() -> None:
    weak = Parameters(memory_kib=1024, passes=1, lanes=1)
    with pytest.raises(ValueError, match="floor"):
        slots.make_slot("passphrase", b"secret", parameters=weak, store="s", store_key=bytearray(32), made="")
    assert store.strength("abc") == "too weak"
