"""The vocabularies: what other parts rely on is there, and a wrong file is told."""

from pathlib import Path

import pytest

from leder_desktop import resources
from leder_desktop.model import datafile
from leder_desktop.model.standards import BUILT_IN, Standards

NAMES = sorted(file.stem for file in resources.path("vocabularies").glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_vocabulary_loads_and_says_where_it_comes_from(name: str) -> None:
    read = BUILT_IN.vocabulary(name)
    assert read.version and read.title and len(read.provenance) > 20
    assert all(term.label == term.label.strip() for term in read.terms)


def test_the_codes_other_parts_write() -> None:
    assert BUILT_IN.vocabulary("setting").codes == tuple(
        "home care-home supported-living gp emergency acute-ward icu mental-health-hospital community-team dentist-optician ambulance "
        "social-care education hospice other".split()
    )
    assert BUILT_IN.vocabulary("event-kind").codes == tuple(
        "contact test-result diagnosis medication-change admission discharge incident safeguarding decision dnacpr-tepp care-plan "
        "change-of-home observation deterioration death immunisation procedure document allergy referral other".split()
    )
    assert BUILT_IN.vocabulary("theme").codes == tuple(f"TH{n:02}" for n in range(1, 32))
    assert BUILT_IN.vocabulary("ethnicity").codes == (*"ABCDEFGHJKLMNPRS", "Z", "99")
    assert BUILT_IN.vocabulary("reliability").codes == ("seen", "told", "told-by-several", "inferred")


def test_labels_and_codes_nobody_knows() -> None:
    assert BUILT_IN.label("sex", "female") == "Female"
    assert BUILT_IN.label("sex", "") == ""
    assert BUILT_IN.label("sex", "from-a-later-version") == "from-a-later-version"
    assert not BUILT_IN.vocabulary("sex").has("F")


@pytest.mark.parametrize(
    "body",
    [
        'surplus = "x"\n[[term]]\ncode = "a"\nlabel = "A"',
        '[[term]]\ncode = "a"\nlabel = "A"\n[[term]]\ncode = "a"\nlabel = "B"',
        '[[term]]\ncode = "a"',
        '[[term]]\ncode = 3\nlabel = "A"',
        '[[term]]\ncode = "a"\nlabel = ""',
        "",
    ],
)
def test_a_wrong_file_is_told(body: str) -> None:
    head = 'id = "wrong"\nversion = "1"\ntitle = "Wrong"\nprovenance = "A test"\nconfirmed = false\n'
    with pytest.raises(ValueError, match="vocabularies/wrong"):
        Standards({"vocabularies/wrong": head + body}).vocabulary("wrong")


def test_a_right_file_beside_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vocabularies").mkdir()
    head = 'id = "own"\nversion = "1"\ntitle = "Own"\nprovenance = "A test"\nconfirmed = false\n'
    (tmp_path / "vocabularies/own.toml").write_text(head + '[[term]]\ncode = "a"\nlabel = "Ah"\n', encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    own = Standards({"vocabularies/own": (tmp_path / "vocabularies/own.toml").read_text(encoding="utf-8")}).vocabulary("own")
    assert own.label("a") == "Ah" and not own.confirmed
    assert datafile.read("vocabularies/own.toml").has("id")
