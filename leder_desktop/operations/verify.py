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


def verify(
    paths: list[Path], *, key: Path | None, trust: list[Path], crl: list[Path], roles: Path | None, at: datetime, pin: Callable[[], str]
) -> dict[str, Any]:
    """The verdict document of the command line; `{"bundles": [...]}` when there are several. `pin` is asked only for a locked key."""
    anchors = tuple(der for path in trust for der in load_certificates(_read(path)))
    crls = tuple(der for path in crl for der in load_crls(_read(path)))
    registry = UntrustedRoles(json=_read(roles), signature=_read(roles.with_name(roles.name + ".p7s"))) if roles else None
    verdicts = verify_bundles(
        paths, key=_key(key, pin) if key else None, trust=Trust(anchors=anchors, crls=crls) if anchors else None, roles=registry, at=at
    )
    found = [v.document() for v in verdicts]
    return found[0] if len(found) == 1 else {"bundles": found}


def _key(path: Path, pin: Callable[[], str]) -> RecipientKey:
    untrusted = _read(path)
    try:
        return load_recipient_key(untrusted, None)
    except Refused as refused:
        if refused.code != "wrong-pin":
            raise
    return load_recipient_key(untrusted, pin().encode())


def _read(path: Path) -> bytes:
    return b"".join(evidence.chunks_of(path))


def sentence(verdict: dict[str, Any]) -> str:
    """The verdict in one sentence."""
    sample = " It is the invented sample, not a person." if verdict.get("sample") else ""
    if verdict["verdict"] != "good":
        return f"refused: {len(verdict['problems'])} problems.{sample}"
    roles = "both roles are held." if verdict["roles"] == "held" else "the roles were not checked, for want of a registry."
    return f"good: complete and unchanged, both signatures are good, {roles}{sample}"
