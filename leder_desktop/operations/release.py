"""The senior reviewer reads, then returns with comments, or countersigns: that fixes the bundle's uuid and its recipients."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from cryptography import x509

from leder_desktop import __version__, resources
from leder_desktop.bundle import envelope, grade_rows, stage2
from leder_desktop.bundle.may_sign import common_name
from leder_desktop.bundle.signer import Signer
from leder_desktop.bundle.stage1 import Stage1
from leder_desktop.bundle.stage2 import Stage2
from leder_desktop.bundle.verify.recipient import load_certificates
from leder_desktop.errors import Refused
from leder_desktop.governance.roles import Role, require_registered
from leder_desktop.model.case import State, require_move
from leder_desktop.model.change import Change
from leder_desktop.model.decision import FOCUSED, form, is_focused
from leder_desktop.model.graded import given, scale
from leder_desktop.model.grades import SENIOR, Asked, Grading
from leder_desktop.model.note import require_storable
from leder_desktop.model.signoff import Comment, Signoff
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import grades, identities, seniors, snapshot, submit, trust
from leder_desktop.operations.unsigned import unsign
from leder_desktop.operations.writing import step
from leder_desktop.session import Session
from leder_desktop.store import audit, codec

STAGE2, RECIPIENTS = "stage2/", "recipient/"
"""Where the case keeps what the senior reviewer signed, and for whom it is sealed."""
STATEMENT = (
    "I have read this review and its evidence list. I was not involved in the person's care. I agree with the {review} decision"
    "{grades}.{unsaid} Outstanding warnings are listed{accepted}.{hands_on}"
)
"""Domain reference, annex A: the sign-off statement (a draft there, so it is one here)."""
AGREES = " and with {which}"
PROPOSES = ", and propose a change to {which}, which stands beside it with its reason"
UNSAID = " About {which} I say nothing."
ACCEPTED = " and accepted for the reasons given"
HANDS_ON = " The quality sign-off belongs to the governance group; this is the senior reviewer's release to that group."
"""Annex A, for focused reviews."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything countersigning needs, as plain data; the key is in `signer` until the plan is gone."""

    signed: Stage1
    signer: Signer
    name: str
    certificate_sha256: str
    roles: str
    bundle: str
    recipients: tuple[bytes, ...]
    statement: dict[str, Any]
    gradings: tuple[Grading, ...]
    """What the senior reviewer says to each grade, by its own words or by countersigning."""
    at: datetime
    crls: tuple[bytes, ...]


def return_with_comments(session: Session, comments: Sequence[Comment]) -> Change:
    """Hand the review back to the reviewer, in the senior reviewer's name. Refused when nothing is said."""
    case = snapshot.case(session)
    require_move(case, State.RETURNED)
    said = [c for c in comments if c.text.strip()]
    if not said:
        raise Refused("incomplete", "Say what should be looked at again before returning the review.")
    by = seniors.speaks(session)
    with step(session, "Return with comments", gate=None) as (writing, done):
        for comment in said:
            require_storable(comment.text)
            writing.put(replace(comment, id=session.clock.new_id(), by=by, at=session.clock.now()))
        writing.put(replace(case, state=State.RETURNED))
        unsign(session, writing)
    return done.change("Return with comments")


def release(session: Session, identity: str, pin: Callable[[], str], *, untrusted_recipients: Sequence[bytes]) -> Signoff:
    """The three steps in a row; answers what was fixed."""
    require_ready(session)
    recipients = read_recipients(untrusted_recipients)
    plan = prepare(session, identity, pin(), recipients)
    finish(session, plan, build(plan))
    return snapshot.signoff(session)


def require_ready(session: Session) -> None:
    """Refused: `wrong-state`, unless the review was submitted."""
    require_move(snapshot.case(session), State.RELEASED)


def read_recipients(untrusted: Sequence[bytes]) -> tuple[bytes, ...]:
    """The certificates the bundle will be sealed to, DER. Refused: not certificates, too many, unfit for encryption."""
    recipients = tuple(dict.fromkeys(der for data in untrusted for der in load_certificates(data)))
    envelope.check_recipients(recipients)
    return recipients


def prepare(session: Session, identity: str, pin: str, recipients: tuple[bytes, ...]) -> Plan:
    """Refused: `wrong-state`, `no-such-identity`, `wrong-pin`, `role-not-held`, SAME-SIGNER-TWICE, what `grades.countersigned` refuses."""
    require_ready(session)
    _require_current(recipients, session.clock.now())
    opened, signer = identities.open(session.desk, identity, pin)
    held = trust.roles_held(session.desk, opened.sha256)
    require_registered(held, Role.SENIOR_REVIEWER)
    now, name = session.clock.now(), seniors.name(session, identity)
    whole = snapshot.take(session)
    gradings = grades.countersigned(whole, by=name, at=now)
    return Plan(
        signed=submit.signed(session), signer=signer, name=name, gradings=gradings,
        certificate_sha256=opened.sha256,
        roles="not-checked" if held is None else "held", bundle=session.clock.new_id(), recipients=recipients,
        statement=_statement(session, whole, gradings, "not-checked" if held is None else "held"), at=now,
        crls=trust.current_crls(session.desk),
    )  # fmt: skip


