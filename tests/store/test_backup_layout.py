"""What is taken out of a backup folder that others can write to, and what is never touched."""

import sys
from pathlib import Path

import pytest

from leder_desktop.store import backup_layout

CASE, OTHER = "7f0e7d0a-0000-4000-8000-000000000001", "7f0e7d0a-0000-4000-8000-000000000002"


def backup(tmp_path: Path) -> Path:
    folder = tmp_path / "leder-backup-7f0e7d0a"
    backup_layout.begin(folder)
    for case in (CASE, OTHER):
        backup_layout.make_case(folder, case)
        backup_layout.version_file(folder, case, "a" * 64).write_bytes(b"encrypted")
    return folder


def test_what_no_generation_lists_goes_and_what_another_program_put_there_stays(tmp_path: Path) -> None:
    folder = backup(tmp_path)
    listed = backup_layout.version_file(folder, CASE, "a" * 64)
    stray = folder / backup_layout.CASES / ".DS_Store"
    stray.write_bytes(b"icons")
    backup_layout.remove_unlisted(folder, frozenset({listed}))
    assert listed.is_file() and stray.is_file()
    assert not backup_layout.case_folder(folder, OTHER).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs a right that most accounts have not there")
def test_nothing_is_removed_where_a_link_leads(tmp_path: Path) -> None:
    folder, outside = backup(tmp_path), tmp_path / "Documents"
    outside.mkdir()
    (outside / "letter.txt").write_bytes(b"mine")
    (folder / backup_layout.CASES / "linked").symlink_to(outside, target_is_directory=True)
    (outside / "download.part").write_bytes(b"half")
    backup_layout.put_in_order(folder)
    backup_layout.remove_unlisted(folder, frozenset())
    assert (outside / "download.part").is_file() and backup_layout.files_of(folder / backup_layout.CASES / "linked") == []
    assert (outside / "letter.txt").read_bytes() == b"mine"
    assert not backup_layout.case_folder(folder, CASE).exists()
