"""Looks for words in every byte of every file, in the encodings they could be spilt in."""

import base64
from collections.abc import Iterable, Sequence
from pathlib import Path


def forms(word: str | bytes) -> set[bytes]:
    """UTF-8, UTF-16 either way, their hexadecimal, and base64 at each of its three alignments."""
    plain = [word] if isinstance(word, bytes) else [word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    found = set(plain)
    for one in plain:
        found |= {one.hex().encode(), one.hex().upper().encode()}
        for before in range(3):
            coded = base64.b64encode(bytes(before) + one)
            # The first and last letters mix with what stands beside the word.
            inner = coded[-(-before * 4 // 3) + (before > 0) : len(coded) - 4]
            if len(inner) > 7:
                found |= {inner, inner.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def hits(folders: Iterable[Path], words: Sequence[str | bytes]) -> list[str]:
    """`file: word` for every file that holds one, or whose name does."""
    wanted = [(word, forms(word)) for word in words]
    found: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            data = str(path.relative_to(folder)).encode("utf-8", "surrogateescape") + b"\n" + (path.read_bytes() if path.is_file() else b"")
            found += [f"{path}: {word!r}" for word, coded in wanted if any(form in data for form in coded)]
    return found
