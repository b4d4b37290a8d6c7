"""From a passphrase to 32 bytes, and keys under keys."""

import os
from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import derive, wrap
from leder_desktop.keys.derive import CEILING, FLOOR, Parameters


def test_argon2id_is_the_standards() -> None:
    # A published answer: src/test.c of the reference program (phc-winner-argon2), Argon2id v=0x13, t=2, m=16 (64 MiB), p=1.
    made = derive.derive(b"password", b"somesalt", Parameters(memory_kib=65536, passes=2, lanes=1))
    assert made.hex() == "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"


def test_the_same_words_typed_differently_are_the_same_passphrase() -> None:
    assert derive.normalise("Cafe\u0301 quay ") == derive.normalise("\tCaf\u00e9\u00a0quay\n") == "Caf\u00e9 quay".encode()
    assert derive.normalise("a  b") != derive.normalise("a b"), "white space inside counts"
    assert derive.normalise("A b") != derive.normalise("a b"), "letter case counts"
    with pytest.raises(Refused) as caught:
        derive.normalise("\ud800")
    assert caught.value.code == "text-not-storable"


def test_tuning_goes_up_and_stays_under_its_limits() -> None:
    def machine(parameters: Parameters) -> float:
        return parameters.memory_kib * parameters.passes / FLOOR.memory_kib / FLOOR.passes * 0.1

    tuned = derive.tune(1.0, 1024 * 1024, machine)
    assert tuned.memory_kib == 8 * FLOOR.memory_kib and machine(tuned) <= 1.0 and tuned.passes == 3
    short_of_memory = derive.tune(1.0, 128 * 1024, machine)
    assert short_of_memory.memory_kib == 128 * 1024 and short_of_memory.passes == 15 and machine(short_of_memory) <= 1.0
    assert derive.tune(1.0, 1, lambda _: 60.0) == FLOOR, "never under the floor, however slow the machine"
    fast = derive.tune(1.0, 1 << 40, lambda _: 0.0)
    assert fast.memory_kib <= CEILING.memory_kib and fast.passes <= CEILING.passes
    assert derive.quarter_of_memory_kib() > 0


def test_a_wrapped_key_opens_only_for_what_it_was_wrapped_for() -> None:
    key, under = wrap.new_key(), wrap.new_key()
    wrapped = wrap.wrap(key, under, purpose="case", about="a")
    assert wrap.unwrap(wrapped, under, purpose="case", about="a") == key
    assert key not in wrapped and len(wrapped) == 61
    assert wrap.wrap(key, under, purpose="case", about="a") != wrapped
    for purpose, about, by in (("shelf", "a", under), ("case", "b", under), ("case", "a", wrap.new_key())):
        with pytest.raises(Refused) as caught:
            wrap.unwrap(wrapped, by, purpose=purpose, about=about)
        assert caught.value.code == "damaged"


def test_ten_thousand_wrong_keys_open_nothing() -> None:
    wrapped = wrap.wrap(wrap.new_key(), wrap.new_key(), purpose="shelf", about="a")
    for _ in range(10_000):
        with pytest.raises(Refused):
            wrap.unwrap(wrapped, os.urandom(32), purpose="shelf", about="a")


def test_every_flipped_byte_of_a_wrap_is_refused() -> None:
    key, under = wrap.new_key(), wrap.new_key()
    wrapped = wrap.wrap(key, under, purpose="case", about="a")
    for place in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[place] ^= 1
        with pytest.raises(Refused) as caught:
            wrap.unwrap(bytes(changed), under, purpose="case", about="a")
        assert caught.value.code == "damaged"
    for cut in (b"", wrapped[:-1], wrapped + b"x"):
        with pytest.raises(Refused):
            wrap.unwrap(cut, under, purpose="case", about="a")
    with pytest.raises(Refused) as caught:
        wrap.unwrap(b"\x02" + wrapped[1:], under, purpose="case", about="a")
    assert caught.value.code == "newer-store"


def test_keys_of_another_length_are_an_error_of_ours() -> None:
    for key, under in ((b"short", bytes(32)), (bytes(32), b"short")):
        with pytest.raises(ValueError, match="32"):
            wrap.wrap(key, under, purpose="case", about="a")
    with pytest.raises(ValueError, match="32"):
        wrap.unwrap(bytes(61), b"short", purpose="case", about="a")


def test_a_wrapping_does_both_and_shows_no_key() -> None:
    under = wrap.new_key()
    wrapping = wrap.Wrapping(under=under, purpose="case")
    key = wrap.new_key()
    assert wrapping.unwrap(wrapping.wrap(key, "a"), "a") == key
    assert repr(bytes(under)) not in repr(wrapping) and repr(under) not in repr(wrapping)
    with pytest.raises(Refused):
        replace(wrapping, purpose="shelf").unwrap(wrapping.wrap(key, "a"), "a")
