"""packaging/dev.py and its neighbours: what they decide, without installing anything."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Door = Callable[[str], ModuleType]

REPORT = """<testsuites><testsuite><testcase classname="tests.a" name="test_one"/>
<testcase classname="tests.a" name="test_two"><skipped type="pytest.skip" message="../shared/cases is absent"/></testcase>
<testcase classname="tests.a" name="test_three"><skipped type="pytest.skip" message="pdfsig is not installed"/></testcase>
<testcase classname="tests.a" name="test_four"><skipped type="pytest.xfail" message="known"/></testcase></testsuite></testsuites>"""


@pytest.mark.parametrize(("shared_is_there", "expected"), [(False, ["test_three"]), (True, ["test_two", "test_three"])])
def test_a_skip_is_let_pass_only_for_an_absent_shared(
    door: Door, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared_is_there: bool, expected: list[str]
) -> None:
    skips = door("skips")
    (tmp_path / "results.xml").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(skips, "SHARED", tmp_path if shared_is_there else tmp_path / "absent")
    found = skips.unexplained([tmp_path / "results.xml", tmp_path / "never-written.xml"])
    assert [name.rpartition("::")[2] for name, _ in found] == expected


def test_what_the_machine_lacks_is_named_in_one_sentence(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = door("machine")
    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine.shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(machine, "_libraries", lambda: "\tlibGL.so.1 (libc6,x86-64) => here\n")
    absent = machine.missing(("qt", "test"))
    assert "libgl1" not in [need.package for need in absent]
    assert "sudo apt-get install libegl1 libxkbcommon0" in machine.sentence(absent) and "pdfsig" in machine.sentence(absent)


def test_the_bus_that_outlives_its_tests_is_never_installed(door: Door) -> None:
    machine = door("machine")
    assert "dbus-x11" not in [need.package for need in machine.needs(("venv", "qt", "test", "freeze"))]


def test_nothing_is_written_over(door: Door, tmp_path: Path) -> None:
    dev = door("dev")
    folder = tmp_path / "demo-out"
    assert dev._unused(folder) == folder
    folder.mkdir()
    (tmp_path / "demo-out-2").mkdir()
    assert dev._unused(folder) == tmp_path / "demo-out-3"
