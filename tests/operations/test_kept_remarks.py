"""A warning is kept with a reason: only a warning, only with one, only while it says the same; and the reason travels with the review."""

from dataclasses import replace

import pypdfium2
import pytest

from leder_desktop.errors import Refused
from leder_desktop.model.remarks import Remark
from leder_desktop.operations import checks, documents, history, keeping, person, report, snapshot
from leder_desktop.session import Session

WHY = "The record has the number so too; the practice was asked on 3 September."
NUMBER = "999 158 4278"


def describe(session: Session, **said: str) -> None:
    person.describe(session, replace(snapshot.person(session), **said))  # pyright: ignore[reportArgumentType]  # texts only


def warning(session: Session, id: str = "nhs-number") -> Remark:
    return next(each for each in checks.remarks(session) if each.id == id)


@pytest.fixture
def wrong(session: Session) -> Session:
    """A case whose NHS number is not a valid one."""
    describe(session, nhs_number=NUMBER)
    return session


def test_the_reason_stands_beside_the_warning_and_can_be_taken_back(wrong: Session) -> None:
    keeping.keep(wrong, "nhs-number", "person.nhs_number", f"  {WHY} ")
    assert warning(wrong).kept == WHY
    keeping.take_back(wrong, "nhs-number", "person.nhs_number")
    assert warning(wrong).kept == ""
    history.undo(wrong)
    assert warning(wrong).kept == WHY


@pytest.mark.parametrize(
    ("id", "where", "why", "code"),
    [
        ("nhs-number", "person.nhs_number", " \n", "incomplete"),
        ("nhs-number", "person.given", WHY, "no-such-remark"),
        ("no-such-check", "person.nhs_number", WHY, "no-such-remark"),
        ("no-portrait", "portrait", WHY, "not-a-warning"),
        ("nhs-number", "person.nhs_number", "nul\0", "text-not-storable"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_writes_nothing(wrong: Session, id: str, where: str, why: str, code: str) -> None:
    before = snapshot.take(wrong)
    with pytest.raises(Refused) as caught:
        keeping.keep(wrong, id, where, why)
    assert caught.value.code == code and snapshot.take(wrong) == before


def test_a_reason_that_was_never_given_cannot_be_taken_back(wrong: Session) -> None:
    with pytest.raises(Refused, match="No reason"):
        keeping.take_back(wrong, "nhs-number", "person.nhs_number")


def test_a_warning_that_says_something_else_now_is_not_kept_any_more(session: Session) -> None:
    id, where = "diagnosis-not-sourced", "person.diagnosis_confirmed_by"
    describe(session, diagnosis_group="learning-disability", known_as="Mari")
    keeping.keep(session, id, where, "Her school closed and its papers are lost.")
    assert warning(session, id).kept
    describe(session, known_as="Mair")
    assert warning(session, id).kept == ""
    describe(session, known_as="Mari")
    assert warning(session, id).kept


def test_the_reason_is_in_review_json_and_in_the_report(wrong: Session) -> None:
    keeping.keep(wrong, "nhs-number", "person.nhs_number", WHY)
    told = next(each for each in documents.review(wrong)["remarks"] if each["id"] == "nhs-number")
    assert told["kept"] == WHY and told["todo"]
    pages = pypdfium2.PdfDocument(report.build(report.prepare(wrong)).pdf)
    text = " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    assert WHY in text and "Kept as it is" in text
