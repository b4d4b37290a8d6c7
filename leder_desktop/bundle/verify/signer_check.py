# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
"""Whether a signer may be believed at an instant: chain, revocation, key usage, strength (bundle format 1.4, 1.11).

Path validation (RFC 5280) is pyhanko-certvalidator's, with nothing fetched and a revocation list required for every
certificate below the anchor. Anchors come from the caller alone; the lists from the caller and from the signature.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.pyhanko_door import UNREADABLE, open_pyhanko

MINIMUM_RSA_BITS = 2048
CURVES = frozenset({"secp256r1", "secp384r1"})


@dataclass(frozen=True, kw_only=True)
class Chain:
    """What travels in a signature: the signer's certificate, other certificates, revocation lists; all DER."""

    certificate: bytes
    others: tuple[bytes, ...]
    crls: tuple[bytes, ...]


def check_signer(chain: Chain, trust: Trust | None, at: datetime) -> list[str]:
    """The codes of what speaks against the signer at `at`; an empty list means trusted."""
    codes: list[str] = []
    certificates = [_load(one) for one in (chain.certificate, *chain.others)]
    usage = certificates[0].key_usage_value
    if usage is None or "non_repudiation" not in usage.native:
        codes.append("SIGNER-KEY-USAGE")
    if not all(_strong(one) for one in certificates):
        codes.append("SIGNER-WEAK-KEY")
    why = "SIGNER-NOT-TRUSTED" if trust is None or not trust.anchors else _path(certificates, chain, trust, at)
    return [*codes, why] if why else codes


def context(trust: Trust, at: datetime, *, others: tuple[bytes, ...] = (), crls: tuple[bytes, ...] = ()) -> Any:
    """A pyhanko-certvalidator ValidationContext that fetches nothing and demands a revocation list for every certificate."""
    open_pyhanko()
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(
        trust_roots=[_load(one) for one in trust.anchors],
        other_certs=[_load(one) for one in others],
        crls=[asn1_crl.CertificateList.load(one) for one in dict.fromkeys((*trust.crls, *crls))],
        moment=at,
        allow_fetching=False,
        # Not "hard-fail": that asks for a list only where the certificate itself names a place to fetch one from.
        revocation_mode="require",
        time_tolerance=timedelta(0),
    )


def _load(encoded: bytes) -> Any:
    certificate: Any = asn1_x509.Certificate.load(encoded, strict=True)
    _ = certificate.native  # reads every part now: asn1crypto reads lazily
    return certificate


def _strong(certificate: Any) -> bool:
    key = certificate.public_key
    if key.algorithm in ("rsa", "rsassa_pss"):
        return int(key.bit_size) >= MINIMUM_RSA_BITS
    return key.algorithm == "ec" and key.curve[0] == "named" and key.curve[1] in CURVES


def _path(certificates: list[Any], chain: Chain, trust: Trust, at: datetime) -> str | None:
    """None where a valid path leads to an anchor, else the code that says why not."""
    open_pyhanko()
    from pyhanko_certvalidator import CertificateValidator
    from pyhanko_certvalidator.errors import (
        ExpiredError,
        InsufficientRevinfoError,
        NotYetValidError,
        PathError,
        RevokedError,
        ValidationError,
    )

    validator = CertificateValidator(
        certificates[0], intermediate_certs=certificates[1:], validation_context=context(trust, at, crls=chain.crls)
    )
    try:
        asyncio.run(validator.async_validate_path())
    except RevokedError:
        return "SIGNER-REVOKED"
    except (ExpiredError, NotYetValidError):
        return "SIGNER-EXPIRED"
    except InsufficientRevinfoError:
        return "SIGNER-REVOCATION-UNKNOWN"
    except (PathError, ValidationError, *UNREADABLE):
        return "SIGNER-NOT-TRUSTED"
    return None
