"""The ways into a store: changing the passphrase, recovering it, a new recovery sheet, an organisation's certificate, the laptop's keyring.

Each makes or takes away a slot in `slots.leder` (`keys.slots`); the store's own key and everything under it stay as they are. What an
organisation or the keyring opens, the passphrase and the recovery words open as well, always.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import Any

from leder_desktop import settings
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.keys import derive, os_keyring, passphrase, recovery
from leder_desktop.keys import slots as slots_format
from leder_desktop.keys.os_keyring import Keyring
from leder_desktop.keys.slots import Slots
from leder_desktop.model.dates import day_words
from leder_desktop.operations import evidence, header, store, tries
from leder_desktop.session import Desk, Held
from leder_desktop.settings import Settings
from leder_desktop.store.lock import StoreLock

CHANGED = "changed the passphrase"
LARGEST_CERTIFICATE = 1 << 20
"""Bytes of a file with one certificate: far more than any has."""

_NO_SHEET = "The recovery words were not typed back, so the sheet made before stays good."


def change_passphrase(folder: Path, old: str, new: str, *, clock: Clock) -> None:
    """Refused: `wrong-passphrase` for the old one, `weak-passphrase` for the new one. The data keys stay; only the slot is new."""
    _reslot(folder, lambda slots: slots_format.open_with_passphrase(slots, old), new, CHANGED, clock)


def new_passphrase(folder: Path, old: str, new: str, *, clock: Clock) -> Slots:
    """The slow half of changing the passphrase of a store that is open, on any thread; `keep` ends it. Nothing is written.

    Refused as `change_passphrase`.
    """
    passphrase.check(new)
    slots = header.read(folder)
    return _with_passphrase(Held(header=slots, store_key=slots_format.open_with_passphrase(slots, old)), new, clock)


def keep(desk: Desk, slots: Slots, did: str = CHANGED) -> None:
    """Put a header made from the one in use in its place; `did` is the line in the laptop's record.

    Refused `wrong-state` when the one in use is another by now: what came between would be undone, and new keys would be lost.
    """
    now = desk.held.header
    changed = {slot.kind for slot in {*now.slots} ^ {*slots.slots}}
    if (slots.shelf, slots.shelf_key) != (now.shelf, now.shelf_key) or len(changed) > 1:
        raise Refused("wrong-state", "The ways into this store were changed meanwhile, so this one was left as it is. Do it again.")
    header.write(desk.folder, desk.held, slots)
    desk.shelf.record(did, by=desk.person, at=desk.clock.now())


def recover(folder: Path, untrusted_code: str, new: str, *, clock: Clock) -> None:
    """Open with the recovery words (or the whole sheet's text) and set a new passphrase; the old one opens nothing any more.

    Refused `wrong-passphrase`, naming the wrong word where it can; it never half-opens.
    """
    did = "set a new passphrase with the recovery words"
    _reslot(folder, lambda slots: slots_format.open_with_recovery(slots, untrusted_code), new, did, clock)


def recover_with_organisation(folder: Path, untrusted_key: bytes, pin: str, new: str, *, clock: Clock) -> None:
    """Open with the organisation's private key (PEM or PKCS#12, with its certificate) and set a new passphrase.

    Refused: `wrong-pin`, `not-understood`, `wrong-passphrase` when the store has no way in for it.
    """
    from leder_desktop.bundle.verify.recipient import load_recipient_key  # the unlock screen comes up without what opens bundles

    key = load_recipient_key(untrusted_key, pin.encode() or None).key
    did = "set a new passphrase with the organisation's key"
    _reslot(folder, lambda slots: slots_format.open_with_organisation(slots, key), new, did, clock)


def _reslot(folder: Path, way: Callable[[Slots], bytearray], new: str, did: str, clock: Clock) -> None:
    passphrase.check(new)
    with tries.counted(folder, clock.now()):
        derived = store.derive_with(folder, way)
    desk = store.open_with(derived, clock=clock)
    try:
        keep(desk, _with_passphrase(desk.held, new, clock), did)
    finally:
        desk.close()


def _with_passphrase(held: Held, new: str, clock: Clock) -> Slots:
    return _with_secret(held, "passphrase", derive.normalise(new), clock)


def _with_secret(held: Held, kind: str, secret: bytes | bytearray, clock: Clock) -> Slots:
    slot = slots_format.make_slot(
        kind, secret, parameters=held.header.parameters, store=held.header.store, store_key=held.store_key, made=_made(clock)
    )
    return slots_format.replace_slot(held.header, held.store_key, slot)


def _made(clock: Clock) -> str:
    return clock.now().astimezone(UTC).isoformat()


# -- the recovery sheet


def new_sheet(desk: Desk) -> tuple[str, str]:
    """New recovery words, and the text of their sheet. Nothing is changed before they were typed back: `prove_sheet`, `keep_sheet`."""
    code = recovery.new_code()
    made = day_words(desk.clock.today())
    return code, recovery.sheet(code, store=desk.held.header.store, made=made)


def prove_sheet(held: Held, code: str, untrusted_typed: str, *, clock: Clock) -> Slots:
    """The slow half, on any thread: the words typed back must be the new ones. Refused `wrong-passphrase`, naming a wrong word."""
    if recovery.secret(untrusted_typed) != recovery.secret(code):
        raise Refused("wrong-passphrase", f"These are not the words of the new sheet. {_NO_SHEET}")
    return _with_secret(held, "recovery", recovery.secret(code), clock)


def keep_sheet(desk: Desk, slots: Slots, code: str) -> None:
    """From here on the new words open the store and the sheet made before does not. Backups made before still open with the old one.

    Words that no longer open anything are never kept: a store that is cut off in between asks for those of its sheet.
    """
    former = desk.shelf.setting(store.RECOVERY_WORDS)
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    try:
        keep(desk, slots, "made a new recovery sheet")
    except Refused:
        desk.shelf.set_setting(store.RECOVERY_WORDS, former)
        raise
    desk.shelf.set_setting(store.RECOVERY_WORDS, code)


def prove_kept_words(desk: Desk, untrusted_typed: str) -> None:
    """For a store that does not hold its recovery words yet: they are kept from here on. Refused `wrong-passphrase` for others."""
    if slots_format.open_with_recovery(desk.held.header, untrusted_typed) != desk.held.store_key:
        raise Refused("wrong-passphrase", "These words belong to another store. Use the newest sheet of this one.")
    desk.shelf.set_setting(store.RECOVERY_WORDS, recovery.as_printed(untrusted_typed))


# -- an organisation


def let_organisation_in(desk: Desk, untrusted_certificate: bytes) -> None:
    """Seal the store's key to an organisation's certificate (PEM or DER) too, in the place of one there was.

    Refused: what a bundle's recipient is refused for (no certificate, more than one, a key nothing can be sealed to).
    """
    slot = slots_format.organisation_slot(
        one_certificate(untrusted_certificate), store=desk.held.header.store, store_key=desk.held.store_key, made=_made(desk.clock)
    )
    slots = slots_format.replace_slot(desk.held.header, desk.held.store_key, slot)
    keep(desk, slots, "let the organisation's certificate open the store")


def organisation(given: Path | None, policy: Settings | None = None) -> bytes | None:
    """The certificate (DER) a new store is sealed to besides: the file that was given, or the one the settings name; None when neither is.

    Refused: `incomplete` when the settings demand one and there is none, and as `let_organisation_in`.
    """
    said = policy or settings.read()
    path = given or said.organisation_certificate
    if path is not None:
        return one_certificate(evidence.read_small(path, LARGEST_CERTIFICATE))
    if said.require_organisation:
        raise Refused("incomplete", "On this laptop a store must also open with the organisation's key. Ask IT for its certificate.")
    return None


def follow_policy(desk: Desk, policy: Settings | None = None) -> str:
    """Seal an open store to the certificate the settings demand, when it is not yet; what was done, or why not, as a sentence or ""."""
    said = policy or settings.read()
    if not said.require_organisation:
        return ""
    try:
        wanted, slot = organisation(None, said), desk.held.header.of("organisation")
        if wanted is None or (slot is not None and slot.public == wanted):
            return ""
        let_organisation_in(desk, wanted)
    except Refused as refused:
        return refused.sentence
    return "As your organisation demands, its key opens this store from now on, besides your passphrase and recovery sheet."


def one_certificate(untrusted: bytes) -> bytes:
    """The one certificate in a file, DER."""
    from leder_desktop.operations import release  # as above

    found = release.read_recipients([untrusted])
    if len(found) != 1:
        raise Refused("CMS-KEY", "Give a file with exactly one certificate: the organisation's.")
    return found[0]


# -- the keyring of the operating system


def find_keyring() -> Keyring | None:
    """The keyring of this laptop and session, or None. It may ask the person a question of its own, so not on the thread of a window."""
    return os_keyring.find()


def use_keyring(desk: Desk, keyring: Keyring) -> None:
    """Let this laptop open the store without the passphrase: a random secret goes into its keyring, and is read back.

    Refused `io-error` when the keyring is locked, absent, or does not give back what it was given; nothing is changed then.
    """
    secret = bytearray(os.urandom(slots_format.KEYRING_SECRET_BYTES))
    keyring.keep(desk.held.header.store, secret)
    slot = slots_format.keyring_slot(
        secret, keyring.name, store=desk.held.header.store, store_key=desk.held.store_key, made=_made(desk.clock)
    )
    keep(desk, slots_format.replace_slot(desk.held.header, desk.held.store_key, slot), f"let the keyring open the store ({keyring.name})")


def stop_using_keyring(desk: Desk, keyring: Keyring | None) -> None:
    """The keyring opens nothing any more; its secret is taken out of it where it can be reached."""
    keep(desk, slots_format.remove_slot(desk.held.header, desk.held.store_key, "keyring"), "stopped using the keyring")
    if keyring is not None:
        keyring.forget(desk.held.header.store)
        keyring.forget(f"{desk.held.header.store} head")


def keyring_opens(folder: Path) -> Keyring | None:
    """The keyring that this store can be opened with here, or None: none was chosen, or the laptop's is another one now."""
    slot = header.read(folder).of("keyring")
    found = find_keyring() if slot is not None else None
    return found if slot is not None and found is not None and found.name == slot.backend else None


def unlock_with_keyring(folder: Path, keyring: Keyring) -> store.Derived:
    """The slow half of unlocking, on any thread, as `store.derive_key`. Refused `wrong-passphrase` when the keyring does not hold the
    key (any more), in a sentence that asks for the passphrase; that always opens.
    """
    return store.derive_with(folder, lambda slots: slots_format.open_with_keyring(slots, keyring.held(slots.store)))


def listed(folder: Path) -> list[dict[str, Any]]:
    """`slots`, of a store that nobody has open. Refused: `no-store`, `store-in-use`."""
    header.require_store(folder)
    with StoreLock.take(folder):
        return slots(folder)


def head_kept(store_id: str, keyring: Keyring) -> str:
    """What the keyring keeps of the laptop's record (`outside_head`); empty when nothing yet, or when it says no."""
    with suppress(Refused):
        return bytes(keyring.held(f"{store_id} head")).decode("ascii", "replace")
    return ""


def keep_head(store_id: str, keyring: Keyring, head: str) -> None:
    """Keep a newer head; a keyring that says no keeps the older one, which a later look still fits."""
    with suppress(Refused):
        keyring.keep(f"{store_id} head", head.encode("ascii"))


def slots(folder: Path) -> list[dict[str, Any]]:
    """The ways in: kind, when each was made, and which keyring."""
    return [{"kind": slot.kind, "made": slot.made, "backend": slot.backend or None} for slot in header.read(folder).slots]
