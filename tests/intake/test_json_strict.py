from decimal import Decimal

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake import json_strict


def code(untrusted: bytes) -> str:
    with pytest.raises(Refused) as refused:
        json_strict.read(untrusted)
    return refused.value.code


def test_reads_what_json_is_and_keeps_numbers_as_written():
    assert json_strict.read(b'\xef\xbb\xbf{"a": [1, 41.00, true, null, "\\ud83d\\ude00"]}') == {
        "a": [1, Decimal("41.00"), True, None, "😀"]
    }
    assert str(json_strict.read(b"41.00")) == "41.00"


@pytest.mark.parametrize(
    "untrusted",
    [
        b"", b"{", b"[1,]", b'{"a": 1, "a": 1}', b'{"x": {"b": 1, "c": 2, "b": 3}}',
        b"NaN", b"[Infinity]", b"[-Infinity]", b"'a'", b"{a: 1}",
        b"\xff\xfe{\x00}\x00", b'"\xe9"', b"1" * 5000, b"0." + b"1" * 5000, b"[01]", b'"\x01"', b"{} {}",
    ],
)  # fmt: skip
def test_refuses_what_is_not_json_or_says_two_things(untrusted: bytes):
    assert code(untrusted) == "unsupported-format"


def test_a_huge_exponent_is_a_number_and_costs_nothing():
    assert json_strict.read(b"1e400") == Decimal("1e400")


@pytest.mark.parametrize("untrusted", [b'"\\ud800"', b'{"\\udfff": 1}', b'["\\u0000"]', b'{"a\\u0000": 1}'])
def test_refuses_text_that_cannot_be_stored(untrusted: bytes):
    assert code(untrusted) == "text-not-storable"


def test_an_escaped_backslash_before_u0000_is_text():
    assert json_strict.read(b'"\\\\u0000"') == "\\u0000"


@pytest.mark.parametrize("untrusted", [b"[" * 100_000, b"[" * 101 + b"]" * 101, b'{"a":' * 101 + b"1" + b"}" * 101])
def test_refuses_what_is_nested_too_deeply(untrusted: bytes):
    assert code(untrusted) in ("too-complex", "unsupported-format")


def test_what_is_nested_deeply_but_not_too_deeply_is_read():
    assert json_strict.read(b"[" * 99 + b"]" * 99)


def test_refuses_too_many_values_before_reading_them():
    assert code(b"[" + b"0," * json_strict.MAX_VALUES + b"0]") == "too-big"


def test_refuses_a_file_that_is_too_big(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(json_strict, "MAX_BYTES", 8)
    assert json_strict.read(b'"123456"') == "123456"
    assert code(b'"1234567"') == "too-big"


def test_the_sentence_names_the_key_but_not_its_value():
    with pytest.raises(Refused, match=r"twice \(name\)") as refused:
        json_strict.read(b'{"name": "Colm", "name": "Wray"}')
    assert "Colm" not in refused.value.sentence
