"""Allocating and holding through the command line, as IT and the tests of others would."""

from datetime import date, timedelta


def test_a_hold_is_begun_and_ended_and_the_clock_answers(leder):
    today = date.today()
    told = (today - timedelta(days=100)).isoformat()
    case = leder.new(reference="R-7", notified_on=told)
    began = (today - timedelta(days=40)).isoformat()
    held = leder("case", "hold", case, "--why", "coroner", "--by", "Sam Okoro", "--from", began, "--until", today.isoformat(),
                 "--reference", "INQ-7")  # fmt: skip
    assert held.exit == 0 and held.document["state"] == "in-progress"
    clock = held.document["clock"]
    assert (clock["gross"], clock["paused"], clock["net"], clock["on_hold"]) == (100, 40, 60, ["coroner"])
    assert "thought to end" in clock["reminders"][0]
    [row] = leder("case", "list").document["cases"]
    assert row["stage"] == {"number": "8", "words": "On hold", "acts": "Local area contact or reviewer", "held": True}
    assert row["clock"]["paused"] == 40 and row["due"] and row["waiting_for"][0].startswith("Coroner")
    ended = leder("case", "hold-end", case, "--on", (today - timedelta(days=10)).isoformat())
    assert ended.document["clock"]["paused"] == 30 and ended.document["clock"]["on_hold"] == []
    assert "30 of them paused" in leder("case", "allocate", case, json=False).out
    [hold] = leder("case", "show", case).document["holds"]
    assert (hold["reason"], hold["agreedBy"], hold["reference"]) == ("coroner", "Sam Okoro", "INQ-7")


def test_what_is_refused_says_so_and_writes_nothing(leder):
    case = leder.new(reference="R-8", notified_on="2026-08-31")
    assert leder("case", "hold", case, "--why", "busy", "--by", "Sam").code == "not-understood"
    assert leder("case", "hold", case, "--why", "coroner", "--by", "Sam", "--from", "2026-08-01").code == "not-understood"
    assert leder("case", "hold", case, "--why", "coroner").exit == 2
    assert leder("case", "hold-end", case).code == "wrong-state"
    assert leder("case", "show", case).document["holds"] == []


def test_the_process_is_chosen_at_intake(leder):
    made = leder("case", "new", "--template", "Bristol-2018+", "--opt-out-checked", "Sam").document["case"]
    assert leder("case", "show", made).document["template"] == "Bristol-2018+"
    assert leder("case", "new", "--template", "LeDeR-3000").exit == 2
