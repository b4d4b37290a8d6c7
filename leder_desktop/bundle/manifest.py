"""The text files of the bag (format 1.3): BagIt 1.0 (RFC 8493) with SHA-512, each in one exact form."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from leder_desktop.bundle.sources import Digest
from leder_desktop.errors import Refused

BAGIT_TXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:leder:bundle:1.0"
VERSION = "1.0"
LINE = 1_000
MANIFEST_SIZE = 8 << 20
RECIPIENTS = 14
"""As many as fit a bag-info line."""

_HEX = re.compile(r"[0-9a-f]{64}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def manifest(files: Iterable[Digest]) -> bytes:
    """`<sha512>  <path>` LF, sorted by path; refused (`MANIFEST-TOO-BIG`) above 8 MiB."""
    lines = sorted((file.name, file.sha512) for file in files)
    text = "".join(f"{sha512}  {name}\n" for name, sha512 in lines).encode("ascii")
    if len(text) > MANIFEST_SIZE:
        raise Refused("MANIFEST-TOO-BIG", "The bundle's list of files is too long.")
    return text


def bag_info(
    *, agent: str, day: date, bundle: str, payload: Sequence[Digest], recipients: Iterable[str], supersedes: str | None = None
) -> bytes:
    """`bag-info.txt`: unfolded lines, LF, in the order of the format.

    `agent` is our name and version; `bundle` and `supersedes` are lower-case UUID 4; `payload` is everything under data/;
    `recipients` are SHA-256 digests of the DER certificates, lower-case hex, 1 to 14. Refused: BAG-INFO.
    """
    digests = sorted(set(recipients))
    if not 1 <= len(digests) <= RECIPIENTS:
        raise Refused("BAG-INFO", f"A bundle goes to 1 to {RECIPIENTS} recipients; here are {len(digests)}.")
    ids = [bundle] if supersedes is None else [bundle, supersedes]
    if not all(_HEX.fullmatch(digest) for digest in digests) or not all(_UUID.fullmatch(one) for one in ids):
        raise ValueError("a recipient's digest or a bundle's id is not in its form")
    lines = [
        f"Bag-Software-Agent: {agent}",
        f"BagIt-Profile-Identifier: {PROFILE}",
        f"Bagging-Date: {day.isoformat()}",
        f"External-Identifier: urn:uuid:{bundle}",
        f"Payload-Oxum: {sum(file.size for file in payload)}.{len(payload)}",
        f"Leder-Bundle-Version: {VERSION}",
        f"Leder-Recipient-Certificate-SHA256: {' '.join(digests)}",
    ]
    if supersedes is not None:
        lines.append(f"Leder-Supersedes: urn:uuid:{supersedes}")
    if any(len(line) > LINE or not line.isprintable() or line != line.strip() for line in lines):
        raise Refused("BAG-INFO", "A line of the bundle's description is too long or has characters that cannot stand in it.")
    return "".join(line + "\n" for line in lines).encode("utf-8")
