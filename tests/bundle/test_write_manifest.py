"""The bag's text files: one exact form each."""

from datetime import date

import pytest

from leder_desktop.bundle import manifest, sources
from leder_desktop.bundle.canonical import canonical
from leder_desktop.errors import Refused

BUNDLE = "6f1c1f0e-5a34-4d0f-9c1e-2f6f3a9b7c11"
A, B = "a" * 64, "b" * 64
PAYLOAD = [sources.from_bytes("data/report.pdf", b"12345").digest, sources.from_bytes("data/evidence/e0001.pdf", b"").digest]


def _info(**other: object) -> bytes:
    usual: dict[str, object] = {
        "agent": "leder-desktop 0.1.0",
        "day": date(2026, 3, 9),
        "bundle": BUNDLE,
        "payload": PAYLOAD,
        "recipients": [B, A],
    }
    return manifest.bag_info(**(usual | other))  # pyright: ignore[reportArgumentType]


def test_bag_info_to_the_byte() -> None:
    assert _info(supersedes="11111111-2222-4333-8444-555555555555") == (
        b"Bag-Software-Agent: leder-desktop 0.1.0\n"
        b"BagIt-Profile-Identifier: urn:leder:bundle:1.0\n"
        b"Bagging-Date: 2026-03-09\n"
        b"External-Identifier: urn:uuid:6f1c1f0e-5a34-4d0f-9c1e-2f6f3a9b7c11\n"
        b"Payload-Oxum: 5.2\n"
        b"Leder-Bundle-Version: 1.0\n"
        b"Leder-Recipient-Certificate-SHA256: " + A.encode() + b" " + B.encode() + b"\n"
        b"Leder-Supersedes: urn:uuid:11111111-2222-4333-8444-555555555555\n"
    )
    assert b"Supersedes" not in _info()


def test_fourteen_recipients_fit_and_fifteen_do_not() -> None:
    many = [f"{n:064x}" for n in range(15)]
    lines = _info(recipients=many[:14]).split(b"\n")
    assert max(map(len, lines)) <= 1_000
    for wrong in (many, []):
        with pytest.raises(Refused) as refused:
            _info(recipients=wrong)
        assert refused.value.code == "BAG-INFO"


@pytest.mark.parametrize("agent", ["a\nBagging-Date: 1999-01-01", "a\u2028b", "x" * 1_000, "a "])
def test_a_line_that_would_be_read_otherwise_is_refused(agent: str) -> None:
    with pytest.raises(Refused) as refused:
        _info(agent=agent)
    assert refused.value.code == "BAG-INFO"


@pytest.mark.parametrize("wrong", [{"bundle": BUNDLE.upper()}, {"bundle": BUNDLE.replace("-4d", "-1d")}, {"recipients": [A.upper()]}])
def test_our_own_mistakes_do_not_get_into_a_bag(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="form"):
        _info(**wrong)


def test_manifest_to_the_byte() -> None:
    empty = (
        "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
    )
    files = [sources.from_bytes(name, b"").digest for name in ("data/b", "data/a.b", "data/a/b", "data/B")]
    names = ("data/B", "data/a.b", "data/a/b", "data/b")
    assert manifest.manifest(files).decode() == "".join(f"{empty}  {name}\n" for name in names)


def test_bagit_txt_is_the_two_lines() -> None:
    assert manifest.BAGIT_TXT == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def test_canonical_json_is_rfc_8785() -> None:
    """The example of RFC 8785 section 3.2.2 and 3.2.3, shortened, and a key order that bytes and UTF-16 see differently."""
    value = {"numbers": [333333333.33333329, 1e30, 4.50, 2e-3], "string": '€$\u000f\nA\'B"\\"/', "literals": [None, True, False]}
    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002],"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}'.encode()
    )
    assert canonical({"\ufb33": 1, "\U0001f600": 2}) == '{"\U0001f600":2,"\ufb33":1}'.encode()
