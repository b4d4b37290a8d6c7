"""A whole review in the words of canaries, as its own process: `python -m tests.faults.journey STORE GIVEN OUT`.

GIVEN holds what a person would give (passphrase, PIN, certificates, records); OUT takes what is exported. Everything else is written into
the store, and into whatever this machine offers for temporary and remembered things.
"""

import sys
from dataclasses import replace
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys.derive import FLOOR
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Source
from leder_desktop.model.remarks import unreasoned
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    checks,
    conversations,
    evidence,
    export,
    identities,
    keeping,
    notes,
    person,
    place,
    records,
    release,
    report,
    sample,
    search,
    snapshot,
    store,
    submit,
    timeline,
    trust,
)

CANARIES = {
    "passphrase": "quillonberry umbrage thistlewick dromedary", "pin": "Marrowfat-7781-Kestrelwing", "family": "Thackerbeck",
    "note": "Bulrushington", "typed": "Hollowmarsh", "record": "Oystermouthian", "file": "Penhallurick", "entry": "Snodderley",
    "conversation": "Wivelsquare", "search": "Zennorgate", "address": "Yarrowquay", "place": "Umberleaze", "reviewer": "Ravensbourneley",
    "reason": "Gallowstree", "purged": "Killigrewed", "kept": "Dunlinwaters",
}  # fmt: skip


def main() -> None:
    folder, given, out = map(Path, sys.argv[1:4])
    clock = Clock()
    passphrase, pin = (given / "passphrase").read_text(), (given / "pin").read_text()
    plan = store.plan(CANARIES["reviewer"], Role.REVIEWER, passphrase)
    (out / "recovery").write_text(plan.code)
    store.make(folder, plan, clock=clock, parameters=FLOOR).close()
    desk = store.unlock(folder, passphrase, clock=clock)
    trust.take_in(desk, [given / "root.pem", given / "crl.pem"])
    for name in ("reviewer", "senior"):
        identities.take_in(desk, name, (given / f"{name}.p12").read_bytes(), pin)
    gone = cases.new(desk, opt_out_checked_by=CANARIES["reviewer"])
    notes.set(gone, "portrait", CANARIES["purged"])
    cases.leave(gone)
    cases.purge(desk, gone.case, CANARIES["reason"])
    session = sample.take_in(desk)
    person.describe(session, replace(snapshot.person(session), known_as=CANARIES["family"], address=CANARIES["address"]))
    for number in range(30):
        notes.typed(session, "working-notes", f"{CANARIES['typed']} " * (number + 1))
    notes.seal(session)
    notes.set(session, "conversation/canary", CANARIES["note"])
    conversations.add(session, Conversation(id="", who=CANARIES["conversation"]))
    timeline.add(session, Draft(what=CANARIES["entry"], setting="gp", kind="contact", sources=(Source(conversation="canary"),)))
    evidence.attach(session, given / f"{CANARIES['file']}.txt")
    record = given / "record.json"
    records.keep(session, records.look(session, record, *records.read(record)), accept_person=True)
    place.remember(session, {"half-typed": CANARIES["place"]})
    search.find(desk, CANARIES["search"], lying_open=session)
    evidence.look(session, evidence.evidence(session)[-1].id)
    report.write(session, out / "draft.pdf")
    for each in unreasoned(checks.remarks(session), session.standards.policy()):
        keeping.keep(session, each.id, each.where, CANARIES["kept"])
    submit.submit(session, "reviewer", lambda: pin)
    release.release(session, "senior", lambda: pin, untrusted_recipients=[(given / "recipient.pem").read_bytes()])
    export.export(session, out / "bundle")
    cases.leave(session)
    desk.close()


if __name__ == "__main__":
    main()
