"""P24: a store in a network, in a folder that is copied away, on a stick, or opened twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import laptop, store
from leder_desktop.store.lock import StoreLock
from tests.cli.conftest import Leder, leder  # noqa: F401 - a fixture
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures
from tests.ui.desktops import PASSPHRASE, desktop, make_store, unlock

MOUNTS = """22 27 0:21 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:31 / /mnt/nas rw,relatime - cifs //server/share rw
31 22 0:32 / /mnt/nas/nfs\\040here rw - nfs4 server:/x rw
32 22 0:33 / /mnt/nas/local rw master:2 - ext4 /dev/sdb1 rw
33 22 0:34 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 22 0:35 / /mnt/ssh rw - fuse.sshfs me@server: rw
35 22 0:36 / /mnt/plain rw - fuse.ntfs rw rw
"""
SHARES = [r"\\server\share\store", "//server/share/store", r"\\?\UNC\server\share", "//?/UNC/server/share"]
NETWORKS = {"/mnt/nas/store": True, "/mnt/nas/nfs here/x": True, "/mnt/nas/local/x": False, "/run/user/1000/gvfs/smb/x": True,
    "/mnt/ssh/x": True, "/mnt/plain/x": False, "/srv/x": False}  # fmt: skip
COPIED = {
    "OneDrive": "OneDrive", "OneDrive - NHS": "OneDrive", "onedrive - Trust of X": "OneDrive", "Dropbox (Work)": "Dropbox",
    "Google Drive": "Google Drive", "iCloudDrive": "iCloud", "Nextcloud2": "Nextcloud", "Box Sync": "Box",
    "OneDriveless": "", "Documents": "", "A Box of things": "", "Dropboxes": "",
}  # fmt: skip


def refused_in(folder: Path) -> list[str]:
    """The codes making and opening a store there are refused with."""
    codes: list[str] = []
    for do in (store.require_free, lambda place: store.derive_key(place, PASSPHRASE)):
        try:
            do(folder)
            codes.append("")
        except Refused as refused:
            codes.append(refused.code)
    return codes


@pytest.mark.parametrize("share", SHARES)
def test_p24_a_network_share_is_refused_for_making_and_for_opening(share):
    assert refused_in(Path(share)) == ["no-permission", "no-permission"]


@pytest.mark.parametrize("local", [r"\\?\C:\Users\x", "/srv/store", r"C:\store"])
def test_p24_a_disk_of_the_laptop_is_no_share(local):
    assert not laptop._is_share(local)


def test_p24_a_network_file_system_is_known_by_its_mount(tmp_path):
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    kinds = {name: laptop.file_system(Path(name), table) for name in NETWORKS}
    found = {name: kind in laptop.NETWORK or kind.removeprefix("fuse.") in laptop.NETWORK_FUSE for name, kind in kinds.items()}
    assert found == NETWORKS


@pytest.fixture
def mounted(tmp_path, monkeypatch):
    """`tmp_path/nas` is a network mount, and `tmp_path/link` points into it."""
    nas, link = tmp_path / "nas", tmp_path / "link"
    nas.mkdir()
    link.symlink_to(nas)
    table = tmp_path / "mountinfo"
    table.write_text(f"1 1 0:1 / / rw - ext4 x rw\n2 1 0:2 / {nas} rw - nfs4 server:/x rw\n")
    real = laptop.file_system
    monkeypatch.setattr(laptop, "file_system", lambda path, mounts=table: real(path, mounts))
    return nas, link


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mountinfo is Linux's")
def test_p24_a_link_into_the_network_is_followed_and_the_sentence_says_why(mounted, clock, leder):  # noqa: F811
    for folder in mounted:
        assert refused_in(folder / "store") == ["no-permission", "no-permission"]
        leder.store = folder / "store"
        answered = leder("case", "list")
        assert answered.exit in (3, 4)
        made = leder("init", "--name", "P", "--role", "reviewer", "--recovery-out", leder.folder / "other.txt")
        assert (made.exit, made.code) == (4, "no-permission")
        assert "Two laptops could write" in made.document["error"]["sentence"] and not (folder / "store").exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="mountinfo is Linux's")
def test_p24_would_notice_a_program_that_does_not_look_where_the_store_lies(mounted, monkeypatch):
    monkeypatch.setattr(laptop, "require_local", lambda folder: None)
    assert refused_in(mounted[1] / "store") != ["no-permission", "no-permission"]


@pytest.mark.parametrize(("name", "program"), COPIED.items())
def test_p24_a_folder_that_is_copied_away_is_told_by_the_programs_name(tmp_path, name, program):
    folder = tmp_path / name / "deep" / "store"
    said = " ".join(laptop.place_sentences(folder))
    assert laptop.where(folder).synchronised == program and (f"by {program}" in said if program else said == "")


def test_p24_a_copied_folder_is_known_by_its_marker_its_variable_and_through_a_link(tmp_path, monkeypatch):
    copied, link = tmp_path / "anything", tmp_path / "link"
    (copied / ".stfolder").mkdir(parents=True)
    link.symlink_to(copied)
    assert laptop.where(copied / "a" / "b").synchronised == laptop.where(link / "store").synchronised == "Syncthing"
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "Trust files"))
    assert laptop.where(tmp_path / "Trust files" / "x").synchronised == "OneDrive"
    monkeypatch.delenv("OneDriveCommercial")
    (copied / ".stfolder").rmdir()
    assert laptop.where(copied).synchronised == laptop.where(tmp_path / "Trust files" / "x").synchronised == ""


def test_p24_a_copied_folder_is_told_where_a_store_is_made(qtbot, theme, clock, tmp_path):  # noqa: F811
    made, _ = desktop(qtbot, theme, tmp_path / "OneDrive - NHS" / "store", clock)
    page = made.window.in_sight()
    assert page.where.warning.isVisible() and "OneDrive" in page.where.warning.words.text()
    page.where._show(tmp_path / "store")
    assert not page.where.warning.isVisible()


def test_p24_a_disk_that_can_be_pulled_out_is_told(tmp_path, monkeypatch):
    device = tmp_path / "sys" / "sdb" / "sdb1"
    device.mkdir(parents=True)
    monkeypatch.setattr(laptop, "block_device", lambda real: device)
    monkeypatch.setattr(sys, "platform", "linux")
    assert laptop.place_sentences(tmp_path) == []
    (device.parent / "removable").write_text("1\n")
    assert "pulled out" in laptop.place_sentences(tmp_path)[0]


HOLD = """
import sys
from pathlib import Path
from leder_desktop.clock import Clock
from leder_desktop.operations import store
desk = store.unlock(Path(sys.argv[1]), sys.stdin.readline().strip(), clock=Clock())
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def first(tmp_path, clock):
    """Another process of this machine that has the store open."""
    folder = tmp_path / "store"
    make_store(folder, clock)
    path = os.pathsep.join([str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")])
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=pipe, stdout=pipe, text=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert process.stdin is not None and process.stdout is not None
    process.stdin.write(PASSPHRASE + "\n")
    process.stdin.flush()
    assert process.stdout.readline() == "open\n"
    yield process, folder
    process.kill()
    process.communicate()


def second_window(qtbot, theme, folder, clock, monkeypatch):  # noqa: F811
    """A window on the same store after its passphrase was typed; it does not wait six seconds here for the other to end."""
    take = StoreLock.take.__func__
    monkeypatch.setattr(StoreLock, "take", classmethod(lambda cls, folder, **how: take(cls, folder, 0.05, **how)))
    made, _ = desktop(qtbot, theme, folder, clock)
    page = made.window.in_sight()
    qtbot.keyClicks(page.passphrase, PASSPHRASE)
    page.unlock.click()
    qtbot.waitUntil(lambda: bool(page.field.sentence()) or made.desk is not None, timeout=20_000)
    return made, page


def test_p24_a_second_window_is_told_politely_and_opens_when_the_first_is_gone(qtbot, theme, clock, first, monkeypatch):  # noqa: F811
    process, folder = first
    made, page = second_window(qtbot, theme, folder, clock, monkeypatch)
    assert "open in another window" in page.field.sentence() and made.desk is None
    process.kill()
    process.wait()
    page.passphrase.clear()
    unlock(qtbot, made)
    assert made.window.page_name == "cases"
    made.leave()


def test_p24_would_notice_a_store_without_its_lock(qtbot, theme, clock, first, monkeypatch):  # noqa: F811
    _, folder = first
    monkeypatch.setattr("leder_desktop.store.lock._lock", lambda handle: None)
    made, page = second_window(qtbot, theme, folder, clock, monkeypatch)
    assert "open in another window" not in page.field.sentence()
    made.leave()
