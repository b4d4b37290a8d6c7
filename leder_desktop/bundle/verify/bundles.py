"""The check of everything handed over: one verdict for each bundle found."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from leder_desktop.bundle.trust import Trust
from leder_desktop.bundle.verify.inputs import OpenedZip, SealedBundle, found_bundles, open_file
from leder_desktop.bundle.verify.recipient import RecipientKey
from leder_desktop.bundle.verify.roles_read import UntrustedRoles
from leder_desktop.bundle.verify.steps import check_opened
from leder_desktop.bundle.verify.verdict import Verdict
from leder_desktop.bundle.verify.volumes import open_volumes


def verify(
    paths: Sequence[Path], *, key: RecipientKey | None, trust: Trust | None, roles: UntrustedRoles | None, at: datetime
) -> list[Verdict]:
    """Checks every bundle among `paths` at the instant `at` (aware), by bundle format 1.7; reads only, and writes nothing anywhere.

    `paths`: folders or lists of volumes with their `.sha512`, or decrypted zips `leder-<uuid>.zip` (from step 2 on; the recipient is
    checked only when `key` is given). Without `key` volumes end in CMS-NOT-FOR-ME; without `trust` every signer is
    SIGNER-NOT-TRUSTED; without `roles` the verdict says `not-checked`. A bundle that is wrong gives a verdict, not an exception.
    Refused: `not-a-bundle` (an unpacked folder, another kind of file, nothing there), `no-permission`, `io-error`.
    """
    return [_verdict(one, key=key, trust=trust, roles=roles, at=at) for one in found_bundles(paths)]


def _verdict(
    one: SealedBundle | OpenedZip, *, key: RecipientKey | None, trust: Trust | None, roles: UntrustedRoles | None, at: datetime
) -> Verdict:
    with ExitStack() as stack:
        if isinstance(one, OpenedZip):
            source = open_file(one.path, stack)
            return check_opened(source, named=one.bundle, key=key, trust=trust, roles=roles, at=at)
        envelope = open_volumes(one, key, stack)
        if envelope.plain is None:
            return Verdict(
                bundle=one.bundle, roles="not-checked", signers=(), files=envelope.files, problems=envelope.problems, sample=None
            )
        return check_opened(envelope.plain, named=one.bundle, key=key, trust=trust, roles=roles, at=at)
