"""The two settings files: what they say together, what is refused in them, and that only `stores` is ever written."""

import tomllib
from pathlib import Path

import pytest

from leder_desktop import settings
from leder_desktop.errors import Refused
from leder_desktop.operations import known_stores, store


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "machine.toml", tmp_path / "own" / "settings.toml"


def test_without_files_nothing_is_set_and_nothing_is_wrong(files):
    assert settings.read(*files) == settings.Settings()


def test_the_machine_goes_before_the_person_and_the_strict_value_wins(files, tmp_path):
    machine, personal = files
    machine.write_text(f'printing = false\nrequire_organisation = true\norganisation_certificate = "{tmp_path}/a.pem"\nstores = ["/m"]')
    personal.parent.mkdir()
    personal.write_text('printing = true\nrequire_organisation = false\nstores = ["/p", "/m"]\norganisation_certificate = "/other.pem"')
    told = settings.read(machine, personal)
    assert told.stores == (Path("/p"), Path("/m")) and told.problems == ()
    assert (told.printing, told.require_organisation, told.organisation_certificate) == (False, True, tmp_path / "a.pem")
    machine.unlink()
    assert settings.read(machine, personal).printing is True


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 1", "'colour'"), ("printing = 1", "printing"), ('stores = "/a"', "stores"), ("stores = [1]", "stores"),
        ('stores = [""]', "stores"), ("organisation_certificate = true", "organisation_certificate"), ("printing =", "not TOML"),
        ("require_organisation = 'yes'", "require_organisation"), ("[stores]\na = 1", "stores"),
    ],
)  # fmt: skip
def test_an_unknown_key_or_a_wrong_kind_is_refused_in_one_sentence_with_file_and_key(files, text, named):
    machine, _ = files
    machine.write_text(text)
    with pytest.raises(Refused) as refused:
        settings.read_one(machine)
    assert refused.value.code == "unsupported-format"
    assert str(machine) in refused.value.sentence and named in refused.value.sentence


def test_a_broken_personal_file_is_told_and_passed_over(files):
    machine, personal = files
    personal.parent.mkdir()
    personal.write_bytes(b"\xff\xfe stores")
    machine.write_text("printing = true")
    told = settings.read(machine, personal)
    assert told.printing and len(told.problems) == 1 and str(personal) in told.problems[0]


def test_a_broken_machine_file_is_told_and_its_strict_values_are_assumed(files):
    machine, personal = files
    machine.write_text("printing = true\nunknown = 1")
    personal.parent.mkdir()
    personal.write_text("printing = true\nrequire_organisation = false")
    told = settings.read(machine, personal)
    assert told.require_organisation and not told.printing and "'unknown'" in told.problems[0]


def test_only_stores_is_written_and_every_other_line_is_kept(files, tmp_path):
    _, personal = files
    personal.parent.mkdir()
    personal.write_text('# mine\nprinting = true # for the panel\nstores = [\n  "/old, [with] \\"signs\\"",  # one\n]\n# the end\n')
    new = tmp_path / 'Ann\'s "store" \\ [1] é'
    known_stores.remember(new, personal)
    after = personal.read_text("utf-8")
    assert tomllib.loads(after) == {"stores": [str(new), '/old, [with] "signs"'], "printing": True}
    assert all(line in after for line in ("# mine", "printing = true # for the panel", "# the end"))
    assert not list(personal.parent.glob("*.part"))


def test_a_personal_file_that_is_not_understood_is_never_overwritten(files, tmp_path):
    _, personal = files
    personal.parent.mkdir()
    personal.write_text("stores = oh")
    with pytest.raises(Refused):
        known_stores.remember(tmp_path, personal)
    assert personal.read_text() == "stores = oh"


def test_the_last_used_store_stands_first_and_the_usual_place_alone_writes_nothing(files, tmp_path, monkeypatch):
    _, personal = files
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "usual")
    known_stores.remember(tmp_path / "usual", personal)
    assert not personal.exists()
    for name in ("a", "b", "a"):
        known_stores.remember(tmp_path / name, personal)
    assert settings.read(personal, personal).stores == (tmp_path / "a", tmp_path / "b")


def test_a_store_that_is_gone_is_kept_and_not_offered(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "default_folder", lambda: tmp_path / "usual")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "slots.leder").touch()
    told = settings.Settings(stores=(tmp_path / "a", tmp_path / "b"))
    assert [(one.name, one.there) for one in known_stores.known(told)] == [("a", False), ("b", True)]
    assert known_stores.last_used(told) == tmp_path / "b"
    assert known_stores.last_used(settings.Settings()) == tmp_path / "usual"
