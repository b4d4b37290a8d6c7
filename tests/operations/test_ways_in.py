"""The ways into a store, from the first to the last: each opens it, each can be changed or taken away, and the passphrase always opens."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import os_keyring
from leder_desktop.operations import header, rotate, store, ways_in
from leder_desktop.session import Desk
from leder_desktop.settings import Settings
from leder_desktop.store import durable
from tests.keys.keyrings import in_memory
from tests.keys.test_ways import KEYS, certificate

PASSPHRASE, OTHER = "seven quiet otters drumming", "nine brisk otters under moss"
CLOCK = Clock()
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Desk, str]]:
    plan = store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE)
    desk = store.make(tmp_path / "store", plan, clock=CLOCK)
    yield desk, plan.code
    desk.close()


def reopened(desk: Desk, passphrase: str = PASSPHRASE) -> Desk:
    desk.close()
    return store.unlock(desk.folder, passphrase, clock=CLOCK)


def refused(code: str, ask: object) -> str:
    with pytest.raises(Refused) as caught:
        ask()  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value.sentence


def test_a_store_cut_off_while_a_new_sheet_is_kept_asks_for_its_words(made: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch) -> None:
    desk, old = made
    code, _ = ways_in.new_sheet(desk)
    slots = ways_in.prove_sheet(desk.held, code, code, clock=CLOCK)

    def refuse(*_: object) -> None:
        raise Refused("disk-full", "The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(ways_in, "keep", refuse)
        refused("disk-full", lambda: ways_in.keep_sheet(desk, slots, code))
    assert desk.shelf.setting(store.RECOVERY_WORDS) == old, "the old sheet still opens it"

    class Cut(BaseException):
        """The power went."""

    real = ways_in.keep

    def cut(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise Cut

    monkeypatch.setattr(ways_in, "keep", cut)
    with pytest.raises(Cut):
        ways_in.keep_sheet(desk, slots, code)
    assert desk.shelf.setting(store.RECOVERY_WORDS) is None, "words that open nothing are not kept"
    ways_in.prove_kept_words(desk, code)
    assert desk.shelf.setting(store.RECOVERY_WORDS) == code
    desk.close()


def test_a_new_sheet_is_proved_by_typing_and_the_old_one_opens_nothing(made: tuple[Desk, str]) -> None:
    desk, old = made
    code, sheet = ways_in.new_sheet(desk)
    assert code.split()[0] in sheet and desk.held.header.store in sheet
    refused("wrong-passphrase", lambda: ways_in.prove_sheet(desk.held, code, old, clock=CLOCK))
    assert desk.shelf.setting(store.RECOVERY_WORDS) == old, "nothing changed before it was proved"
    ways_in.keep_sheet(desk, ways_in.prove_sheet(desk.held, code, code.upper(), clock=CLOCK), code)
    assert desk.shelf.setting(store.RECOVERY_WORDS) == code
    desk.close()
    refused("wrong-passphrase", lambda: ways_in.recover(desk.folder, old, OTHER, clock=CLOCK))
    ways_in.recover(desk.folder, code, OTHER, clock=CLOCK)
    store.unlock(desk.folder, OTHER, clock=CLOCK).close()


def test_words_not_kept_yet_are_kept_once_they_were_typed(made: tuple[Desk, str]) -> None:
    desk, code = made
    desk.shelf.set_setting(store.RECOVERY_WORDS, None)
    refused("wrong-passphrase", lambda: ways_in.prove_kept_words(desk, "one two three"))
    ways_in.prove_kept_words(desk, "\n".join(f"{n}. {word.upper()}" for n, word in enumerate(code.split(), 1)))
    assert desk.shelf.setting(store.RECOVERY_WORDS) == code


def test_the_organisations_key_opens_the_store_when_the_passphrase_is_gone(made: tuple[Desk, str], tmp_path: Path) -> None:
    desk, _ = made
    ways_in.let_organisation_in(desk, certificate(KEYS["p256"]))
    desk.close()
    pem = KEYS["p256"].private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    from cryptography import x509

    key = pem + x509.load_der_x509_certificate(certificate(KEYS["p256"])).public_bytes(Encoding.PEM)
    ways_in.recover_with_organisation(desk.folder, key, "", OTHER, clock=CLOCK)
    refused("wrong-passphrase", lambda: store.unlock(desk.folder, PASSPHRASE, clock=CLOCK))
    again = store.unlock(desk.folder, OTHER, clock=CLOCK)
    assert [line["kind"] for line in ways_in.slots(desk.folder)] == ["recovery", "organisation", "passphrase"]
    again.close()


def test_where_the_settings_demand_the_organisation_no_store_is_made_without_it(tmp_path: Path) -> None:
    path = tmp_path / "organisation.der"
    assert ways_in.organisation(None, Settings()) is None
    refused("incomplete", lambda: ways_in.organisation(None, Settings(require_organisation=True)))
    path.write_bytes(certificate(KEYS["rsa"]))
    assert ways_in.organisation(None, Settings(require_organisation=True, organisation_certificate=path)) == path.read_bytes()
    path.write_bytes(b"no certificate")
    refused("not-understood", lambda: ways_in.organisation(path, Settings()))


def test_a_store_made_before_the_demand_follows_it_once(made: tuple[Desk, str], tmp_path: Path) -> None:
    desk, _ = made
    path = tmp_path / "organisation.der"
    policy = Settings(require_organisation=True, organisation_certificate=path)
    assert "no file" in ways_in.follow_policy(desk, policy) and desk.held.header.of("organisation") is None
    path.write_bytes(certificate(KEYS["rsa"]))
    assert "organisation" in ways_in.follow_policy(desk, policy)
    assert ways_in.follow_policy(desk, policy) == ""
    path.write_bytes(certificate(KEYS["p256"]))
    assert ways_in.follow_policy(desk, policy) != "", "the organisation has a new certificate"
    slot = desk.held.header.of("organisation")
    assert slot is not None and slot.public == path.read_bytes() and header.read(desk.folder) == desk.held.header


def test_the_keyring_opens_the_store_and_losing_it_loses_nothing(made: tuple[Desk, str]) -> None:
    desk, _ = made
    keyring, backend = in_memory()
    ways_in.use_keyring(desk, keyring)
    desk.close()
    again = store.open_with(ways_in.unlock_with_keyring(desk.folder, keyring), clock=CLOCK)
    assert again.person == "Priya Raman"
    again.close()
    secrets = dict(backend.kept)
    for mood, kept in (("locked", secrets), ("lying", secrets), ("garbage", secrets), ("honest", {})):
        backend.mood, backend.kept = mood, dict(kept)
        assert "passphrase" in refused("wrong-passphrase", lambda: ways_in.unlock_with_keyring(desk.folder, keyring))
        store.unlock(desk.folder, PASSPHRASE, clock=CLOCK).close()


def test_another_keyring_than_the_one_chosen_is_not_asked(made: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _ = made
    keyring, backend = in_memory()
    ways_in.use_keyring(desk, keyring)
    monkeypatch.setattr(os_keyring, "find", lambda: keyring)
    assert ways_in.keyring_opens(desk.folder) is keyring
    monkeypatch.setattr(os_keyring, "find", lambda: os_keyring.Keyring("kwallet", backend))  # the desktop was changed
    assert ways_in.keyring_opens(desk.folder) is None
    monkeypatch.setattr(os_keyring, "find", lambda: None)
    assert ways_in.keyring_opens(desk.folder) is None
    desk.close()
    store.unlock(desk.folder, PASSPHRASE, clock=CLOCK).close()


def test_a_keyring_that_forgets_is_not_made_a_way_in(made: tuple[Desk, str]) -> None:
    desk, _ = made
    keyring, backend = in_memory()
    backend.mood = "forgetful"
    before = header.read(desk.folder)
    refused("io-error", lambda: ways_in.use_keyring(desk, keyring))
    assert header.read(desk.folder) == before


def test_a_keyring_no_longer_used_opens_nothing_even_with_its_secret_kept(made: tuple[Desk, str]) -> None:
    desk, _ = made
    keyring, backend = in_memory()
    ways_in.use_keyring(desk, keyring)
    kept = dict(backend.kept)
    ways_in.stop_using_keyring(desk, keyring)
    assert backend.kept == {}
    backend.kept = kept
    desk.close()
    refused("wrong-passphrase", lambda: ways_in.unlock_with_keyring(desk.folder, keyring))


def test_no_way_in_is_in_the_laptops_record_by_its_secret(made: tuple[Desk, str]) -> None:
    desk, code = made
    keyring, backend = in_memory()
    ways_in.use_keyring(desk, keyring)
    ways_in.let_organisation_in(desk, certificate(KEYS["rsa"]))
    told = " ".join(row[0] for row in desk.shelf.database.read("SELECT did FROM device_audit"))
    assert "keyring" in told and "organisation" in told
    assert not any(word in told for word in (*backend.kept.values(), code, PASSPHRASE))
    assert bytes(desk.held.store_key).hex() not in repr(desk) and str(desk.held.store_key) not in repr(desk.held)


def test_a_passphrase_made_before_new_keys_does_not_bring_the_old_ones_back(made: tuple[Desk, str]) -> None:
    desk, _ = made
    slots = ways_in.new_passphrase(desk.folder, PASSPHRASE, OTHER, clock=CLOCK)
    rotate.keys(desk)
    refused("wrong-state", lambda: ways_in.keep(desk, slots))
    reopened(desk).close()


def test_a_passphrase_made_before_another_way_in_does_not_take_that_away(made: tuple[Desk, str]) -> None:
    desk, _ = made
    slots = ways_in.new_passphrase(desk.folder, PASSPHRASE, OTHER, clock=CLOCK)
    ways_in.let_organisation_in(desk, certificate(KEYS["p256"]))
    refused("wrong-state", lambda: ways_in.keep(desk, slots))
    assert header.read(desk.folder).of("organisation") is not None
    ways_in.keep(desk, ways_in.new_passphrase(desk.folder, PASSPHRASE, OTHER, clock=CLOCK))
    reopened(desk, OTHER).close()


def test_a_header_whose_last_sync_failed_is_the_one_in_memory_too(made: tuple[Desk, str], monkeypatch: pytest.MonkeyPatch) -> None:
    desk, _ = made
    slots, real = ways_in.new_passphrase(desk.folder, PASSPHRASE, OTHER, clock=CLOCK), durable.sync_folder

    def fails_once(folder: Path) -> None:
        monkeypatch.setattr(durable, "sync_folder", real)
        raise Refused("io-error", "The disk did not write.")

    monkeypatch.setattr(durable, "sync_folder", fails_once)
    refused("io-error", lambda: ways_in.keep(desk, slots))
    assert header.read(desk.folder) == desk.held.header == slots
