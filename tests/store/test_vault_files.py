"""Evidence files: the same bytes out, or a refusal; never something else."""

import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store import vault_files
from leder_desktop.store.vault_files import CHUNK

ID, OTHER = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
HEADER = 8 + 1 + 7 + 36
SEALED = CHUNK + 16
LENGTHS = [0, 1, 15, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5]


def plain(length: int) -> bytes:
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def damaged(folder: Path, key: bytes, evidence: str = ID) -> str:
    with pytest.raises(Refused) as caught:
        b"".join(vault_files.read(folder, evidence, key))
    assert caught.value.code == "damaged"
    return caught.value.sentence


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("piece", [1000003, CHUNK])
def test_the_same_bytes_come_out(tmp_path: Path, length: int, piece: int) -> None:
    data = plain(length)
    stored = vault_files.write(tmp_path, ID, (data[start : start + piece] for start in range(0, length, piece)))
    assert b"".join(vault_files.read(tmp_path, ID, stored.key)) == data
    assert (stored.bytes, stored.sha256, stored.sha512) == (length, hashlib.sha256(data).hexdigest(), hashlib.sha512(data).hexdigest())
    assert stored.crc32 == zlib.crc32(data)
    vault_files.verify(tmp_path, ID, stored.key, stored.sha256)
    assert [entry.name for entry in tmp_path.iterdir()] == [ID]
    assert "key" not in repr(stored)


def test_nothing_is_readable_in_the_file(tmp_path: Path) -> None:
    words = b"She was known as Bea. " * 10000
    stored = vault_files.write(tmp_path, ID, [words])
    data = (tmp_path / ID).read_bytes()
    assert b"known as Bea" not in data and stored.key not in data
    again = vault_files.write(tmp_path, OTHER, [words])
    assert again.key != stored.key and (tmp_path / OTHER).read_bytes()[HEADER:] != data[HEADER:]


@pytest.fixture
def whole(tmp_path: Path) -> tuple[Path, bytes]:
    return tmp_path, vault_files.write(tmp_path, ID, [plain(3 * CHUNK + 5)]).key


def put(folder: Path, data: bytes) -> None:
    (folder / ID).write_bytes(data)


@pytest.mark.parametrize(
    "keep", [0, 5, HEADER, HEADER + 3, HEADER + 16, HEADER + SEALED - 1, HEADER + SEALED, HEADER + 3 * SEALED, HEADER + 3 * SEALED + 20]
)
def test_a_cut_file_is_damaged(whole: tuple[Path, bytes], keep: int) -> None:
    folder, key = whole
    put(folder, (folder / ID).read_bytes()[:keep])
    assert "damaged" in damaged(folder, key)


@pytest.mark.parametrize("extra", [1, 16, 17, SEALED])
def test_appended_bytes_are_damage(whole: tuple[Path, bytes], extra: int) -> None:
    folder, key = whole
    put(folder, (folder / ID).read_bytes() + bytes(extra))
    damaged(folder, key)


