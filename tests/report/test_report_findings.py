"""The findings in the report: numbered, with what each rests on, who was told, and the way back from the evidence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Escalation, Factor, NoneFound, Quoted
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.review import review_pdf

Read = Callable[[bytes], list[str]]


def text_of(snapshot: Snapshot, read: Read) -> str:
    return " ".join("\n".join(read(review_pdf(snapshot, remarks=[]).pdf)).split())


def test_the_claim_map_is_read_in_words_both_ways(rich: Snapshot, read: Read) -> None:
    good, learning, concern = rich.findings
    talk = rich.conversations[0]
    concern = replace(
        concern, factors=(Factor(code="care-mca", text="Nobody assessed it."),), organisation_kind="secondary-care",
        rests_on_quotations=(Quoted(conversation=talk.id, quotation="2"),),
        rests_on_places=(Source(evidence=rich.evidence[0].id, page=7, words="by reason of her disability"),),
    )  # fmt: skip
    told = Escalation(id="x", to="cqc", on=understand("2 March 2026"), reference="ENQ-1", about=("f3",), note="By telephone.")
    said = text_of(replace(rich, findings=(good, learning, concern), escalations=(told,)), read)
    assert "F1 · Reasonable adjustments" in said and "F3 · DNACPR" in said and "Secondary care (hospital)" in said
    assert "Contributed: Mental Capacity Act not used: Nobody assessed it." in said
    assert "Told: Care Quality Commission (CQC), 2 March 2026, reference ENQ-1. By telephone" in said and "Told: Medical director" in said
    assert "page 7: “by reason of her disability”" in said and "[C1]" in said and "They hung her coat up" in said
    back = said.partition("Here is the way back")[2]
    assert "Evidence Bears" in back and "F1, F2" in back and "F3" in back and "Nothing rests on, and nothing cites:" in back


def test_that_none_was_found_is_printed_and_what_nobody_looked_for_is_not(rich: Snapshot, read: Read) -> None:
    learning = tuple(each for each in rich.findings if each.kind == "learning")
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    said = text_of(replace(rich, findings=learning, none_found=(NoneFound(id="concern", by="Priya Raman", at=at),)), read)
    assert "None found: the reviewer looked, and found none. Priya Raman, 2 March 2026" in said
    assert said.count("None found") == 1


def test_a_finding_that_rests_on_what_is_gone_says_so(rich: Snapshot, read: Read) -> None:
    good, *others = rich.findings
    bare = replace(good, rests_on=("t-gone",), rests_on_quotations=(Quoted(conversation="nobody", quotation="1"),))
    said = text_of(replace(rich, findings=(bare, *others)), read)
    assert "An event that is no longer on the timeline" in said and "A quotation that is no longer there" in said
    assert "Nothing is named that this finding rests on" in said
