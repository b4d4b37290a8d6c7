"""Signing identities of this store. The PIN is asked at every signature; the store's passphrase alone never signs."""

from typing import Any

from leder_desktop.bundle.may_sign import name_in
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.keys import identity
from leder_desktop.keys.identity import Identity
from leder_desktop.model.note import require_storable
from leder_desktop.session import Desk
from leder_desktop.store.shelf import IdentityRow

LARGEST = identity.LARGEST


def all(desk: Desk) -> list[IdentityRow]:
    """Every signing identity of this store, by name."""
    return desk.shelf.identities()


def take_in(desk: Desk, name: str, untrusted_pkcs12: bytes, pin: str) -> IdentityRow:
    """Keep a PKCS#12 file under a name; its PIN is tried now and never kept. Refused: `wrong-pin`, `unsupported-format`, `file-exists`."""
    if not name.strip():
        raise Refused("no-such-identity", "Give the identity a name.")
    if any(row.name == name for row in all(desk)):
        raise Refused("file-exists", f"There is already an identity called {name}. Choose another name.")
    opened = identity.open_pkcs12(require_storable(name), untrusted_pkcs12, pin)
    desk.shelf.keep_identity(name, untrusted_pkcs12, subject=opened.subject, certificate_sha256=opened.sha256, at=desk.clock.now())
    desk.shelf.record(f"took in the signing identity {name}", by=desk.person, at=desk.clock.now())
    return one(desk, name)


def one(desk: Desk, name: str) -> IdentityRow:
    """Refused: `no-such-identity`."""
    for row in all(desk):
        if row.name == name:
            return row
    raise Refused("no-such-identity", f"There is no signing identity called {name} in this store.")


def holder(row: IdentityRow) -> str:
    """Whose it is: the common name of its certificate, as it will stand under a signature."""
    return name_in(row.subject)


def open(desk: Desk, name: str, pin: str) -> tuple[Identity, Signer]:
    """The identity with its key, for one signing. Refused `wrong-pin`."""
    opened = identity.open_pkcs12(name, one(desk, name).pkcs12, pin)
    return opened, Signer(certificate=opened.certificate, chain=opened.chain, key=opened.key)


def document(row: IdentityRow) -> dict[str, Any]:
    """One identity as `leder identity list` prints it."""
    return {"name": row.name, "subject": row.subject, "certificateSha256": row.certificate_sha256}
