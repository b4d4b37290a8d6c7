"""An e-mail as plain words."""

import pytest

from leder_desktop.errors import Refused
from leder_desktop.intake.mail import mail_text

PLAIN = (
    b"From: Ann Lowe <ann@example.org>\r\nTo: x@example.org\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nReceived: by nobody\r\n\r\n"
    b"She ate well.\r\n"
)
HEAD = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: "
PAGE = HEAD + b"text/html; charset=utf-8\n\n<style>p{}</style><p>One<p>Two <b>three</b><script>x()</script>"
MIXED = (
    HEAD
    + b"""multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nWords.\n--b
Content-Type: application/pdf\nContent-Disposition: attachment; filename="plan.pdf"\n\nJVBERi0=\n--b--\n"""
)


def test_headers_that_matter_and_words():
    said = mail_text(PLAIN)
    assert said == "From: Ann Lowe <ann@example.org>\nTo: x@example.org\nSubject: Café\n\nShe ate well.\n"


def test_a_page_is_only_its_words():
    assert mail_text(PAGE).splitlines()[2:] == ["One", "Two three"]


def test_what_was_attached_is_named_and_not_opened():
    said = mail_text(MIXED)
    assert "Attached, and not opened here: plan.pdf" in said and "Words." in said and "JVBER" not in said


@pytest.mark.parametrize("untrusted", [b"", b"\xff\xfe\x00", b"Content-Type: text/plain; charset=nonsense\n\nx", b"From: \xff\n\n\xff"])
def test_anything_is_words_or_a_refusal(untrusted):
    try:
        assert isinstance(mail_text(untrusted), str)
    except Refused as refusal:
        assert refusal.code == "unsupported-format"
