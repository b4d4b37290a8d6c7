"""What has to be done before pyHanko is imported to verify: no network, and nothing in the log.

pyHanko logs what it finds wrong in a file, names of people and tracebacks included; what is wrong is told in the verdict instead.
"""

import logging

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm

from leder_desktop.bundle.offline_pyhanko import shut_network

UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    RecursionError,
    NotImplementedError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.UnsupportedGeneralNameType,
)
"""What asn1crypto, cryptography and pyHanko raise on bytes that are not what they say (they read lazily, so anywhere)."""


def open_pyhanko() -> None:
    """Call before every import of pyhanko or pyhanko_certvalidator."""
    shut_network()
    for name in ("pyhanko", "pyhanko_certvalidator"):
        log = logging.getLogger(name)
        log.propagate = False
        if not log.handlers:
            log.addHandler(logging.NullHandler())
