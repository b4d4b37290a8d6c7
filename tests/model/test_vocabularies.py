"""The vocabularies: what other parts rely on is there, and a wrong file is told."""

from pathlib import Path

import pytest

from leder_desktop import resources
from leder_desktop.model import datafile
from leder_desktop.model.vocabularies import Vocabulary, label, vocabulary

NAMES = sorted(file.stem for file in resources.path("vocabularies").glob("*.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_every_vocabulary_loads_and_says_where_it_comes_from(name: str) -> None:
    read = vocabulary(name)
    assert read.version and read.title and len(read.provenance) > 20
    assert all(term.label == term.label.strip() for term in read.terms)


def test_the_codes_other_parts_write() -> None:
    assert vocabulary("setting").codes == tuple(
        "home care-home supported-living gp emergency acute-ward icu mental-health-hospital community-team dentist-optician ambulance "
        "social-care education hospice other".split()
    )
    assert vocabulary("event-kind").codes == tuple(
        "contact test-result diagnosis medication-change admission discharge incident safeguarding decision dnacpr-tepp care-plan "
        "change-of-home observation deterioration death immunisation procedure document allergy referral other".split()
    )
    assert vocabulary("theme").codes == tuple(f"TH{n:02}" for n in range(1, 32))
    assert vocabulary("ethnicity").codes == (*"ABCDEFGHJKLMNPRS", "Z", "99")
    assert vocabulary("reliability").codes == ("seen", "told", "told-by-several", "inferred")


def test_labels_and_codes_nobody_knows() -> None:
    assert label("sex", "female") == "Female"
    assert label("sex", "") == ""
    assert label("sex", "from-a-later-version") == "from-a-later-version"
    assert not vocabulary("sex").has("F")


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
def test_a_wrong_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    (tmp_path / "vocabularies").mkdir()
    head = 'id = "wrong"\nversion = "1"\ntitle = "Wrong"\nprovenance = "A test"\nconfirmed = false\n'
    (tmp_path / "vocabularies/wrong.toml").write_text(head + body, encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"vocabularies/wrong\.toml"):
        vocabulary.__wrapped__("wrong")


def test_a_right_file_beside_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vocabularies").mkdir()
    head = 'id = "own"\nversion = "1"\ntitle = "Own"\nprovenance = "A test"\nconfirmed = false\n'
    (tmp_path / "vocabularies/own.toml").write_text(head + '[[term]]\ncode = "a"\nlabel = "Ah"\n', encoding="utf-8")
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    own: Vocabulary = vocabulary.__wrapped__("own")
    assert own.label("a") == "Ah" and not own.confirmed
    assert datafile.read("vocabularies/own.toml").has("id")