def _require_current(recipients: tuple[bytes, ...], at: datetime) -> None:
    """Recipients are fixed for good at release, so a certificate that has run out is refused before."""
    for der in recipients:
        certificate = x509.load_der_x509_certificate(der)
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise Refused(
                "CMS-KEY", f"The certificate of {common_name(certificate)} is not valid today. Ask the recipient for a current one."
            )


def build(plan: Plan) -> Stage2:
    """Slow, pure. Refused: SAME-SIGNER-TWICE, SIGNING-ORDER, `wrong-chain`, the SIGNER codes."""
    return stage2.release(
        plan.signed, plan.signer, name=plan.name, bundle=plan.bundle,
        recipients=[hashlib.sha256(der).hexdigest() for der in plan.recipients],
        statement=plan.statement, day=plan.at.astimezone(UTC).date(), agent=f"LeDeR Desktop {__version__}", at=plan.at, crls=plan.crls,
        font=resources.path(submit.FONT),
    )  # fmt: skip


def finish(session: Session, plan: Plan, released: Stage2) -> Change:
    """Keep what was countersigned, the bundle's id and its recipients, in one step. Refused: `wrong-state`."""
    case, before = snapshot.case(session), snapshot.signoff(session)
    require_move(case, State.RELEASED)
    with step(session, "Countersign and release", gate=None) as (writing, done):
        for prefix, files in ((STAGE2, released.to_files()), (RECIPIENTS, {trust.fingerprint(der): der for der in plan.recipients})):
            session.file.forget_within(prefix)
            for name, data in files.items():
                session.file.keep_within(prefix + name, data)
        for grading in plan.gradings:
            writing.put(grading)
        writing.put(replace(case, state=State.RELEASED))
        writing.put(
            replace(
                before, senior_name=plan.name, senior_certificate=plan.certificate_sha256, released_at=plan.at, roles=plan.roles,
                bundle=released.bundle, recipients=released.recipients,
            )
        )  # fmt: skip
        writing.did = f"countersigned and released as bundle {released.bundle}"
    return done.change("Countersign and release")


def statement(whole: Snapshot) -> str:
    """What the senior reviewer says by countersigning. Of a grade they have said nothing to, it says that; of none, nothing."""
    graded = [each for each, _ in given(whole)]
    silent = grades.unsaid(whole)
    said = {each: one for each in graded if each not in silent and (one := whole.grading(SENIOR, each.ref)) is not None}
    agreed, other = ([each for each, one in said.items() if one.agrees is agrees] for agrees in (True, False))
    about = AGREES.format(which=_titles(agreed, whole, len(graded))) if agreed else ""
    about += PROPOSES.format(which=_titles(other, whole, len(graded))) if other else ""
    return STATEMENT.format(
        review="focused-review" if form(whole) is FOCUSED else form(whole).review, grades=about,
        unsaid=UNSAID.format(which=_titles(list(silent), whole, len(graded))) if silent else "",
        accepted=ACCEPTED if whole.standards.policy().warnings_need_a_reason else "",
        hands_on=HANDS_ON if is_focused(whole) else "",
    )  # fmt: skip


def _titles(these: Sequence[Asked], whole: Snapshot, of: int) -> str:
    """ "the grades" for all of them, otherwise each by its scale."""
    if len(these) == of:
        return "the grades" if of > 1 else "the grade"
    titles = (scale(whole, each).title for each in these)
    return f"the grade of {' and '.join(title[:1].lower() + title[1:] for title in titles)}"


def _statement(session: Session, whole: Snapshot, gradings: tuple[Grading, ...], roles: str) -> dict[str, Any]:
    """The senior reviewer's statement: what the reviewer could not sign (bundle format 1.3). The audit extract holds no case text.

    The warnings and the reasons they were kept for are not said again here: `remarks` of `review.json` has them, and the list of files
    that the senior reviewer signs covers it.
    """
    lines = audit.lines(session.file.database)
    head, _ = audit.head(session.file.database)
    return {
        "caseId": session.case, "statement": statement(whole), "roles": roles, "checklist": [],
        "grades": [grade_rows.statement_row(each, whole) for each in gradings],
        "comments": [codec.plain(c) for c in whole.comments],
        "audit": {"head": head, "lines": [{"seq": line.seq, "at": line.at, "did": line.did, "hash": line.hash} for line in lines]},
    }  # fmt: skip
