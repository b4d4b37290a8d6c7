"""What is fixed at release, and who may fix it."""

from datetime import timedelta

import pytest

from leder_desktop.bundle.write import Written
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.operations import export, release


def test_a_recipient_whose_certificate_has_run_out_is_refused_before_anything_is_fixed(clock):
    at = clock.now()
    pki = demo_pki.make(at)
    release._require_current((pki.recipient.certificate,), at)
    for moment in (at + timedelta(days=731), at - timedelta(days=2)):
        with pytest.raises(Refused) as refused:
            release._require_current((pki.recipient.certificate,), moment)
        assert refused.value.code == "CMS-KEY"


@pytest.mark.parametrize("unreadable", [False, True])
def test_a_bundle_that_cannot_be_read_back_is_taken_away(session, tmp_path, monkeypatch, unreadable):
    name = "leder-11111111-2222-4333-8444-555555555555.zip.001.p7m"

    def half(*_, **__):
        (tmp_path / name).write_bytes(b"half of it")
        return [Written(name=name, bytes=10, sha512="00" * 64)]

    def gone(*_, **__):
        raise Refused("io-error", "The disk could not read this file.")

    monkeypatch.setattr(export.write, "export", half)
    if unreadable:
        monkeypatch.setattr(export, "verify", gone)
    plan = export.Plan(released=None, evidence=(), recipients=(), folder=tmp_path, at=session.clock.now())
    with pytest.raises(Refused) as refused:
        export.build(plan)
    assert refused.value.code == "io-error" and not (tmp_path / name).exists()
