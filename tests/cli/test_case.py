"""One case through the command line, as the contract words it."""

import hashlib
import json

import pytest


def test_the_opt_out_gate_holds_for_every_way_in(leder, tmp_path):
    case = leder("case", "new").document["case"]
    (tmp_path / "a.txt").write_text("a")
    for words in (
        ("attach", case, tmp_path / "a.txt"),
        ("import", case, tmp_path / "a.txt"),
        ("note", "set", case, "portrait"),
        ("answer", case, "initial.D10", "yes"),
    ):
        answered = leder(*words, stdin=b"x")
        assert answered.exit == 1 and answered.code in ("opt-out-not-checked", "unsupported-format"), words
    assert leder("case", "opt-out", case, "--by", "Sam", "--result", "none").document["state"] == "in-progress"
    assert leder("note", "set", case, "portrait", stdin=b"x").document == {"chars": 1}


def test_an_opted_out_notification_makes_a_closed_case_and_nobodys_word_overrides_it(leder):
    path = leder.folder / "n.json"
    told = {
        "format": "leder-notification",
        "version": "1.0",
        "reference": "R-1",
        "opt_out": {"by": "Sam", "checked_on": "2026-01-05", "result": "opted-out"},
    }
    path.write_text(json.dumps(told))
    answered = leder("case", "new", "--notification", path, "--opt-out-checked", "Kim")
    assert answered.exit == 0 and leder("case", "show", answered.document["case"]).document["state"] == "closed"


@pytest.mark.parametrize(
    "untrusted", [b"", b"{", b"null", b'{"format": "x"}', b'{"format": "leder-notification", "version": "2.0"}', b"\xff"]
)
def test_a_malformed_notification_is_refused(leder, untrusted):
    path = leder.folder / "n.json"
    path.write_bytes(untrusted)
    answered = leder("case", "new", "--notification", path)
    assert answered.exit == 1 and answered.document["error"]["sentence"]
    assert leder("case", "list").document == {"cases": []}


def test_list_and_show(leder):
    case = leder.new(reference="R-7", notified_on="2026-08-31")
    [row] = leder("case", "list").document["cases"]
    assert {k: row[k] for k in ("case", "reference", "state", "due", "waiting_for")} == {
        "case": case, "reference": "R-7", "state": "in-progress", "due": "2027-02-28", "waiting_for": [],
    }  # fmt: skip
    shown = leder("case", "show", "R-7").document
    assert (shown["format"], shown["version"], shown["caseId"], shown["sample"]) == ("leder-review", "1.0", case, False)
    assert shown["reviewer"] == {"name": "Priya", "certificateSha256": None}


def test_close_reopen_purge(leder):
    case = leder.new()
    assert leder("case", "close", case, "--why", "out-of-scope").document["state"] == "closed"
    assert leder("note", "set", case, "portrait", stdin=b"x").code == "wrong-state"
    assert leder("case", "reopen", case, "--why", "mistake").document["state"] == "in-progress"
    certificate = leder("case", "purge", case, "--why", "made by mistake").document["certificate"]
    assert certificate["case"] == case and leder("case", "show", case).code == "no-such-case"


def test_bytes_in_the_same_bytes_out(leder, tmp_path):
    case, data = leder.new(), bytes(range(256)) * 5000
    (tmp_path / "scan 1.png").write_bytes(b"\x89PNG\r\n\x1a\n" + data)
    kept = leder("attach", case, tmp_path / "scan 1.png", "--from", "Elm", "--kind", "scan").document
    assert kept["media_type"] == "image/png" and kept["sha256"] == hashlib.sha256(b"\x89PNG\r\n\x1a\n" + data).hexdigest()
    [row] = leder("evidence", "list", case).document["evidence"]
    assert row == {
        "id": kept["evidence"],
        "name": "scan 1.png",
        "sha256": kept["sha256"],
        "bytes": kept["bytes"],
        "media_type": "image/png",
    }
    assert leder("evidence", "get", case, kept["evidence"], "--out", tmp_path / "out").exit == 0
    assert (tmp_path / "out").read_bytes() == (tmp_path / "scan 1.png").read_bytes()
    assert leder("evidence", "get", case, kept["evidence"], "--out", tmp_path / "out").code == "file-exists"
    assert leder("evidence", "get", case, "nothing", "--out", tmp_path / "other").code == "no-such-evidence"


@pytest.mark.parametrize("text", ["", "a\nb\n", "a\r\nb", "  \t", "ŵ 𝒲 \u202e", "x" * 100_000])
def test_a_note_comes_back_byte_for_byte(leder, text):
    case = leder.new()
    assert leder("note", "set", case, "conversation/mother-1", stdin=text.encode()).document == {"chars": len(text)}
    assert leder("note", "get", case, "conversation/mother-1", json=False).out == text
    assert leder("note", "get", case, "conversation/mother-1").document == {"text": text}


@pytest.mark.parametrize("section", ["elsewhere", "conversation/", "conversation/UP", "conversation/" + "a" * 41, "portrait/x"])
def test_a_section_that_is_not_there_is_refused(leder, section):
    assert leder("note", "set", leder.new(), section, stdin=b"x").exit == 1


@pytest.mark.parametrize("raw", [b"a\0b", b"\xff", b"\xed\xa0\x80"])
def test_text_that_cannot_be_stored_is_refused(leder, raw):
    assert leder("note", "set", leder.new(), "portrait", stdin=raw).code == "text-not-storable"


def test_a_question_can_be_answered_with_each_status(leder):
    case = leder.new()
    answered = [q["ref"] for s in leder("questions").document["sets"] for q in s["questions"] if not q["kept"]]
    for question in answered[:6]:
        for status in ("not-known", "not-applicable", "insufficient", "not-asked"):
            said = leder("answer", case, question, status).document
            assert (said["question"], said["value"]) == (question, status) and said["by"] and said["at"]
    assert leder("answer", case, "initial.XX", "yes").code == "no-such-question"
    assert leder("answer", case, "initial.D10", "perhaps").exit == 1


def test_check_lists_remarks_and_exits_1_when_one_blocks(leder):
    answered = leder("check", leder.new())
    assert answered.exit == 1 and answered.document["blocking"] > 0
    assert {"rule", "severity", "sentence", "where"} <= set(answered.document["remarks"][0])


def test_an_unfinished_review_cannot_be_submitted(leder):
    answered = leder("submit", leder.new(), "--identity", "nobody")
    assert answered.code == "blocked" and answered.document["error"]["remarks"]


def test_history_is_intact_and_search_finds(leder):
    case = leder.new()
    leder("note", "set", case, "portrait", stdin=b"Ann loved o'clock trains")
    history = leder("history", case).document
    assert history["intact"] and [line["seq"] for line in history["lines"]] == list(range(1, len(history["lines"]) + 1))
    assert [h["where"] for h in leder("search", "o'clock").document["hits"]] == ["note/portrait"]
    assert leder("search", "(((").document == {"hits": []}


def test_usage_is_exit_2_and_absent_verbs_are_absent(leder):
    for words in (
        (),
        ("return", "x"),
        ("handover",),
        ("backup",),
        ("key",),
        ("extract",),
        ("receive",),
        ("receipt",),
        ("evidence", "erase", "a", "b"),
        ("restore",),
        ("salvage",),
    ):
        assert leder(*words).exit == 2, words
