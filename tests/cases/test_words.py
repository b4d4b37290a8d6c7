"""Hostile words in the place of every argument: refused or done, in one document, without a crash; what is refused writes nothing."""

from pathlib import Path

import pytest

from tests.journeys.program import Leder

HOSTILE = [
    "", "\udc80", "x" * 5_000, "../../etc/passwd", "\u202e", "[" * 50_000, '{"a": 1e999}', "NaN", "null", "9" * 5_000, "%s%n",
    "'; DROP TABLE thing; --", "\r\n", "\x1b[31m\x07",
]  # fmt: skip

COMMANDS = {
    "case show": ["case", "show", "{}"],
    "case close": ["case", "close", "{case}", "--why={}"],
    "case new": ["case", "new", "--opt-out-checked={}"],
    "opt-out": ["case", "opt-out", "{case}", "--by=Sam", "--result", "none", "--on={}"],
    "attach": ["attach", "{case}", "{}"],
    "attach from": ["attach", "{case}", "{file}", "--from={}"],
    "import": ["import", "{case}", "{}"],
    "evidence get": ["evidence", "get", "{case}", "{}", "--out", "{out}"],
    "evidence out": ["evidence", "get", "{case}", "x", "--out={}"],
    "timeline": ["timeline", "{case}", "--from={}"],
    "date": ["date", "--", "{}"],
    "date born": ["date", "2019", "--born={}"],
    "nhs-number": ["nhs-number", "--", "{}"],
    "note": ["note", "set", "{case}", "{}"],
    "answer": ["answer", "{case}", "--", "{}", "yes"],
    "search": ["search", "--", "{}"],
    "questions": ["questions", "--set={}"],
    "report": ["report", "{case}", "--kind", "review", "--out={}"],
    "submit": ["submit", "{case}", "--identity={}"],
    "verify": ["verify", "--", "{}"],
    "trust": ["trust", "import", "--", "{}"],
    "identity": ["identity", "import", "--pin-file", "{file}", "--", "{}", "{file}"],
    "release": ["release", "{case}", "--identity=x", "--to={}"],
}


@pytest.fixture
def words(leder: Leder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    (tmp_path / "file.txt").write_text("invented")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")  # a word may be a good name for a file
    return {"case": leder.new({"given": "Ann", "family": "Lee"}), "file": str(tmp_path / "file.txt"), "out": str(tmp_path / "out")}


def ask(leder: Leder, words: dict[str, str], command: list[str], hostile: str) -> None:
    before = leder.case_bytes(words["case"])
    answered = leder(*(word.format(hostile, **words) for word in command))
    assert answered.exit in (0, 1, 2, 3, 4), hostile[:40]
    assert answered.exit == 2 or answered.document is not None
    assert answered.exit == 0 or leder.case_bytes(words["case"]) == before, hostile[:40]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_hostile_word(leder: Leder, words: dict[str, str], name: str) -> None:
    for hostile in HOSTILE:
        ask(leder, words, COMMANDS[name], hostile)


@pytest.mark.long
def test_a_hostile_answer_to_every_question(leder: Leder, words: dict[str, str]) -> None:
    references = [question["ref"] for one in leder("questions").document["sets"] for question in one["questions"]]
    assert len(references) > 20
    for number, reference in enumerate(references):
        ask(leder, words, ["answer", "{case}", reference, "--", "{}"], HOSTILE[number % len(HOSTILE)])
    assert leder("history", words["case"]).document["intact"] is True
    assert leder("doctor").document["damage"] == []


def test_any_text_is_a_query(leder: Leder) -> None:
    for text in HOSTILE:
        assert leder("search", "--", text).exit == 0, text[:40]
