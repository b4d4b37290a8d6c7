"""The canonical zip: its bytes, its order, its size, and Zip64 only where it must be."""

import io
import struct
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from leder_desktop.bundle import names, sources, zip_index
from leder_desktop.bundle.sources import Digest, Source
from leder_desktop.errors import Refused

DAY = date(2026, 3, 9)
TOP = "leder-6f1c1f0e-5a34-4d0f-9c1e-2f6f3a9b7c11"
BAG = [*names.FIRST, "signatures/a.txt", "data/review.json", "data/evidence/e0001.pdf", "data/report.pdf"]


def _bag() -> list[Source]:
    return [sources.from_bytes(name, name.encode() * 3) for name in reversed(BAG)]


def test_order_is_the_formats() -> None:
    archive = zip_index.build(_bag(), top=TOP, day=DAY)
    assert [name.removeprefix(f"{TOP}/") for name, _ in archive.entries] == [
        "bagit.txt",
        "bag-info.txt",
        "README.txt",
        "tagmanifest-sha512.txt",
        "tagmanifest-sha512.txt.p7s",
        "manifest-sha512.txt",
        "data/report.pdf",
        "data/review.json",
        "signatures/a.txt",
        "data/evidence/e0001.pdf",
    ]


def test_every_byte_of_a_small_zip() -> None:
    """Written out by hand from APPNOTE 6.3 and format 1.2."""
    one = sources.from_bytes("x.txt", b"123456789")
    archive = zip_index.Zip(entries=[("t/x.txt", one)], day=DAY)
    when = bytes.fromhex("0000695c")  # midnight; 2026-03-09 = 46 << 9 | 3 << 5 | 9 = 0x5C69, little-endian
    sizes = bytes.fromhex("2639f4cb 09000000 09000000".replace(" ", ""))  # CRC-32 of 123456789 is CBF43926
    local = b"PK\3\4" + bytes.fromhex("140000000000") + when + sizes + bytes.fromhex("07000000") + b"t/x.txt"
    central = b"PK\1\2" + bytes.fromhex("1403140000000000") + when + sizes
    central += bytes.fromhex("0700 0000 0000 0000 0000 0000a481 00000000".replace(" ", "")) + b"t/x.txt"
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(central), len(local) + 9, 0)
    assert b"".join(archive.pieces()) == local + b"123456789" + central + end


def test_size_is_known_before_it_is_written_and_other_readers_agree() -> None:
    archive = zip_index.build(_bag(), top=TOP, day=DAY)
    content = b"".join(archive.pieces())
    assert len(content) == archive.size
    with zipfile.ZipFile(io.BytesIO(content)) as read:
        assert read.testzip() is None
        assert {info.filename: read.read(info) for info in read.infolist()} == {f"{TOP}/{name}": name.encode() * 3 for name in BAG}
        for info in read.infolist():
            assert (info.compress_type, info.flag_bits, info.extra, info.comment) == (0, 0, b"", b"")
            assert (info.create_system, info.create_version, info.extract_version) == (3, 20, 20)
            assert (info.date_time, info.external_attr) == ((2026, 3, 9, 0, 0, 0), 0o100644 << 16)


