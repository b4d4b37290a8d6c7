"""The words of a record that came as text, e-mail or PDF: what a search finds in it, and where another person's number would stand.

Structured records (FHIR) are not read here: what they say is taken into the timeline, where it is found.
"""

from leder_desktop.errors import Refused
from leder_desktop.intake.mail import mail_text
from leder_desktop.intake.pdf_words import pdf_words

MOST = 4 << 20
"""Bytes of a text that are read."""
LONGEST = 2_000_000
"""Letters that are kept: seven hundred full pages."""
TEXTS = ("text/", "application/json", "application/fhir", "application/xml")
STRUCTURED = ("application/json", "application/fhir", "application/xml", "text/xml")
"""Full of ids and codes: read for the numbers in them, not to be found again."""


def record_words(untrusted: bytes, media_type: str) -> str:
    """Plain words that can be stored; empty when there are none or they cannot be read. Bounded in size and time; for any thread."""
    if media_type == "application/pdf":
        said = pdf_words(untrusted)
    elif media_type == "message/rfc822":
        said = _mail(untrusted[:MOST])
    elif media_type.startswith(TEXTS):
        said = untrusted[:MOST].decode("utf-16" if untrusted[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    else:
        return ""
    return said.replace("\x00", " ").encode("utf-8", "replace").decode()[:LONGEST]


def _mail(untrusted: bytes) -> str:
    try:
        return mail_text(untrusted)
    except Refused:  # what cannot be read as an e-mail is kept all the same
        return ""
