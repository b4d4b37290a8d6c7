"""Contents and salts go, digests stay: the record fits, and no step brings back what went."""

import pytest

from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.evidence import Evidence
from leder_desktop.model.note import Note
from leder_desktop.store import audit, erasing, erasing_beside, revisions
from leder_desktop.store.casefile import CaseFile, Kept
from leder_desktop.store.erasing_plan import Plan

KEY = bytes(range(32))


@pytest.fixture
def file(tmp_path, clock):
    opened = CaseFile.create(tmp_path / "case.leder", KEY, clock=clock)
    yield opened
    opened.close()


def put(file, *nouns, label="Write"):
    with file.step(label, by="Priya") as writing:
        for noun in nouns:
            writing.put(noun)
    return writing.seq


def carry_out(file, plan):
    with file.step(erasing.LABEL, by="Priya") as writing:
        writing.did = audit.erased("a thing", erasing.carry_out(file.database, writing, plan), "a reason")


def test_every_version_of_a_thing_goes_and_the_record_still_fits(file):
    for text in ("one", "two", "three"):
        put(file, Note(id="portrait", text=text))
    digests = file.database.read("SELECT digest FROM revision ORDER BY seq")
    plan = Plan()
    plan.take_whole(file.database, "note", "portrait")
    carry_out(file, plan)
    rows = file.database.read("SELECT content, salt, digest FROM revision ORDER BY seq")[: len(digests)]
    assert rows == [(None, None, digest) for (digest,) in digests]
    assert file.one(Note, "portrait") is None and audit.faults(file.database) == [] and file.database.integrity() == []


def test_a_version_whose_content_alone_was_taken_away_by_hand_shows(file):
    """The twin of the test above: what only looks erased is found, as is an erasure of the digest."""
    put(file, Note(id="portrait", text="one"))
    with file.database.transaction():
        file.database.run("UPDATE revision SET content = NULL WHERE field = 'text'")
    assert audit.faults(file.database)
    with file.database.transaction():
        file.database.run("UPDATE revision SET salt = NULL, digest = NULL WHERE field = 'text'")
    assert audit.faults(file.database)


def test_a_thing_named_for_somebody_gets_another_name_and_stays_unknown(file):
    put(file, Conversation(id="maureen-lowe", who="Maureen Lowe"), Note(id="conversation/maureen-lowe", text="She spoke."))
    carry_out(file, erasing.whole_conversation(file.database, "maureen-lowe"))
    assert [id for (id,) in file.database.read("SELECT id FROM thing ORDER BY made")] == ["erased-1", "erased-2"]
    put(file, Conversation(id="maureen-lowe", who="Another Maureen Lowe"))
    assert [c.who for c in file.all(Conversation)] == ["Another Maureen Lowe"] and audit.faults(file.database) == []


def test_it_may_have_been_undone_and_done_again_before(file):
    step = put(file, Conversation(id="maureen-lowe", who="Maureen Lowe"))
    undone = file.undo(step, "Undo", by="Priya").seq
    file.undo(undone, "Do again", by="Priya")
    carry_out(file, erasing.whole_conversation(file.database, "maureen-lowe"))
    assert file.all(Conversation) == [] and audit.faults(file.database) == []


def test_steps_before_and_after_are_not_undone_but_others_are(file):
    first = put(file, Note(id="portrait", text="one"), label="First")
    second = put(file, Note(id="portrait", text="two"), label="Second")
    put(file, Note(id="summary", text="another"), label="Summary")
    [former, _] = revisions.versions(file.database, "note", "portrait", "text")
    carry_out(file, erasing.former_version(file.database, former.id))
    assert revisions.last_step(file.database).label == "Summary"
    assert [revisions.may_undo(file.database, step) for step in (first, second)] == [False, False]
    file.undo(revisions.last_step(file.database).seq, "Undo: Summary", by="Priya")
    assert revisions.last_step(file.database) is None


def test_a_record_without_its_key_is_an_erased_one(file):
    with file.step("Attach", by="Priya") as writing:
        writing.put(Evidence(id="a", name="x"))
        file.keep_evidence_within("a", Kept(key=bytes(32), sha256="00"))
    assert file.erased_evidence() == set()
    carry_out(file, erasing.whole_record(file.database, "a"))
    assert file.erased_evidence() == {"a"} and file.evidence_ids() == set()


@pytest.mark.parametrize("said", ["I  never liked\nthat doctor", "i NEVER liked that doctor", "“I never liked that doctor”"])
def test_the_same_words_are_found_in_other_capitals_spaces_and_marks(file, said):
    put(file, Note(id="portrait", text=f"She said {said}."))
    [place] = erasing_beside.elsewhere(file.database, {"I never liked that doctor"}, Plan())
    assert (place.kind, place.thing, place.field, place.now, place.versions) == ("note", "portrait", "text", True, ())


def test_other_words_are_not_found_and_what_goes_is_not_elsewhere(file):
    put(file, Conversation(id="m", who="Maureen", quotations=(Quotation(words="I never liked that doctor"),)))
    put(file, Note(id="portrait", text="I never liked that nurse"))
    plan = erasing.quotation(file.database, "m", "I never liked that doctor")
    assert erasing_beside.elsewhere(file.database, {"I never liked that doctor"}, plan) == []
    assert erasing_beside.elsewhere(file.database, {"I never liked that doctor"}, Plan())
    assert erasing_beside.elsewhere(file.database, {"", " "}, Plan()) == []


@pytest.mark.parametrize(
    ("sentence", "text", "repeated"),
    [
        ("It was ann  LEE’s", "Ann Lee", True), ("999 000-1218 again", "9990001218", True), ("9990001218", "999 000 1218", True),
        ("It was Anne", "Ann Lee", False), ("anything", "", False),
    ],
)  # fmt: skip
def test_a_sentence_that_repeats_is_known(sentence, text, repeated):
    assert erasing_beside.repeats(sentence, [text]) == repeated
