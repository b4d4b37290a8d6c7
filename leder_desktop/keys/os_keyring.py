"""The keyring of the operating system, as a convenience: it may keep one random secret a store, and losing it loses nothing.

Each kind is instantiated by its class, so that neither an environment variable nor a configuration file can put another in its place
(one that writes plain files, or discards what it is given: promises, 0.13). Every secret is read back after it was kept. Anything a
keyring says no with becomes one sentence that asks for the passphrase.

Secret Service (GNOME, KWallet since 5.97) and KWallet on Linux, Keychain on macOS, Credential Manager on Windows, there with
persistence on this computer only: by default it would travel with a roaming profile.
"""

import base64
import binascii
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from leder_desktop.errors import Refused

SERVICE = "LeDeR Desktop"
_STUB = "leder_desktop stub: this program has no network"
_NO = "This laptop's keyring cannot be used just now. Open the store with its passphrase."


class Keyring:
    """One keyring that was found to work. Made by `find`."""

    def __init__(self, name: str, backend: Any) -> None:
        self.name, self._backend = name, backend

    def keep(self, store: str, secret: bytes | bytearray) -> None:
        """Keep `secret` for `store`, in the place of one kept before, and read it back. Refused: `io-error`."""
        with _spoken():
            self._backend.set_password(SERVICE, store, base64.b64encode(bytes(secret)).decode("ascii"))
        if self.held(store) != secret:
            raise Refused("io-error", "This laptop's keyring did not keep what it was given, so it is not used. Use the passphrase.")

    def held(self, store: str) -> bytearray:
        """The secret for `store`; empty when there is none. Refused: `wrong-passphrase`, asking for the passphrase."""
        with _spoken():
            told = self._backend.get_password(SERVICE, store)
        try:
            return bytearray(base64.b64decode(str(told), validate=True)) if told else bytearray()
        except (binascii.Error, ValueError):
            return bytearray()

    def forget(self, store: str) -> None:
        """Take the secret out; one that is not there is gone already, and a keyring that says no is left alone."""
        try:
            with _spoken():
                if self._backend.get_password(SERVICE, store):
                    self._backend.delete_password(SERVICE, store)
        except Refused:
            return


def find() -> Keyring | None:
    """The keyring of this laptop and session, or None: there is no bus, no service, no library for it."""
    _shut_network()
    for name, backend_class in _known():
        try:
            usable = bool(backend_class.viable)
        except _refusals():
            usable = False
        if usable:
            backend = backend_class()
            if name == "windows":
                backend.persist = "local machine"
            return Keyring(name, backend)
    return None


def _known() -> Iterator[tuple[str, Any]]:
    if sys.platform == "win32":
        from keyring.backends.Windows import WinVaultKeyring

        yield "windows", WinVaultKeyring
    elif sys.platform == "darwin":
        from keyring.backends.macOS import Keyring as Keychain

        yield "keychain", Keychain
    else:
        from keyring.backends.kwallet import DBusKeyring
        from keyring.backends.SecretService import Keyring as SecretService

        yield "secret-service", SecretService
        yield "kwallet", DBusKeyring


@contextmanager
def _spoken() -> Iterator[None]:
    """What a keyring says no with, in our sentence; its own words may hold names."""
    try:
        yield
    except _refusals():
        raise Refused("wrong-passphrase", _NO) from None


def _refusals() -> tuple[type[Exception], ...]:
    from keyring.errors import KeyringError

    found: list[type[Exception]] = [KeyringError, RuntimeError, OSError, EOFError, ValueError]
    if sys.platform.startswith("linux"):
        from jeepney.wrappers import DBusErrorResponse
        from secretstorage.exceptions import SecretStorageException

        found += [DBusErrorResponse, SecretStorageException]
    if sys.platform == "win32":
        from win32ctypes.pywin32 import pywintypes

        found.append(pywintypes.error)
    return tuple(found)


def _shut_network() -> None:
    """keyring asks jaraco.context, which loads urllib.request for a function nobody here calls: it is given an empty one."""
    if "urllib.request" not in sys.modules and "keyring" not in sys.modules:
        sys.modules["urllib.request"] = ModuleType("urllib.request", _STUB)
        import_module("keyring.backend")

        del sys.modules["urllib.request"]
