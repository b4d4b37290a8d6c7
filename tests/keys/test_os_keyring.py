"""The keyring of the operating system keeps one secret a store, and is never the only way in. The fake and the real one answer alike."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import os_keyring
from leder_desktop.keys.os_keyring import Keyring
from tests.keys.keyrings import in_memory, secret_service

SECRET = bytes(range(32))


@pytest.fixture(params=["in memory", pytest.param("secret service", marks=pytest.mark.tool("gnome-keyring-daemon", "dbus-daemon"))])
def keyring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Keyring]:
    if request.param == "in memory":
        yield in_memory()[0]
        return
    with secret_service(monkeypatch):
        found = os_keyring.find()
        assert found is not None and found.name == "secret-service"
        yield found


def test_what_was_kept_comes_back_for_its_store_alone(keyring: Keyring) -> None:
    keyring.keep("first", SECRET)
    keyring.keep("second", bytes(32))
    assert keyring.held("first") == SECRET and keyring.held("second") == bytes(32)
    keyring.keep("first", SECRET[::-1])
    assert keyring.held("first") == SECRET[::-1]
    keyring.forget("first")
    assert keyring.held("first") == b"" and keyring.held("second") == bytes(32)
    keyring.forget("first")


def test_no_bus_is_no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    assert os_keyring.find() is None


@pytest.mark.tool("gnome-keyring-daemon", "dbus-daemon")
def test_neither_environment_nor_configuration_puts_another_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    with secret_service(monkeypatch):
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        configured = Path(os.environ["XDG_CONFIG_HOME"]) / "python_keyring" / "keyringrc.cfg"
        configured.parent.mkdir()
        configured.write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
        found = os_keyring.find()
        assert found is not None and found.name == "secret-service"
        found.keep("store", SECRET)
        assert found.held("store") == SECRET


@pytest.mark.tool("gnome-keyring-daemon", "dbus-daemon")
def test_a_service_that_dies_meanwhile_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with secret_service(monkeypatch) as bus:
        found = os_keyring.find()
        assert found is not None
        found.keep("store", SECRET)
        bus.kill()
        bus.wait()
        with pytest.raises(Refused) as caught:
            found.held("store")
        assert caught.value.code == "wrong-passphrase" and "passphrase" in caught.value.sentence
        found.forget("store")


@pytest.mark.parametrize("mood", ["forgetful", "lying", "garbage"])
def test_a_keyring_that_does_not_give_back_what_it_was_given_is_not_used(mood: str) -> None:
    keyring, backend = in_memory()
    backend.mood = mood
    with pytest.raises(Refused) as caught:
        keyring.keep("store", SECRET)
    assert caught.value.code == "io-error"


def test_a_locked_keyring_asks_for_the_passphrase_in_our_words() -> None:
    keyring, backend = in_memory()
    backend.mood = "locked"
    for ask in (lambda: keyring.keep("store", SECRET), lambda: keyring.held("store")):
        with pytest.raises(Refused) as caught:
            ask()
        assert caught.value.code == "wrong-passphrase" and "somebody" not in caught.value.sentence
