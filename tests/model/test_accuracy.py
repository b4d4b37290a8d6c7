"""Who they were, the same everywhere: slips of the pen are found, other people's names and dates are not taken for slips."""

from dataclasses import replace
from typing import Any

import pytest

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.accuracy import WRITTEN, Differs, differs, left, require_same
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.findings import Finding
from leder_desktop.model.note import Note
from leder_desktop.model.person import Confirmation, Kin, Notification, Person
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry

MARI = Person(
    given="Mari Eluned", family="Ferriday", known_as="Mari", birth_date=dates.from_edtf("1970-05-04"),
    death_date=dates.from_edtf("2026-08-20"), nhs_number="999 000 1218",
)  # fmt: skip
CASE = Snapshot(
    case=Case(id="c"), person=MARI, notification=Notification(kin=(Kin(name="Marie Ferriday"),)),
    conversations=(Conversation(id="t", who="Tunde Ferridge"),),
)  # fmt: skip


def found(text: str) -> list[tuple[str, str, str]]:
    return [(each.field, each.written, each.instead) for each in differs(replace(CASE, notes=(Note(id="portrait", text=text),)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mary loved the sea.", ("known_as", "Mary", "Mari")),
        ("Everybody in the Feriday family came.", ("family", "Feriday", "Ferriday")),
        ("She was Ferridya’s daughter.", ("family", "Ferridya", "Ferriday")),
        ("Mari died on 21 August 2026.", ("death_date", "21 August 2026", "20 August 2026")),
        ("Mari died on 20/08/2025.", ("death_date", "20/08/2025", "20 August 2026")),
        ("Her date of birth is 4 May 1971.", ("birth_date", "4 May 1971", "4 May 1970")),
        ("She died aged 57 in hospital.", ("age", "aged 57", "aged 56")),
        ("NHS number 999 000 1281.", ("nhs_number", "999 000 1281", "999 000 1218")),
        ("Mari died in June 2026.", ("death_date", "June 2026", "20 August 2026")),
        ("She died in hospital in 2025.", ("death_date", "2025", "20 August 2026")),
        ("Born in Leeds in 1976, she loved the sea.", ("birth_date", "1976", "4 May 1970")),
        ("She was 50 when she died.", ("age", "was 50 when she died", "aged 56")),
        ("She died in her sleep at the age of 52.", ("age", "at the age of 52", "aged 56")),
        ("A 50-year-old woman who loved the sea.", ("age", "50-year-old woman", "aged 56")),
    ],
)
def test_a_slip_of_the_pen_is_found_with_what_it_should_be(text: str, expected: tuple[str, str, str]) -> None:
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Mari’s sister Marie Ferriday came, and Tunde Ferridge.",
        "Mari died on 20 August 2026, aged 56. She was born on 4 May 1970.",
        "Her father died on 3 March 2004, aged 71.",
        "Her mother was born on 4 May 1940.",
        "Mari died in August 2026, in 2026. She was born in 1970, in May 1970.",
        "She died in the hospital to which she had been brought in 2019.",
        "A 56-year-old woman. As a 12-year-old girl she sang. She was a 30-year-old woman when they moved.",
        "Her friend Mary came. Mary brought her dog.",
        "Elvis was her hero and died in 1977.", "Frank had died in 1999, aged 71.", "Diana, born in 1961, was her heroine.",
        "She died at 10.30 on the ward, at 9 pm, at 18:05.",
        "She was admitted on 19 August 2026 and seen the next day.",
        "She was aged 6 when they moved.",
        "Telephone 01632 960 111. Reference 1234567890.",
        "The mare in the field was her friend. Mare or not, she fed it.",
    ],
)
def test_other_people_and_other_days_are_not_taken_for_slips(text: str) -> None:
    assert found(text) == []


NAMED = {
    "Zoë": ("Zoe loved tea.", "Zoé loved tea."),
    "Éloïse": ("Eloise loved tea.", "Eloïse loved tea."),
    "Mary-Ann": ("Mary Ann loved tea.", "MaryAnn loved tea.", "Mary-Anne loved tea."),
    "Mary Ann": ("Mary-Ann loved tea.",),
    "O’Neill": ("The O'Neil family came.", "She was Jane O Neill.", "She was Jane ONeill.", "She was Jane O’neill."),
    "McDonald": ("She was Jane Mcdonald.", "She was Jane MacDonald."),
    "Smith-Jones": ("She was Jane Smith Jones.", "She was Jane Smyth-Jones."),
    "de Souza": ("She was Jane de Sousa.",),
}
WELL = {
    "Zoë": ("Zoë’s tea. ZOË. Zoe\u0308 loved tea.",),
    "Mary-Ann": ("Mary-Ann’s tea. MARY-ANN. Mary\u2011Ann. Mary came to see Ann.",),
    "O’Neill": ("Mr O'Neill’s tea, O`Neill, O’NEILL, the O’Neills.",),
    "McDonald": ("McDonald’s tea, MCDONALD, the McDonalds.",),
    "de Souza": ("De Souza loved tea. DE SOUZA. Mrs de Souza’s tea.",),
    "Smith-Jones": ("Mrs Smith-Jones’s tea, SMITH-JONES. Her friend Smith came to see Jones.",),
}


