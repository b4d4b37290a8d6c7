"""Every page of a SQLCipher 4 file as it lies on the disk, decrypted with its raw key: the only way to see that words are really gone.

Pages are read from the bytes, not through SQLite: free pages, the unused part of a page and what a journal still holds are among them.
Page size 4096, 80 bytes kept at its end (16 initialisation vector, 64 HMAC), the first 16 bytes of the file the salt: SQLCipher's defaults.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import pbkdf2_hmac, sha512
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from tests.faults.canary import forms

PAGE, KEPT, SALT = 4096, 80, 16
SECTOR = 512
JOURNAL = bytes.fromhex("d9d505f920a163d7")
"""How a rollback journal begins (sqlite.org/fileformat2.html, "The Rollback Journal")."""


@dataclass(frozen=True)
class Hit:
    file: str
    page: int
    word: str | bytes


def pages(path: Path, key: bytes | bytearray) -> Iterator[tuple[int, bytes]]:
    """Number and plain bytes of each page of a database. An `AssertionError` when a page is not of this key: then nothing is proved."""
    data = path.read_bytes()
    assert data and len(data) % PAGE == 0, f"{path.name} is no whole number of pages"
    authentic = _authentic(bytes(key), data[:SALT])
    for number in range(1, len(data) // PAGE + 1):
        page = data[(number - 1) * PAGE : number * PAGE]
        assert page == bytes(PAGE) or authentic(number, page), f"page {number} of {path.name} is not of this key"
        yield number, _plain(page, bytes(key), SALT if number == 1 else 0)


def journal(path: Path, key: bytes | bytearray) -> Iterator[tuple[int, bytes]]:
    """The page images that a journal holds, also one whose header was taken away when it was left behind whole."""
    data = path.read_bytes()
    start = 0
    while start + SECTOR <= len(data):
        at = start + SECTOR
        while at + 4 + PAGE + 4 <= len(data) and data[at : at + 8] != JOURNAL:
            number = int.from_bytes(data[at : at + 4], "big")
            yield number, _plain(data[at + 4 : at + 4 + PAGE], bytes(key), SALT if number == 1 else 0)
            at += 4 + PAGE + 4
        start = -(-at // SECTOR) * SECTOR


def find(path: Path, key: bytes | bytearray, words: Sequence[str | bytes]) -> list[Hit]:
    """Where one of the words stands in a database or in the journal beside it, in any of the encodings of `canary.forms`."""
    wanted = [(word, forms(word) | forms(word.lower())) for word in words]
    beside = path.with_name(path.name + "-journal")
    read = [(path.name, *page) for page in pages(path, key)]
    if beside.exists():
        read += [(beside.name, *page) for page in journal(beside, key)]
    whole = b"".join(page for _, _, page in read)  # words that run over the end of a page are not missed when it lies beside its other half
    found = [Hit(file, number, word) for file, number, page in read for word, coded in wanted if any(form in page for form in coded)]
    return found or [Hit(path.name, 0, word) for word, coded in wanted if any(form in whole for form in coded)]


def free_pages(path: Path, key: bytes | bytearray) -> int:
    """How many pages the header says are free: a proof that never met one proves little."""
    _, first = next(pages(path, key))
    return int.from_bytes(first[36 - SALT : 40 - SALT], "big")


def _plain(page: bytes, key: bytes, skipped: int) -> bytes:
    body, vector = page[skipped : PAGE - KEPT], page[PAGE - KEPT : PAGE - KEPT + 16]
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return cipher.update(body) + cipher.finalize()


def _authentic(key: bytes, salt: bytes):
    mac_key = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)

    def check(number: int, page: bytes) -> bool:
        skipped = SALT if number == 1 else 0
        covered = page[skipped : PAGE - 64] + number.to_bytes(4, "little")
        return hmac.compare_digest(hmac.new(mac_key, covered, sha512).digest(), page[PAGE - 64 :])

    return check
