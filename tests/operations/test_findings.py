"""Findings: what they rest on holds through every edit, the worst is not kept untold, and the order is the reviewer's."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Escalation, Factor, Finding, Quoted, by_kind
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import conversations, erasing, evidence, field_words, findings, history, snapshot, timeline

SAFEGUARDING = Escalation(id="", to="safeguarding", on=understand("2 July 2026"), reference="SG-17")
POLITE, HEARD = "When she goes polite, you ring somebody.", "You heard her before you saw her."


@pytest.fixture
def entry(session):
    return timeline.add(session, Draft(what="Toast, nearly flat in bed", sources=(Source(conversation="tunde"),))).made[0]


@pytest.fixture
def tunde(session):
    words = (Quotation(words=HEARD), Quotation(words=POLITE))
    conversations.add(session, Conversation(id="", who="Tunde", quotations=words))
    return conversations.conversations(session)[0]


@pytest.fixture
def letter(session, tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("No straw, no beaker with a spout.")
    evidence.attach(session, path)
    return evidence.evidence(session)[0].id


def learning(session, text="The plan was not read.", **more):
    return findings.add(session, Finding(id="", kind="learning", text=text, **more)).made[0]


def code(refused, verb, *args, **more):
    with pytest.raises(Refused) as said:
        verb(*args, **more)
    assert said.value.code == refused
    return said.value.sentence


def test_a_finding_is_linked_and_unlinked_and_nothing_is_rested_on_that_is_not_there(session, entry, tunde, letter):
    id = learning(session)
    said, place = Quoted(conversation="tunde", quotation=tunde.quotations[1].id), Source(evidence=letter, page=1, words="No straw")
    for ground in (entry, said, place, place):
        findings.link(session, id, ground)
    assert findings.one(session, id).grounds == (entry, said, place)
    findings.unlink(session, id, said)
    assert findings.one(session, id).grounds == (entry, place)
    for nowhere in ("no-such-entry", Quoted(conversation="tunde", quotation="7"), Source(evidence="none"), Source(conversation="nobody")):
        code("gone", findings.link, session, id, nowhere)
    timeline.remove(session, entry)
    findings.change(session, replace(findings.one(session, id), text="It was not read."))
    assert findings.one(session, id).rests_on == (entry,)


def test_a_quotation_keeps_its_id_through_every_edit_of_its_words_and_neighbours(session, tunde):
    heard, polite = tunde.quotations
    bare = (Quotation(words=HEARD), Quotation(words=POLITE))
    conversations.change(session, replace(tunde, quotations=bare))
    assert conversations.conversations(session)[0].quotations == (heard, polite)
    conversations.change(session, replace(tunde, quotations=(bare[0], Quotation(words="When she goes quiet."))))
    assert [q.id for q in conversations.conversations(session)[0].quotations] == [heard.id, polite.id]
    conversations.change(session, replace(tunde, quotations=(Quotation(words="New."), replace(polite, words="Shorter."))))
    now = conversations.conversations(session)[0].quotations
    assert now[1].id == polite.id and now[0].id == heard.id  # as many as before: the same place is the same quotation
    conversations.change(session, replace(tunde, quotations=(*now, Quotation(words="One more."))))
    more = conversations.conversations(session)[0].quotations
    assert len({q.id for q in more}) == 3 and [q.id for q in more[:2]] == [heard.id, polite.id]


def test_a_conversation_of_before_there_were_ids_is_named_by_place_for_ever(session, tunde):
    with session.file.step("As an earlier version wrote it", by="Priya Raman") as writing:
        kept = ",".join(f'{{"may_be_quoted":[],"words":"{words}"}}' for words in (HEARD, POLITE))
        writing.write("conversation", "tunde", "quotations", f"[{kept}]")
    old = conversations.conversations(session)[0]
    assert [q.id for q in old.quotations] == ["", ""]
    id = learning(session, rests_on_quotations=(Quoted(conversation="tunde", quotation="2"),))
    conversations.change(session, replace(old, quotations=old.quotations[1:]))
    (left,) = conversations.conversations(session)[0].quotations
    assert (left.id, left.words) == ("2", POLITE)
    kept = '[{"conversation":"tunde","quotation":"2"}]'
    assert field_words.value(session, "finding", id, "rests_on_quotations", kept) == f"Tunde: “{POLITE}”"


def test_the_worst_concern_is_kept_with_its_escalation_in_one_step(session):
    concern = Finding(id="", kind="concern", text="No rescue medicine.", severity="serious")
    assert "who has been told" in code("incomplete", findings.add, session, concern)
    for bad in (replace(SAFEGUARDING, to=""), replace(SAFEGUARDING, on=None), replace(SAFEGUARDING, to="other")):
        code("incomplete", findings.add, session, concern, told=bad)
    code("not-understood", findings.add, session, concern, told=replace(SAFEGUARDING, to="the press"))
    assert findings.findings(session) == [] and findings.escalations(session) == []
    change = findings.add(session, concern, told=SAFEGUARDING)
    (id,), (told,) = change.made, findings.escalations(session)
    assert told.about == (id,) and snapshot.take(session).escalations == (told,)
    assert history.undo(session).summary == "Undo: Add finding"
    assert findings.findings(session) == [] and findings.escalations(session) == []


def test_a_minor_concern_made_serious_asks_and_one_that_was_told_in_words_before_does_not(session):
    minor = findings.add(session, Finding(id="", kind="concern", text="No rescue medicine.", severity="minor")).made[0]
    worse = replace(findings.one(session, minor), severity="serious")
    code("incomplete", findings.change, session, worse)
    other = findings.escalate(session, replace(SAFEGUARDING, about=(minor,))).made[0]
    findings.change(session, worse)
    old = findings.add(session, Finding(id="", kind="concern", text="Old.", severity="serious", told="The ward, 3 May")).made[0]
    findings.change(session, replace(findings.one(session, old), theme="TH09"))
    findings.remove(session, minor)
    assert [(t.id, t.about) for t in findings.escalations(session)] == [(other, ())]
    findings.take_back(session, other)
    assert findings.escalations(session) == []
    code("gone", findings.escalate, session, replace(SAFEGUARDING, about=("nothing",)))


def test_findings_stand_as_they_were_put_and_new_ones_come_after(session):
    one, two, three = (learning(session, text) for text in ("One.", "Two.", "Three."))
    findings.add(session, Finding(id="", kind="concern", text="Apart."))
    findings.reorder(session, three, 0)
    learning(session, "Four.")
    assert [f.text for f in snapshot.take(session).findings if f.kind == "learning"] == ["Three.", "One.", "Two.", "Four."]
    findings.reorder(session, three, 99)
    assert [f.text for f in findings.findings(session) if f.kind == "learning"] == ["One.", "Two.", "Four.", "Three."]
    findings.change(session, replace(findings.one(session, one), kind="concern"))
    assert findings.one(session, one).order is None
    assert [f.id for f in by_kind(findings.findings(session))][::3] == [two, one]


def test_that_none_was_found_is_said_by_somebody_and_ends_with_the_first_one(session):
    findings.none_found(session, "concern")
    said = findings.none_said(session)["concern"]
    assert said.by == "Priya Raman" and said.at is not None
    code("not-understood", findings.none_found, session, "rumour")
    id = findings.add(session, Finding(id="", kind="concern", text="No rescue medicine.")).made[0]
    assert findings.none_said(session) == {}
    code("wrong-state", findings.none_found, session, "concern")
    findings.none_found(session, "learning")
    findings.change(session, replace(findings.one(session, id), kind="learning"))
    assert findings.none_said(session) == {}
    findings.none_found(session, "concern")
    findings.none_found(session, "concern", none=False)
    assert findings.none_said(session) == {}


@pytest.mark.parametrize("wrong", [
    {"theme": "TH99"}, {"severity": "dreadful", "kind": "concern"}, {"organisation_kind": "bank"}, {"factors": (Factor(code="luck"),)},
])  # fmt: skip
def test_a_code_that_no_list_has_is_not_kept(session, wrong):
    code("not-understood", findings.add, session, replace(Finding(id="", kind="learning", text="It was late."), **wrong))
    assert findings.findings(session) == []


def test_erasing_takes_what_a_finding_rests_on_with_it_and_leaves_the_neighbours(session, tunde, letter):
    heard, polite = (Quoted(conversation="tunde", quotation=q.id) for q in tunde.quotations)
    place = Source(evidence=letter, page=1, words="no beaker with a spout")
    id = learning(session, rests_on_quotations=(heard, polite), rests_on_places=(place, Source(conversation="tunde", words="flat in bed")))
    erasing.erase(session, erasing.Said(conversation="tunde", words=HEARD), "Withdrawn by the speaker")
    assert findings.one(session, id).rests_on_quotations == (polite,)
    erasing.erase(session, erasing.RecordOf(evidence=letter), "Attached to the wrong case")
    assert findings.one(session, id).rests_on_places == (Source(conversation="tunde", words="flat in bed"),)
    erasing.erase(session, erasing.Told(conversation="tunde"), "Withdrawn by the family")
    left = findings.one(session, id)
    assert left.grounds == () and history.faults(session) == []
    everything = [content for (content,) in session.file.database.read("SELECT content FROM revision WHERE content IS NOT NULL")]
    assert not any("spout" in content or "flat in bed" in content for content in everything)


def test_history_says_it_in_the_words_of_the_screen(session, entry, tunde, letter):
    said = Quoted(conversation="tunde", quotation=tunde.quotations[1].id)
    id = learning(session, rests_on=(entry,), rests_on_quotations=(said,), factors=(Factor(code="care-plan", text="In the bag."),))
    told = {one.label: one.after for one in history.changes(session, history.steps(session)[0].seq)}
    assert told["Words it rests on"] == f"Tunde: “{POLITE}”" and told["Events it rests on"] == "Toast, nearly flat in bed"
    assert told["What contributed"] == "Care plan missing or not followed: In the bag."
    findings.escalate(session, replace(SAFEGUARDING, about=(id,)))
    (step, *_) = history.steps(session)
    told = {one.label: one.after for one in history.changes(session, step.seq)}
    assert told["Who was told"] == "Adult safeguarding" and told["About which findings"] == "The plan was not read."
    findings.none_found(session, "concern")
    assert field_words.thing(session, "none-found", "concern") == "None found: Concern"


def test_a_former_version_of_the_worst_concern_is_put_back_where_somebody_was_told(session):
    serious = Finding(id="", kind="concern", text="She was left.", severity=session.standards.vocabulary("severity").codes[-1])
    id = findings.add(session, serious, told=SAFEGUARDING).made[0]
    findings.change(session, replace(findings.one(session, id), text="She was left for a day."))
    history.restore_version(session, history.formers(session, "finding", id, "text")[-1].id)
    assert findings.one(session, id).text == "She was left."
