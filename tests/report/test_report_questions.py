"""Questions in the report: every set of the process, lists row by row, what is kept elsewhere, and who answered when."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from leder_desktop.model.questions import accept
from leder_desktop.model.questions import answered as answer_of
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.report import citations
from leder_desktop.report.questions import questions
from leder_desktop.report.review import review_pdf

AT = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)


def answered(rich: Snapshot, version: str = "") -> Snapshot:
    """The case with a list, answered by two people, and an answer to a question that is hidden by another."""
    vaccines = BUILT_IN.question("initial.H16")
    kind, outcome = (field.values[0].code for field in vaccines.fields[:2])
    rows = [{"vaccine": kind, "given": outcome, "on": "March 2019"}, {"note": "The letter was never sent."}]
    listed = replace(answer_of(vaccines, rows), by="Priya Raman", at=AT)
    said = (("initial.P06", "not-known", "Sam Okoro"), ("initial.D10", "no", "Priya Raman"), ("initial.D11", "yes", "Priya Raman"))
    rest = tuple(replace(accept(BUILT_IN.question(ref), words), by=by, at=AT) for ref, words, by in said)
    return replace(rich, answers=(replace(listed, set_version=version or listed.set_version), *rest), entries=(), findings=())


def page(snapshot: Snapshot, read) -> str:
    return re.sub(r"\s+", " ", " ".join(read(review_pdf(snapshot, remarks=[]).pdf)))


def test_a_list_stands_row_by_row_in_words(rich, read):
    said = page(answered(rich), read)
    kind, outcome, on, note = BUILT_IN.question("initial.H16").fields
    assert f"{kind.text}: {kind.values[0].label}; {outcome.text}: {outcome.values[0].label}; {on.text}: March 2019" in said
    assert f"{note.text}: The letter was never sent." in said


def test_what_was_told_in_confidence_is_not_printed(rich, read):
    told = accept(BUILT_IN.question("notification.C10"), '[{"with": "Her mother", "part": "I was afraid of him.", "why": "in-confidence"}]')
    said = page(replace(rich, answers=(told,)), read)
    assert "With whom: Her mother; The words: kept with the review, not printed" in said and "afraid" not in said


def test_who_answered_is_said_once_and_beside_what_another_answered(rich, read):
    said = page(answered(rich), read)
    assert "Answered by Priya Raman where no other name is given." in said
    assert "9 January 2026, Sam Okoro" in said and "9 January 2026, Priya Raman" not in said


def test_what_is_kept_elsewhere_stands_in_words(rich, read):
    assert "When were they born? N04 3 May 1961" in page(answered(rich), read)


def test_an_answer_under_an_older_set_and_one_that_is_hidden_say_so(rich, read):
    said = page(answered(rich, version="6.0"), read)
    assert "answered under version 6.0 of the questions" in said
    assert "Kept, though the question does not apply after the other answers" in said


def test_every_set_of_the_process_and_no_other_is_in_it(rich):
    made = questions(replace(rich, answers=()), citations.number(rich))
    said = " ".join(str(getattr(each, "text", "")) for each in made)
    assert "Initial review, 2021 onwards" in said and "Bristol" not in said
    bristol = replace(rich, case=replace(rich.case, template="Bristol-2016"), answers=())
    said = " ".join(str(getattr(each, "text", "")) for each in questions(bristol, citations.number(bristol)))
    assert "Bristol" in said and "2021 onwards" not in said
