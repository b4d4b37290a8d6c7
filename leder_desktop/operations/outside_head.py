"""The head of this laptop's record, kept outside the store: a whole store put back, shelf and cases together, is older than that.

Inside the store nothing can tell: everything in it is of one older day. `head_to_keep` goes where the store does not (the keyring of the
computer, or a note), `compare` says what does not fit. Every unlock and every lock writes a line, so two days never have one head.
"""

import re

from leder_desktop.session import Desk
from leder_desktop.store import device_audit

_KEPT = re.compile(r"leder-head 1 ([0-9a-f-]{36}) ([1-9][0-9]{0,17}) ([0-9a-f]{64})")


def head_to_keep(desk: Desk) -> str:
    """One line of ASCII, without a secret: the store's id, the number of lines and the newest hash."""
    head, lines = device_audit.head(desk.shelf.database)
    return f"leder-head 1 {desk.held.header.store} {lines} {head}"


def compare(desk: Desk, kept: str) -> str:
    """What does not fit, as one sentence; empty when the store goes on from the head that was kept."""
    found = _KEPT.fullmatch(kept.strip())
    if found is None:
        return "What this computer keeps about this store cannot be read, so it could not be seen whether an older copy was put back."
    store, lines, head = found[1], int(found[2]), found[3]
    if store != desk.held.header.store:
        return "What this computer keeps is about another store, so it could not be seen whether an older copy was put back."
    if device_audit.continues(desk.shelf.database, head, lines):
        return ""
    _, here = device_audit.head(desk.shelf.database)
    if here < lines:
        return (
            f"This store is older than last seen: its record has {here} lines, and {lines} were seen. An older copy of the whole store was"
            " put back; what was written since is not in it."
        )
    return (
        f"This store is not the one last seen: line {lines} of its record differs. An older copy of the whole store was put back and"
        " written in; what was written in between is not in it."
    )
