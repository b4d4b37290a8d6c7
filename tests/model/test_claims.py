"""The claim map: what rests on what, read both ways, and what nothing cites."""

from dataclasses import replace

from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.claims import claim_map, count
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.findings import Finding, Quoted
from leder_desktop.model.note import Note
from leder_desktop.model.person import Person
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry

PLACE = Source(evidence="form", page=1, words="LD")
WHOLE = Snapshot(
    case=Case(id="c"), person=Person(),
    evidence=(
        Evidence(id="form", kind="dnacpr-form", organisation="Ward 7"), Evidence(id="chart", name="chart.pdf"),
        Evidence(id="mail", name="mail.eml"),
    ),
    conversations=(
        Conversation(id="mum", who="Maureen", quotations=(
            Quotation(id="q", words="As if she was the illness."), Quotation(words="She’d hum."), Quotation(words="Never again."),
        )),
    ),
    entries=(
        Entry(id="t1", when=understand("30 June 2026"), what="A form was signed.", sources=(Source(evidence="form", page=1),)),
        Entry(id="t2", what="Her mother found it.", sources=(Source(conversation="mum"),)),
    ),
    answers=(Answer(id="initial.D12", status="answered", value="LD", sources=(Source(evidence="mail"),)),),
    notes=(Note(id="portrait", text="Maureen says: “She'd hum …”"),),
    findings=(
        Finding(id="c1", kind="concern", text="The form.", rests_on=("t1", "gone"), rests_on_places=(PLACE,)),
        Finding(id="g1", kind="good-practice", text="Asked.", rests_on_quotations=(Quoted(conversation="mum", quotation="q"),)),
        Finding(id="l1", kind="learning", text="Nothing yet."),
    ),
)  # fmt: skip


def test_every_finding_names_what_it_rests_on_in_words():
    good, learning, concern = claim_map(WHOLE).claims
    assert [(c.number, c.finding.id) for c in (good, learning, concern)] == [(1, "g1"), (2, "l1"), (3, "c1")]
    assert [rest.says for rest in good.rests] == ["Maureen: “As if she was the illness.”"] and learning.rests == ()
    event, gone, place = concern.rests
    assert event.says == "30 June 2026: A form was signed." and len(event.sources) == 1 and "page 1" in event.sources[0]
    assert not gone.there and "no longer" in gone.says
    assert place.says.endswith("Ward 7, page 1: “LD”") and place.key == "evidence/form"


def test_a_record_bears_what_rests_on_its_pages_and_on_its_events():
    bears = {piece.key: [finding.id for finding in piece.bears] for piece in claim_map(WHOLE).bearing()}
    assert bears == {"evidence/form": ["c1"], "entry/t1": ["c1"], "quotation/mum/q": ["g1"], "conversation/mum": ["g1"]}
    through = replace(WHOLE, findings=(Finding(id="l1", kind="learning", text="x", rests_on=("t1",)),))
    assert "evidence/form" in {piece.key for piece in claim_map(through).bearing()}


def test_what_an_event_an_answer_or_the_portrait_cites_is_not_in_the_list_of_what_nothing_cites():
    never = claim_map(WHOLE).never_cited()
    assert [piece.key for piece in never] == ["evidence/chart", "quotation/mum/3", "entry/t2"]
    assert count(never) == "1 record, 1 quotation, 1 event"
    assert count(()) == ""


def test_of_a_bare_review_everything_is_never_cited_and_nothing_bears():
    bare = replace(WHOLE, findings=(), answers=(), notes=(), entries=())
    assert len(claim_map(bare).never_cited()) == 6 and claim_map(bare).bearing() == ()
