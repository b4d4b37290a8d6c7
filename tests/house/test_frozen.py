"""The frozen folder goes the whole way without Python, without the checkout and without an environment."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.operations import store, trust
from tests.journeys.program import quick_keys
from tests.operations.test_standards import GOOD, SCALE, corrected, signed
from tests.window.crawl import FILE_DIALOGS
from tests.window.drive import PASSPHRASE, Account, Program, account, stored
from tests.window.screen import screen, until

pytestmark = [pytest.mark.long, pytest.mark.tool("objcopy")]


@pytest.fixture
def frozen(door: Callable[[str], ModuleType]) -> Iterator[Path]:
    """The folder, made anew; the second time that takes a few seconds."""
    dev = door("dev")
    assert dev.freeze() == 0
    yield dev.ROOT / "dist" / "leder-desktop"


def leder(frozen: Path, *words: object, env: Mapping[str, str] | None = None, at: Path) -> dict[str, Any]:
    program = frozen / ("leder.exe" if os.name == "nt" else "leder")
    kept = env if env is not None else {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    told = [str(word) for word in words]
    done = subprocess.run([program, "--json", *told], env=dict(kept), cwd=at, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_frozen_program_makes_the_whole_journey(frozen: Path, tmp_path: Path) -> None:
    assert len(list((frozen / "_internal" / "licences").iterdir())) > 20
    assert leder(frozen, "demo", "--out", tmp_path / "demo", at=tmp_path)["verdict"] == "good"


def correction(person: Account) -> Path:
    """A signed one in the home folder; the store trusts the root its signer hangs from."""
    home, now = person.folder / "home", Clock().now()
    pki = demo_pki.make(now)
    (home / "root.pem").write_bytes(pki.root.pem())
    (home / "crl.pem").write_bytes(pki.crl_pem())
    with quick_keys():
        desk = store.unlock(person.store, PASSPHRASE, clock=Clock())
    trust.take_in(desk, [home / "root.pem", home / "crl.pem"])
    desk.close()
    return signed(home, pki, pki.registry, "2021-quality.toml", corrected(SCALE, GOOD), now)


@pytest.mark.tool("Xvfb", "openbox")
def test_a_correction_is_taken_in_from_the_window_of_the_frozen_program_and_holds_for_new_reviews(frozen: Path, tmp_path: Path) -> None:
    with screen(tmp_path) as shown:
        person = account(tmp_path / "account", shown)
        person.store.parent.mkdir(parents=True)
        sample = stored(person.store)
        path = correction(person)
        with Program(shown, person, program=(str(frozen / "leder-desktop"),)) as program:
            program.unlock()
            program.screen.press("ctrl+k")
            until(lambda: len(program.windows()) > 1, "the palette")
            program.still()
            shown.type("take in corrected")
            program.still()
            shown.press("Return")
            program.dialog(FILE_DIALOGS[3])
            program.still()
            shown.press("ctrl+a")
            shown.type(str(path))
            shown.press("Return")
            until(lambda: len(program.windows()) == 1, "the file window goes")
            program.still()
            shown.picture().save(tmp_path / "taken-in.png")
            assert program.quit() == 0
        (person.folder / "passphrase").write_text(PASSPHRASE)

        def ask(*words: object) -> dict[str, Any]:
            given = ("--store", person.store, "--passphrase-file", person.folder / "passphrase", *words)
            return leder(frozen, *given, env=person.env, at=tmp_path)

        (scale,) = [one for one in ask("standards", "list")["standards"] if one["name"] == SCALE]
        assert scale["version"] == "2026.9" and scale["signed_by"]
        case = ask("case", "new", "--opt-out-checked", "Priya Raman")["case"]
        ask("answer", case, "focused.F10", "5")
        assert GOOD[1] in json.dumps(ask("case", "show", case), ensure_ascii=False)
        assert ask("standards", "differences", sample)["differences"], "the sample stays as it was begun"
