"""The detached signatures: openssl accepts them, they hold exactly what the format says, and what would be refused is not made."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import cms
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.sign_cms import claimed, sign_detached
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki, Identity

CONTENT = b"one  data/a\ntwo  data/b\n"
Make = Callable[..., Signer]


def _key(kind: str) -> demo_pki.Key:
    if kind.startswith("rsa"):
        return rsa.generate_private_key(65537, int(kind[4:]))
    return ec.generate_private_key({"p-256": ec.SECP256R1(), "p-384": ec.SECP384R1(), "p-521": ec.SECP521R1()}[kind])


@pytest.fixture(scope="module")
def issuing(pki: DemoPki, at: datetime) -> Identity:
    """A CA between the root and the signer."""
    return demo_pki.issue(pki.root, "Issuing CA (invented)", ec.generate_private_key(ec.SECP256R1()), at, authority=True)


def _openssl(signature: bytes, content: bytes, root: Identity, folder: Path, check: str) -> subprocess.CompletedProcess[str]:
    (folder / "a.p7s").write_bytes(signature)
    (folder / "a").write_bytes(content)
    (folder / "root.pem").write_bytes(root.pem())
    command = f"openssl cms -verify -binary -inform DER -in a.p7s -content a -CAfile root.pem {check} -out /dev/null"
    return subprocess.run(command.split(), cwd=folder, capture_output=True, text=True)


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("kind", ["rsa-2048", "rsa-3072", "p-256", "p-384"])
def test_openssl_accepts_it_and_nothing_else(kind: str, pki: DemoPki, at: datetime, as_signer: Make, tmp_path: Path) -> None:
    identity = demo_pki.issue(pki.root, "Somebody", _key(kind), at)
    signature = sign_detached(CONTENT, as_signer(identity), crls=(pki.crl,), at=at)
    good = _openssl(signature, CONTENT, pki.root, tmp_path, "-crl_check")
    assert (good.returncode, "Verification successful" in good.stderr) == (0, True)
    assert _openssl(signature, CONTENT + b"x", pki.root, tmp_path, "-crl_check").returncode != 0


@pytest.mark.tool("openssl")
@pytest.mark.parametrize("with_root", [False, True])
def test_a_longer_chain_travels_without_its_root(
    with_root: bool, pki: DemoPki, issuing: Identity, at: datetime, as_signer: Make, tmp_path: Path
) -> None:
    identity = demo_pki.issue(issuing, "Somebody", _key("p-256"), at)
    chain = (issuing.certificate, pki.root.certificate) if with_root else (issuing.certificate,)
    crls = (pki.crl, demo_pki.make_crl(issuing, at))
    stale = demo_pki.make_crl(issuing, at - timedelta(days=30), valid=timedelta(days=7))
    signature = sign_detached(CONTENT, as_signer(identity, *chain), crls=(stale, *crls), at=at)
    data = cms.ContentInfo.load(signature, strict=True)["content"]
    certificates = [one.dump() for one in data["certificates"]]
    assert sorted(certificates) == sorted([identity.certificate, issuing.certificate])
    assert certificates == sorted(certificates), "a SET OF in DER"
    assert sorted(one.dump() for one in data["crls"]) == sorted(crls), "one CRL an issuer, the current one"
    done = _openssl(signature, CONTENT, pki.root, tmp_path, "-crl_check_all")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("kind", "digest"), [("rsa-2048", "sha512"), ("p-256", "sha256"), ("p-384", "sha384")])
def test_it_holds_what_the_format_says(kind: str, digest: str, pki: DemoPki, at: datetime, as_signer: Make) -> None:
    identity = demo_pki.issue(pki.root, "Somebody", _key(kind), at)
    signature = sign_detached(CONTENT, as_signer(identity), crls=(pki.crl,), at=at)
    whole = cms.ContentInfo.load(signature, strict=True)
    assert whole.dump(force=True) == signature, "DER"
    data = whole["content"]
    assert data["encap_content_info"]["content"].native is None, "detached"
    assert len(data["signer_infos"]) == 1
    info = data["signer_infos"][0]
    assert info["unsigned_attrs"].native is None
    assert info["digest_algorithm"]["algorithm"].native == digest
    attributes = {one["type"].native: one["values"] for one in info["signed_attrs"]}
    assert set(attributes) == {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
    assert [len(values) for values in attributes.values()] == [1, 1, 1, 1]
    assert attributes["message_digest"][0].native == hashlib.new(digest, CONTENT).digest()
    assert attributes["signing_time"][0].native == at
    essence = attributes["signing_certificate_v2"][0]["certs"][0]
    assert essence["cert_hash"].native == hashlib.sha256(identity.certificate).digest()
    assert claimed(signature) == (identity.certificate, at)


def test_a_signing_time_from_2050_on_is_a_generalized_time(pki: DemoPki, at: datetime, as_signer: Make) -> None:
    later = at.replace(year=2051, month=1, day=1)
    root = demo_pki.make_root("Later root", later)
    identity = demo_pki.issue(root, "Somebody", _key("p-256"), later)
    signature = sign_detached(CONTENT, as_signer(identity), crls=(demo_pki.make_crl(root, later),), at=later)
    assert claimed(signature)[1] == later
    assert b"\x18\x0f2051" in signature


def _refused(signer: Signer, crls: tuple[bytes, ...], at: datetime) -> Refused:
    with pytest.raises(Refused) as refused:
        sign_detached(CONTENT, signer, crls=crls, at=at)
    assert refused.value.sentence.endswith(".")
    return refused.value


@pytest.mark.parametrize("kind", ["rsa-1024", "p-521"])
def test_a_weak_or_foreign_key_does_not_sign(kind: str, pki: DemoPki, at: datetime, as_signer: Make) -> None:
    signer = as_signer(demo_pki.issue(pki.root, "Somebody", _key(kind), at))
    assert _refused(signer, (pki.crl,), at).code == "SIGNER-WEAK-KEY"


def test_a_certificate_for_another_purpose_does_not_sign(pki: DemoPki, at: datetime, as_signer: Make) -> None:
    assert _refused(as_signer(pki.recipient), (pki.crl,), at).code == "SIGNER-KEY-USAGE"


@pytest.mark.parametrize("days", [-1, 800])
def test_outside_its_dates_a_certificate_does_not_sign(days: int, pki: DemoPki, at: datetime, as_signer: Make) -> None:
    moment = at + timedelta(days=days)
    assert _refused(as_signer(pki.reviewer), (demo_pki.make_crl(pki.root, moment),), moment).code == "SIGNER-EXPIRED"


def test_revocation_must_be_known(pki: DemoPki, issuing: Identity, at: datetime, as_signer: Make) -> None:
    signer = as_signer(pki.reviewer)
    stale = demo_pki.make_crl(pki.root, at - timedelta(days=30), valid=timedelta(days=7))
    future = demo_pki.make_crl(pki.root, at + timedelta(days=2))
    foreign = demo_pki.make_crl(demo_pki.make_root("Demo root (invented)", at), at)
    no_crl, old_crl = _refused(signer, (), at), _refused(signer, (stale,), at)
    assert no_crl.code == old_crl.code == "SIGNER-REVOCATION-UNKNOWN"
    assert no_crl.sentence != old_crl.sentence
    assert _refused(signer, (future,), at).code == "SIGNER-REVOCATION-UNKNOWN"
    assert _refused(as_signer(pki.reviewer, pki.root.certificate), (foreign,), at).code == "SIGNER-REVOCATION-UNKNOWN"
    below = as_signer(demo_pki.issue(issuing, "Somebody", _key("p-256"), at), issuing.certificate)
    assert _refused(below, (demo_pki.make_crl(issuing, at),), at).code == "SIGNER-REVOCATION-UNKNOWN", "the issuing CA's own is missing"


def test_a_revoked_certificate_does_not_sign_even_by_an_older_list(pki: DemoPki, at: datetime, as_signer: Make) -> None:
    revoked = demo_pki.make_crl(pki.root, at - timedelta(days=1), revoked=(pki.reviewer.certificate,))
    assert _refused(as_signer(pki.reviewer), (revoked, pki.crl), at).code == "SIGNER-REVOKED"
    sign_detached(CONTENT, as_signer(pki.senior), crls=(revoked, pki.crl), at=at)


def test_a_chain_with_a_gap_or_none_does_not_sign(pki: DemoPki, issuing: Identity, at: datetime, as_signer: Make) -> None:
    other = demo_pki.issue(pki.root, "Another CA", _key("p-256"), at, authority=True)
    signer = as_signer(demo_pki.issue(issuing, "Somebody", _key("p-256"), at), other.certificate)
    assert _refused(signer, (pki.crl, demo_pki.make_crl(issuing, at)), at).code == "SIGNER-NOT-TRUSTED"
    alone = demo_pki.issue(None, "Myself", _key("p-256"), at)
    assert _refused(as_signer(alone), (pki.crl,), at).code == "SIGNER-NOT-TRUSTED"


def test_another_certificates_key_does_not_sign(pki: DemoPki, at: datetime) -> None:
    signer = Signer(certificate=pki.reviewer.certificate, chain=(), key=pki.senior.key)
    assert _refused(signer, (pki.crl,), at).code == "SIGNATURE-WRONG"


def test_a_signature_over_a_mebibyte_is_refused(pki: DemoPki, at: datetime, as_signer: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("leder_desktop.bundle.sign_cms.SIZE", 1_000)
    assert _refused(as_signer(pki.reviewer), (pki.crl,), at).code == "SIGNATURE-TOO-BIG"


@pytest.mark.tool("openssl")
def test_a_role_registry_is_signed_json(pki: DemoPki, at: datetime, as_signer: Make, tmp_path: Path) -> None:
    roles, signature = sign_roles(
        [(pki.reviewer.certificate, ("reviewer",)), (pki.senior.certificate, ("senior-reviewer", "reviewer"))],
        as_signer(pki.registry),
        issued=at,
        valid_until=at + timedelta(days=90),
        crls=(pki.crl,),
    )
    assert _openssl(signature, roles, pki.root, tmp_path, "-crl_check").returncode == 0
    document = json.loads(roles)
    assert (document["format"], document["version"]) == ("leder-roles", "1.0")
    assert document["issued"] == at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert [one["roles"] for one in document["roles"]] == [["reviewer"], ["senior-reviewer", "reviewer"]]
    assert document["roles"][0]["certificateSha256"] == hashlib.sha256(pki.reviewer.certificate).hexdigest()
    assert document["roles"][0]["subject"].startswith("CN=Alex Marsh")


def test_nobody_gives_a_role_to_themselves(pki: DemoPki, at: datetime, as_signer: Make) -> None:
    with pytest.raises(ValueError, match="keeper"):
        sign_roles([(pki.registry.certificate, ("panel",))], as_signer(pki.registry), issued=at, valid_until=at, crls=(pki.crl,))


def test_a_private_key_is_in_no_repr(pki: DemoPki, as_signer: Make) -> None:
    said = repr(as_signer(pki.senior)) + repr(pki.senior) + repr(pki)
    assert "PrivateKey" not in said
