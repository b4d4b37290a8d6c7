"""The two ways an operation can end badly.

`Refused` is ours to explain: the rules, the disk or the passphrase said no, and the sentence it carries is shown
to the reviewer as it stands. Anything else is a bug and goes to the crash report.

The codes are those of the command line's contract and of the bundle format (1.12), and eight of our own where none of these fits:
`incomplete` (something required was left out), `gone` (what was to be changed is not there any more), `no-such-file`
(nothing of that name outside the store), `unreadable` (a record that cannot be shown), `older-than-seen` (an older copy of a case was
put back), `not-open` (a decision that a trigger or the family's wish stands against), `same-person` (somebody else must do this) and
`identifying` (words that say who a review is about, where nobody may be named).
"""

from typing import Any

LOCKED = frozenset({"no-store", "wrong-passphrase", "store-in-use"})
"""Codes that mean "the store is not open": exit 3 (design: the command line, exit codes)."""

MACHINE = frozenset({"disk-full", "no-permission", "io-error"})
"""Codes that mean "the machine said no": exit 4."""


class Refused(Exception):
    """A refusal: a stable `code`, a `sentence` the person can act on, and what a program may need besides.

    `more` goes into the error document of the command line as it is, so it holds only plain data.
    """

    def __init__(self, code: str, sentence: str, **more: Any) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence
        self.more = more

    @property
    def exit(self) -> int:
        """The exit code of the command line: 1 refused, 3 locked, 4 the machine."""
        return 3 if self.code in LOCKED else 4 if self.code in MACHINE else 1

    def document(self) -> dict[str, Any]:
        """The error document of the command line."""
        return {"error": {"code": self.code, "sentence": self.sentence, **self.more}}
