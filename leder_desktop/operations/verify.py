"""Checking a bundle: needs no store, trusts only what it is given."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.bundles import verify as verify_bundles
from leder_desktop.bundle.verify.recipient import RecipientKey, load_certificates, load_crls, load_recipient_key
from leder_desktop.bundle.verify.roles_read import UntrustedRoles
from leder_desktop.errors import Refused
from leder_desktop.operations import evidence
from leder_desktop.operations.trust import LARGEST
from leder_desktop.store import durable


def verify(
    paths: list[Path], *, key: Path | None, trust: list[Path], crl: list[Path], roles: Path | None, at: datetime, pin: Callable[[], str]
) -> dict[str, Any]:
    """The verdict document of the command line; `{"bundles": [...]}` when there are several. `pin` is asked only for a locked key."""
    anchors = tuple(der for path in trust for der in load_certificates(_read(path)))
    crls = tuple(der for path in crl for der in load_crls(_read(path)))
    registry = UntrustedRoles(json=_read(roles), signature=_read(roles.with_name(roles.name + ".p7s"))) if roles else None
    opened, trusted = _key(key, pin) if key else None, Trust(anchors=anchors, crls=crls) if anchors else None
    with durable.guarded(paths[0]):
        verdicts = verify_bundles(paths, key=opened, trust=trusted, roles=registry, at=at)
    found = [v.document() for v in verdicts]
    return found[0] if len(found) == 1 else {"bundles": found}


def sealed(folder: Path, *, at: datetime) -> dict[str, Any]:
    """What can be said of a bundle without the recipient's key: are all volumes there, and exactly those of their list?

    The verdict document, with the problem that no key was given left out: `good` then means complete and unchanged since it was
    sealed, and says nothing of what is inside. Refused as `verify`.
    """
    found = [v.document() for v in verify_bundles([folder], key=None, trust=None, roles=None, at=at)]
    if len(found) != 1:
        raise Refused("not-a-bundle", "This folder holds more than one bundle. Check each in a folder of its own.")
    problems = [problem for problem in found[0]["problems"] if problem["code"] != "CMS-NOT-FOR-ME"]
    return {**found[0], "problems": problems, "verdict": "refused" if problems else "good"}


def _key(path: Path, pin: Callable[[], str]) -> RecipientKey:
    untrusted = _read(path)
    try:
        return load_recipient_key(untrusted, None)
    except Refused as refused:
        if refused.code != "wrong-pin":
            raise
    return load_recipient_key(untrusted, pin().encode())


def _read(path: Path) -> bytes:
    return evidence.read_small(path, LARGEST)


def sentence(verdict: dict[str, Any]) -> str:
    """The verdict in one sentence."""
    sample = " It is the invented sample, not a person." if verdict.get("sample") else ""
    if verdict["verdict"] != "good":
        return f"refused: {len(verdict['problems'])} problems.{sample}"
    roles = "both roles are held." if verdict["roles"] == "held" else "the roles were not checked, for want of a registry."
    return f"good: complete and unchanged, both signatures are good, {roles}{sample}"
