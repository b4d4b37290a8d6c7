"""The reviewer signs: the review is frozen, the report certified, the list of everything signed (bundle format 1.6)."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from leder_desktop import resources
from leder_desktop.bundle import names, sign_pdf, stage1
from leder_desktop.bundle.canonical import canonical
from leder_desktop.bundle.review_fhir import fhir_document
from leder_desktop.bundle.review_json import review_document
from leder_desktop.bundle.signature_box import Box
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.sources import Digest
from leder_desktop.bundle.stage1 import Stage1
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role, require_registered
from leder_desktop.model.case import State, require_move, require_open
from leder_desktop.model.change import Change
from leder_desktop.model.remarks import Remark, unreasoned
from leder_desktop.model.signoff import Signoff
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import checks, documents, grades, identities, shelf_row, snapshot, trust
from leder_desktop.operations.unsigned import STAGE1
from leder_desktop.operations.writing import step
from leder_desktop.report.review import review_pdf
from leder_desktop.session import Session

FONT = "fonts/AtkinsonHyperlegibleNext-Regular.ttf"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything the signing needs, as plain data; the key is in `signer` until the plan is gone."""

    whole: Snapshot
    remarks: list[Remark]
    signer: Signer
    name: str
    certificate_sha256: str
    at: datetime
    authorities: tuple[bytes, ...]
    crls: tuple[bytes, ...]


def declare_independent(session: Session) -> None:
    """A04, R-IND-1: the reviewer has just said so again. It is an audit line; the signature that follows is over the review."""
    session.file.note("declared: not involved in the care, and not of the service where the person died", by=session.person)


def submit(session: Session, identity: str, pin: Callable[[], str]) -> Change:
    """The three steps in a row. `pin` is asked only when nothing else stands in the way."""
    require_ready(session)
    plan = prepare(session, identity, pin())
    return finish(session, plan, build(plan))


def require_ready(session: Session) -> list[Remark]:
    """Refused: the opt-out gate, `wrong-state`, `blocked` with the remarks that block, and after them the warnings that nobody has given
    a reason for, where the organisation asks for one. Answers all remarks: none blocks."""
    case = snapshot.case(session)
    require_open(case)
    require_move(case, State.SUBMITTED)
    found = checks.remarks(session)
    blocking, open_ones = checks.blocking(found), unreasoned(found, session.standards.policy())
    if blocking or open_ones:
        raise Refused("blocked", _in_the_way(len(blocking), len(open_ones)), remarks=[documents.remark(r) for r in (*blocking, *open_ones)])
    return found


def _in_the_way(blocking: int, unreasoned: int) -> str:
    things = f"{blocking} {'thing' if blocking == 1 else 'things'} must be put right" if blocking else ""
    many = f"{unreasoned} {'warning' if unreasoned == 1 else 'warnings'}"
    warnings = f"{many} must be put right or kept with a reason" if unreasoned else ""
    return f"{' and '.join(each for each in (things, warnings) if each)} before the review can be signed."


def prepare(session: Session, identity: str, pin: str) -> Plan:
    """Refused: `no-such-identity`, `wrong-pin`, `role-not-held`, and what `require_ready` refuses."""
    found = require_ready(session)
    opened, signer = identities.open(session.desk, identity, pin)
    require_registered(trust.roles_held(session.desk, opened.sha256), Role.REVIEWER)
    session.file.seal(by=session.person)
    at, whole = session.clock.now(), snapshot.take(session)
    signoff = Signoff(reviewer_name=session.person, reviewer_certificate=opened.sha256, submitted_at=at)
    return Plan(
        whole=replace(whole, case=replace(whole.case, state=State.SUBMITTED), signoff=signoff), remarks=found,
        signer=signer, name=session.person, certificate_sha256=opened.sha256,
        at=at, authorities=trust.authorities(session.desk), crls=trust.current_crls(session.desk),
    )  # fmt: skip


def build(plan: Plan) -> Stage1:
    """Slow, pure, for any thread: review.json and its companions, the report, both signatures. Refused: the SIGNER codes, `wrong-chain`."""
    document = review_document(plan.whole, remarks=plan.remarks)
    review: Mapping[str, bytes] = {
        "review.json": canonical(document),
        "review.fhir.json": canonical(fhir_document(document, at=plan.at)),
        "review.schema.json": resources.path("schema/review-1.0.schema.json").read_bytes(),
    }
    made = review_pdf(plan.whole, remarks=plan.remarks)
    boxes = [Box(page=b.page, x=b.x, y=b.y, width=b.width, height=b.height) for b in (made.reviewer_box, made.senior_box)]
    report = sign_pdf.prepare(made.pdf, reviewer=boxes[0], senior=boxes[1], ca_certificates=plan.authorities, crls=plan.crls)
    return stage1.sign_review(
        review, evidence_digests(plan.whole), report, plan.signer, name=plan.name, at=plan.at, crls=plan.crls, font=resources.path(FONT)
    )


def finish(session: Session, plan: Plan, signed: Stage1) -> Change:
    """Keep what was signed and hand the case to the senior reviewer, in one step.

    Refused `wrong-state` when the review was changed between `prepare` and here: then it is not what was signed.
    """
    case = snapshot.case(session)
    require_move(case, State.SUBMITTED)
    if replace(snapshot.take(session), case=plan.whole.case, signoff=plan.whole.signoff) != plan.whole:
        raise Refused("wrong-state", "The review was changed while it was being signed, so nothing was kept. Sign it again.")
    digest = hashlib.sha256(signed.manifest).hexdigest()
    with step(session, "Sign and submit", gate=None) as (writing, done):
        grades.sign(writing, plan.whole)
        session.file.forget_within(STAGE1)
        for name, data in signed.to_files().items():
            session.file.keep_within(STAGE1 + name, data)
        writing.put(replace(case, state=State.SUBMITTED))
        writing.put(plan.whole.signoff)
        writing.did = f"signed and submitted; reviewer manifest SHA-256 {digest}"
    shelf_row.follow(session)
    return done.change("Sign and submit")


def evidence_digests(whole: Snapshot) -> list[Digest]:
    """The evidence as the bundle names it, in the order it was received."""
    return [
        Digest(name=names.evidence(number, kept.name), size=kept.bytes, sha512=kept.sha512, crc32=kept.crc32)
        for number, kept in enumerate(whole.evidence, 1)
    ]


def signed(session: Session) -> Stage1:
    """What the reviewer signed. Refused `damaged` when the store's copy is not what was signed."""
    return stage1.from_files(session.file.kept(STAGE1))
