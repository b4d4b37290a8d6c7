"""Fields, their versions and the record: nothing is lost, nothing can be changed unseen."""

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.answers import Answer, Score
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.note import Note
from leder_desktop.model.timeline import Entry
from leder_desktop.store import audit, codec, erasing, revisions
from leder_desktop.store.casefile import APPLICATION_ID, CaseFile

KEY = bytes(range(32))
SCORE = Score(scale_id="q", scale_version="1", code="5", label_text="Good", goodness_rank=5)
ENTRY = Entry(
    id="e1", when=understand("about March 2024"), setting="gp", kind="contact", what="Saw Dr Lee.", key_episode=True,
    sources=(Source(evidence="ev", resource="Encounter/1", words="T/C"), Source(conversation="mother", page=None)), flags=("delay",),
)  # fmt: skip


@pytest.fixture
def file(tmp_path, clock):
    opened = CaseFile.create(tmp_path / "case.leder", KEY, clock=clock)
    yield opened
    opened.close()


def put(file, *nouns, label="Write"):
    with file.step(label, by="Priya") as writing:
        for noun in nouns:
            writing.put(noun)
    return writing


@pytest.mark.parametrize(
    "noun",
    [
        ENTRY,
        Answer(id="initial.D10", status="answered", value="yes", note="seen"),
        Answer(id="initial.H01", status="answered", value=("epilepsy", "asthma")),
        Answer(id="focused.F10", status="answered", value=5, score=SCORE),
        Note(id="portrait", text="Ŵyn said: “I ♥ trains”\n\n\ttab"),
        Finding(id="f", kind="concern", text="x", rests_on=("e1", "e2")),
    ],
)
def test_a_thing_is_read_back_as_it_was_written(file, noun):
    put(file, noun)
    assert file.one(type(noun), noun.id) == noun


def test_the_given_words_of_a_date_are_kept(file):
    put(file, ENTRY)
    assert file.one(Entry, "e1").when.given == "about March 2024"


def test_what_was_read_once_is_read_again_after_every_change_and_only_then(file):
    """A step, one that failed, typing, another reader beside it, and a disk that failed: none of them leaves an old reading."""

    def seen(beside=""):
        return file.once("notes", (beside,), lambda: file.all(Note))

    put(file, Note(id="portrait", text="a"))
    first = seen()
    assert seen() is first == [Note(id="portrait", text="a")] and seen("for another") is not first
    put(file, Note(id="portrait", text="b"))
    assert seen() == [Note(id="portrait", text="b")]
    with pytest.raises(ValueError, match="failed"), file.step("Fails", by="Priya") as writing:
        writing.put(Note(id="portrait", text="c"))
        assert seen()[0].text == "c"
        raise ValueError("failed")
    assert seen()[0].text == "b"
    file.typed("note", "portrait", "text", "bd", by="Priya")
    assert seen()[0].text == "bd"
    before = seen()
    file.database.connect_again()
    assert seen() == before and seen() is not before


def test_the_last_step_is_looked_for_without_reading_a_whole_table(file):
    put(file, *(Note(id=str(n), text="x") for n in range(9)))
    plan = file.database.read(f"EXPLAIN QUERY PLAN SELECT s.seq FROM step s WHERE NOT {erasing.CONCERNED} AND s.seq = 1")
    assert plan and [told for *_, told in plan if "SCAN" in told] == []


def test_only_changed_fields_get_a_version(file):
    put(file, ENTRY)
    before = file.database.read("SELECT count(*) FROM revision")[0][0]
    put(file, Entry(**{**ENTRY.__dict__, "what": "Saw Dr Lee at home."}))
    assert file.database.read("SELECT count(*) FROM revision")[0][0] == before + 1
    assert [v.content for v in revisions.versions(file.database, "entry", "e1", "what")] == ['"Saw Dr Lee."', '"Saw Dr Lee at home."']


def test_a_step_that_changes_nothing_leaves_nothing(file):
    put(file, ENTRY)
    head = audit.head(file.database)
    put(file, ENTRY)
    assert audit.head(file.database) == head
    assert file.database.read("SELECT count(*) FROM step") == [(1,)]


def test_a_failed_step_leaves_the_case_as_it_was(file):
    put(file, ENTRY)
    with pytest.raises(RuntimeError), file.step("Half", by="Priya") as writing:
        writing.put(Note(id="portrait", text="half"))
        raise RuntimeError
    assert file.one(Note, "portrait") is None and audit.faults(file.database) == []


def test_order_is_the_order_of_making_also_after_a_change(file):
    put(file, Note(id="a", text="1"), Note(id="b", text="2"))
    put(file, Note(id="a", text="3"))
    assert [n.id for n in file.all(Note)] == ["a", "b"]


