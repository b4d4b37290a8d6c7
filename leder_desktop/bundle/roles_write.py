"""Write the role registry that travels beside the bundles (format 1.10): who may sign as what, signed by the registry's keeper."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Literal

from cryptography import x509

from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.sign_cms import sign_detached
from leder_desktop.bundle.signer import Signer

Role = Literal["reviewer", "senior-reviewer", "panel"]


def sign_roles(
    held: Iterable[tuple[bytes, tuple[Role, ...]]],
    keeper: Signer,
    *,
    issued: datetime,
    valid_until: datetime,
    crls: tuple[bytes, ...],
) -> tuple[bytes, bytes]:
    """`roles.json` and `roles.json.p7s`: for every certificate (DER) the roles its holder may sign in.

    `issued` is also the signature's claimed time; both instants are aware and told in UTC seconds. Raises ValueError when the
    keeper is in the list: nobody gives a role to themselves (ROLES-SIGNER).
    """
    held = list(held)
    if any(certificate == keeper.certificate for certificate, _ in held):
        raise ValueError("the keeper of the registry cannot be listed in it")
    content = canonical(
        {
            "format": "leder-roles",
            "version": "1.0",
            "issued": _instant(issued),
            "validUntil": _instant(valid_until),
            "roles": [
                {
                    "certificateSha256": hashlib.sha256(certificate).hexdigest(),
                    "subject": x509.load_der_x509_certificate(certificate).subject.rfc4514_string(),
                    "roles": list(roles),
                }
                for certificate, roles in held
            ],
        }
    )
    return content, sign_detached(content, keeper, crls=crls, at=issued)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
