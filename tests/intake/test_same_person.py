import pytest

from leder_desktop.intake.fhir.person import RecordPerson, same_person
from leder_desktop.model.dates import from_edtf
from leder_desktop.model.identifiers import check_nhs_number
from leder_desktop.model.person import Person

ONE, OTHER, WRONG = "9990000026", "9434765919", "1234567890"


def record(family: str = "", given: str = "", born: str = "", number: str = "", known_as: str = "") -> RecordPerson:
    return RecordPerson(family=family, given=given, known_as=known_as, birth_date=from_edtf(born) if born else None, nhs_number=number)


def case(family: str = "", given: str = "", born: str = "", number: str = "", known_as: str = "") -> Person:
    return Person(family=family, given=given, known_as=known_as, birth_date=from_edtf(born) if born else None, nhs_number=number)


def test_the_numbers_of_this_test_are_what_it_thinks():
    assert check_nhs_number(ONE).valid and check_nhs_number(OTHER).valid and not check_nhs_number(WRONG).valid


@pytest.mark.parametrize(
    ("theirs", "ours", "match"),
    [
        # a valid number on both sides decides, however it is written and whatever else is said
        (record("Lee", "Ann", "1960-01-01", ONE), case("Ng", "Bo", "1970-01-01", f"{ONE[:3]} {ONE[3:6]} {ONE[6:]}"), "same"),
        (record("Lee", "Ann", "1960-01-01", ONE), case("Lee", "Ann", "1960-01-01", OTHER), "different"),
        # an invalid number says nothing
        (record("Lee", "Ann", "1960-01-01", WRONG), case("Lee", "Ann", "1960-01-01", ONE), "same"),
        (record("Lee", "Ann", "1960-01-01", WRONG), case("Ng", "Bo", "1960-01-01", WRONG), "different"),
        # accents, capitals, hyphens, apostrophes, order
        (record("ÁLVAREZ-STONE", "Zoë May", "1960-01-01"), case("Stone Alvarez", "zoe", "1960-01-01"), "same"),
        (record("O’Neill", "Łukasz", "1960-01-01"), case("Oneill", "Lukasz", "1960-01-01"), "same"),
        (record("Ann", "Lee", "1960-01-01"), case("Lee", "Ann", "1960-01-01"), "same"),
        (record("Lee", "Patricia", "1960-01-01", known_as="Pat"), case("Lee", "", "1960-01-01", known_as="Pat"), "same"),
        (record("李", "小龍", "1960-01-01"), case("李", "小龍", "1960-01-01"), "same"),
        # another day, another person; twins
        (record("Lee", "Ann", "1960-01-01"), case("Lee", "Ann", "1960-01-02"), "different"),
        (record("Lee", "Ann", "1960-01-01"), case("Lee", "Bo", "1960-01-01"), "different"),
        (record("Lee", "Ann", "1960-01-01"), case("Ng", "Bo", "1960-01-01"), "different"),
        # a new family name, a date that is only a year, or nothing: somebody has to look
        (record("Lee", "Ann", "1960-01-01"), case("Ng", "Ann", "1960-01-01"), "unknown"),
        (record("Lee", "Ann", "1960-01-01"), case("Lee", "Ann", "1960"), "unknown"),
        (record("Lee", "Ann", "1960-01-01"), case("Lee", "Ann", "1961"), "different"),
        (record("Lee", "Ann", "1960-01-01"), case("Lee", "Ann"), "unknown"),
        (record("Lee", "Ann", "1960-01-01"), case(born="1960-01-01"), "unknown"),
        (record("Lee", "", "1960-01-01"), case("Lee", "Ann", "1960-01-01"), "unknown"),
        (record("Lee", "Ann", "1960-01-01", ONE), case(), "unknown"),
        (record(), case("Lee", "Ann", "1960-01-01", ONE), "unknown"),
    ],
)
def test_same_person(theirs: RecordPerson, ours: Person, match: str):
    assert same_person(theirs, ours) == match
