"""Standards through the command line: what holds, a signed correction, what is newer than a review, and carrying it over."""

from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.model.standards import BUILT_IN
from tests.operations.test_standards import GOOD, SCALE, corrected, signed


def labels(listed) -> set[str]:
    return {value["label"] for each in listed.document["sets"] for question in each["questions"] for value in question["values"]}


def test_a_correction_is_taken_in_and_a_review_is_carried_over_to_it(leder):
    case = leder.new()
    listed = {one["name"]: one for one in leder("standards", "list").document["standards"]}
    assert set(listed) == set(BUILT_IN.names()) and not any(one["signed_by"] for one in listed.values())
    now = Clock().now()
    pki = demo_pki.make(now)
    path = signed(leder.folder, pki, pki.registry, "2021-quality.toml", corrected(SCALE, GOOD), now)
    assert leder("standards", "import", path).code == "STANDARD-SIGNER", "nobody is trusted yet"
    (leder.folder / "root.pem").write_bytes(pki.root.pem())
    (leder.folder / "crl.pem").write_bytes(pki.crl_pem())
    assert leder("trust", "import", leder.folder / "root.pem", leder.folder / "crl.pem").exit == 0
    taken = {one["name"]: one for one in leder("standards", "import", path).document["standards"]}
    assert taken[SCALE]["version"] == "2026.9" and taken[SCALE]["signed_by"]
    assert leder("standards", "import", path).code == "older-than-seen"
    asked = (("--in-force",), ("--case", case), ())
    found = [labels(leder("questions", "--set", "focused", *which, passphrase=bool(which))) for which in asked]
    assert [[words in one for words in GOOD] for one in found] == [[False, True], [True, False], [True, False]]
    renewed = signed(leder.folder, pki, pki.senior, "flag.toml", corrected("vocabularies/flag"), now)
    assert leder("standards", "import", renewed).code == "STANDARD-SIGNER"
    assert leder("standards", "import", renewed, "--another-signer").exit == 0
    back = {one["name"]: one for one in leder("standards", "put-back", "vocabularies/flag").document["standards"]}
    assert not back["vocabularies/flag"]["signed_by"] and leder("standards", "put-back", "vocabularies/flag").code == "gone"
    differs = leder("standards", "differences", case).document["differences"]
    assert {"file": SCALE, "place": "level 5, label", "before": GOOD[0], "after": GOOD[1]} in differs
    assert GOOD[0] in leder("standards", "differences", case, json=False).out
    assert leder("standards", "carry", case).document["differences"] == differs
    assert leder("standards", "differences", case).document["differences"] == []
    assert leder("standards", "differences", case, json=False).out.strip() == "Nothing is different."
    assert leder("standards", "differences", "nobody").code == "no-such-case"
    assert leder("history", case).document["intact"]
