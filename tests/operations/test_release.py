"""What is fixed at release, and who may fix it."""

from datetime import timedelta

import pytest

from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.operations import release


def test_a_recipient_whose_certificate_has_run_out_is_refused_before_anything_is_fixed(clock):
    at = clock.now()
    pki = demo_pki.make(at)
    release._require_current((pki.recipient.certificate,), at)
    for moment in (at + timedelta(days=731), at - timedelta(days=2)):
        with pytest.raises(Refused) as refused:
            release._require_current((pki.recipient.certificate,), moment)
        assert refused.value.code == "CMS-KEY"
