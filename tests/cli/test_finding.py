"""Findings through the command line; words at length never stand in the arguments."""


def test_findings_are_written_changed_listed_and_removed(leder):
    case = leder.new()
    leder("note", "set", case, "conversation/tunde", stdin=b"She goes polite.")
    said = ("--kind", "learning", "--theme", "TH14", "--factor", "service-no-lead")
    made = leder("finding", "add", case, *said, stdin=b"Nobody asked.\n")
    assert made.exit == 0
    id = made.document["finding"]
    assert leder("finding", "change", case, id, "--kind", "concern", "--severity", "serious").code == "incomplete"
    changed = leder("finding", "change", case, id, "--kind", "concern", "--severity", "serious", "--told", "cqc", "--on", "3 March 2026",
                    "--reference", "ENQ-1")  # fmt: skip
    assert changed.exit == 0
    leder("finding", "change", case, id, "--text", stdin=b"Nobody asked her mother.")
    assert leder("finding", "none", case, "learning").document == {"none_found": "learning"}
    assert leder("finding", "none", case, "concern").code == "wrong-state"
    listed = leder("finding", "list", case).document
    (found,), (told,), (none,) = listed["findings"], listed["escalations"], listed["noneFound"]
    assert (found["text"], found["theme"], found["factors"][0]["code"]) == ("Nobody asked her mother.", "TH14", "service-no-lead")
    assert (told["to"], told["reference"], told["about"]) == ("cqc", "ENQ-1", [id]) and none["kind"] == "learning"
    assert "Nobody asked her mother." in leder("finding", "list", case, json=False).out
    assert leder("finding", "remove", case, id).exit == 0 and leder("finding", "remove", case, id).code == "gone"
    assert leder("finding", "list", case).document["escalations"][0]["about"] == []


def test_what_a_finding_rests_on_is_named_and_must_be_there(leder, tmp_path):
    case, letter = leder.new(), tmp_path / "letter.txt"
    letter.write_text("No straw.")
    record = leder("attach", case, letter).document["evidence"]
    made = leder("finding", "add", case, "--kind", "learning", "--rests-on", f"evidence/{record}/page/1", stdin=b"It was not read.")
    place = leder("finding", "list", case).document["findings"][0]["restsOnPlaces"][0]
    assert made.exit == 0 and (place["evidence"], place["page"]) == (record, 1)
    assert leder("finding", "add", case, "--kind", "learning", "--rests-on", "entry/nothing", stdin=b"x").code == "gone"
    assert leder("finding", "add", case, "--kind", "learning", "--rests-on", "a hunch", stdin=b"x").code == "not-understood"
    assert leder("finding", "add", case, "--kind", "rumour", stdin=b"x").code == "incomplete"


def test_who_was_told_is_recorded_with_a_note(leder):
    case = leder.new()
    told = leder("finding", "escalate", case, "--told", "other", "--on", "3 March 2026", "--note", stdin=b"The registrar of the GMC.")
    assert told.exit == 0
    (kept,) = leder("finding", "list", case).document["escalations"]
    assert kept["note"] == "The registrar of the GMC." and kept["on"]["edtf"] == "2026-03-03"
    assert leder("finding", "escalate", case, "--told", "other", "--on", "3 March 2026").code == "incomplete"
