"""The ways into a store: the right secret opens, a wrong one is said to be wrong, and damage is said to be damage."""

import json
import os
from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import derive, recovery, slots, wrap
from leder_desktop.keys.derive import FLOOR, Parameters
from leder_desktop.keys.slots import Slots

STORE = "11111111-1111-4111-8111-111111111111"
PASSPHRASE = "four quiet herons by the weir"
SECRET = derive.normalise(PASSPHRASE)
MADE = "2026-03-29T00:59:59+00:00"
STORE_KEY, SHELF_KEY = wrap.new_key(), wrap.new_key()
CODE = recovery.new_code()


def slot(kind: str = "passphrase", secret: bytes | bytearray = SECRET, key: bytes | bytearray = STORE_KEY) -> slots.Slot:
    return slots.make_slot(kind, secret, parameters=FLOOR, store=STORE, store_key=key, made=MADE)


def wrapped(key: bytes | bytearray) -> bytes:
    return wrap.wrap(SHELF_KEY, key, purpose="shelf", about=STORE)


@pytest.fixture(scope="module")
def made() -> Slots:
    ways = [slot(), slot("recovery", recovery.secret(CODE))]
    return slots.new(store=STORE, store_key=STORE_KEY, shelf="shelf.leder", shelf_key=wrapped(STORE_KEY), slots=ways)


def refused_with(code: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        slots.parse(data)
    assert caught.value.code == code
    return caught.value.sentence


def test_the_file_comes_back_and_both_ways_open_it(made: Slots) -> None:
    again = slots.parse(slots.to_bytes(made))
    assert again == made
    assert slots.open_with_passphrase(again, PASSPHRASE) == STORE_KEY
    assert slots.open_with_recovery(again, CODE.upper()) == STORE_KEY
    assert wrap.unwrap(again.shelf_key, STORE_KEY, purpose="shelf", about=STORE) == SHELF_KEY


def test_the_file_holds_an_allow_list_of_fields_and_no_secret(made: Slots) -> None:
    document = json.loads(slots.to_bytes(made))
    assert sorted(document) == ["checksum", "format", "shelf", "shelf_key", "slots", "store", "verifier", "version"]
    assert sorted(document["slots"][0]) == ["argon2id", "kind", "made", "public", "salt", "sealed"]
    text = slots.to_bytes(made).decode("ascii")
    for secret in (STORE_KEY, SHELF_KEY, recovery.secret(CODE), PASSPHRASE.encode()):
        assert secret.hex() not in text
    assert PASSPHRASE not in text and CODE.split()[0] not in text.replace("shelf", "")


def test_twenty_wrong_passphrases_open_nothing(made: Slots) -> None:
    tries = [PASSPHRASE.upper(), PASSPHRASE[:-1], PASSPHRASE + "s", "", *(f"{PASSPHRASE} {n}" for n in range(16))]
    for wrong in tries:
        with pytest.raises(Refused) as caught:
            slots.open_with_passphrase(made, wrong)
        assert caught.value.code == "wrong-passphrase" and caught.value.exit == 3


def test_another_stores_sheet_opens_nothing(made: Slots) -> None:
    with pytest.raises(Refused) as caught:
        slots.open_with_recovery(made, recovery.new_code())
    assert caught.value.code == "wrong-passphrase" and "older sheet" in caught.value.sentence


def test_the_passphrase_is_no_recovery_code(made: Slots) -> None:
    without = replace(made, slots=made.slots[:1])
    with pytest.raises(Refused) as caught:
        slots.open_with_recovery(without, CODE)
    assert caught.value.code == "wrong-passphrase"


def test_a_right_passphrase_with_a_damaged_key_is_damage_not_a_wrong_passphrase(made: Slots) -> None:
    other = slot(key=wrap.new_key())
    for damaged in (
        replace(made, slots=(replace(made.slots[0], sealed=made.slots[0].sealed[:-1] + bytes([made.slots[0].sealed[-1] ^ 1])),)),
        replace(made, slots=(replace(made.slots[0], kind="passphrase", sealed=other.sealed),)),
        replace(made, store="22222222-2222-4222-8222-222222222222"),
        replace(made, shelf="shelf-1.leder"),
        replace(made, slots=made.slots[:1]),
        replace(made, shelf_key=bytes(61)),
    ):
        again = slots.parse(slots.to_bytes(damaged))  # the checksum is right: whoever changed it knew the format
        with pytest.raises(Refused) as caught:
            slots.open_with_passphrase(again, PASSPHRASE)
        assert caught.value.code == "damaged"


def test_every_flipped_byte_is_damage(made: Slots) -> None:
    whole = slots.to_bytes(made)
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises(Refused) as caught:
            slots.parse(bytes(changed))
        assert caught.value.code in ("damaged", "newer-store"), place


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 50000,
        b" " * 70000,
        b'{"format":"leder-slots","version":true}',
        b'{"format":"other","version":1}',
        b"SQLite",
    ],
)
def test_what_is_no_slots_file_is_damage(data: bytes) -> None:
    refused_with("damaged", data)


