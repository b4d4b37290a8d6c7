"""What a verifier trusts: only what the caller gives (bundle format 1.11)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Trust:
    """What the caller trusts; nothing else is."""

    anchors: tuple[bytes, ...]
    """Trust anchors: DER certificates."""

    crls: tuple[bytes, ...] = ()
    """DER CRLs handed over by file, beside those embedded in the signatures."""
