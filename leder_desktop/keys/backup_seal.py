"""The key that seals the list of a backup, from the store's (HKDF-Expand, RFC 5869): who may open the store may check its backups."""

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand


def key(store_key: bytes | bytearray) -> bytes:
    """32 bytes for one purpose; nothing else of the store follows from them."""
    return HKDFExpand(algorithm=hashes.SHA256(), length=32, info=b"leder-backup-list").derive(bytes(store_key))
