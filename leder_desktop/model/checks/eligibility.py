"""May this death be reviewed here at all? R-ELIG-1 to R-ELIG-8 (age, diagnosis, GP, England), R-OPT-1 and R-OPT-2 (opt-out)."""

import re
from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.dates import day_words
from leder_desktop.model.person import age_at_death, possible_ages
from leder_desktop.model.snapshot import Snapshot

CLINICAL = frozenset({"gp-register", "clinical-letter"})
"""Sources of a diagnosis in which a doctor wrote it down (R-ELIG-4)."""
DIFFICULTY = re.compile(r"\blearning difficult(y|ies)\b|\bdys(lexia|praxia|calculia|graphia)\b", re.I)
DISABILITY = re.compile(r"\b(learning|intellectual) disabilit", re.I)
NO_GP = re.compile(r"\b(not|never|un) ?-?registered\b|\bno gp\b|\bnone\b", re.I)
ELSEWHERE = re.compile(
    r"\b(Wales|Cymru|Scotland|Northern Ireland|Isle of Man|Jersey|Guernsey)\b"
    r"|\b(AB|BT|CF|DD|DG|EH|FK|GY|G|HS|IM|IV|JE|KA|KW|KY|ML|PA|PH|SA|ZE)\d{1,2}[A-Z]? ?\d[A-Z]{2}\b"
)
"""Names of the other countries, and postcode areas that lie wholly in one of them; areas astride a border are not said."""


def _age(snapshot: Snapshot) -> Iterator[Said]:
    person, policy, where = snapshot.person, snapshot.standards.policy(), "person.birth_date"
    least, most = possible_ages(person)
    name = person.called or "The person"
    if most is not None and most < 0:
        return  # birth after death: said as a date, not as an age
    exact = age_at_death(person)
    age = str(exact) if exact is not None else f"at most {most}"
    if most is not None and most < policy.child_route_age:
        yield say("under-four", where, name=name, age=age, least=policy.child_route_age)
    elif most is not None and most < policy.least_age:
        id = "bristol-child" if is_bristol(snapshot.case.template) else "child"
        yield say(id, where, name=name, age=age, least=policy.child_route_age, below=policy.least_age - 1)
    elif least is not None and least < policy.least_age and not is_bristol(snapshot.case.template):
        yield say("perhaps-child", where, name=name, least=policy.least_age)


def _diagnosis(snapshot: Snapshot) -> Iterator[Said]:
    person, policy = snapshot.person, snapshot.standards.policy()
    confirmed, where = person.diagnosis_confirmed_by, person.diagnosis_confirmed_where
    if not person.diagnosis_group:
        yield say("no-diagnosis-group", "person.diagnosis_group", name=called(snapshot))
        return
    if person.diagnosis_group not in policy.diagnosis_groups:
        group = snapshot.standards.label("diagnosis-group", person.diagnosis_group)
        yield say("group-not-reviewed", "person.diagnosis_group", group=group)
    if person.diagnosis_group == "autism":
        if confirmed not in CLINICAL or not where.strip():
            yield say("autism-not-sourced", "person.diagnosis_confirmed_by")
        died, since = person.death_date, policy.autism_only_from
        if died is not None and died.latest is not None and died.latest < since:
            yield say("autism-too-early", "person.death_date", since=day_words(since))
    elif not where.strip() or confirmed in ("", "not-confirmed"):
        yield say("diagnosis-not-sourced", "person.diagnosis_confirmed_by", name=called(snapshot))
    elif DIFFICULTY.search(where) and not DISABILITY.search(where):
        yield say("learning-difficulty", "person.diagnosis_confirmed_where")


def _place(snapshot: Snapshot) -> Iterator[Said]:
    gp = snapshot.notification.gp_name
    if not gp.strip() or NO_GP.search(gp):
        yield say("no-gp", "notification.gp_name", name=called(snapshot))
    if ELSEWHERE.search(snapshot.person.address):
        yield say("not-england", "person.address", name=called(snapshot))


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    result = snapshot.case.opt_out.result
    if result == "opted-out":
        yield say("opted-out", "case.opt_out", name=snapshot.person.called or "The person")
    elif result != "none":
        yield say("opt-out-not-checked", "case.opt_out")
    yield from _age(snapshot)
    yield from _diagnosis(snapshot)
    yield from _place(snapshot)