def test_chunks_in_another_order_repeated_or_left_out_are_damage(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    data = (folder / ID).read_bytes()
    header, a, b, c, d = data[:HEADER], *(data[HEADER + n * SEALED : HEADER + (n + 1) * SEALED] for n in range(4))
    for order in ((b, a, c, d), (a, c, d), (a, b, c, c, d), (a, b, d, c), (d,), (a, b, c)):
        put(folder, header + b"".join(order))
        damaged(folder, key)
    put(folder, header + a + b + c + d)
    assert b"".join(vault_files.read(folder, ID, key)) == plain(3 * CHUNK + 5)


@pytest.mark.parametrize("place", [0, 8, 9, 15, 20, HEADER, HEADER + CHUNK, HEADER + 2 * SEALED + 100, -1])
def test_a_flipped_bit_is_damage(whole: tuple[Path, bytes], place: int) -> None:
    folder, key = whole
    data = bytearray((folder / ID).read_bytes())
    data[place] ^= 0x80 if place != 8 else 0x01
    put(folder, bytes(data))
    damaged(folder, key)


def test_another_evidences_file_is_damage(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    (folder / OTHER).write_bytes((folder / ID).read_bytes())
    damaged(folder, key, OTHER)
    renamed = (folder / ID).read_bytes().replace(ID.encode(), OTHER.encode())
    (folder / OTHER).write_bytes(renamed)
    damaged(folder, key, OTHER)


def test_another_key_opens_nothing(whole: tuple[Path, bytes]) -> None:
    damaged(whole[0], bytes(32))


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    assert "is missing" in damaged(tmp_path, bytes(32))


def test_a_newer_version_is_not_guessed_at(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    data = bytearray((folder / ID).read_bytes())
    data[8] = 2
    put(folder, bytes(data))
    with pytest.raises(Refused) as caught:
        next(vault_files.read(folder, ID, key))
    assert caught.value.code == "newer-store"


def test_the_wrong_digest_is_damage(whole: tuple[Path, bytes]) -> None:
    with pytest.raises(Refused) as caught:
        vault_files.verify(whole[0], ID, whole[1], "0" * 64)
    assert caught.value.code == "damaged"


def test_a_file_is_never_replaced(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    with pytest.raises(Refused) as caught:
        vault_files.write(folder, ID, [b"other"])
    assert caught.value.code == "file-exists"
    assert b"".join(vault_files.read(folder, ID, key)) == plain(3 * CHUNK + 5)


@pytest.mark.parametrize("name", ["../case.leder", "x", ID.upper() + "x", "", "AAAAAAAA-1111-4111-8111-111111111111"])
def test_a_name_that_is_no_id_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        vault_files.write(tmp_path, name, [b""])


def test_a_source_that_breaks_leaves_nothing(tmp_path: Path) -> None:
    def source() -> Iterator[bytes]:
        yield bytes(2 * CHUNK)
        raise Refused("io-error", "The stick was pulled out.")

    with pytest.raises(Refused, match="stick"):
        vault_files.write(tmp_path, ID, source())
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_the_machines_refusal(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        vault_files.write(tmp_path / "gone", ID, [b"x"])
    assert caught.value.exit == 4


def test_erase_removes_the_file_once(whole: tuple[Path, bytes]) -> None:
    for _ in range(2):
        vault_files.erase(whole[0], ID)
    assert list(whole[0].iterdir()) == []


def test_a_sweep_removes_what_was_cut_off_and_keeps_what_is_known(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    (folder / f"{OTHER}.part").write_bytes(b"half")
    (folder / "notes.txt").write_bytes(b"not ours")
    swept = vault_files.sweep(folder, [ID, OTHER], NOW)
    assert swept == vault_files.Swept(unfinished=1, orphaned=(), removed=(), missing=(OTHER,))
    assert sorted(entry.name for entry in folder.iterdir()) == [ID, "notes.txt"]
    assert b"".join(vault_files.read(folder, ID, key)) == plain(3 * CHUNK + 5)


def test_a_finished_file_without_a_row_is_kept_for_thirty_days(whole: tuple[Path, bytes]) -> None:
    folder, key = whole
    os.utime(folder / ID, (0, 0))  # however old the file is, the days count from when it is found
    assert vault_files.sweep(folder, [], NOW).orphaned == (ID,)
    assert not (folder / ID).exists()
    assert b"".join(vault_files.read(folder / "orphans", ID, key)) == plain(3 * CHUNK + 5)
    assert vault_files.sweep(folder, [], NOW + timedelta(days=30)).removed == ()
    assert vault_files.sweep(folder, [], NOW + timedelta(days=31)).removed == (ID,)
    assert list((folder / "orphans").iterdir()) == []


def test_a_kill_while_writing_leaves_only_a_part(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; from leder_desktop.store import vault_files\n"
        "def source():\n    yield bytes(3 << 20)\n    os._exit(9)\n"
        f"vault_files.write(Path(sys.argv[1]), {ID!r}, source())"
    )
    assert subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=Path(__file__).parents[2]).returncode == 9
    assert [entry.name for entry in tmp_path.iterdir()] == [f"{ID}.part"]
    assert vault_files.sweep(tmp_path, [], NOW).unfinished == 1
    assert list(tmp_path.iterdir()) == []
