"""The two text files that make the folder a bag: `bagit.txt` and `bag-info.txt` (RFC 8493; bundle format 1.3)."""

import re
from dataclasses import dataclass
from datetime import date

from leder_desktop.bundle.verify.bundle_names import BAG_INFO
from leder_desktop.bundle.verify.verdict import Problem, problem

BAGIT_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PROFILE = "urn:leder:bundle:1.0"
VERSION = "1.0"
MAXIMUM_LINE = 1000
MAXIMUM_SIZE = 9 * 4 * (MAXIMUM_LINE + 1)
MAXIMUM_RECIPIENTS = 14

_KEYS = (
    "Bag-Software-Agent",
    "BagIt-Profile-Identifier",
    "Bagging-Date",
    "External-Identifier",
    "Payload-Oxum",
    "Leder-Bundle-Version",
    "Leder-Recipient-Certificate-SHA256",
)
_SUPERSEDES = "Leder-Supersedes"
_URN = re.compile(r"urn:uuid:([0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_OXUM = re.compile(r"(0|[1-9][0-9]{0,18})\.(0|[1-9][0-9]{0,8})")


@dataclass(frozen=True, kw_only=True)
class BagInfo:
    recipients: tuple[str, ...]
    """SHA-256 of each recipient's certificate, lower-case hex; empty where the line could not be read."""

    oxum: tuple[int, int] | None
    """Bytes and number of the files under data/."""

    problems: tuple[Problem, ...]


def read_bag_info(untrusted: bytes, bundle: str) -> BagInfo:
    """Faults: BAG-INFO, VERSION-UNKNOWN, IDENTIFIER-MISMATCH, PAYLOAD-OXUM (its form), all with the path `bag-info.txt`."""
    pairs = _pairs(untrusted)
    if pairs is None:
        return BagInfo(recipients=(), oxum=None, problems=(problem("BAG-INFO", BAG_INFO),))
    values = dict(pairs)
    codes: list[str] = []
    keys = [key for key, _ in pairs]
    if values.get("Leder-Bundle-Version") != VERSION:
        codes.append("VERSION-UNKNOWN")
    if keys not in ([*_KEYS], [*_KEYS, _SUPERSEDES]) or not _values_fit(values):
        codes.append("BAG-INFO")
    identifier = _URN.fullmatch(values.get("External-Identifier", ""))
    if identifier is None or identifier[1] != bundle:
        codes.append("IDENTIFIER-MISMATCH")
    oxum = _OXUM.fullmatch(values.get("Payload-Oxum", ""))
    if oxum is None:
        codes.append("PAYLOAD-OXUM")
    recipients = tuple(values.get("Leder-Recipient-Certificate-SHA256", "").split(" "))
    if not _recipients_fit(recipients):
        recipients = ()
    return BagInfo(
        recipients=recipients,
        oxum=(int(oxum[1]), int(oxum[2])) if oxum else None,
        problems=tuple(problem(code, BAG_INFO) for code in codes),
    )


def _pairs(untrusted: bytes) -> list[tuple[str, str]] | None:
    """Unfolded lines `Key: value`, each ended by one LF; None where the text is anything else."""
    if len(untrusted) > MAXIMUM_SIZE or not untrusted.endswith(b"\n"):
        return None
    try:
        lines = untrusted[:-1].decode("utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    pairs: list[tuple[str, str]] = []
    for line in lines:
        key, colon, value = line.partition(": ")
        if not colon or not line.isprintable() or line != line.strip() or value != value.strip() or len(line) > MAXIMUM_LINE:
            return None
        pairs.append((key, value))
    return pairs


def _values_fit(values: dict[str, str]) -> bool:
    day = values["Bagging-Date"]
    try:
        dated = date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
    supersedes = values.get(_SUPERSEDES)
    return (
        dated
        and values["BagIt-Profile-Identifier"] == PROFILE
        and _recipients_fit(tuple(values["Leder-Recipient-Certificate-SHA256"].split(" ")))
        and (supersedes is None or _URN.fullmatch(supersedes) is not None)
    )


def _recipients_fit(recipients: tuple[str, ...]) -> bool:
    one_to_fourteen = 1 <= len(recipients) <= MAXIMUM_RECIPIENTS
    return one_to_fourteen and all(map(_DIGEST.fullmatch, recipients)) and list(recipients) == sorted(set(recipients))
