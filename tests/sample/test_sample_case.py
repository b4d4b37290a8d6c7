"""The sample case: whole, consistent, invented, and ready to be signed."""

import json
import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from typing import Any

import pypdfium2
from jsonschema import Draft202012Validator

from leder_desktop import resources
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.review_json import review_document
from leder_desktop.intake import notification
from leder_desktop.intake.fhir import person as fhir_person
from leder_desktop.intake.fhir import record
from leder_desktop.model.case import Case, State, due
from leder_desktop.model.checks import remarks
from leder_desktop.model.conversation import CATEGORIES
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.facts import Facts
from leder_desktop.model.findings import KINDS
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.note import require_section
from leder_desktop.model.person import age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import flags, in_order
from tests.sample import reading as sample_case

TODAY = date(2026, 11, 21)
SAMPLE = sample_case.read()
NOTICE = notification.read(sample_case.content(sample_case.NOTIFICATION), BUILT_IN)
EVIDENCE = {file.key: file for file in SAMPLE.evidence}
ENTRIES = {entry.id: entry for entry in SAMPLE.entries}


def _snapshot() -> Snapshot:
    case = Case(
        id="0b7f7a52-5c9a-4d3f-8f5e-6f1f4f6a2c11",
        reference=NOTICE.reference,
        notified_on=NOTICE.notified_on,
        opt_out=NOTICE.opt_out,
        state=State.IN_PROGRESS,
        sample=True,
    )
    case = SAMPLE.administration.of(case, reviewer="A sample reviewer", called=NOTICE.person.called)
    kept = [
        Evidence(id=f.key, name=f.file, kind=f.kind, sha256="0" * 64, sha512="0" * 128, received_on=f.received_on) for f in SAMPLE.evidence
    ]
    return Snapshot(
        case=case,
        person=replace(NOTICE.person, confirmations=SAMPLE.confirmations),
        notification=NOTICE.notification,
        notes=SAMPLE.notes,
        conversations=SAMPLE.conversations,
        evidence=tuple(kept),
        requests=SAMPLE.requests,
        entries=tuple(in_order(SAMPLE.entries)),
        answers=SAMPLE.answers,
        findings=SAMPLE.findings,
        escalations=SAMPLE.escalations,
        reviewer="A sample reviewer",
    )


def test_nothing_blocks_so_it_can_be_signed() -> None:
    assert {str(each.severity) for each in remarks(_snapshot(), today=TODAY)} == {"hint"}


def test_she_is_an_adult_with_a_number_for_tests_and_a_due_date_to_come() -> None:
    assert NOTICE.person.called == "Roz" and age_at_death(NOTICE.person) == 51
    assert check_nhs_number(NOTICE.person.nhs_number).kind == "test-range"
    assert NOTICE.notified_on and due(NOTICE.notified_on) == date(2027, 1, 16)


def test_the_gp_record_is_hers_and_every_entry_of_it_is_accounted_for() -> None:
    found = record.read(EVIDENCE[sample_case.RECORD].content())
    assert fhir_person.same_person(found.person, NOTICE.person) == "same"
    assert found.format == "fhir-stu3" and found.person.nhs_number_valid
    assert found.read == len(found.drafts) + found.folded + sum(each.count for each in found.skipped)
    assert len(found.drafts) > 40 and {each.why for each in found.skipped} == {"context"}
    assert [(each.code, each.count) for each in found.warnings] == [("after-death", 1)]
    for each in found.drafts:
        assert BUILT_IN.vocabulary("setting").has(each.draft.setting) and BUILT_IN.vocabulary("event-kind").has(each.draft.kind)
    checks = [each.draft.when for each in found.drafts if each.draft.what.startswith("Learning disability annual health check completed")]
    assert max(when.latest for when in checks if when and when.latest) == date(2022, 10, 6)


def test_every_code_is_in_its_vocabulary() -> None:
    for entry in SAMPLE.entries:
        assert BUILT_IN.vocabulary("setting").has(entry.setting), entry.id
        assert BUILT_IN.vocabulary("event-kind").has(entry.kind), entry.id
        assert BUILT_IN.vocabulary("reliability").has(entry.reliability), entry.id
        assert all(BUILT_IN.vocabulary("flag").has(flag) for flag in entry.flags), entry.id
    assert all(BUILT_IN.vocabulary("evidence-kind").has(file.kind) for file in SAMPLE.evidence)
    factors = [factor for f in SAMPLE.findings for factor in f.factors]
    assert factors and all(BUILT_IN.vocabulary("contributory-factor").has(factor.code) for factor in factors)
    assert all(BUILT_IN.vocabulary("organisation-kind").has(f.organisation_kind) for f in SAMPLE.findings if f.organisation_kind)
    assert all(BUILT_IN.vocabulary("theme").has(f.theme) and f.kind in KINDS for f in SAMPLE.findings)
    assert all(BUILT_IN.vocabulary("severity").has(f.severity) for f in SAMPLE.findings if f.severity)
    assert all(talk.category in CATEGORIES for talk in SAMPLE.conversations)