def test_undo_puts_back_and_can_itself_be_seen(file):
    first = put(file, Note(id="portrait", text="one"))
    second = put(file, Note(id="portrait", text="two"), ENTRY)
    file.undo(second.seq, "Write", by="Priya")
    assert file.one(Note, "portrait").text == "one" and file.one(Entry, "e1") is None
    assert revisions.last_step(file.database).seq == first.seq
    assert audit.faults(file.database) == []


def test_undo_is_refused_when_something_was_changed_since(file):
    first = put(file, Note(id="portrait", text="one"))
    put(file, Note(id="portrait", text="two"))
    with pytest.raises(Refused) as refused:
        file.undo(first.seq, "Write", by="Priya")
    assert refused.value.code == "wrong-state" and file.one(Note, "portrait").text == "two"


def test_typing_is_one_open_version_until_it_is_sealed(file):
    put(file, Note(id="portrait"))
    for text in ("A", "An", "Ann"):
        file.typed("note", "portrait", "text", text, by="Priya")
    assert file.one(Note, "portrait").text == "Ann"
    assert file.database.read("SELECT count(*) FROM revision WHERE field = 'text'") == [(1,)]
    assert file.seal(by="Priya") and not file.seal(by="Priya")
    assert audit.faults(file.database) == []


def test_typing_that_was_taken_back_leaves_nothing(file):
    put(file, Note(id="portrait", text="Ann"))
    file.typed("note", "portrait", "text", "Anne", by="Priya")
    file.typed("note", "portrait", "text", "Ann", by="Priya")
    file.seal(by="Priya")
    assert file.database.read("SELECT count(*) FROM revision WHERE field = 'text'") == [(1,)]


def test_an_open_version_survives_a_kill(file, tmp_path, clock):
    put(file, Note(id="portrait"))
    file.typed("note", "portrait", "text", "half a sen", by="Priya")
    file.database.close()
    again = CaseFile.open(tmp_path / "case.leder", KEY, clock=clock)
    assert again.one(Note, "portrait").text == "half a sen" and again.seal(by="Priya")
    again.close()


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET did = 'Read' WHERE seq = 2",
        "UPDATE audit SET by = 'Sam' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "UPDATE audit SET seq = seq + 100 WHERE seq = 2",
        "UPDATE revision SET content = '\"other\"' WHERE seq = 2",
        "UPDATE revision SET content = '\"other\"', salt = NULL WHERE seq = 2",
        "UPDATE revision SET step = 1 WHERE step = 2",
        "DELETE FROM revision WHERE step = 2",
    ],
)
def test_an_edited_removed_or_reordered_line_shows(file, tampering):
    put(file, Note(id="a", text="one"))
    put(file, Note(id="b", text="two"))
    put(file, Note(id="c", text="three"))
    assert audit.faults(file.database) == []
    with file.database.transaction():
        if tampering.startswith("DELETE FROM revision"):
            file.database.run("DELETE FROM current WHERE revision IN (SELECT id FROM revision WHERE step = 2)")
        file.database.run(tampering)
    assert audit.faults(file.database)


def test_a_file_put_back_is_older_than_last_seen(file):
    put(file, Note(id="a", text="one"))
    old_head = audit.head(file.database)
    put(file, Note(id="a", text="two"))
    head, lines = audit.head(file.database)
    assert audit.faults(file.database, seen_head=old_head[0], seen_lines=old_head[1]) == []
    assert audit.faults(file.database, seen_head=head, seen_lines=lines + 1)
    assert audit.faults(file.database, seen_head="0" * 64, seen_lines=lines)


def test_content_that_was_taken_away_without_a_line_shows(file):
    put(file, Note(id="a", text="a secret"))
    with file.database.transaction():
        file.database.run("UPDATE revision SET content = NULL, salt = NULL WHERE field = 'text'")
    assert audit.faults(file.database) == ["1 versions were erased, and the record says it of 0."]


def test_a_newer_file_is_refused_and_untouched(file, tmp_path, clock):
    file.database.close()
    from leder_desktop.store.connection import Database

    database = Database.open(tmp_path / "case.leder", KEY, application_id=APPLICATION_ID)
    with database.transaction():
        database.run("PRAGMA user_version = 99")
    database.close()
    before = (tmp_path / "case.leder").read_bytes()
    with pytest.raises(Refused) as refused:
        CaseFile.open(tmp_path / "case.leder", KEY, clock=clock)
    assert refused.value.code == "newer-store" and (tmp_path / "case.leder").read_bytes() == before


def test_words_are_all_the_text_of_a_thing():
    found = codec.words(ENTRY)
    assert "Saw Dr Lee." in found and "about March 2024" in found and "Encounter/1" in found


def test_a_long_text_written_again_and_then_taken_away_leaves_no_word_in_the_index(file):
    for number in (1, 2):
        put(file, Note(id="portrait", text=f"{number} " + "We spoke of the garden. " * 400))
    with file.step("Take away", by="Priya") as writing:
        writing.remove(Note, "portrait")
    assert file.database.integrity() == []