@pytest.mark.tool("unzip")
def test_unzip_finds_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"".join(zip_index.build(_bag(), top=TOP, day=DAY).pieces()))
    said = subprocess.run(["unzip", "-t", path], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
    assert "No errors detected" in said.stdout


def test_zip64_only_where_a_value_needs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files around 4 GiB as holes in a sparse file: the zipfile module finds them again."""
    sizes = [0xFFFFFFFE, 0xFFFFFFFF, 5]

    def hole(source: Source) -> Iterator[bytes]:
        file.seek(source.digest.size, 1)
        return iter(())

    monkeypatch.setattr(zip_index, "read", hole)
    big = [
        Source(digest=Digest(name=f"data/evidence/e{n}.bin", size=size, sha512="", crc32=n), chunks=lambda: iter(()))
        for n, size in enumerate(sizes)
    ]
    archive = zip_index.Zip(entries=[(one.digest.name, one) for one in big], day=DAY)
    path = tmp_path / "big.zip"
    with path.open("wb") as file:
        for piece in archive.pieces():
            file.write(piece)
    assert path.stat().st_size == archive.size
    with zipfile.ZipFile(path) as read:
        infos = read.infolist()
        assert [info.file_size for info in infos] == sizes
        assert [info.CRC for info in infos] == [0, 1, 2]
        assert [info.extract_version for info in infos] == [20, 45, 45]
        # First: 0xFFFFFFFE fits. Second: both sizes and its offset, 0xFFFFFFFE and a header. Third: the offset alone.
        assert [len(info.extra) for info in infos] == [0, 28, 12]
        for info, size in zip(infos, (0, 20, 0), strict=True):
            read.fp.seek(info.header_offset)  # pyright: ignore[reportOptionalMemberAccess]
            local = read.fp.read(30)  # pyright: ignore[reportOptionalMemberAccess]
            assert local[:4] == b"PK\3\4"
            assert struct.unpack("<H", local[28:30]) == (size,)


def test_too_big_and_too_many_are_refused() -> None:
    big = Source(digest=Digest(name="data/evidence/e0001.bin", size=8 << 30, sha512="", crc32=0), chunks=lambda: iter(()))
    with pytest.raises(Refused) as refused:
        zip_index.build([*_bag(), big], top=TOP, day=DAY)
    assert refused.value.code == "ZIP-TOO-BIG"
    many = [sources.from_bytes(f"data/evidence/e{n}.bin", b"") for n in range(20_000)]
    with pytest.raises(Refused) as refused:
        zip_index.build([*_bag(), *many], top=TOP, day=DAY)
    assert refused.value.code == "ZIP-TOO-MANY-ENTRIES"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["a/../b"], "NAME-BAD"),
        (["a//b"], "NAME-BAD"),
        (["/a"], "NAME-BAD"),
        ([".hidden"], "NAME-BAD"),
        (["con.txt"], "NAME-BAD"),
        (["a/LPT1"], "NAME-BAD"),
        (["end."], "NAME-BAD"),
        (["a b"], "NAME-BAD"),
        (["a\n"], "NAME-BAD"),
        (["x" * 101], "NAME-BAD"),
        (["a/b/c/d/e/f/g"], "NAME-BAD"),
        (["/".join(["x" * 60] * 4)], "NAME-BAD"),
        (["brief-köln.pdf"], "NAME-NOT-ASCII"),
        (["a/B", "A/b"], "NAME-DUPLICATE"),
        (["a/b", "A"], "NAME-FILE-AND-FOLDER"),
    ],
)
def test_names_that_are_not_allowed(given: list[str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        names.check(given)
    assert refused.value.code == code


def test_names_that_are_allowed() -> None:
    names.check(["x" * 100, "a/b/c/d/e/f", "console.txt", "/".join(["x" * 59] * 4), "A.b-c_d/1"])


@pytest.mark.parametrize(
    ("original", "name"),
    [
        ("Brief.PDF", "data/evidence/e0007.pdf"),
        ("no suffix", "data/evidence/e0007.bin"),
        (".pdf", "data/evidence/e0007.bin"),
        ("x.ทดสอบ", "data/evidence/e0007.bin"),
        ("a.tar.gz", "data/evidence/e0007.gz"),
        ("a.p d", "data/evidence/e0007.bin"),
    ],
)
def test_evidence_is_renamed(original: str, name: str) -> None:
    assert names.evidence(7, original) == name


def test_a_file_that_changed_is_refused_while_it_is_read() -> None:
    content = [b"one", b"two"]
    source = sources.digest("data/evidence/e0001.bin", lambda: iter(content))
    assert b"".join(sources.read(source)) == b"onetwo"
    for other in ([b"one", b"twx"], [b"one"], [b"one", b"two", b"!"]):
        content[:] = other
        with pytest.raises(Refused) as refused:
            b"".join(sources.read(source))
        assert refused.value.code == "damaged"
