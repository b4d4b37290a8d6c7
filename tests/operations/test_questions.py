"""Answers say who gave them and when, also when they were typed; lists; what is kept elsewhere; and answers of an older set."""

from dataclasses import replace

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model import musts
from leder_desktop.model.answers import Answer, Cell, Row
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Source
from leder_desktop.operations import history, person, questions, search, snapshot
from leder_desktop.session import Session
from tests.model.own_set import standards

MEDICINES, BORN, WHY = "initial.H11", "initial.N04", "initial.S03"


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = standards()
    monkeypatch.setattr(Session, "standards", property(lambda _: kept))


def given(session: Session, reference: str) -> Answer:
    return questions.answers(session)[reference]


def row(**said: str) -> Row:
    return Row(cells=tuple(Cell(field=name, said=words) for name, words in said.items()))



def test_an_answer_says_who_gave_it_and_when(session: Session) -> None:
    questions.answer(session, "initial.S01", "yes")
    first = given(session, "initial.S01")
    assert first.by == session.person and first.at is not None
    questions.choose(session, "initial.S01", "yes")
    assert given(session, "initial.S01") == first, "the same answer once more is no other answer"
    questions.leave_open(session, "initial.S01", "not-known")
    later = given(session, "initial.S01")
    assert later.at is not None and later.at > first.at


def test_who_typed_it_and_when_is_there_once_the_typing_is_sealed(session: Session) -> None:
    questions.typed(session, WHY, "Nobody")
    first = given(session, WHY)
    object.__setattr__(session.desk, "person", "Sam Okoro")
    questions.typed(session, WHY, "Nobody came")
    questions.seal(session)
    sealed = given(session, WHY)
    assert (sealed.value, sealed.by) == ("Nobody came", "Sam Okoro")
    assert sealed.at is not None and first.at is not None and sealed.at > first.at
    history.undo(session)
    assert given(session, WHY) == first, "undoing the typing brings back who wrote before"


def test_typing_and_taking_it_back_leaves_no_other_time(session: Session) -> None:
    questions.typed(session, WHY, "Nobody")
    first, steps = given(session, WHY), len(history.steps(session))
    questions.typed(session, WHY, "Nobody came")
    questions.typed(session, WHY, "Nobody")
    questions.seal(session)
    assert given(session, WHY) == first and len(history.steps(session)) == steps


def test_a_citation_is_not_an_answer_by_somebody_else(session: Session) -> None:
    questions.answer(session, "initial.S01", "yes")
    first = given(session, "initial.S01")
    object.__setattr__(session.desk, "person", "Sam Okoro")
    questions.cite(session, "initial.S01", (Source(conversation="mother"),))
    assert given(session, "initial.S01") == replace(first, sources=(Source(conversation="mother"),))
    questions.answer(session, "initial.S01", "no")
    assert given(session, "initial.S01").by == "Sam Okoro"


def test_a_former_answer_put_back_is_an_answer_of_who_put_it_back(session: Session) -> None:
    questions.answer(session, "initial.S01", "yes")
    first = given(session, "initial.S01")
    questions.answer(session, "initial.S01", "no")
    history.restore_version(session, history.formers(session, "answer", "initial.S01", "value")[-1].id)
    back = given(session, "initial.S01")
    assert (back.value, back.by) == ("yes", session.person) and back.at is not None and first.at is not None and back.at > first.at


def test_rows_are_one_answer_and_can_be_found_and_undone(session: Session) -> None:
    questions.answer(session, MEDICINES, '[{"drug": "Clozapine", "started": "March 2019"}, {"drug": "Senna"}]')
    assert given(session, MEDICINES).value == (row(drug="Clozapine", started="2019-03"), row(drug="Senna"))
    assert [hit["case"] for hit in search.find(session.desk, "Clozapine", lying_open=session)] == [session.case]
    questions.choose(session, MEDICINES, (row(drug="Senna"),))
    history.undo(session)
    assert given(session, MEDICINES).value == (row(drug="Clozapine", started="2019-03"), row(drug="Senna"))


