"""P08: the passphrase is forgotten. The words on paper, proved by typing when they were made, open the store; a wrong one is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.keys import recovery
from tests.journeys.program import Leder, quick_keys

NEW = "nine brisk otters under moss"


@pytest.fixture
def leder(tmp_path: Path) -> Iterator[Leder]:
    with quick_keys():
        made = Leder(tmp_path).copied()
        (tmp_path / "new.txt").write_text(NEW + "\n")
        yield made


def words(leder: Leder) -> list[str]:
    typed = recovery.as_printed((leder.folder / "sheet.txt").read_text("utf-8"))
    return typed.split()


def recover(leder: Leder, code: str) -> object:
    (leder.folder / "code.txt").write_text(code, "utf-8")
    return leder("recover", "--code-file", leder.folder / "code.txt", "--new-passphrase-file", leder.folder / "new.txt", passphrase=False)


def test_p08_the_words_open_force_a_new_passphrase_and_the_old_one_fails(leder: Leder) -> None:
    case = leder.new({"given": "Mari", "family": "Ellis"})
    assert recover(leder, " ".join(words(leder))).exit == 0
    old = leder("case", "list")
    assert (old.exit, old.code) == (3, "wrong-passphrase")
    leder.secret.write_text(NEW, "utf-8")
    assert [row["case"] for row in leder("case", "list").document["cases"]] == [case]
    assert recover(leder, " ".join(words(leder))).exit == 0, "the sheet stays good"


def test_p08_there_is_no_opening_without_a_new_passphrase(leder: Leder) -> None:
    (leder.folder / "new.txt").write_text("short", "utf-8")
    answered = recover(leder, " ".join(words(leder)))
    assert (answered.exit, answered.code) == (1, "weak-passphrase")
    assert leder("case", "list").exit == 0, "the passphrase is still the old one"


@pytest.mark.parametrize("place", range(1, 15))
def test_p08_one_wrong_word_is_named_and_never_half_opens(leder: Leder, place: int) -> None:
    typed = words(leder)
    before = (leder.store / "slots.leder").read_bytes()
    listed = recovery.word_list()
    for wrong in (listed[(listed.index(typed[place - 1]) + 700) % len(listed)], "blargh"):
        answered = recover(leder, " ".join([*typed[: place - 1], wrong, *typed[place:]]))
        assert (answered.exit, answered.code) == (3, "wrong-passphrase")
        assert answered.document["error"]["word"] == place and f"ord {place} " in answered.document["error"]["sentence"] + " "
    assert (leder.store / "slots.leder").read_bytes() == before


def test_p08_would_notice_words_that_open_although_one_is_wrong(leder: Leder, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the check words ignored the wrong word is not named any more, and still opens nothing."""
    typed = words(leder)
    listed = recovery.word_list()
    typed[3] = listed[(listed.index(typed[3]) + 1) % len(listed)]
    monkeypatch.setattr(recovery, "_check", lambda numbers: None)
    answered = recover(leder, " ".join(typed))
    assert (answered.exit, answered.code) == (3, "wrong-passphrase") and "word" not in answered.document["error"]


def test_p08_the_code_has_at_least_128_bits() -> None:
    assert len(recovery.word_list()) ** recovery.SECRET_WORDS >= 2**128
    assert len({recovery.new_code() for _ in range(50)}) == 50


def test_p08_a_store_is_not_made_before_the_sheet_was_proved(tmp_path: Path) -> None:
    with quick_keys():
        leder = Leder(tmp_path)
        answered = leder("init", "--name", "Priya Raman", "--role", "reviewer")
        assert answered.exit == 2 and not leder.store.exists()
