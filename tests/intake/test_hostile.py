"""Whatever comes: a `Refused` with a sentence, or something that adds up. Never another exception."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leder_desktop.errors import Refused
from leder_desktop.intake import json_strict, notification
from leder_desktop.intake.cautions import cautions
from leder_desktop.intake.fhir import kinds, record
from leder_desktop.intake.fhir.shown import resource_text
from leder_desktop.intake.media_type import media_type
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import accept

OWN = Path(__file__).parents[1] / "data" / "fhir"
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=20)
    | st.sampled_from(["Patient/p", "#x", "urn:uuid:p", "2019-02-30", "2019", "entered-in-error", "2020-01-01T00:00:00Z", "final"])
)
NAMES = "code coding text display reference value valueQuantity unit extension url start end item low high x".split()
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4), max_leaves=8
)
KEYS = sorted({
    key
    for name in ("invented-r4.json", "invented-gp-connect.json")
    for entry in json.loads((OWN / name).read_bytes())["entry"]
    for key in entry.get("resource", {})
} - {"resourceType"})  # fmt: skip
RESOURCES = st.builds(
    lambda kind, rest: rest | {"resourceType": kind},
    st.sampled_from(["Patient", "List", "Medication", *kinds.READERS, *kinds.PLAIN]) | JSON,
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6),
)


def read(untrusted: bytes) -> None:
    try:
        of = record.read(untrusted)
    except Refused as refused:
        assert refused.sentence
        return
    assert of.read == len(of.drafts) + of.folded + sum(skip.count for skip in of.skipped)
    assert len({one.draft.imported for one in of.drafts}) == len(of.drafts)
    for one in of.drafts:
        accept(one.draft, id="x")
    for one in of.drafts[:2]:
        assert one.id in resource_text(untrusted, one.draft.sources[0].resource)


@settings(max_examples=150, deadline=None)
@given(st.lists(RESOURCES, max_size=4))
def test_resources_of_any_shape(resources: list[dict[str, Any]]):
    patient: dict[str, Any] = {"resourceType": "Patient", "id": "p"}
    entries = [{"resource": resource} for resource in (patient, *(r for r in resources if r["resourceType"] != "Patient"))]
    read(json.dumps({"resourceType": "Bundle", "entry": entries}).encode())


@settings(max_examples=60, deadline=None)
@given(RESOURCES.map(lambda r: r | {"resourceType": "Patient"}), JSON, JSON)
def test_patients_and_bundles_of_any_shape(patient: dict[str, Any], entry: Any, more: Any):
    read(
        json.dumps(
            {"resourceType": "Bundle", "meta": more, "entry": [{"resource": patient}, entry, {"resource": more, "fullUrl": entry}]}
        ).encode()
    )


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["reference", "person", "kin", "opt_out", "gp", "expected", "notified_on", "other_processes"]), JSON)
)
def test_notifications_of_any_shape(rest: dict[str, Any]):
    try:
        notification.read(json.dumps({"format": "leder-notification", "version": "1.0"} | rest).encode(), BUILT_IN)
    except Refused as refused:
        assert refused.sentence


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes(untrusted: bytes):
    assert isinstance(cautions(untrusted, media_type(untrusted)), tuple)
    readers: list[Callable[[bytes], object]] = [json_strict.read, record.read, lambda read: notification.read(read, BUILT_IN)]
    for reader in readers:
        try:
            reader(untrusted)
        except Refused as refused:
            assert refused.sentence


@pytest.mark.parametrize("name", ["invented-r4.json", "invented-gp-connect.json"])
def test_flipped_bits_and_cut_ends(name: str):
    whole = (OWN / name).read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        read(bytes(damaged))
    for end in range(0, len(whole), len(whole) // 40):
        read(whole[:end])


def test_lists_that_lead_into_themselves():
    patient = {"resourceType": "Patient", "id": "p"}
    encounter = {"resourceType": "Encounter", "id": "e", "context": {"reference": "Encounter/e"}, "encounter": {"reference": "Encounter/e"}}
    lists = [
        {
            "resourceType": "List",
            "id": f"l{n}",
            "encounter": {"reference": "Encounter/e"},
            "entry": [{"item": {"reference": f"List/l{1 - n}"}}],
        }
        for n in (0, 1)
    ]
    read(json.dumps({"resourceType": "Bundle", "entry": [{"resource": r} for r in (patient, encounter, *lists)]}).encode())


def bundle(*resources: dict[str, Any]) -> bytes:
    patient = {"resourceType": "Patient", "id": "p"}
    return json.dumps({"resourceType": "Bundle", "entry": [{"resource": resource} for resource in (patient, *resources)]}).encode()


def test_one_long_name_that_many_mention_stays_short_where_it_is_mentioned():
    medicine = {"resourceType": "Medication", "id": "m", "code": {"text": "w" * 1_000_000}}
    orders = [{"resourceType": "MedicationRequest", "id": str(n), "medicationReference": {"reference": "Medication/m"}} for n in range(500)]
    of = record.read(bundle(medicine, *orders))
    assert len(of.drafts) == 500
    assert sum(len(one.draft.what) for one in of.drafts) < 500 * 300


def test_resources_that_name_themselves():
    of = record.read(
        bundle(
            {"resourceType": "Medication", "id": "m", "medicationReference": {"reference": "Medication/m"}},
            {"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "PractitionerRole/r"}},
            {"resourceType": "MedicationRequest", "id": "q", "medicationReference": {"reference": "Medication/m"}},
            {"resourceType": "Encounter", "id": "e", "participant": [{"individual": {"reference": "PractitionerRole/r"}}]},
        )
    )
    assert [one.draft.what for one in of.drafts] == ["Prescribed a medicine the record does not name", "Contact"]


def test_more_entries_than_a_life_has():
    with pytest.raises(Refused) as refused:
        record.read(b'{"resourceType": "Bundle", "entry": [' + b"{}," * 50_000 + b"{}]}")
    assert refused.value.code == "too-big"
