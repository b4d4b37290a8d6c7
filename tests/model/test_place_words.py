"""Questions kept elsewhere: every address in the data files leads to something, and is said in words."""

from dataclasses import fields, replace

import pytest

from leder_desktop.model import place_words, places
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import TEMPLATE_WORDS, Case, Offered, OptOut, Panel
from leder_desktop.model.dates import understand
from leder_desktop.model.person import Kin, Notification, Notifier, Organisation, Person
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN

EMPTY = Snapshot(case=Case(id="a"), person=Person())
ADDRESSES = sorted({asked.place for each in BUILT_IN.sets() for asked in each.questions if asked.place})
NOUNS = {"person": Person, "notification": Notification, "case": Case}
DERIVED = {"person.age", "person.name", "case.due"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_is_a_field_that_there_is_and_says_nothing_of_an_empty_review(address: str) -> None:
    noun, _, field = address.partition(".")
    assert places.place(address).section and places.where(address).startswith("kept on the page “")
    if field and address not in DERIVED:
        assert field in {each.name for each in fields(NOUNS[noun])}, address
    elif not field:
        assert noun in {each.name for each in fields(Snapshot)} | {"timeline", "holds", "portrait", "decision"}, address
    if address not in ("case.state", "case.template"):
        assert place_words.words(EMPTY, address) == ""


def test_it_is_said_as_people_say_it() -> None:
    told = Notification(
        notifier=Notifier(name="Sam", role="Nurse"), kin=(Kin(name="A"), Kin(name="B")), organisations=(Organisation(kind="gp"),),
        expected="no", other_processes=("coroner",),
    )  # fmt: skip
    person = Person(given="Ada", family="Lee", birth_date=understand("2 March 1964"), death_date=understand("1 March 2019"), sex="female")
    whole = replace(EMPTY, person=person, notification=told, case=replace(EMPTY.case, notified_on=understand("2019-03-04").earliest))
    for address, words in (
        ("person.birth_date", "2 March 1964"), ("person.age", "54"), ("person.name", "Ada Lee"), ("person.sex", "Female"),
        ("notification.kin", "2 people"), ("notification.organisations", "1 organisation"), ("notification.notifier", "Sam, Nurse"),
        ("notification.expected", "No"), ("case.notified_on", "4 March 2019"), ("case.due", "4 September 2019"),
    ):  # fmt: skip
        assert place_words.words(whole, address) == words, address
    assert place_words.words(whole, "notification.other_processes") not in ("", "coroner")


def test_no_code_is_said_of_the_case() -> None:
    case = replace(
        EMPTY.case, opt_out=OptOut(result="none", by="Kim"), offered=Offered(draft="offered", copy="not-offered"),
        panel=Panel(outcome="noted", signed_off=True), template="Bristol-2016",
    )  # fmt: skip
    whole = replace(EMPTY, case=case)
    assert place_words.words(whole, "case.opt_out") == "No opt-out applies, Kim"
    assert place_words.words(whole, "case.offered") == "Draft offered, Copy not offered"
    assert place_words.words(whole, "case.template") == TEMPLATE_WORDS["Bristol-2016"]
    assert place_words.words(whole, "case.panel").endswith("Signed off")


def test_what_was_decided_is_said_of_either_process() -> None:
    for template, ref, code in (("LeDeR-2021", "initial.O07", "no"), ("Bristol-2018+", "bristol-initial.B13", "yes")):
        decided = Answer(id=ref, status="answered", value=code)
        whole = replace(EMPTY, case=replace(EMPTY.case, template=template), answers=(decided,))
        assert place_words.words(whole, "decision") == "Yes", template
        assert place_words.words(replace(whole, answers=(replace(decided, status="not-known"),)), "decision") == ""
