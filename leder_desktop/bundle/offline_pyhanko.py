"""The only door to pyHanko: it is opened when somebody signs or verifies a PDF, and no network library comes through it.

    from leder_desktop.bundle import offline_pyhanko

    def certify(...):
        offline_pyhanko.shut_network()
        from pyhanko.sign import signers      # inside the function: pyHanko is not loaded when the program starts

pyHanko imports aiohttp (for timestamps and for fetching CRLs) as soon as `pyhanko.sign` is imported, although this program
never fetches anything. `shut_network()` puts a stub in its place: it has the names that pyHanko's annotations and
`except` clauses mention, and every one of them refuses to be made. So aiohttp need not be installed or frozen, and a
mistake here (a validation context that may fetch) ends in an error, not in a connection.

Measured with pyHanko 0.38.0 and pyhanko-certvalidator 0.33.0 on Python 3.11, signing and validating included:

- never loaded: aiohttp (but the stub), yarl, requests, urllib3, http.client, urllib.request, ftplib, smtplib, xmlrpc,
  socketserver;
- cannot be avoided, and opens nothing by itself: `socket` (asn1crypto.x509 imports it for `inet_ntop`, asyncio for its event
  loop), `ssl` (asyncio.sslproto, and pyHanko's fetcher mix-in), `asyncio` (pyHanko's signing functions are coroutines; their loop
  makes one local socket pair to wake itself), `selectors`, `urllib.parse` (text only), `email.utils`, `certifi` (a path only).

`oscrypto` (the machine's own trust list) is loaded only by a validation context without `trust_roots`: always give them.
"""

import sys
from types import ModuleType
from typing import NoReturn

_STUB = "leder_desktop stub: this program has no network"
_NAMES = ("BasicAuth", "ClientSession", "ClientTimeout", "TCPConnector")
_ERRORS = ("ClientError", "ContentTypeError", "ClientConnectionError", "ClientResponseError")

FORBIDDEN = ("aiohttp", "requests", "urllib3", "yarl", "http.client", "urllib.request", "ftplib", "smtplib", "xmlrpc", "socketserver")
"""Modules that signing and verifying never load; `aiohttp` only as the stub."""


class _Absent:
    def __init__(self, *_: object, **__: object) -> NoReturn:
        raise RuntimeError(_STUB)


class _NeverRaised(Exception):
    pass


def shut_network() -> None:
    """Put the stub in place, once; call it before every import of pyhanko or pyhanko_certvalidator.

    Raises ImportError when the real aiohttp was loaded by somebody else: that is a bug in this program.
    """
    here = sys.modules.get("aiohttp")
    if here is not None:
        if here.__doc__ != _STUB:
            raise ImportError("aiohttp was loaded before the offline door was shut", name="aiohttp")
        return
    stub = ModuleType("aiohttp", _STUB)
    for name in _NAMES:
        setattr(stub, name, type(name, (_Absent,), {}))
    for name in _ERRORS:
        setattr(stub, name, type(name, (_NeverRaised,), {}))
    sys.modules["aiohttp"] = stub


def forbidden_modules() -> tuple[str, ...]:
    """Which of `FORBIDDEN` are loaded now: empty unless something went wrong."""
    return tuple(name for name in FORBIDDEN if (module := sys.modules.get(name)) is not None and module.__doc__ != _STUB)
