"""A file is there whole or not at all, and what the disk says becomes a sentence."""

import errno
import os
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.store import ballast, durable


def test_bytes_are_replaced_whole(tmp_path: Path) -> None:
    for data in (b"first", bytearray(b"second"), b""):
        durable.write(tmp_path / "slots.leder", data)
        assert (tmp_path / "slots.leder").read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["slots.leder"]


def test_the_order_is_file_then_name_then_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    replace, sync, folder = os.replace, durable.sync, durable.sync_folder
    monkeypatch.setattr(os, "replace", lambda a, b: (said.append("rename"), replace(a, b)))
    monkeypatch.setattr(durable, "sync", lambda file: (said.append("file"), sync(file)))
    monkeypatch.setattr(durable, "sync_folder", lambda path: (said.append("folder"), folder(path)))
    durable.write(tmp_path / "a", b"a")
    assert said == ["file", "rename", "folder"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk-full"),
        (errno.EDQUOT, "disk-full"),
        (errno.EACCES, "no-permission"),
        (errno.EROFS, "no-permission"),
        (errno.EIO, "io-error"),
    ],
)
def test_a_failure_keeps_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str) -> None:
    durable.write(tmp_path / "a", b"before")

    def fail(_file: object) -> None:
        raise OSError(number, "made for the test")

    monkeypatch.setattr(durable, "sync", fail)
    with pytest.raises(Refused) as caught:
        durable.write(tmp_path / "a", b"after")
    assert caught.value.code == code and caught.value.exit == 4
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"a": b"before"}


def test_a_tree_is_removed_once(tmp_path: Path) -> None:
    (tmp_path / "case" / "evidence").mkdir(parents=True)
    (tmp_path / "case" / "evidence" / "x").write_bytes(b"x")
    for _ in range(2):
        durable.remove_tree(tmp_path / "case")
    assert list(tmp_path.iterdir()) == []


def test_a_tree_that_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "x").touch()

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "made for the test")

    monkeypatch.setattr(os, "unlink", fail)
    with pytest.raises(Refused) as caught:
        durable.remove_tree(tmp_path / "case")
    assert caught.value.code == "no-permission"


def test_the_ballast_is_given_back_and_made_again(tmp_path: Path) -> None:
    ballast.make(tmp_path)
    before = (tmp_path / "ballast").read_bytes()
    assert len(before) == ballast.BYTES
    ballast.make(tmp_path)
    assert (tmp_path / "ballast").read_bytes() == before, "a whole one is left as it is"
    assert ballast.release(tmp_path) and not (tmp_path / "ballast").exists()
    assert not ballast.release(tmp_path)
    (tmp_path / "ballast").write_bytes(b"short")
    ballast.make(tmp_path)
    assert (tmp_path / "ballast").stat().st_size == ballast.BYTES
