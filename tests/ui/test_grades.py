"""Grades: whole sentences, best on top, the reason first; the senior reviewer's and the panel's beside the reviewer's."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from leder_desktop.model.case import State
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.grades import PANEL, REVIEWER, SENIOR, asked
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import findings, grades, questions, snapshot, timeline
from leder_desktop.operations.writing import step
from tests.operations.test_grades import GRADE, graded, to
from tests.ui.accessible import clickable_without_focus, controls, nameless
from tests.ui.case_window import opener
from ui.grades.grade import SEEN
from ui.grades.hints import LEAVE
from ui.grades.view import INITIAL, SHUT, UNDECIDED, GradesScreen
from ui.widgets.buttons import Button

WORDS = "The plan was not followed up."


@pytest.fixture
def opened(qtbot, theme, session):
    return opener(qtbot, theme)(session, grades=GradesScreen)


@pytest.fixture
def screen(opened):
    return opened[1]


@pytest.fixture
def at(qtbot, theme, session):
    """The screen, with the case moved where a test wants it."""

    def moved(state: State) -> GradesScreen:
        to(session, state)
        return opener(qtbot, theme)(session, grades=GradesScreen)[1]

    return moved


def given(session, ref):
    return questions.answers(session).get(ref)


def titles(screen):
    """What is graded, as the head of the page names it."""
    return [button.label for button in screen.segments.buttons]


def test_both_scales_say_their_whole_sentences_with_the_best_on_top(screen):
    for grade in (screen.page(0), screen.page(1)):
        levels = BUILT_IN.scale(grade.of.id).levels
        assert list(grade.scale.options) == [level.code for level in levels]
        for level, option in zip(levels, grade.scale.options.values(), strict=True):
            assert option.step.rest == level.label and level.label in option.accessibleName()
        names = [option.accessibleName() for option in grade.scale.options.values()]
        assert "6 of 6, best" in names[0] and "1 of 6, worst" in names[-1]
        leads = [option.step.lead for option in grade.scale.options.values()]
        assert len(set(leads)) == 6


def test_the_reason_comes_first_and_a_sentence_without_one_is_remarked(qtbot, screen, session):
    grade = screen.page(0)
    assert grade.why.hasFocus()
    qtbot.mouseClick(grade.scale.options["2"], Qt.MouseButton.LeftButton)
    assert given(session, GRADE).value == "2" and given(session, GRADE).score.goodness_rank == 2
    assert "the reason is still empty" in grade.remark.sentence()
    grade.why.setFocus()
    qtbot.keyClicks(grade.why, WORDS)
    grade.why.seal()
    assert given(session, "focused.F12.quality").value == WORDS
    assert grade.remark.sentence() == ""


def test_an_end_of_the_scale_asks_for_an_event_that_shows_it(qtbot, screen, session, monkeypatch):
    grade = screen.page(0)
    qtbot.keyClicks(grade.why, WORDS)
    for code, end in (("6", "best"), ("1", "worst")):
        grade.scale.options[code].click()
        assert f"the {end} sentence" in grade.remark.sentence()
    grade.scale.options["2"].click()
    assert grade.remark.sentence() == ""
    grade.scale.options["1"].click()
    entry = timeline.add(session, Draft(what="Given toast nearly flat in bed", sources=(Source(conversation="tunde"),))).made[0]
    screen._read()
    monkeypatch.setattr("ui.grades.grade.choose_rows", lambda *_: (entry,))
    grade.shows.add.click()
    assert grade.remark.sentence() == "" and [one.id for one in grade.shows.cited()] == [entry]


def test_choosing_events_keeps_what_is_cited_besides(screen, session, monkeypatch):
    besides = Source(conversation="mother", words="They never came.")
    questions.cite(session, "focused.F12.quality", (besides,))
    one, other = (
        timeline.add(session, Draft(what=what, sources=(Source(conversation="tunde", words=what),))).made[0] for what in ("Fell", "Rose")
    )
    screen._read()
    for chosen in ((one, other), (other,), ()):
        monkeypatch.setattr("ui.grades.grade.choose_rows", lambda *_, keys=chosen: keys)
        screen.page(0).shows.add.click()
        assert {entry.id for entry in screen.page(0).shows.cited()} == set(chosen)
        assert besides in given(session, "focused.F12.quality").sources


def test_arrow_keys_choose_a_sentence(qtbot, screen, session):
    grade = screen.page(0)
    qtbot.mouseClick(grade.scale.options["5"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(grade.scale.options["5"], Qt.Key.Key_Down)
    assert given(session, GRADE).value == "4"


def test_a_grade_can_be_taken_away(qtbot, screen, session):
    grade = screen.page(0)
    assert not grade.not_graded.isVisible()
    grade.scale.options["5"].click()
    qtbot.mouseClick(grade.not_graded, Qt.MouseButton.LeftButton)
    assert given(session, GRADE).status == "not-asked" and grade.scale.at() == ""


def test_the_second_scale_is_one_press_away_and_seals_the_first(qtbot, screen, session):
    qtbot.keyClicks(screen.page(0).why, "Half a thought")
    qtbot.mouseClick(screen.segments.buttons[1], Qt.MouseButton.LeftButton)
    assert given(session, "focused.F12.quality").value == "Half a thought"
    screen.page(1).scale.options["1"].click()
    assert given(session, "focused.F11").value == "1"


def test_findings_and_cited_entries_stand_beside_the_reason(screen, session, monkeypatch):
    source = Source(conversation="tunde", words="flat in bed")
    draft = Draft(when=understand("2026-07-01"), what="Given toast nearly flat in bed", sources=(source,))
    entry = timeline.add(session, draft).made[0]
    findings.add(session, Finding(id="", kind="concern", text="The plan under the bed was not read.", rests_on=(entry,)))
    screen._read()
    grade = screen.page(0)
    assert [line[2:] for line in grade.shows._shown] == [("Concern", "The plan under the bed was not read.", "1 July 2026")]
    monkeypatch.setattr("ui.grades.grade.choose_rows", lambda *_: (entry,))
    grade.shows.add.click()
    assert given(session, "focused.F12.quality").sources == (source,)
    assert grade.shows._shown[-1][3] == "Given toast nearly flat in bed"


def test_half_typed_reason_and_the_open_scale_come_back(qtbot, theme, opened):
    window, screen = opened
    screen.turn_to(1)
    screen.page(1).why.setFocus()
    qtbot.keyClicks(screen.page(1).why, "No review for a year")
    place = screen.place()
    screen.seal()
    again = GradesScreen(theme, window.case, window.services)
    qtbot.addWidget(again)
    again.restore(place)
    assert again.at == 1 and again.page(1).why.text() == "No review for a year"
    assert again.page(1).why.caret() == 20


def test_a_remark_jumps_to_its_grade(screen):
    for at, each in enumerate(asked("LeDeR-2021")):
        for field in (each.ref, each.why):
            assert screen.jump(field) and screen.at == at


def test_it_says_that_the_wording_is_not_confirmed_and_where_it_comes_from(qtbot, theme, screen):
    assert screen.tag.isVisible() and "not confirmed against the national form" in screen.tag.text()
    for at, source in enumerate(("Domain reference 3.1.3", "Domain reference 3.1.4")):
        screen.turn_to(at)
        grade = screen.page(at)
        assert not grade.provenance.isVisible()
        qtbot.mouseClick(grade.whence, Qt.MouseButton.LeftButton)
        assert source in grade.provenance.text() and grade.provenance.isVisible()
    theme.size(2.0)
    assert screen.unsure.isVisible()


def test_an_initial_review_says_that_it_is_not_graded_and_its_remarks_still_find_the_page(qtbot, screen, session):
    assert screen.waits.words.text() == UNDECIDED
    screen.case.do(questions.choose, "initial.O07", "no")
    assert not titles(screen) and screen.waits.words.text() == INITIAL and screen.waits.isVisible()
    assert screen.jump(GRADE)
    screen.case.do(questions.choose, "initial.O07", "yes-judgement")
    assert len(titles(screen)) == 2 and not screen.waits.isVisible()
    screen.page(0).scale.options["4"].click()
    assert given(session, GRADE).value == "4"


def test_the_senior_reviewer_proposes_another_grade_beside_the_reviewers(qtbot, session, at):
    graded(session)
    screen = at(State.SUBMITTED)
    grade = screen.page(0)
    form = grade.forms[SENIOR]
    assert screen.shut.words.text() == SHUT and not grade.scale.isEnabled() and grade.why.isReadOnly()
    assert form.isVisible() and PANEL not in grade.forms and not form.scale.isVisible()
    assert screen.first is form and not form.keep.isEnabled()
    qtbot.mouseClick(form.view.picks["other"], Qt.MouseButton.LeftButton)
    assert form.scale.isVisible() and not form.because_field.isVisible()
    qtbot.mouseClick(form.scale.options["3"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert "Write why" in form.problem.sentence() and snapshot.take(session).grading(SENIOR, GRADE) is None
    form.why.setFocus()
    qtbot.keyClicks(form.why, "Two falls.")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert snapshot.take(session).grading(SENIOR, GRADE).why == "Two falls." and form.problem.sentence() == ""
    assert given(session, GRADE).value == "5" and grade.scale.at() == "5"
    shown = grade.given.shown
    assert [one.role for one in shown] == [REVIEWER, SENIOR] and grade.given.isVisible()
    assert shown[1].lead == "Care fell short - this did impact on wellbeing" and shown[1].number == "(3 of 6, 6 is best)"


def test_a_senior_reviewer_who_changes_their_mind_says_why_and_both_stay(qtbot, session, at):
    graded(session)
    screen = at(State.SUBMITTED)
    form = screen.page(0).forms[SENIOR]
    qtbot.keyClick(form.view.picks["agree"], Qt.Key.Key_Space)
    qtbot.keyClick(form.keep, Qt.Key.Key_Return)
    assert snapshot.take(session).grading(SENIOR, GRADE).agrees
    qtbot.mouseClick(form.view.picks["other"], Qt.MouseButton.LeftButton)
    assert form.because_field.isVisible()
    qtbot.keyClicks(form.why, "The log.")
    form.scale.options["2"].click()
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert "Say why it changes" in form.problem.sentence()
    form.because.setFocus()
    qtbot.keyClicks(form.because, "I read the equipment log.")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    [senior] = [one for one in screen.page(0).given.shown if one.role == SENIOR]
    assert "Changed because: I read the equipment log." in senior.more and senior.former[0][0].startswith("Good care")


def test_what_is_chosen_and_not_kept_comes_back_after_a_lock(qtbot, theme, session, at):
    graded(session)
    screen = at(State.SUBMITTED)
    form = screen.page(0).forms[SENIOR]
    qtbot.mouseClick(form.view.picks["other"], Qt.MouseButton.LeftButton)
    form.scale.options["3"].click()
    qtbot.keyClicks(form.why, "Two falls")
    place = screen.place()
    again = GradesScreen(theme, screen.case, screen.services)
    qtbot.addWidget(again)
    again.restore(place)
    back = again.page(0).forms[SENIOR]
    assert (back.view.at(), back.scale.at(), back.why.text()) == ("other", "3", "Two falls")
    assert snapshot.take(session).grading(SENIOR, GRADE) is None


def test_the_panel_enters_its_grade_after_it_has_met_and_the_three_stand_side_by_side(qtbot, session, at):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    screen = at(State.PANEL)
    form = screen.page(0).forms[PANEL]
    assert form.isVisible() and SENIOR not in screen.page(0).forms and not form.view.isVisible()
    qtbot.mouseClick(form.scale.options["4"], Qt.MouseButton.LeftButton)
    form.why.setFocus()
    qtbot.keyClicks(form.why, "It was not looked at again.")
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert snapshot.take(session).grading(PANEL, GRADE).score.code == "4"
    assert [one.role for one in screen.page(0).given.shown] == [REVIEWER, SENIOR, PANEL]


def test_a_reviewer_who_changes_a_grade_that_was_seen_is_asked_why(qtbot, session, at):
    graded(session)
    to(session, State.SUBMITTED)
    grades.propose(session, GRADE, "3", "Two falls.")
    screen = at(State.RETURNED)
    grade = screen.page(0)
    assert grade.whose.text() == SEEN and not grade.because_field.isVisible() and grade.given.isVisible()
    qtbot.mouseClick(grade.scale.options["3"], Qt.MouseButton.LeftButton)
    assert grade.because_field.isVisible()
    grade.because.setFocus()
    qtbot.keyClicks(grade.because, "They are right about the falls.")
    qtbot.keyClick(grade.because, Qt.Key.Key_Return)
    assert snapshot.take(session).grading(REVIEWER, GRADE).changing == "They are right about the falls."
    assert "Changed because: They are right about the falls." in grade.given.shown[0].more
    qtbot.mouseClick(grade.scale.options["5"], Qt.MouseButton.LeftButton)
    assert not grade.because_field.isVisible(), "the grade is again as it was seen"


def test_a_senior_reviewer_who_agreed_with_a_grade_that_has_changed_is_asked_again(qtbot, session, at):
    graded(session)
    to(session, State.SUBMITTED)
    grades.agree(session, GRADE)
    to(session, State.RETURNED)
    questions.choose(session, GRADE, "4")
    form = at(State.SUBMITTED).page(0).forms[SENIOR]
    assert "has changed since you agreed" in form.problem.sentence() and form.view.at() == ""
    qtbot.mouseClick(form.view.picks["agree"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    assert snapshot.take(session).grading(SENIOR, GRADE).score.code == "4" and form.problem.sentence() == ""


@pytest.mark.parametrize(("template", "id"), [("Bristol-2018+", "bristol-2018"), ("Bristol-2016", "bristol-2016")])
def test_a_bristol_review_has_one_overall_grade_on_the_scale_of_its_time(qtbot, theme, session, template, id):
    with step(session, "Another process", gate=None) as (writing, _):
        writing.put(replace(snapshot.case(session), template=template))
    _, screen = opener(qtbot, theme)(session, grades=GradesScreen)
    assert len(titles(screen)) == 1 and not screen.segments.isVisible() and "Bristol" in screen.only.text()
    grade = screen.page(0)
    assert grade.of.id == id
    qtbot.keyClicks(grade.why, WORDS)
    qtbot.mouseClick(next(iter(grade.scale.options.values())), Qt.MouseButton.LeftButton)
    kept = given(session, grade.asked.ref)
    assert (kept.score.scale_id, kept.score.code, kept.score.goodness_rank) == (id, "1", 6)
    assert "6 of 6 (1 on the form), best" in grade.scale.options["1"].accessibleName()


HARSH = "A plan was there. She was left in pain for two days, and the delay contributed to her death."


def asked_about(qtbot, screen, text=HARSH, code="6"):
    """The hints of the first grade, once nobody has typed for a moment."""
    grade = screen.page(0)
    grade.why.insert("𝒜: ")  # one letter that Qt counts as two
    qtbot.keyClicks(grade.why, text)
    grade.scale.options[code].click()
    qtbot.waitUntil(lambda: bool(grade.hints.hits))
    return grade.hints


def test_words_that_do_not_go_with_the_grade_are_asked_about_gently_with_where_they_stand(qtbot, screen, session):
    hints = asked_about(qtbot, screen)
    assert "best two sentences" in hints.lead.text() and hints.isVisible()
    hit = hints.hits[0]
    qtbot.mouseClick(next(b for b in hints.findChildren(Button) if b.accessibleName() == f"Go to “{hit.words}”"), Qt.MouseButton.LeftButton)
    assert hints.why.textCursor().selectedText() == hit.words and hints.why.hasFocus()
    assert given(session, GRADE).value == "6", "a question blocks nothing"
    screen.page(0).scale.options["4"].click()
    qtbot.waitUntil(lambda: not hints.hits)
    assert not hints.isVisible()


def test_a_question_about_words_can_be_put_aside_and_stays_aside(qtbot, screen):
    hints = asked_about(qtbot, screen)
    assert len(hints.hits) > 1
    while hints.hits:
        leave = next(b for b in hints.findChildren(Button) if b.isVisible() and b.accessibleName().startswith(LEAVE))
        qtbot.keyClick(leave, Qt.Key.Key_Space)
        assert not hints.hits or hints._leaves[0].hasFocus(), "the keyboard goes on to the next"
    assert not hints.isVisible() and hints.why.hasFocus()
    screen.page(0).scale.options["5"].click()
    hints.look()
    assert hints.hits == ()


def test_words_that_weigh_both_or_go_with_the_grade_are_not_asked_about(qtbot, screen):
    hints = screen.page(0).hints
    for text, code in (("She was cared for warmly and every plan was kept to.", "6"), (HARSH, "1")):
        hints.why.forget()
        qtbot.keyClicks(hints.why, text)
        screen.page(0).scale.options[code].click()
        hints.look()
        assert hints.hits == (), (text, code)


def test_nothing_is_asked_of_a_review_that_was_signed(session, at):
    graded(session, code="6", why=HARSH)
    hints = at(State.SUBMITTED).page(0).hints
    hints.look()
    assert hints.hits == () and not hints.isVisible()


@pytest.mark.parametrize("size", [1.0, 2.0])
def test_every_control_has_a_name(opened, theme, size):
    window, screen = opened
    theme.size(size)
    for at in (0, 1):
        screen.turn_to(at)
        assert nameless(window) == [] and clickable_without_focus(window) == []
    assert controls(window) > 15


def test_the_forms_of_the_others_have_names_too(session, at):
    graded(session)
    screen = at(State.SUBMITTED)
    screen.page(0).forms[SENIOR].view.picks["other"].click()
    assert nameless(screen.window()) == [] and clickable_without_focus(screen.window()) == []


def test_while_somebody_types_on_the_questions_stay_where_they_are_and_still_lead_to_their_words(qtbot, screen):
    hints = asked_about(qtbot, screen)
    hit, lines = hints.hits[0], hints.findChildren(Button)
    hints.why.setFocus()
    cursor = hints.why.textCursor()
    cursor.setPosition(0)
    hints.why.setTextCursor(cursor)
    qtbot.keyClicks(hints.why, "On the ward: ")
    qtbot.waitUntil(lambda: hints.hits[0].start == hit.start + 13)
    assert hints.findChildren(Button) == lines and hints.why.hasFocus(), "nothing was made anew, nothing took the focus"
    next(b for b in lines if b.accessibleName() == f"Go to “{hit.words}”").click()
    assert hints.why.textCursor().selectedText() == hit.words
