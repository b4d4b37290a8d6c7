"""The whole journey on the invented sample, in a throw-away store: from a notification to a bundle that was verified.

Every step is the verb a person would use; only the store, the passphrase, the certificates and the role registry are made up
for the occasion. What is left in the folder is what a receiving side would hold, and the keys to check it with.
"""

import os
import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from leder_desktop.bundle.roles_write import Role as RoleName
from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.signer import Signer
from leder_desktop.clock import Clock
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki
from leder_desktop.keys.derive import FLOOR
from leder_desktop.keys.recovery import new_code
from leder_desktop.model.remarks import unreasoned
from leder_desktop.operations import (
    cases,
    checks,
    evidence,
    export,
    grades,
    identities,
    keeping,
    release,
    sample,
    snapshot,
    store,
    submit,
    trust,
    verify,
)
from leder_desktop.session import Desk, Session
from leder_desktop.store import durable

REVIEWER, SENIOR = "reviewer", "senior-reviewer"
"""The names of the two identities in the demo's store."""

WRITTEN = ("report.pdf", "recipient.pem", "recipient-key.pem", "root.pem", "crl.pem", "roles.json", "roles.json.p7s", "bundle")
"""What a demo leaves in its folder; `bundle` is a folder."""


def run(out: Path, *, tell: Callable[[str], None]) -> dict[str, Any]:
    """Fill `out`: report.pdf, bundle/, recipient.pem, recipient-key.pem, root.pem, crl.pem, roles.json, roles.json.p7s.

    Refused `file-exists` when it holds a file of a demo's names already. The throw-away store is gone afterwards, and what a demo
    that failed had written too.
    """
    began = time.monotonic()
    with durable.guarded(out):
        if out.exists() and not out.is_dir():
            raise Refused("file-exists", f"{out.name} is a file. Choose an empty folder.")
        new_folder = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        taken = [name for name in WRITTEN if os.path.lexists(out / name)]
    if taken:
        raise Refused("file-exists", f"There is already a file {taken[0]} in {out}. Choose an empty folder.")
    folder = out / f"throw-away-store-{secrets.token_hex(4)}"
    with ExitStack() as undoing:
        undoing.callback(_take_away, out, new_folder)
        try:
            made = _journey(out, folder, tell)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        undoing.pop_all()
    return {**made, "seconds": round(time.monotonic() - began, 1)}


def _take_away(out: Path, new_folder: bool) -> None:
    """A demo that did not come to its end leaves nothing: none of these was there when it began."""
    with suppress(OSError):
        shutil.rmtree(out / "bundle", ignore_errors=True)
        for name in WRITTEN:
            (out / name).unlink(missing_ok=True)
    if new_folder:
        with suppress(OSError):
            out.rmdir()


def throw_away(folder: Path, clock: Clock) -> Desk:
    """A store nobody can open again: its passphrase is drawn at random and forgotten."""
    plan = store.plan("Priya Raman", Role.REVIEWER, " ".join(new_code().split()[:6]))
    return store.make(folder, plan, clock=clock, parameters=FLOOR)


def signers(desk: Desk, out: Path) -> dict[str, str]:
    """Two invented signers and the trust in them, taken into a throw-away store; answers their PINs. Their papers go into `out`."""
    pki = demo_pki.make(desk.clock.now())
    _papers(out, pki, desk.clock)
    return _people(desk, pki, out)


def _journey(out: Path, folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    clock = Clock()
    tell("A throw-away encrypted store is made.")
    desk = throw_away(folder, clock)
    try:
        pins = signers(desk, out)
        session = sample.take_in(desk)
        try:
            tell("The sample case is taken in: notification, GP record, letter, scan, e-mail, conversations.")
            say_why(session)
            submit.submit(session, REVIEWER, lambda: pins[REVIEWER])
            tell("The reviewer signed.")
            agree(session)
            released = release.release(session, SENIOR, lambda: pins[SENIOR], untrusted_recipients=[(out / "recipient.pem").read_bytes()])
            tell("The senior reviewer agreed with the grades, and countersigned.")
            files = export.export(session, out / "bundle")["files"]
            tell("The bundle is sealed.")
            report = export.final_report(session)
            evidence.write_out(out / "report.pdf", [report])
        finally:
            cases.leave(session)
    finally:
        desk.close()
    verdict = verify.verify(
        [out / "bundle"], key=out / "recipient-key.pem", trust=[out / "root.pem"], crl=[out / "crl.pem"], roles=out / "roles.json",
        at=clock.now(), pin=lambda: "",
    )  # fmt: skip
    tell(verify.sentence(verdict))
    bundle = [str(out / "bundle" / file["name"]) for file in files]
    return {"bundle": bundle, "report": str(out / "report.pdf"), "verdict": verdict["verdict"], "id": released.bundle}


def say_why(session: Session) -> None:
    """The sample's days stand still and the calendar goes on: what the checks say of that is kept with this reason."""
    for each in unreasoned(checks.remarks(session), session.standards.policy()):
        keeping.keep(session, each.id, each.where, "This is the invented sample. Its days stand still, and today is another day.")


def agree(session: Session) -> None:
    """The senior reviewer says to each grade that they agree."""
    for each in grades.unsaid(snapshot.take(session)):
        grades.agree(session, each.ref, identity=SENIOR)


def _papers(out: Path, pki: DemoPki, clock: Clock) -> None:
    """What a receiving side would have: root, CRL, role registry, the recipient's key."""
    now = clock.now()
    keeper = Signer(certificate=pki.registry.certificate, chain=(), key=pki.registry.key)
    held: list[tuple[bytes, tuple[RoleName, ...]]] = [
        (pki.reviewer.certificate, ("reviewer",)),
        (pki.senior.certificate, ("senior-reviewer",)),
    ]
    json, p7s = sign_roles(held, keeper, issued=now, valid_until=now + timedelta(days=180), crls=(pki.crl,))
    papers = {
        "root.pem": pki.root.pem(), "crl.pem": pki.crl_pem(),
        "recipient.pem": pki.recipient.pem(), "recipient-key.pem": pki.recipient.key_pem(),
        "roles.json": json, "roles.json.p7s": p7s,
    }  # fmt: skip
    for name, data in papers.items():
        evidence.write_out(out / name, [data])


def _people(desk: Desk, pki: DemoPki, out: Path) -> dict[str, str]:
    """Trust, and both identities; answers their PINs."""
    trust.take_in(desk, [out / "root.pem", out / "crl.pem", out / "roles.json"])
    pins: dict[str, str] = {}
    for name, identity in ((REVIEWER, pki.reviewer), (SENIOR, pki.senior)):
        pins[name] = secrets.token_hex(8)
        identities.take_in(desk, name, identity.pkcs12(name, pins[name].encode()), pins[name])
    return pins
