"""What a passphrase must be."""

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import passphrase


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "too short"),
        ("Ab1!xyz90", "too short"),
        ("   Ab1!xyz9   ", "too short"),
        ("herons weir moss", "too simple"),
        ("heronsandweirs", "too simple"),
        ("weir weir weir moss", "too simple"),
        ("HeronsAndWeirs", "too simple"),
        ("Password123!", "tried first"),
        ("P@ssw0rd2026", "tried first"),
        ("Welcome2026!!", "tried first"),
        ("LeDeR-Review-2026", "tried first"),
        ("correct horse battery staple", "tried first"),
        ("Autumn2026!?", "tried first"),
        ("qwertyuiop12A!", "tried first"),
        ("Abcdefgh1!kq", "tried first"),
        ("0123456789aB", "tried first"),
        ("aA1!aA1!aA1!", "tried first"),
        ("herons weir moss\x07 otter", "no keyboard has"),
        ("heron weir moss " * 100, "longer than"),
    ],
)
def test_a_weak_one_is_refused_with_what_is_missing(weak: str, why: str) -> None:
    with pytest.raises(Refused) as caught:
        passphrase.check(weak)
    assert caught.value.code == "weak-passphrase" and caught.value.exit == 1
    assert why in caught.value.sentence
    if weak.strip():
        assert weak not in caught.value.sentence, "a passphrase never comes back in a message"
    assert passphrase.strength(weak) == "too weak"


@pytest.mark.parametrize(
    "good",
    [
        "four quiet herons by the weir",
        "Kestrel9!oak",
        "herons-weir-moss-otter",
        "crychydd cored mwsogl dyfrgi",
        "Ωραία2026κύματα!",
        "monday kettle quarry lantern",
    ],
)
def test_a_good_one_passes(good: str) -> None:
    passphrase.check(good)
    assert passphrase.strength(good) in ("good enough", "strong")


def test_longer_is_stronger() -> None:
    assert passphrase.strength("Kestrel9!oak") == "good enough"
    assert passphrase.strength("four quiet herons by the old weir") == "strong"
