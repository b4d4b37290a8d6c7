"""An answer finds the words it was given in, after a review was carried over to questions that are asked otherwise, or not any more."""

from collections.abc import Iterator
from dataclasses import asdict

import pypdfium2
import pytest

from leder_desktop.bundle.review_json import review_document
from leder_desktop.model.answers import Answer
from leder_desktop.model.asked_before import before
from leder_desktop.model.edition import Edition
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import cases, checks, field_labels, history, questions, snapshot, standards
from leder_desktop.report.review import review_pdf
from leder_desktop.session import STANDARDS, Correction, Desk, Session

SET = "questions/initial"
GIVEN = {
    "initial.P04": "single", "initial.P06": "yes", "initial.P07": "no", "initial.P08": '["speech", "signs"]', "initial.P09": "She sang.",
    "initial.P10": "wheelchair", "initial.H16": '[{"vaccine": "flu", "given": "given"}]',
}  # fmt: skip
OWN = 'requirement = "should"\nprovenance = "ours"\nconfidence = "inference"\n'
OTHERWISE = {
    "P04": f'text = "Alone, or with somebody?"\ntype = "enum"\n{OWN}values = [{{ code = "single", label = "Alone" }}]\n',
    "P06": f'text = "How many nights did they live alone?"\ntype = "int"\n{OWN}',
    "P08": f'text = "How did they speak?"\ntype = "long-text"\n{OWN}',
    "P09": f'text = "How did they show joy?"\ntype = "long-text"\n{OWN}',
    "P10": None,
    "H16": f'text = "Vaccinated?"\ntype = "enum3"\n{OWN}',
}


def otherwise() -> str:
    """The initial review with some questions asked in another way, and one not asked any more."""
    head, *parts = BUILT_IN.text(SET).split("[[section.question]]")
    made = [head.replace(f'version = "{BUILT_IN.version(SET)}"', 'version = "2099.1"')]
    for part in parts:
        ref = part.split('ref = "', 1)[1].split('"', 1)[0]
        asked, section, rest = part.partition("\n[[section]]")
        if ref in OTHERWISE:
            now = OTHERWISE[ref]
            asked = f'[[section.question]]\nref = "{ref}"\n{now}' if now is not None else ""
        else:
            asked = f"[[section.question]]{asked}"
        made.append(f"{asked}{section}{rest}")
    return "".join(made)


@pytest.fixture
def session(desk: Desk) -> Iterator[Session]:
    made = cases.new(desk, opt_out_checked_by="Priya Raman")
    for ref, said in GIVEN.items():
        questions.answer(made, ref, said)
    one = Correction(name=SET, text=otherwise(), signed_by="CN=Dana", signer="ab", at="2026-11-21T09:00:00+00:00")
    desk.shelf.set_setting(STANDARDS, [asdict(one)])
    yield made
    cases.leave(made)


def given(session: Session, ref: str) -> Answer:
    answer = session.file.one(Answer, ref)
    assert answer is not None
    return answer


def test_nothing_is_asked_otherwise_until_the_review_is_carried_over(session: Session) -> None:
    assert all(before(given(session, ref), session.standards) is None for ref in GIVEN)


def test_each_answer_is_read_in_the_words_it_was_given_in(session: Session) -> None:
    standards.carry_over(session)
    found = {ref: before(given(session, ref), session.standards) for ref in GIVEN}
    assert found.pop("initial.P07") is None, "this one is asked as it was"
    was = {ref: (one.was.text, one.said, one.fits) for ref, one in found.items() if one is not None}
    assert was == {
        "initial.P04": ("Were they single, or in a relationship?", "Single", False),
        "initial.P06": ("Did they live alone?", "Yes", False),
        "initial.P08": ("How did they communicate?", "Speech\nSigns, such as Makaton", False),
        "initial.P09": ("How did they show pain, fear, or being unwell?", "She sang.", True),
        "initial.P10": ("How did they get about?", BUILT_IN.vocabulary("mobility").label("wheelchair"), False),
        "initial.H16": ("Which vaccinations did they have, or miss?", "Vaccine: Flu; Given: Given", False),
    }
    assert field_labels.question(session.standards, "initial.P10") == "How did they get about?"


def pages(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    finally:
        document.close()


def test_what_is_printed_and_leaves_is_in_those_words(session: Session) -> None:
    standards.carry_over(session)
    whole = snapshot.take(session)
    said = pages(review_pdf(whole, remarks=[]).pdf)
    for words in ("Vaccine: Flu; Given: Given", "Signs, such as Makaton", "Did they live alone?", "Answers to questions that are no longer",
                  "How did they get about?", "This is asked now: “How did they show joy?”"):  # fmt: skip
        assert words in said, words
    assert "Row(" not in said and "initial.P10" not in said
    rows = {row["question"]: row for row in review_document(whole)["answers"]}
    assert (rows["initial.P10"]["asked"], rows["initial.P06"]["words"]) == ("How did they get about?", "Yes")


def test_it_is_to_be_looked_at_again_until_it_is_given_anew(session: Session) -> None:
    standards.carry_over(session)

    def again() -> dict[str, set[str]]:
        found = checks.remarks(session)
        return {id: {one.where for one in found if one.id == id} for id in ("answer-otherwise", "asked-otherwise")}

    said = again()
    assert said["answer-otherwise"] == {"initial.P04", "initial.P06", "initial.P08", "initial.H16"}
    assert said["asked-otherwise"] == {"initial.P09"}
    questions.answer(session, "initial.P04", "single")
    questions.typed(session, "initial.P09", "She sang.")
    said = again()
    assert "initial.P04" not in said["answer-otherwise"] and not said["asked-otherwise"]
    assert before(given(session, "initial.P04"), session.standards) is None


def test_carried_over_twice_and_back_an_answer_still_finds_its_words(session: Session, desk: Desk) -> None:
    change = standards.carry_over(session)
    again = Correction(name=SET, text=otherwise().replace("2099.1", "2099.2").replace("How did they show joy?", "What made them glad?"),
                       signed_by="CN=Dana", signer="ab", at="2026-11-21T10:00:00+00:00")  # fmt: skip
    questions.answer(session, "initial.P09", "She laughed.")
    desk.shelf.set_setting(STANDARDS, [asdict(again)])
    second = standards.carry_over(session)
    old, newer = (before(given(session, ref), session.standards) for ref in ("initial.P10", "initial.P09"))
    assert old is not None and old.said == BUILT_IN.vocabulary("mobility").label("wheelchair")
    assert newer is not None and newer.was.text == "How did they show joy?" and newer.told == "This is asked now: “What made them glad?”"
    for one in (second, change):
        assert one.step is not None
        history.undo(session, one.step)
    assert session.standards is BUILT_IN and before(given(session, "initial.P10"), session.standards) is None


def test_carrying_over_to_the_same_files_changes_nothing(session: Session) -> None:
    standards.carry_over(session)
    kept = session.file.one(Edition, "edition")
    standards.carry_over(session)
    assert session.file.one(Edition, "edition") == kept and len(session.standards.former) == 1
