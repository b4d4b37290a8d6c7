"""Lists in a bundle's data: rows by their fields, with who gave them and when; and answers of before are still valid."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
import pytest

from leder_desktop import resources
from leder_desktop.bundle.review_fhir import fhir_document
from leder_desktop.bundle.review_json import review_document
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.person import Person
from leder_desktop.model.questions import accept
from leder_desktop.model.snapshot import Snapshot
from tests.model.own_set import standards

AT = datetime(2026, 1, 9, 10, 32, tzinfo=UTC)
SCHEMA = jsonschema.Draft202012Validator(json.loads(resources.path("schema/review-1.0.schema.json").read_text(encoding="utf-8")))
MEDICINES = '[{"drug": "Clozapine", "started": "March 2019"}, {"drug": "Senna", "route": "mouth"}]'


def document(*answers: Answer) -> dict:
    case = Case(id="00000000-0000-4000-8000-000000000001")
    return review_document(Snapshot(case=case, person=Person(), answers=answers, standards=standards()))


def listed() -> Answer:
    return replace(accept(standards().question("initial.H11"), MEDICINES), by="Priya Raman", at=AT)


def test_a_list_is_rows_by_their_fields_and_says_who_gave_it_and_when():
    made = document(listed())
    [row] = made["answers"]
    assert row["value"] == [{"drug": "Clozapine", "started": "2019-03"}, {"drug": "Senna", "route": "mouth"}]
    assert row["words"] == "Medicine: Clozapine; Started: March 2019; Medicine: Senna; How it was given: By mouth"
    assert (row["by"], row["at"], row["setVersion"]) == ("Priya Raman", "2026-01-09T10:32:00+00:00", "7.1")
    SCHEMA.validate(made)


def test_an_answer_of_before_authors_and_lists_is_still_valid():
    made = document(listed())
    [row] = made["answers"]
    old = {name: value for name, value in row.items() if name not in ("by", "at")} | {"value": ["signs", "speech"]}
    SCHEMA.validate({**made, "answers": [old]})


@pytest.mark.parametrize("value", [[{"drug": 3}], [["Clozapine"]], {"drug": "Clozapine"}])
def test_what_is_no_list_of_rows_is_not_valid(value):
    made = document(listed())
    assert list(SCHEMA.iter_errors({**made, "answers": [{**made["answers"][0], "value": value}]}))


def test_the_fhir_view_has_a_row_an_answer():
    fhir = fhir_document(document(listed()), at=AT)
    [response] = [each["resource"] for each in fhir["entry"] if each["resource"]["resourceType"] == "QuestionnaireResponse"]
    rows = [each["valueString"] for each in response["item"][0]["answer"]]
    assert rows == ["drug: Clozapine; started: 2019-03", "drug: Senna; route: mouth"]
