"""From something a person remembers or reads from paper to 32 bytes: Argon2id (RFC 9106)."""

import os
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from leder_desktop.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Parameters:
    """What Argon2id costs: memory in KiB, passes over it, and lanes side by side (RFC 9106)."""

    memory_kib: int
    passes: int
    lanes: int


FLOOR = Parameters(memory_kib=64 * 1024, passes=3, lanes=4)
"""RFC 9106, section 4, the second recommended option: 64 MiB, t=3, p=4. About 0.2 s. No slot is made with less."""

CEILING = Parameters(memory_kib=4 * 1024 * 1024, passes=16, lanes=16)
"""More than this in a header is damage or a trap that eats the memory, never something we made."""

SALT_BYTES = 16
"""RFC 9106, section 3.1: 16 bytes are enough for a salt drawn at random."""


def normalise(passphrase: str) -> bytes:
    """The bytes of a passphrase, fixed for ever: Unicode NFKC, white space at both ends removed, UTF-8.

    So the same words typed on another keyboard, or with a composed accent, are the same passphrase. White space inside
    and letter case count. A lone surrogate is refused (`text-not-storable`).
    """
    try:
        return unicodedata.normalize("NFKC", passphrase).strip().encode("utf-8")
    except UnicodeEncodeError:
        raise Refused("text-not-storable", "The passphrase holds half a character. Type it again.") from None


def derive(secret: bytes | bytearray, salt: bytes, parameters: Parameters) -> bytearray:
    """32 bytes from `secret`; the same for the same three. Refuses `io-error` when the machine has not enough memory."""
    argon = Argon2id(salt=salt, length=32, iterations=parameters.passes, lanes=parameters.lanes, memory_cost=parameters.memory_kib)
    try:
        return bytearray(argon.derive(bytes(secret)))
    except MemoryError:
        need = parameters.memory_kib // 1024
        raise Refused("io-error", f"Opening the store needs {need} MB of free memory. Close other programs, then try again.") from None


def seconds(parameters: Parameters) -> float:
    """How long one derivation takes on this machine."""
    began = time.perf_counter()
    derive(b"measure", bytes(SALT_BYTES), parameters)
    return time.perf_counter() - began


def tune(target_seconds: float = 1.0, memory_limit_kib: int | None = None, measure: Callable[[Parameters], float] = seconds) -> Parameters:
    """The strongest parameters that stay under `target_seconds` and the memory limit (a quarter of the machine's); never under the floor.

    Memory is doubled first, because memory is what an attacker has to pay for; what is left of the time goes into passes.
    """
    limit = min(memory_limit_kib or quarter_of_memory_kib(), CEILING.memory_kib)
    best = FLOOR
    took = measure(best)
    while took * 2 <= target_seconds and best.memory_kib * 2 <= limit:
        best = replace(best, memory_kib=best.memory_kib * 2)
        took = measure(best)
    passes = int(best.passes * target_seconds / took) if took > 0 else best.passes
    return replace(best, passes=max(FLOOR.passes, min(passes, CEILING.passes)))


def quarter_of_memory_kib() -> int:
    """A quarter of the machine's memory in KiB; the floor's where the system does not say."""
    try:
        pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return FLOOR.memory_kib
    return pages * size // 1024 // 4