def of(name: str, text: str) -> tuple[Differs, ...]:
    field = "given" if name in ("Zoë", "Éloïse", "Mary-Ann", "Mary Ann") else "family"
    named: dict[str, Any] = {field: name}
    return differs(Snapshot(case=Case(id="c"), person=Person(**named), notes=(Note(id="summary", text=text),)))


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in NAMED.items() for text in texts])
def test_an_accent_a_hyphen_an_apostrophe_and_a_capital_belong_to_a_name(name: str, text: str) -> None:
    assert len(of(name, text)) == 1


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in WELL.items() for text in texts])
def test_a_name_that_is_only_set_differently_is_spelt_right(name: str, text: str) -> None:
    assert of(name, text) == ()


def test_a_former_name_and_a_brother_s_are_no_slips() -> None:
    married = Snapshot(case=Case(id="c"), person=Person(given="Jane", family="Harris", known_as="Janie"))
    text = "Jane Harris, née Harriss, was called Janie. Her brother Jan came. Jan brought cake."
    assert differs(replace(married, notes=(Note(id="summary", text=text),))) == ()
    assert differs(replace(married, notes=(Note(id="summary", text="Jan Harriss came."),)))


def test_an_age_is_said_to_be_one_and_only_where_no_age_she_can_have_had_fits() -> None:
    year = replace(MARI, birth_date=dates.from_edtf("1970"))
    for text, wrong in (("She died aged 55.", ()), ("She died aged 56.", ()), ("She died aged 57.", ("aged 55 or 56",))):
        said = differs(Snapshot(case=Case(id="c"), person=year, notes=(Note(id="summary", text=text),)))
        assert tuple(each.instead for each in said) == wrong
        assert all(WRITTEN[each.field] == "age at death" for each in said)


def test_every_part_of_the_review_is_read_and_each_place_told_once() -> None:
    said = "Feriday and again Feriday"
    whole = replace(
        CASE, entries=(Entry(id="e", what=said), Entry(id="d", kind="death", what="Died", when=dates.from_edtf("2026-08-21"))),
        answers=(Answer(id="initial.D01", status="answered", value=said),), findings=(Finding(id="f", text=said),),
    )  # fmt: skip
    places = [each.where for each in differs(whole)]
    assert sorted(places) == ["entry/d", "entry/e", "finding/f", "initial.D01"]
    assert isinstance(differs(whole)[0], Differs) and "again" in differs(whole)[0].around


def test_what_is_left_to_confirm_are_the_filled_fields_and_those_that_must_be() -> None:
    assert left(Person()) == ("given", "family", "birth_date", "death_date")
    confirmed = replace(MARI, confirmations=tuple(Confirmation(field=field, source="GP record") for field in ("given", "family")))
    assert left(confirmed) == ("known_as", "birth_date", "death_date", "nhs_number")


def test_a_source_that_writes_it_differently_confirms_nothing() -> None:
    for field, spelt in (("family", "Ferriday"), ("birth_date", "04/05/1970"), ("nhs_number", "9990001218"), ("given", " Mari  Eluned")):
        require_same(MARI, field, spelt)
    for here, there in (("O’Neill", "O'NEILL"), ("Zoë", "ZOE\u0308"), ("Mary-Ann", "Mary\u2011Ann")):
        require_same(Person(family=here), "family", there)
    for here, there in (("Zoë", "ZOE"), ("Mary-Ann", "Mary Ann"), ("McDonald", "Mcdonald")):
        with pytest.raises(Refused):
            require_same(Person(family=here), "family", there)
    for field, spelt in (("family", "Feriday"), ("birth_date", "5 May 1970"), ("nhs_number", "999 000 1281")):
        with pytest.raises(Refused) as refused:
            require_same(MARI, field, spelt)
        assert refused.value.code == "not-understood" and "which is right" in refused.value.sentence
    with pytest.raises(Refused, match="Fill in the date of death first"):
        require_same(Person(), "death_date", "20 August 2026")