def test_every_citation_leads_to_a_record_or_a_conversation_that_says_so() -> None:
    talks = {talk.id for talk in SAMPLE.conversations}
    notes = {note.id: note.text for note in SAMPLE.notes}
    texts = {"e-mail": _mail(), "letter": _letter()}
    sources: list[Source] = [source for entry in SAMPLE.entries for source in entry.sources]
    for source in (*sources, *(source for answer in SAMPLE.answers for source in answer.sources)):
        assert (source.evidence in EVIDENCE) != (source.conversation in talks)
        said = texts.get(source.evidence) or notes.get(f"conversation/{source.conversation}")
        if said and source.words:
            assert _plain(source.words).lower() in _plain(said).lower(), source.words
    cited = {source.evidence for source in sources}
    assert {"letter", "form", "e-mail"} <= cited


def test_mother_and_support_worker_disagree_and_both_accounts_stay() -> None:
    pair = [entry for entry in SAMPLE.entries if entry.conflicts_with]
    assert len(pair) == 2 and pair[0].conflicts_with == (pair[1].id,) and pair[1].conflicts_with == (pair[0].id,)
    assert [entry.preferred for entry in pair] == [True, False] and len(pair[0].preferred_why) > 80
    assert all("conflict" in flags(entry, NOTICE.person) for entry in pair)
    assert all(rest in ENTRIES for finding in SAMPLE.findings for rest in finding.rests_on)
    said = {(talk.id, each.id) for talk in SAMPLE.conversations for each in talk.quotations}
    assert all((rest.conversation, rest.quotation) in said for finding in SAMPLE.findings for rest in finding.rests_on_quotations)
    assert all(place.evidence in EVIDENCE for finding in SAMPLE.findings for place in finding.rests_on_places)


def test_the_story_has_what_a_review_has() -> None:
    portrait = next(note.text for note in SAMPLE.notes if note.id == "portrait")
    assert 350 <= len(portrait.split()) <= 500 and portrait.count("\n\n") >= 6
    kinds = [finding.kind for finding in SAMPLE.findings]
    assert (kinds.count("good-practice"), kinds.count("learning"), kinds.count("concern")) == (2, 3, 2)
    assert [told.about for told in SAMPLE.escalations] == [("dnacpr",), ("dnacpr",)]
    assert [f.id for f in SAMPLE.findings if f.severity == "serious"] == ["dnacpr"]
    assert {talk.category for talk in SAMPLE.conversations} == {"family", "involved", "gp"}
    assert all(require_section(note.id) and note.text for note in SAMPLE.notes)
    answers = {answer.id: answer for answer in SAMPLE.answers}
    assert "learning disability" in str(answers["initial.D12"].value).lower()
    facts = Facts(_snapshot())
    for ref, answer in answers.items():
        assert facts.shown(BUILT_IN.question(ref)), f"{ref} is answered but hidden"
        assert answer.set_version
    must = [BUILT_IN.question(f"initial.D{n:02}") for n in (1, 2, 5, 10, 11, 12, 17, 18, 21, 23)]
    assert all(asked.ref in answers for asked in must)


def test_quoted_words_in_the_portrait_are_quotations_with_leave() -> None:
    portrait = next(note.text for note in SAMPLE.notes if note.id == "portrait")
    allowed = {quote.words for talk in SAMPLE.conversations for quote in talk.quotations if "portrait" in quote.may_be_quoted}
    assert set(re.findall("“([^”]+)”", portrait)) == allowed


def test_no_word_of_the_house_is_broken() -> None:
    text = resources.path("sample_case/case.toml").read_text(encoding="utf-8").lower()
    for word in ("deceased", "suffered", "challenging", "wheelchair-bound", "mental age", "the patient", "non-compliant"):
        assert word not in text


def test_the_files_say_that_they_are_invented() -> None:
    assert "Invented for the sample case" in _letter() and "invented for a sample case" in _mail()
    picture = EVIDENCE["form"].content()
    assert picture.startswith(b"\x89PNG") and len(picture) < 200_000
    bundle: dict[str, Any] = json.loads(EVIDENCE[sample_case.RECORD].content())
    assert bundle["meta"]["tag"][0]["code"] == "HTEST"


def test_the_review_made_of_it_is_valid_and_marked_as_a_sample() -> None:
    review = review_document(_snapshot(), remarks=remarks(_snapshot(), today=TODAY))
    schema = json.loads(resources.path("schema/review-1.0.schema.json").read_bytes())
    assert [error.message for error in Draft202012Validator(schema).iter_errors(review)] == []
    assert review["sample"] is True and canonical(review).count(b"Rosalind")
    assert [grade["goodnessRank"] for grade in review["grades"]] == [2, 3] and all(grade["rationale"] for grade in review["grades"])


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'"))


def _mail() -> str:
    mail = message_from_bytes(EVIDENCE["e-mail"].content(), policy=policy.default)
    body = mail.get_body()
    assert body is not None and not mail.defects
    return str(body.get_content())


def _letter() -> str:
    document = pypdfium2.PdfDocument(EVIDENCE["letter"].content())
    return " ".join(page.get_textpage().get_text_bounded() for page in document)