def test_spaces_cuts_and_additions_are_damage(made: Slots) -> None:
    whole = slots.to_bytes(made)
    for changed in (whole[:-1], whole + b"\n", b" " + whole, whole[: len(whole) // 2], whole.replace(b",", b", ", 1)):
        refused_with("damaged", changed)


def test_a_newer_version_is_not_guessed_at() -> None:
    assert "newer version" in refused_with("newer-store", b'{"format":"leder-slots","version":3,"what":["we do not know"]}')


@pytest.mark.parametrize(
    "changed",
    [
        {"argon2id": {"memory_kib": 1 << 40, "passes": 3, "lanes": 4}},
        {"argon2id": {"memory_kib": 0, "passes": 3, "lanes": 4}},
        {"argon2id": {"memory_kib": 65536, "passes": 10**9, "lanes": 4}},
        {"kind": "other"},
        {"salt": "00"},
    ],
)
def test_a_header_made_to_eat_the_memory_is_refused_before_it_does(made: Slots, changed: dict[str, object]) -> None:
    document = json.loads(slots.to_bytes(made))
    document["slots"][0] |= changed
    refused_with("damaged", json.dumps(document, sort_keys=True, separators=(",", ":")).encode() + b"\n")


@pytest.mark.parametrize("name", ["../shelf.leder", "shelf/../x.leder", "case.leder", "shelf.db", ""])
def test_the_shelfs_name_is_never_a_path(made: Slots, name: str) -> None:
    refused_with("damaged", slots.to_bytes(replace(made, shelf=name)))


def test_no_slot_is_made_under_the_floor() -> None:
    for parameters in (
        Parameters(memory_kib=65535, passes=3, lanes=4),
        Parameters(memory_kib=65536, passes=2, lanes=4),
        Parameters(memory_kib=65536, passes=3, lanes=3),
    ):
        with pytest.raises(ValueError, match="floor"):
            slots.make_slot("passphrase", b"x", parameters=parameters, store=STORE, store_key=STORE_KEY, made=MADE)
    with pytest.raises(ValueError):
        slots.make_slot("other", b"x", parameters=FLOOR, store=STORE, store_key=STORE_KEY, made=MADE)


def test_a_new_passphrase_makes_the_old_one_fail_and_leaves_the_sheet(made: Slots) -> None:
    after = slots.parse(slots.to_bytes(slots.replace_slot(made, STORE_KEY, slot(secret=derive.normalise("nine brisk otters under moss")))))
    assert slots.open_with_passphrase(after, "nine brisk otters under moss") == STORE_KEY
    assert slots.open_with_recovery(after, CODE) == STORE_KEY
    with pytest.raises(Refused) as caught:
        slots.open_with_passphrase(after, PASSPHRASE)
    assert caught.value.code == "wrong-passphrase"


def test_a_slot_put_in_by_somebody_else_is_never_given_a_new_key(made: Slots) -> None:
    theirs = slot(secret=b"theirs", key=os.urandom(32))
    changed = replace(made, slots=(*made.slots, replace(theirs, kind="recovery")))
    with pytest.raises(Refused) as caught:
        slots.replace_slot(changed, STORE_KEY, made.slots[0])
    assert caught.value.code == "damaged"
