"""The verifying side, which shares no code with the writing side, finds nothing wrong with what was written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from leder_desktop.bundle import verify
from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.trust import Trust
from leder_desktop.keys.demo_pki import DemoPki

Make = Callable[..., Signer]


@pytest.fixture
def roles(pki: DemoPki, at: datetime, as_signer: Make) -> verify.UntrustedRoles:
    held = [(pki.reviewer.certificate, ("reviewer",)), (pki.senior.certificate, ("senior-reviewer",))]
    json, signature = sign_roles(held, as_signer(pki.registry), issued=at, valid_until=at + timedelta(days=90), crls=(pki.crl,))
    return verify.UntrustedRoles(json=json, signature=signature)


def test_the_other_side_finds_it_good(exported: Any, pki: DemoPki, at: datetime, roles: verify.UntrustedRoles) -> None:
    """With the root alone: revocation lists come out of the signatures."""
    (verdict,) = verify.verify(
        [exported.folder],
        key=verify.load_recipient_key(pki.recipient.key_pem(), None),
        trust=Trust(anchors=(pki.root.certificate,)),
        roles=roles,
        at=at,
    )
    assert verdict.problems == ()
    assert (verdict.roles, verdict.sample) == ("held", True)
    assert [(one.role, one.at) for one in verdict.signers] == [("reviewer", at), ("senior-reviewer", at)]
    assert {one.state for one in verdict.files} == {"good"}
    assert len(verdict.files) == 16


def test_the_other_side_sees_a_flipped_byte(exported: Any, pki: DemoPki, at: datetime, tmp_path: Any) -> None:
    for path in exported.folder.iterdir():
        content = bytearray(path.read_bytes())
        if path.name.endswith(".002.p7m"):
            content[len(content) // 2] ^= 1
        (tmp_path / path.name).write_bytes(content)
    key = verify.load_recipient_key(pki.recipient.key_pem(), None)
    (verdict,) = verify.verify([tmp_path], key=key, trust=Trust(anchors=(pki.root.certificate,)), roles=None, at=at)
    assert {one.code for one in verdict.problems} == {"VOLUME-CHANGED", "CMS-TAG-WRONG"}
    assert {one.path for one in verdict.problems} == {f"{exported.top}.zip.002.p7m"}