def test_rows_that_are_typed_are_in_the_store_at_once_and_one_step_when_left(session: Session) -> None:
    questions.typed_rows(session, MEDICINES, (row(drug="Cloz"), Row()))
    steps = len(history.steps(session))
    questions.typed_rows(session, MEDICINES, (row(drug="Clozapine"), Row()))
    questions.typed_rows(session, MEDICINES, (row(drug="Clozapine"), row(why="Sleep")))
    assert given(session, MEDICINES).value == (row(drug="Clozapine"), row(why="Sleep"))
    assert len(history.steps(session)) == steps
    questions.seal(session)
    assert len(history.steps(session)) == steps + 1
    history.undo(session)
    assert given(session, MEDICINES).value == (row(drug="Cloz"),)


def test_rows_that_all_say_nothing_any_more_are_not_asked(session: Session) -> None:
    assert questions.typed_rows(session, MEDICINES, (Row(),)).parts == frozenset()
    assert MEDICINES not in questions.answers(session)
    questions.typed_rows(session, MEDICINES, (row(drug="Senna"),))
    questions.typed_rows(session, MEDICINES, (row(drug=" "),))
    assert (given(session, MEDICINES).status, given(session, MEDICINES).value) == ("not-asked", None)


def test_history_says_rows_in_words_and_not_who_twice(session: Session) -> None:
    questions.answer(session, MEDICINES, '[{"drug": "Clozapine", "route": "mouth", "started": "March 2019"}]')
    [change] = history.changes(session, history.steps(session)[0].seq)
    assert "Clozapine" in change.after and "2019" in change.after and "{" not in change.after


@pytest.mark.parametrize("said", ["2 March 1964", "not-known"])
def test_what_is_kept_elsewhere_is_not_answered(session: Session, said: str) -> None:
    with pytest.raises(Refused) as refused:
        questions.answer(session, BORN, said)
    assert refused.value.code == "kept-elsewhere" and "“Person”" in refused.value.sentence
    assert BORN not in questions.answers(session)


def test_what_is_kept_elsewhere_is_decided_when_something_stands_there(session: Session) -> None:
    born = session.standards.question(BORN)
    before = snapshot.person(session)
    person.describe(session, replace(before, birth_date=None))
    facts = questions.facts(session)
    assert not musts.decided(facts, born) and questions.stands_now(facts, born) == ""
    person.describe(session, replace(snapshot.person(session), birth_date=understand("2 March 1964")))
    facts = questions.facts(session)
    assert musts.decided(facts, born) and questions.stands_now(facts, born) == "2 March 1964"


def test_hiding_a_question_keeps_its_answer_in_the_store(session: Session) -> None:
    questions.answer(session, "initial.S01", "yes")
    questions.answer(session, "initial.S02", "4")
    often = session.standards.question("initial.S02")
    for said, seen in (("no", False), ("yes", True)):
        questions.answer(session, "initial.S01", said)
        assert questions.facts(session).shown(often) is seen
        assert given(session, "initial.S02").value == 4


def test_an_answer_stays_as_it_was_made_until_somebody_goes_on_with_it(session: Session) -> None:
    questions.typed(session, WHY, "Nobody came")
    questions.seal(session)
    with session.file.step("Older", by="Priya") as writing:
        writing.put(replace(given(session, WHY), set_version="6.0"))
    assert given(session, WHY).set_version == "6.0"
    questions.cite(session, WHY, (Source(conversation="mother"),))
    assert given(session, WHY).set_version == "6.0"
    questions.typed(session, WHY, "Nobody came at all")
    assert (given(session, WHY).set_version, given(session, WHY).value) == ("7.1", "Nobody came at all")


def test_the_process_of_a_case_says_which_sets_are_asked(session: Session) -> None:
    assert [each.id for each in questions.asked(session)] == [i for i in ("notification", "initial", "focused") if i in _there(session)]
    with session.file.step("Process", by="Priya") as writing:
        writing.put(replace(snapshot.case(session), template="Bristol-2016"))
    wanted = ("notification", "bristol-initial", "bristol-mar")
    assert [each.id for each in questions.asked(session)] == [i for i in wanted if i in _there(session)]


def _there(session: Session) -> set[str]:
    return {each.id for each in session.standards.sets()}
