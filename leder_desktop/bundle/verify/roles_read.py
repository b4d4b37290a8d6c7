"""Reads the role registry handed over by file: who may sign as what (bundle format 1.10)."""

import hashlib
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.cms_verify import SignatureSeen, check_signature
from leder_desktop.bundle.verify.json_read import NotStrict, read_json
from leder_desktop.bundle.verify.sentences import SENTENCES
from leder_desktop.errors import Refused

ROLES = ("reviewer", "senior-reviewer", "panel")
PATH, SIGNATURE_PATH = "roles.json", "roles.json.p7s"
_KEYS = {"format", "version", "issued", "validUntil", "roles"}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


@dataclass(frozen=True, kw_only=True)
class UntrustedRoles:
    """`roles.json` and `roles.json.p7s` as they were handed over."""

    json: bytes = field(repr=False)
    signature: bytes = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class RoleHolder:
    """One certificate and the roles the registry gives it."""

    certificate_sha256: str
    subject: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Roles:
    """A role registry whose form, signature and signer were checked."""

    issued: datetime
    valid_until: datetime
    holders: tuple[RoleHolder, ...]
    signer_sha256: str
    """Of the certificate that signed the registry: remembered at the first import."""

    signer_subject: str
    sha256: str
    """Of `roles.json`."""

    def roles_of(self, certificate_sha256: str) -> tuple[str, ...]:
        return next((holder.roles for holder in self.holders if holder.certificate_sha256 == certificate_sha256), ())

    def holds(self, certificate_sha256: str, role: str) -> bool:
        return role in self.roles_of(certificate_sha256)


def read_roles(untrusted_json: bytes, untrusted_signature: bytes, *, trust: Trust | None, at: datetime) -> Roles:
    """Checks a role registry at the instant `at`.

    Refused: ROLES-SYNTAX (not RFC 8785, or not as the format says), SIGNATURE-* (the signature does not fit), ROLES-SIGNER (its signer
    is not trusted, may not sign, or is listed itself), ROLES-EXPIRED; each with `path`.
    """
    checked = check_signature(untrusted_signature, untrusted_json, path=SIGNATURE_PATH, content_path=PATH, trust=trust, at=at)
    if checked.seen is None:
        first = checked.problems[0]
        raise Refused(first.code, first.sentence, path=first.path)
    roles = _read(untrusted_json, checked.seen)
    if checked.problems:
        why = checked.problems[0]
        raise Refused("ROLES-SIGNER", f"{SENTENCES['ROLES-SIGNER']} {why.sentence}", path=SIGNATURE_PATH, why=why.code)
    listed = {holder.certificate_sha256 for holder in roles.holders}, {holder.subject for holder in roles.holders}
    if roles.signer_sha256 in listed[0] or roles.signer_subject in listed[1]:
        raise _refusal("ROLES-SIGNER", SIGNATURE_PATH)
    if at > roles.valid_until:
        raise _refusal("ROLES-EXPIRED", PATH)
    return roles


def _refusal(code: str, path: str) -> Refused:
    return Refused(code, SENTENCES[code], path=path)


def _read(untrusted: bytes, signer: SignatureSeen) -> Roles:
    try:
        value = read_json(untrusted, canonical=True)
        if not isinstance(value, dict) or set(cast(dict[str, Any], value)) != _KEYS:
            raise NotStrict
        registry = cast(dict[str, Any], value)
        if registry["format"] != "leder-roles" or registry["version"] != "1.0" or not isinstance(registry["roles"], list):
            raise NotStrict
        holders = tuple(_holder(one) for one in cast(list[Any], registry["roles"]))
        issued, until = _instant(registry["issued"]), _instant(registry["validUntil"])
    except (NotStrict, ValueError):
        raise _refusal("ROLES-SYNTAX", PATH) from None
    if len({holder.certificate_sha256 for holder in holders}) != len(holders) or until < issued:
        raise _refusal("ROLES-SYNTAX", PATH)
    return Roles(
        issued=issued,
        valid_until=until,
        holders=holders,
        signer_sha256=signer.certificate_sha256,
        signer_subject=signer.subject,
        sha256=hashlib.sha256(untrusted).hexdigest(),
    )


def _holder(untrusted: Any) -> RoleHolder:
    if not isinstance(untrusted, dict) or set(cast(dict[str, Any], untrusted)) != {"certificateSha256", "subject", "roles"}:
        raise NotStrict
    one = cast(dict[str, Any], untrusted)
    digest, subject, roles = one["certificateSha256"], one["subject"], one["roles"]
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest) or not isinstance(subject, str) or not isinstance(roles, list):
        raise NotStrict
    named = cast(list[Any], roles)
    if not named or any(not isinstance(role, str) or role not in ROLES for role in named) or len(set(named)) != len(named):
        raise NotStrict
    return RoleHolder(certificate_sha256=digest, subject=subject, roles=tuple(named))


def _instant(untrusted: Any) -> datetime:
    if not isinstance(untrusted, str) or not _INSTANT.fullmatch(untrusted):
        raise NotStrict
    return datetime.strptime(untrusted, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
