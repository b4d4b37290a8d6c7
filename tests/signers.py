"""Invented signers, and whom a laptop trusts, as files: what an organisation would hand to a reviewer."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki
from leder_desktop.operations import identities, trust
from leder_desktop.session import Desk

PIN = "4711-0815"
REVIEWER, SENIOR = "Mine", "Senior"


@cache
def pki() -> DemoPki:
    """One for all tests: making its keys takes a second. Valid at the time of the tests' clock."""
    return demo_pki.make(datetime(2026, 11, 21, 9, tzinfo=UTC))


def papers(folder: Path) -> dict[str, Path]:
    """Files: root, crl, recipient (certificate), recipient-key, reviewer, senior (PKCS#12 with `PIN`)."""
    made = pki()
    contents = {
        "root": ("root.pem", made.root.pem()),
        "crl": ("crl.pem", made.crl_pem()),
        "recipient": ("recipient.pem", made.recipient.pem()),
        "recipient-key": ("recipient-key.pem", made.recipient.key_pem()),
        "reviewer": ("reviewer.p12", made.reviewer.pkcs12("reviewer", PIN.encode())),
        "senior": ("senior.p12", made.senior.pkcs12("senior", PIN.encode())),
    }
    paths: dict[str, Path] = {}
    for key, (name, data) in contents.items():
        paths[key] = folder / name
        paths[key].write_bytes(data)
    return paths


def take_in(desk: Desk, paths: dict[str, Path], *, crl: bool = True) -> None:
    """Both identities and the trust into the store, as from the command line."""
    trust.take_in(desk, [paths["root"], *([paths["crl"]] if crl else [])])
    for name, key in ((REVIEWER, "reviewer"), (SENIOR, "senior")):
        identities.take_in(desk, name, paths[key].read_bytes(), PIN)


SENIOR_NAME = "Sam Okafor (invented senior reviewer)"
"""The common name of the senior reviewer's certificate."""


def take_in_senior(desk: Desk) -> None:
    """Only the senior reviewer's identity: enough to say something to a grade, not to sign."""
    if SENIOR not in {row.name for row in identities.all(desk)}:
        identities.take_in(desk, SENIOR, pki().senior.pkcs12("senior", PIN.encode()), PIN)
