"""Answers to other words than a review asks now, in the window: told as they were given, and chosen only where they still say the same."""

from dataclasses import asdict

import pytest

from leder_desktop.model.standards import BUILT_IN
from leder_desktop.operations import history, questions, standards
from leder_desktop.session import STANDARDS, Correction
from tests.operations.test_asked_before import GIVEN, SET, otherwise
from tests.ui.case_window import opener
from ui.questions.view import QuestionsScreen
from ui.widgets.answer import ANEW, LOOK


@pytest.fixture
def screen(qtbot, theme, session):
    """The questions of a review that was answered, and then carried over."""
    for ref, said in GIVEN.items():
        questions.answer(session, ref, said)
    one = Correction(name=SET, text=otherwise(), signed_by="CN=Dana", signer="ab", at="2026-11-21T09:00:00+00:00")
    session.desk.shelf.set_setting(STANDARDS, [asdict(one)])
    standards.carry_over(session)
    return opener(qtbot, theme)(session, questions=QuestionsScreen)[1]


def editor(screen, ref):
    screen.jump(ref)
    return next(page.editors[ref] for page in screen.pages.values() if ref in page.editors)


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        ("initial.P04", "“Were they single, or in a relationship?” The answer was: Single."),
        ("initial.P06", "“Did they live alone?” The answer was: Yes."),
        ("initial.P08", "“How did they communicate?” The answer was: Speech; Signs, such as Makaton."),
        ("initial.H16", "The answer was: Vaccine: Flu; Given: Given."),
    ],
)
def test_what_was_said_in_other_words_is_told_and_not_put_into_those_of_today(screen, ref, told):
    asked = editor(screen, ref)
    assert told in asked.made.text() and ANEW in asked.made.text() and asked.made.isVisible()
    shown = asked.half_typed() or getattr(asked.editor, "text", str)() or getattr(asked.editor, "at", str)()
    assert not shown, "nobody chose or wrote this"


def test_what_still_says_the_same_stays_and_is_to_be_looked_at(screen):
    asked = editor(screen, "initial.P09")
    assert asked.editor.text() == "She sang." and LOOK in asked.made.text() and "being unwell?" in asked.made.text()
    same = editor(screen, "initial.P07")
    assert LOOK not in same.made.text() and "version" not in same.made.text()


def test_given_anew_it_is_an_answer_of_today(qtbot, screen, session):
    editor(screen, "initial.P04").editor.picks["single"].click()
    asked = editor(screen, "initial.P04")
    assert asked.editor.at() == "single" and ANEW not in asked.made.text()
    assert questions.answers(session)["initial.P04"].edition == 1


def test_an_answer_to_a_question_that_is_gone_is_still_to_be_read(screen, session):
    kept = BUILT_IN.vocabulary("mobility").label("wheelchair")
    assert screen.gone.isVisible() and f"“How did they get about?” {kept}" in screen.gone.words.text()
    history.undo(session, history.steps(session)[0].seq)
    screen._read()
    assert not screen.gone.isVisible()
