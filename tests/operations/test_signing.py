"""Who may sign, and what stands in the way: each refusal leaves the case as it was."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.model.case import State
from leder_desktop.model.signoff import Comment, Signoff
from leder_desktop.operations import (
    cases,
    export,
    grades,
    identities,
    keeping,
    notes,
    person,
    questions,
    release,
    sample,
    snapshot,
    submit,
    trust,
)
from tests import signers
from tests.signers import PIN, REVIEWER, SENIOR


@pytest.fixture
def papers(tmp_path):
    (tmp_path / "papers").mkdir()
    return signers.papers(tmp_path / "papers")


@pytest.fixture
def roz(desk, papers):
    """The sample, ready to be signed, in a store that knows both identities."""
    signers.take_in(desk, papers)
    made = sample.take_in(desk)
    yield made
    made.file.close()


def refused(deed):
    with pytest.raises(Refused) as caught:
        deed()
    return caught.value.code


def registry(desk, tmp_path, **roles):
    """A registry that gives each identity the roles named here."""
    made, at = signers.pki(), desk.clock.now()
    held = [(getattr(made, who).certificate, names) for who, names in roles.items()]
    keeper = Signer(certificate=made.registry.certificate, chain=(), key=made.registry.key)
    json, p7s = sign_roles(held, keeper, issued=at, valid_until=at + timedelta(days=30), crls=(made.crl,))
    (tmp_path / "roles.json").write_bytes(json)
    (tmp_path / "roles.json.p7s").write_bytes(p7s)
    trust.take_in(desk, [tmp_path / "roles.json"])


def recipients(papers):
    return [papers["recipient"].read_bytes()]


def test_the_whole_way_and_the_case_says_where_it_stands(desk, roz, papers, tmp_path):
    submit.submit(roz, REVIEWER, lambda: PIN)
    assert snapshot.case(roz).state == State.SUBMITTED
    signoff = release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=recipients(papers))
    assert snapshot.case(roz).state == State.RELEASED and signoff.roles == "not-checked"
    files = export.export(roz, tmp_path / "out")["files"]
    assert [f["name"][-7:] for f in files] == ["001.p7m", ".sha512"[-7:]]
    assert refused(lambda: export.export(roz, tmp_path / "out")) == "file-exists"
    again = export.export(roz, tmp_path / "again")
    assert again["bundle"] == signoff.bundle


def test_a_wrong_pin_or_an_unknown_identity_signs_nothing(roz):
    assert refused(lambda: submit.submit(roz, REVIEWER, lambda: "0000")) == "wrong-pin"
    assert refused(lambda: submit.submit(roz, "Nobody", lambda: PIN)) == "no-such-identity"
    assert snapshot.case(roz).state == State.IN_PROGRESS


def test_the_reviewer_cannot_countersign(roz, papers):
    submit.submit(roz, REVIEWER, lambda: PIN)
    deed = lambda: release.release(roz, REVIEWER, lambda: PIN, untrusted_recipients=recipients(papers))  # noqa: E731
    assert refused(deed) == "SAME-SIGNER-TWICE" and snapshot.case(roz).state == State.SUBMITTED


def test_the_registry_decides_who_acts_as_what(desk, roz, papers, tmp_path):
    registry(desk, tmp_path, reviewer=("senior-reviewer",), senior=("reviewer",))
    assert refused(lambda: submit.submit(roz, REVIEWER, lambda: PIN)) == "role-not-held"
    submit.submit(roz, SENIOR, lambda: PIN)
    assert release.release(roz, REVIEWER, lambda: PIN, untrusted_recipients=recipients(papers)).roles == "held"


def test_an_issuer_the_signed_report_does_not_know_cannot_countersign(desk, roz, papers, tmp_path):
    submit.submit(roz, REVIEWER, lambda: PIN)
    at = desk.clock.now()
    root = demo_pki.make_root("Another root (invented)", at)
    other = demo_pki.issue(root, "Kit Moss (invented)", ec.generate_private_key(ec.SECP256R1()), at)
    (tmp_path / "other.pem").write_bytes(root.pem())
    (tmp_path / "other.crl").write_bytes(demo_pki.make_crl(root, at))
    trust.take_in(desk, [tmp_path / "other.pem", tmp_path / "other.crl"])
    identities.take_in(desk, "Other", other.pkcs12("other", PIN.encode()), PIN)
    assert refused(lambda: release.release(roz, "Other", lambda: PIN, untrusted_recipients=recipients(papers))) == "wrong-chain"
    assert snapshot.case(roz).state == State.SUBMITTED


def test_nothing_is_signed_without_a_current_revocation_list(desk, papers):
    signers.take_in(desk, papers, crl=False)
    roz = sample.take_in(desk)
    assert refused(lambda: submit.submit(roz, REVIEWER, lambda: PIN)).startswith("SIGNER-")
    assert snapshot.case(roz).state == State.IN_PROGRESS
    cases.leave(roz)


def test_out_of_order_is_refused_by_the_state(roz, papers, tmp_path):
    assert refused(lambda: release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=recipients(papers))) == "wrong-state"
    assert refused(lambda: export.export(roz, tmp_path / "out")) == "wrong-state"
    submit.submit(roz, REVIEWER, lambda: PIN)
    assert refused(lambda: submit.submit(roz, REVIEWER, lambda: PIN)) == "wrong-state"


def test_a_registry_by_another_signer_or_older_is_not_taken_in(desk, roz, papers, tmp_path):
    registry(desk, tmp_path, reviewer=("reviewer",))
    newer = (tmp_path / "roles.json").read_bytes(), (tmp_path / "roles.json.p7s").read_bytes()
    made, at = signers.pki(), desk.clock.now()
    older = at - timedelta(hours=1)
    keeper = Signer(certificate=made.registry.certificate, chain=(), key=made.registry.key)
    another = Signer(certificate=made.senior.certificate, chain=(), key=made.senior.key)
    held = [(made.reviewer.certificate, ("reviewer",))]
    for signer, issued, code in ((keeper, older, "ROLES-EXPIRED"), (another, at, "ROLES-SIGNER")):
        json, p7s = sign_roles(held, signer, issued=issued, valid_until=at + timedelta(days=9), crls=(made.crl,))
        (tmp_path / "roles.json").write_bytes(json)
        (tmp_path / "roles.json.p7s").write_bytes(p7s)
        assert refused(lambda: trust.take_in(desk, [tmp_path / "roles.json"])) == code
    assert trust.roles_held(desk, trust.fingerprint(made.reviewer.certificate)) == ("reviewer",)
    assert newer[0] == desk.shelf.trust("roles")[0].data


def test_the_statement_that_is_countersigned_holds_the_senior_reviewers_grades_and_the_case_keeps_them(desk, roz, papers):
    submit.submit(roz, REVIEWER, lambda: PIN)
    grades.propose(roz, "focused.F10", "3", "Home and ward should be weighed together.")
    said = release.statement(snapshot.take(roz))
    release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=recipients(papers))
    statement = json.loads(roz.file.kept(release.STAGE2)["signatures/senior-statement.json"])
    assert statement["statement"] == said and "propose a change" in said
    rows = {row["question"]: row for row in statement["grades"]}
    assert (rows["focused.F10"]["agrees"], rows["focused.F10"]["why"]) == (False, "Home and ward should be weighed together.")
    assert rows["focused.F10"]["words"].endswith("(3 of 6, 6 is best)") and not rows["focused.F11"]["agrees"]
    assert (rows["focused.F11"]["words"], rows["focused.F11"]["code"]) == ("not said", "") and "I say nothing" in said
    assert snapshot.take(roz).grading("senior", "focused.F11").stands == "not said"
    assert snapshot.take(roz).grading("reviewer", "focused.F10").score == snapshot.take(roz).answer("focused.F10").score


def warned(roz):
    """A number that is no NHS number, and a cause of death nobody has seen the certificate of: both are warnings."""
    person.describe(roz, replace(snapshot.person(roz), nhs_number="999 158 4278"))
    questions.choose(roz, "initial.D03.source", "gp-record")


def test_a_warning_without_a_reason_is_not_signed_and_is_named_after_what_blocks(roz):
    warned(roz)
    with pytest.raises(Refused, match="^2 warnings must be put right or kept with a reason before the review can be signed.$") as caught:
        submit.submit(roz, REVIEWER, lambda: PIN)
    assert caught.value.code == "blocked"
    assert [row["id"] for row in caught.value.document()["error"]["remarks"]] == ["nhs-number", "cause-not-seen"]
    keeping.keep(roz, "nhs-number", "person.nhs_number", "The practice was asked; it has no other.")
    notes.set(roz, "portrait", "")
    with pytest.raises(Refused, match="^1 thing must be put right and 1 warning must be put right or kept with a reason before") as caught:
        submit.submit(roz, REVIEWER, lambda: PIN)
    assert [row["severity"] for row in caught.value.document()["error"]["remarks"]] == ["block", "warn"]
    assert snapshot.case(roz).state == State.IN_PROGRESS


def test_reasons_that_were_given_are_signed_with_the_review_and_countersigned_with_it(roz, papers):
    warned(roz)
    for id, where in (("nhs-number", "person.nhs_number"), ("cause-not-seen", "initial.D03.source")):
        keeping.keep(roz, id, where, f"{id}: asked for twice.")
    submit.submit(roz, REVIEWER, lambda: PIN)
    release.release(roz, SENIOR, lambda: PIN, untrusted_recipients=recipients(papers))
    kept = roz.file.kept(release.STAGE2)
    review = json.loads(kept["data/review.json"])
    assert {row["id"]: row["kept"] for row in review["remarks"] if row["severity"] == "warn"} == {
        "nhs-number": "nhs-number: asked for twice.", "cause-not-seen": "cause-not-seen: asked for twice.",
    }  # fmt: skip
    assert b"data/review.json" in kept["manifest-sha512.txt"] and b"manifest-sha512.txt" in kept["tagmanifest-sha512.txt"]
    assert "accepted for the reasons given" in json.loads(kept["signatures/senior-statement.json"])["statement"]


def test_an_organisation_may_ask_for_no_reasons(roz, monkeypatch):
    warned(roz)
    policy = roz.standards.policy()
    monkeypatch.setattr(type(roz.standards), "policy", lambda _: replace(policy, warnings_need_a_reason=False))
    submit.submit(roz, REVIEWER, lambda: PIN)
    assert snapshot.case(roz).state == State.SUBMITTED and "accepted" not in release.statement(snapshot.take(roz))


def test_who_wrote_the_review_does_not_countersign_it_under_another_certificate(desk, papers):
    """R-IND-2 by name: the reviewer had another identity sign, and would now sign off their own review."""
    trust.take_in(desk, [papers["root"], papers["crl"]])
    made, at = signers.pki(), desk.clock.now()
    own = demo_pki.issue(made.root, desk.person, ec.generate_private_key(ec.SECP256R1()), at)
    identities.take_in(desk, "Mine", own.pkcs12("mine", PIN.encode()), PIN)
    identities.take_in(desk, "Other", made.senior.pkcs12("other", PIN.encode()), PIN)
    roz = sample.take_in(desk)
    submit.submit(roz, "Other", lambda: PIN)
    assert refused(lambda: grades.agree(roz, "focused.F10", identity="Mine")) == "SAME-SIGNER-TWICE"
    assert refused(lambda: release.release(roz, "Mine", lambda: PIN, untrusted_recipients=recipients(papers))) == "SAME-SIGNER-TWICE"
    assert snapshot.case(roz).state == State.SUBMITTED
    cases.leave(roz)


def test_what_the_senior_reviewer_asks_is_said_in_their_name(roz):
    submit.submit(roz, REVIEWER, lambda: PIN)
    release.return_with_comments(roz, [Comment(id="", text="Who is T?", where="portrait")])
    [comment] = snapshot.take(roz).comments
    assert comment.by == signers.SENIOR_NAME and snapshot.signoff(roz) == Signoff()
