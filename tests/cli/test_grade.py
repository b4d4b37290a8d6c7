"""`leder grade`, `panel`, `offer` and `complete`: the senior reviewer's and the panel's part, from the signature to the end."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from leder_desktop.clock import Clock
from leder_desktop.keys import demo_pki
from leder_desktop.operations import cases, identities, sample, store, trust
from leder_desktop.session import Desk
from tests.cli.conftest import Leder

PIN = "4711-0815"
GRADE = "focused.F10"
WHY = "Home and ward should be weighed together."
SENIOR_NAME = "Sam Okafor (invented senior reviewer)"


@pytest.fixture
def case(leder: Leder) -> str:
    """The sample, signed by the reviewer; both identities and the recipient's certificate are there."""
    made = demo_pki.make(Clock().now() - timedelta(minutes=1))
    files = {"root.pem": made.root.pem(), "crl.pem": made.crl_pem(), "to.pem": made.recipient.pem(), "pin.txt": PIN.encode()}
    for name, data in files.items():
        (leder.folder / name).write_bytes(data)

    def prepare(desk: Desk) -> str:
        trust.take_in(desk, [leder.folder / "root.pem", leder.folder / "crl.pem"])
        for name, identity in (("mine", made.reviewer), ("senior", made.senior)):
            identities.take_in(desk, name, identity.pkcs12(name, PIN.encode()), PIN)
        session = sample.take_in(desk)
        cases.leave(session)
        return session.case

    id = at_desk(leder, prepare)
    answered = leder("submit", id, "--identity", "mine", "--pin-file", leder.folder / "pin.txt")
    assert answered.exit == 0, answered
    return id


def at_desk(leder: Leder, deed: Callable[[Desk], str]) -> str:
    desk = store.unlock(leder.store, leder.secret.read_text().strip(), clock=Clock())
    try:
        return deed(desk)
    finally:
        desk.close()


def said(**words: str) -> bytes:
    return json.dumps(words).encode()


def grade(leder: Leder, case: str) -> dict[str, Any]:
    return next(row for row in leder("case", "show", case).document["grades"] if row["question"] == GRADE)


def leave(leder: Leder, case: str) -> None:
    """Countersigned and exported, with what was said to the grades."""
    released = leder("release", case, "--identity", "senior", "--to", leder.folder / "to.pem", "--pin-file", leder.folder / "pin.txt")
    assert released.exit == 0, released
    assert leder("export", case, "--out", leder.folder / "out").exit == 0


def test_the_senior_reviewer_agrees_or_proposes_another_beside_the_reviewers_own(leder: Leder, case: str) -> None:
    agreed = leder("grade", case, GRADE, "--for", "senior", "--agrees")
    assert (agreed.exit, agreed.document["stands"], agreed.document["by"]) == (0, "agrees with the reviewer", SENIOR_NAME)
    again = leder("grade", case, GRADE, "--for", "senior", "--score", "3", stdin=said(why=WHY))
    assert (again.exit, again.code) == (1, "incomplete")
    words = leder("grade", case, GRADE, "--for", "senior", "--score", "3", stdin=said(why=WHY, because="I read the log."), json=False)
    assert words.out.startswith("Senior reviewer, proposes another grade: ") and words.out.endswith("(3 of 6, 6 is best)\n")
    row = grade(leder, case)
    assert (row["code"], row["senior"]["code"], row["senior"]["why"], row["panel"]) == ("2", "3", WHY, None)
    assert [one["agrees"] for one in row["senior"]["former"]] == [True]


def test_the_reviewer_who_signed_is_refused_and_so_is_the_panel_before_it_met(leder: Leder, case: str) -> None:
    assert leder("grade", case, GRADE, "--for", "senior", "--agrees", "--identity", "mine").code == "SAME-SIGNER-TWICE"
    assert leder("grade", case, GRADE, "--for", "senior", "--agrees", "--identity", "nobody").code == "no-such-identity"
    assert leder("grade", case, GRADE, "--for", "panel", "--score", "3", stdin=said(why=WHY)).code == "wrong-state"
    assert leder("grade", case, "initial.D11", "--for", "senior", "--agrees").code == "no-such-question"
    assert leder("grade", case, GRADE, "--for", "senior", "--score", "9", stdin=said(why=WHY)).code == "not-understood"
    assert leder("grade", case, GRADE, "--for", "senior").exit == 2
    assert leder("panel", case, "--on", "today", "--outcome", "noted").code in ("wrong-state", "not-understood")
    assert grade(leder, case)["senior"] is None


def test_countersigned_without_a_word_is_not_said(leder: Leder, case: str) -> None:
    leave(leder, case)
    senior = grade(leder, case)["senior"]
    assert (senior["words"], senior["agrees"], senior["code"], senior["by"]) == ("not said", False, "", SENIOR_NAME)
    assert leder("grade", case, GRADE, "--for", "senior", "--agrees").code == "wrong-state"


def test_from_the_panel_to_the_end(leder: Leder, case: str) -> None:
    leave(leder, case)
    day = Clock().today().isoformat()
    assert leder("complete", case).code == "wrong-state"
    assert leder("panel", case, "--on", day, "--outcome", "nonsense").code == "not-understood"
    met = leder("panel", case, "--on", day, "--outcome", "noted", "--signed-off", "--note", stdin=b"By video")
    assert (met.exit, met.document["state"]) == (0, "panel")
    assert leder("grade", case, GRADE, "--for", "panel", "--agrees").code == "not-understood"
    assert leder("grade", case, GRADE, "--for", "panel", "--score", "3").code == "incomplete"
    given = leder("grade", case, GRADE, "--for", "panel", "--score", "3", stdin=said(why=WHY))
    assert (given.exit, given.document["on"], given.document["by"]) == (0, day, "Priya")
    assert (grade(leder, case)["code"], grade(leder, case)["panel"]["code"]) == ("2", "3")
    blocked = leder("complete", case)
    assert blocked.code == "blocked" and blocked.document["error"]["remarks"][0]["rule"] == "R-CON-6"
    assert leder("offer", case, "--copy", "not-offered").code == "incomplete"
    assert leder("offer", case, "--copy", "offered", "--copy-on", day).exit == 0
    done = leder("complete", case, "--on", day)
    assert (done.exit, done.document["state"]) == (0, "completed")
    assert leder("complete", case).code == "wrong-state"
