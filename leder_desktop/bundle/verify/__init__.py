"""The verifying side of the signed bundle: reads what others wrote and believes none of it (bundle format 1.7, 1.11, 1.12).

It shares no code with the writing side, so that the two agreeing means something. It trusts only what the caller hands over.
Every fault has a code and a sentence (`sentences`); all faults found are told, except that nothing inside is read once the
envelope or the index of the zip is refused. Nothing is written, extracted or fetched; a sealed bundle is read through its
authenticated volumes as a key stream, so no plaintext touches the disk and memory does not grow with the evidence.

`bundles` is the way in; then `inputs` (which files are a bundle), `volumes` with `envelope_read` and `unwrap` (steps 0 and 1),
`zip_read` and `bundle_names` (2, 3), and `steps` (4 to 12) with `contents`, `cms_verify`, `signer_check`, `manifests`, `bag`, `roles_read`,
`pdf_policy`, `review_read`;
pyHanko comes in through `pyhanko_door` alone. `recipient` reads the keys, certificates and revocation lists a person hands over.
"""

from leder_desktop.bundle.verify.bundles import verify
from leder_desktop.bundle.verify.recipient import RecipientKey, load_certificates, load_crls, load_recipient_key
from leder_desktop.bundle.verify.roles_read import RoleHolder, Roles, UntrustedRoles, read_roles
from leder_desktop.bundle.verify.verdict import FileSeen, Problem, SignerSeen, Verdict

__all__ = [
    "FileSeen",
    "Problem",
    "RecipientKey",
    "RoleHolder",
    "Roles",
    "SignerSeen",
    "UntrustedRoles",
    "Verdict",
    "load_certificates",
    "load_crls",
    "load_recipient_key",
    "read_roles",
    "verify",
]
