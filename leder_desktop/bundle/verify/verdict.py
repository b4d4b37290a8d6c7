"""What a check of a bundle finds: problems, the state of every file, who signed, and the verdict over it all."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from leder_desktop.bundle.verify.sentences import SENTENCES

FileState = Literal["good", "changed", "missing", "unlisted"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault: a code of bundle format 1.12, its sentence, and the path inside the bundle (or the volume) it concerns."""

    code: str
    sentence: str
    path: str | None

    def document(self) -> dict[str, str | None]:
        return {"code": self.code, "sentence": self.sentence, "path": self.path}


class Fault(Exception):
    """Ends one step of the check: the step cannot go on. Caught by the step's caller, never seen outside this package."""

    def __init__(self, code: str, path: str | None = None) -> None:
        super().__init__(code)
        self.problem = problem(code, path)


def problem(code: str, path: str | None = None) -> Problem:
    """The problem `code`, with its sentence; an unknown code is a bug and a KeyError."""
    return Problem(code=code, sentence=SENTENCES[code], path=path)


@dataclass(frozen=True, kw_only=True)
class SignerSeen:
    """Who made a signature whose bytes hold, whether or not they are trusted."""

    role: Literal["reviewer", "senior-reviewer"]
    name: str
    """The common name of the certificate, or its whole subject when it has none."""

    subject: str
    """RFC 4514."""

    certificate_sha256: str
    at: datetime
    """What the signer's own clock said: a claim."""

    def document(self) -> dict[str, str]:
        return {
            "role": self.role,
            "name": self.name,
            "subject": self.subject,
            "certificateSha256": self.certificate_sha256,
            "at": instant(self.at),
        }


@dataclass(frozen=True, kw_only=True)
class FileSeen:
    """A file of the bundle, by its path below the top folder; or a volume, when the envelope itself is refused."""

    path: str
    state: FileState


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What was found, whole: a bundle is good when there is no problem."""

    bundle: str | None
    """The bundle's uuid, or None where nothing names it."""

    roles: Literal["held", "not-checked"]
    """`held` only when a role registry was given and both signers hold their roles in it."""

    signers: tuple[SignerSeen, ...]
    files: tuple[FileSeen, ...]
    problems: tuple[Problem, ...]
    sample: bool | None
    """Whether the review says it is a sample; None where it could not be read."""

    @property
    def good(self) -> bool:
        return not self.problems

    def document(self) -> dict[str, Any]:
        """The verdict document of the command line."""
        return {
            "verdict": "good" if self.good else "refused",
            "roles": self.roles,
            "bundle": self.bundle,
            "signers": [signer.document() for signer in self.signers],
            "files": [{"path": file.path, "state": file.state} for file in self.files],
            "problems": [found.document() for found in self.problems],
            "sample": self.sample,
        }


def instant(at: datetime) -> str:
    """`2026-01-05T09:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
