"""A corrected data file, signed by the organisation, holds for the reviews begun after it; a review keeps what it was begun with."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from leder_desktop.bundle.roles_write import sign_roles
from leder_desktop.bundle.sign_cms import sign_detached
from leder_desktop.bundle.signer import Signer
from leder_desktop.errors import Refused
from leder_desktop.keys import demo_pki
from leder_desktop.keys.demo_pki import DemoPki, Identity
from leder_desktop.model.answers import Answer
from leder_desktop.model.edition import Edition, files, standards_of
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.operations import cases, checks, corrections, history, questions, standards, trust
from leder_desktop.session import Desk
from leder_desktop.store import device_audit
from tests import signers

Signs = Callable[[str, str], Path]
SCALE = "scales/2021-quality"


@pytest.fixture
def pki() -> DemoPki:
    return signers.pki()


def signed(folder: Path, pki: DemoPki, by: Identity, name: str, text: str, at: datetime) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    signer = Signer(certificate=by.certificate, chain=(), key=by.key)
    path.with_name(f"{name}.p7s").write_bytes(sign_detached(text.encode("utf-8"), signer, crls=(pki.crl,), at=at))
    return path


@pytest.fixture
def sign(tmp_path: Path, pki: DemoPki, desk: Desk) -> Signs:
    """Writes a correction beside its signature; the store trusts the root it hangs from."""
    (tmp_path / "root.pem").write_bytes(pki.root.pem())
    (tmp_path / "crl.pem").write_bytes(pki.crl_pem())
    trust.take_in(desk, [tmp_path / "root.pem", tmp_path / "crl.pem"])
    return lambda name, text: signed(tmp_path, pki, pki.registry, name, text, desk.clock.now())


def corrected(name: str, *changes: tuple[str, str], version: str = "2026.9") -> str:
    text = BUILT_IN.text(name)
    for before, after in (('version = "' + BUILT_IN.version(name) + '"', f'version = "{version}"'), *changes):
        assert before in text
        text = text.replace(before, after, 1)
    return text


GOOD = ("This was good care (it met expected good practice)", "Care was good and met what may be expected")


def test_a_correction_holds_for_reviews_begun_later_and_leaves_the_others_as_they_are(desk: Desk, sign: Signs) -> None:
    before = cases.new(desk, opt_out_checked_by="Priya Raman")
    questions.answer(before, "focused.F10", "5")
    (taken,) = corrections.take_in(desk, [sign("2021-quality.toml", corrected(SCALE, GOOD))])
    assert (taken.name, taken.version) == (SCALE, "2026.9") and "registry" in taken.signed_by.lower() and taken.at
    after = cases.new(desk, opt_out_checked_by="Priya Raman")
    questions.answer(after, "focused.F10", "5")

    def label(session):
        return session.file.one(Answer, "focused.F10").score.label_text

    assert label(before) == GOOD[0] and label(after) == GOOD[1]
    assert before.standards.scale("2021-quality").level("5").label == GOOD[0]
    assert after.standards.scale("2021-quality").level("5").label == GOOD[1]
    (kept,) = [one for one in files(after.file.one(Edition, "edition")) if one.name == SCALE]
    assert kept.version == "2026.9" and kept.signed_by == taken.signed_by
    for session in (before, after):
        cases.leave(session)


def test_a_review_is_carried_over_with_a_list_of_what_differs_and_back_by_undo(desk: Desk, sign: Signs) -> None:
    session = cases.new(desk, opt_out_checked_by="Priya Raman")
    questions.answer(session, "focused.F10", "5")
    assert standards.waiting(session) == ()
    corrections.take_in(desk, [sign("2021-quality.toml", corrected(SCALE, GOOD))])
    found = standards.waiting(session)
    assert [(one.place, one.before, one.after) for one in found] == [
        ("level 5, label", *GOOD), ("version", BUILT_IN.version(SCALE), "2026.9"),
    ]  # fmt: skip
    change = standards.carry_over(session)
    assert standards.waiting(session) == ()
    given = session.file.one(Answer, "focused.F10")
    assert given is not None and given.score is not None and given.score.label_text == GOOD[0], "no answer is changed"
    assert any(remark.rule == "R-SC-8" for remark in checks.remarks(session)), "and the grade is to be looked at again"
    assert change.step is not None
    history.undo(session, change.step)
    assert session.standards.scale("2021-quality").level("5").label == GOOD[0]
    cases.leave(session)


def test_a_new_question_is_asked_and_an_answer_to_one_that_is_gone_stays(desk: Desk, sign: Signs) -> None:
    session = cases.new(desk, opt_out_checked_by="Priya Raman")
    questions.answer(session, "initial.P06", "yes")
    gone = BUILT_IN.text("questions/initial").split("[[section.question]]")
    text = "[[section.question]]".join(part for part in gone if '\nref = "P06"\n' not in part)
    text = text.replace(f'version = "{BUILT_IN.version("questions/initial")}"', 'version = "2027.1"', 1)
    corrections.take_in(desk, [sign("initial.toml", text)])
    standards.carry_over(session)
    assert "initial.P06" not in {one.ref for one in session.standards.question_set("initial").questions}
    assert questions.answers(session)["initial.P06"].value == "yes"
    checks.remarks(session)
    cases.leave(session)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("x.toml", "not = [toml", "unsupported-format"),
        ("x.toml", 'id = "x"\nversion = "2027.1"\n', "unsupported-format"),
        ("2021-quality.toml", corrected(SCALE, version=BUILT_IN.version(SCALE)), "older-than-seen"),
        ("2021-quality.toml", corrected(SCALE, version="1999.1"), "older-than-seen"),
        ("2021-quality.toml", corrected(SCALE, ("goodness_rank = 6", "goodness_rank = 5")), "unsupported-format"),
        ("2021-quality.toml", corrected(SCALE, ('id = "2021-quality"', 'id = "../../quality"')), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", ('title = "', 'colour = "red"\ntitle = "')), "unsupported-format"),
        ("checks.toml", corrected("checks/checks", ("{name} was {years}", "{name.__class__} was {years}")), "unsupported-format"),
        ("checks.toml", corrected("checks/checks", ("or treated {name},", "or treated {name.__class__},")), "unsupported-format"),
        ("checks.toml", corrected("checks/checks", ("or treated {name},", "or treated {,")), "unsupported-format"),
        ("triggers.toml", corrected("checks/triggers", ("The family asked for a focused review{on}", "{who} asked")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ('"D", "E"', '"QQ", "E"')), "unsupported-format"),
        ("default.toml", corrected("policy/default", ('"D", "E"', '"B", "D", "E"')), "unsupported-format"),
        ("default.toml", corrected("policy/default", ("number = 18", "number = -3")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ("number = 18", "number = 3")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ("number = 6", "number = 0")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ("number = 6", "number = 99999999")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ("numbers = [4, 5]", "numbers = [5, 4]")), "unsupported-format"),
        ("default.toml", corrected("policy/default", ('"learning-disability",', '"learning-disabilty",')), "unsupported-format"),
        ("default.toml", corrected("policy/default", ('text = "other-process"', 'text = "nowhere"')), "unsupported-format"),
        ("words.toml", corrected("checks/words", ('list = "blanket"', 'list = "nowhere"')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('vocabulary = "accommodation"', 'vocabulary = "nowhere"')), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", version="2027.²"), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", version="2027."), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", version=f"2027.{'1' * 5000}"), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", ('title = "', 'title = "\u202e')), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", ('title = "', f'title = "{"x" * 9000}')), "unsupported-format"),
        ("sex.toml", corrected("vocabularies/sex", ('code = "female"', 'code = "woman"')), "unsupported-format"),
        ("severity.toml", corrected("vocabularies/severity") + '\n[[term]]\ncode = "open"\nlabel = "Open"\n', "unsupported-format"),
        ("checks.toml", corrected("checks/checks", ('rule = "R-ELIG-1"\nseverity = "block"', 'rule = "R-ELIG-1"\nseverity = "hint"')),
         "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('"initial.D10", is = ["yes"]', '"initial.D99", is = ["yes"]')),
         "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('"initial.D10", is = ["yes"]', '"initial.D10", is = ["yess"]')),
         "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('"person.diagnosis_group", is', '"persn.diagnosis_group", is')),
         "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('text = "Did they live alone?"', 'text = ""')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('ref = "P06"', 'ref = "P/9@6"')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('{ code = "married"', '{ code = "single"')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('{ code = "married"', '{ code = "not-asked"')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('ref = "D10"\n', 'ref = "D10"\nkept = "person.sex"\n')), "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('code = "yes-family"', 'code = "yes-fam"')), "unsupported-format"),
        ("initial.toml",
         corrected("questions/initial", ('ref = "P06"\n', 'ref = "P06"\nshown_when = { ref = "initial.P06", is = ["yes"] }\n')),
         "unsupported-format"),
        ("initial.toml", corrected("questions/initial", ('"initial.P05", is = [', '"initial.P05", is = ["gone", ')), "unsupported-format"),
        ("words.toml", corrected("checks/words", ('"old age", ', '"old age", "x a? b? c? d? e? f? g?", ')), "unsupported-format"),
    ],
)  # fmt: skip
def test_what_would_not_work_is_refused_and_nothing_is_taken_in(desk: Desk, sign: Signs, name: str, text: str, code: str) -> None:
    path = sign(name, text)
    with pytest.raises(Refused) as refused:
        corrections.take_in(desk, [path])
    assert refused.value.code == code and desk.standards is BUILT_IN


def test_who_signed_it_must_be_trusted_and_stay_the_same(desk: Desk, sign: Signs, tmp_path: Path, pki: DemoPki) -> None:
    path = sign("2021-quality.toml", corrected(SCALE, GOOD))
    corrections.take_in(desk, [path])
    other = signed(tmp_path, pki, pki.senior, "sex.toml", corrected("vocabularies/sex"), desk.clock.now())
    stranger = demo_pki.make(desk.clock.now())
    unknown = signed(tmp_path, stranger, stranger.registry, "flag.toml", corrected("vocabularies/flag"), desk.clock.now())
    changed = sign("setting.toml", corrected("vocabularies/setting"))
    changed.write_text(corrected("vocabularies/setting", ("title = ", "title  = ")), encoding="utf-8")
    before = desk.standards
    for bad, code in ((other, "STANDARD-SIGNER"), (unknown, "STANDARD-SIGNER"), (changed, "SIGNATURE-WRONG")):
        with pytest.raises(Refused) as refused:
            corrections.take_in(desk, [bad])
        assert refused.value.code == code, bad.name
    assert desk.standards is before
    path.with_name(path.name + ".p7s").unlink()
    with pytest.raises(Refused):
        corrections.take_in(desk, [path])


def test_a_question_the_program_itself_reads_is_not_taken_away(desk: Desk, sign: Signs) -> None:
    parts = BUILT_IN.text("questions/initial").split("[[section.question]]")
    text = "[[section.question]]".join(part for part in parts if '\nref = "O07"\n' not in part)
    path = sign("initial.toml", text.replace(f'version = "{BUILT_IN.version("questions/initial")}"', 'version = "2027.1"', 1))
    with pytest.raises(Refused, match="O07 is missing"):
        corrections.take_in(desk, [path])


def test_no_two_files_have_one_id() -> None:
    ids = [name.partition("/")[2] for name in BUILT_IN.names()]
    assert len(set(ids)) == len(ids)


def test_a_rule_newer_than_a_review_speaks_with_the_words_of_the_program() -> None:
    first = BUILT_IN.text("checks/checks").split("[[check]]")
    older = Standards({"checks/checks": "[[check]]".join(part for part in first if '\nid = "child"\n' not in part)})
    assert older.checks()["child"] == BUILT_IN.checks()["child"]


def test_whoever_signs_reviews_signs_no_corrections(desk: Desk, sign: Signs, tmp_path: Path, pki: DemoPki) -> None:
    keeper = Signer(certificate=pki.registry.certificate, chain=(), key=pki.registry.key)
    at = desk.clock.now()
    json, p7s = sign_roles(
        [(pki.senior.certificate, ("senior-reviewer",))], keeper, issued=at, valid_until=at + timedelta(days=30), crls=(pki.crl,)
    )
    (tmp_path / "roles.json").write_bytes(json)
    (tmp_path / "roles.json.p7s").write_bytes(p7s)
    sign("2021-quality.toml", corrected(SCALE, GOOD))
    trust.take_in(desk, [tmp_path / "roles.json"])
    with pytest.raises(Refused, match="signs reviews"):
        corrections.take_in(desk, [signed(tmp_path, pki, pki.senior, "sex.toml", corrected("vocabularies/sex"), at)])
    assert corrections.take_in(desk, [tmp_path / "2021-quality.toml"])


def test_a_policy_of_today_has_every_value_and_no_strange_one(desk: Desk, sign: Signs) -> None:
    text = corrected("policy/default")
    mistyped, strange = text.replace("[polypharmacy]", "[polypharmacie]"), text + "\n[colour]\nx = 1\n"
    for bad, said in ((mistyped, "polypharmacy is missing"), (strange, "colour is nothing")):
        with pytest.raises(Refused, match=said):
            corrections.take_in(desk, [sign("default.toml", bad)])


def test_a_review_begun_with_older_lists_of_words_has_the_newer_ones_of_the_program() -> None:
    ours = BUILT_IN.text("checks/words")
    start = ours.index("[[set]]")
    end = ours.index("[[set]]", start + 1)
    policy = BUILT_IN.text("policy/default") + "\n[gone]\nnumber = 1\n"
    older = Standards({"checks/words": ours[:start] + ours[end:], "policy/default": policy})
    assert older.words().sets.keys() == BUILT_IN.words().sets.keys() and older.policy() == BUILT_IN.policy()


def test_it_is_all_or_none(desk: Desk, sign: Signs) -> None:
    good, bad = sign("2021-quality.toml", corrected(SCALE, GOOD)), sign("sex.toml", corrected("vocabularies/sex", version="1.0"))
    with pytest.raises(Refused):
        corrections.take_in(desk, [good, bad])
    assert desk.standards is BUILT_IN


def test_a_case_whose_wording_is_this_programs_reads_it_but_once(desk: Desk) -> None:
    session = cases.new(desk)
    assert session.standards is BUILT_IN
    kept = session.file.one(Edition, "edition")
    assert kept is not None and len(kept.packed) < 100_000
    assert {one.name for one in files(kept)} == set(BUILT_IN.names()) and not any(one.signed_by for one in files(kept))
    assert standards_of(kept) is BUILT_IN
    cases.leave(session)


def test_what_an_older_policy_says_nothing_of_is_as_the_program_has_it() -> None:
    text = BUILT_IN.text("policy/default")
    start = text.index("[polypharmacy]")
    end = text.find("\n[", start)
    older = Standards({"policy/default": text[:start] + (text[end + 1 :] if end > 0 else "")})
    assert "polypharmacy" not in older.text("policy/default") and older.policy().polypharmacy == BUILT_IN.policy().polypharmacy


def test_whoever_signs_corrections_may_change_when_a_person_says_so(desk: Desk, sign: Signs, tmp_path: Path, pki: DemoPki) -> None:
    corrections.take_in(desk, [sign("2021-quality.toml", corrected(SCALE, GOOD))])
    renewed = signed(tmp_path, pki, pki.senior, "sex.toml", corrected("vocabularies/sex"), desk.clock.now())
    with pytest.raises(Refused, match="the last correction here was signed by") as refused:
        corrections.take_in(desk, [renewed])
    assert refused.value.code == "STANDARD-SIGNER" and refused.value.more["another"]
    corrections.take_in(desk, [renewed], another_signer=True)
    with pytest.raises(Refused):
        corrections.take_in(desk, [sign("flag.toml", corrected("vocabularies/flag"))])
    assert any("signed by somebody new" in line.did for line in device_audit.lines(desk.shelf.database))


def test_a_correction_is_taken_back_and_a_review_begun_with_it_keeps_it(desk: Desk, sign: Signs) -> None:
    corrections.take_in(desk, [sign("2021-quality.toml", corrected(SCALE, GOOD))])
    session = cases.new(desk, opt_out_checked_by="Priya Raman")
    corrections.put_back(desk, SCALE)
    assert desk.standards is BUILT_IN and session.standards.scale("2021-quality").level("5").label == GOOD[1]
    with pytest.raises(Refused, match="Nothing of that name"):
        corrections.put_back(desk, SCALE)
    cases.leave(session)


def test_a_list_of_the_official_form_may_lack_what_only_ours_has(desk: Desk, sign: Signs) -> None:
    """Nothing in the program and no condition asks for it; a code that a question waits for stays."""

    def without(name: str, code: str) -> str:
        head, *terms = corrected(name).split("[[term]]")
        return "[[term]]".join([head, *(term for term in terms if f'code = "{code}"' not in term)])

    (taken,) = corrections.take_in(desk, [sign("mobility.toml", without("vocabularies/mobility", "aids"))])
    assert taken.version == "2026.9" and not desk.standards.vocabulary("mobility").has("aids")
    waited = next(one for one in BUILT_IN.question("initial.P07").shown_when if one.fact == "initial.P05").any_of[0]
    with pytest.raises(Refused, match="which it never is"):
        corrections.take_in(desk, [sign("accommodation.toml", without("vocabularies/accommodation", waited))])
