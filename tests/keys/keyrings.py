"""Keyrings for tests: a real Secret Service on a private bus, and one that misbehaves on demand."""

import gc
import os
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from leder_desktop.keys import os_keyring
from leder_desktop.keys.os_keyring import SERVICE, Keyring


class Backend:
    """What `keyring`'s backends answer, kept in memory. `mood`: honest, locked, forgetful, lying, garbage."""

    def __init__(self) -> None:
        os_keyring._shut_network()
        self.kept: dict[tuple[str, str], str] = {}
        self.mood = "honest"

    def set_password(self, service: str, user: str, secret: str) -> None:
        self._ask()
        if self.mood != "forgetful":
            self.kept[service, user] = secret

    def get_password(self, service: str, user: str) -> str | None:
        self._ask()
        if self.mood == "lying":
            return "A" * 43 + "="
        if self.mood == "garbage":
            return "\u2603 not base64"
        return self.kept.get((service, user))

    def delete_password(self, service: str, user: str) -> None:
        self._ask()
        del self.kept[service, user]

    def _ask(self) -> None:
        if self.mood == "locked":
            from keyring.errors import KeyringLocked  # after the door that keeps the network out of it

            raise KeyringLocked("somebody's words")


def in_memory() -> tuple[Keyring, Backend]:
    backend = Backend()
    return Keyring("in-memory", backend), backend


@contextmanager
def secret_service(patch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """A GNOME keyring, unlocked, on a bus of its own; the process is the bus."""
    short = tempfile.TemporaryDirectory(prefix="keyring-", ignore_cleanup_errors=True)  # a socket's name has at most 107 letters
    home = Path(short.name)
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        patch.setenv(name, str(home))
    address = f"unix:path={home / 'bus'}"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    bus = subprocess.Popen(["dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address={address}"], **quiet)
    patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    daemon = None
    try:
        _until(lambda: (home / "bus").exists())
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", f"--control-directory={home}"]
        daemon = subprocess.Popen(command, stdin=subprocess.PIPE, env=dict(os.environ), **quiet)
        assert daemon.stdin is not None
        daemon.stdin.write(b"login password")
        daemon.stdin.close()
        _until(lambda: _answers(address))
        yield bus
    finally:
        for process in (daemon, bus):
            if process is not None:
                process.kill()
                process.wait()
        short.cleanup()
        with warnings.catch_warnings():  # the library leaves connections to a bus that has died to be collected
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def _answers(address: str) -> bool:
    from jeepney import DBusAddress, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    with open_dbus_connection(bus=address) as connection:
        names = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
        (owned,) = connection.send_and_get_reply(new_method_call(names, "NameHasOwner", "s", ("org.freedesktop.secrets",))).body
        return bool(owned)


def _until(done: object) -> None:
    for _ in range(200):
        if done():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("the keyring did not come up")


__all__ = ["SERVICE", "Backend", "in_memory", "secret_service"]
