"""May this death be reviewed here at all? R-ELIG-1 to R-ELIG-8 (age, diagnosis, GP, England), R-OPT-1 and R-OPT-2 (opt-out)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called, listed
from leder_desktop.model.checks.sentences import Said, quoted, say
from leder_desktop.model.dates import day_words, on_words, words
from leder_desktop.model.person import age_at_death, possible_ages
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import address, named

CLINICAL = frozenset({"gp-register", "clinical-letter"})
"""Sources of a diagnosis in which a doctor wrote it down (R-ELIG-4)."""


def _age(snapshot: Snapshot) -> Iterator[Said]:
    person, policy, where = snapshot.person, snapshot.standards.policy(), "person.birth_date"
    least, most = possible_ages(person)
    name = person.called or "The person"
    if most is not None and most < 0:
        return  # birth after death: said as a date, not as an age
    exact = age_at_death(person)
    age = _years(exact) if exact is not None else f"at most {_years(most)}" if most is not None else ""
    if most is not None and most < policy.child_route_age:
        yield say("under-four", where, name=name, years=age, least=policy.child_route_age)
    elif most is not None and most < policy.least_age:
        id = "bristol-child" if is_bristol(snapshot.case.template) else "child"
        yield say(id, where, name=name, years=age, least=policy.child_route_age, below=policy.least_age - 1)
    elif least is not None and least < policy.least_age and not is_bristol(snapshot.case.template):
        yield say("perhaps-child", where, name=name, least=policy.least_age, born=words(person.birth_date), died=words(person.death_date))


def _years(count: int) -> str:
    return "less than a year" if count == 0 else "one year" if count == 1 else f"{count} years"


def _diagnosis(snapshot: Snapshot) -> Iterator[Said]:
    person, policy, lists = snapshot.person, snapshot.standards.policy(), snapshot.standards.words()
    confirmed, where = person.diagnosis_confirmed_by, person.diagnosis_confirmed_where
    if not person.diagnosis_group:
        yield say("no-diagnosis-group", "person.diagnosis_group", name=called(snapshot))
        return
    if person.diagnosis_group not in policy.diagnosis_groups:
        group = snapshot.standards.label("diagnosis-group", person.diagnosis_group)
        yield say("group-not-reviewed", "person.diagnosis_group", group=group)
    if person.diagnosis_group == "autism":
        if confirmed not in CLINICAL or not where.strip():
            by = snapshot.standards.label("diagnosis-confirmed-by", confirmed) if confirmed else ""
            recorded = listed([quoted(each) for each in (by, where) if each.strip()]) or "nothing yet"
            yield say("autism-not-sourced", "person.diagnosis_confirmed_by", recorded=recorded)
        died, since = person.death_date, policy.autism_only_from
        if died is not None and died.latest is not None and died.latest < since:
            yield say("autism-too-early", "person.death_date", since=day_words(since), on=on_words(died), name=called(snapshot))
    elif named.hits(where, "difficulty", lists) and not named.hits(where, "stated-disability", lists):
        yield say("learning-difficulty", "person.diagnosis_confirmed_where", written=quoted(where))
    elif not where.strip() or confirmed in ("", "not-confirmed"):
        parts = ("who confirmed" * (confirmed in ("", "not-confirmed")), "where you saw" * (not where.strip()))
        yield say("diagnosis-not-sourced", "person.diagnosis_confirmed_by", name=called(snapshot), missing=listed([x for x in parts if x]))


def _place(snapshot: Snapshot) -> Iterator[Said]:
    gp, lists = snapshot.notification.gp_name, snapshot.standards.words()
    if not any(letter.isalpha() for letter in gp) or named.hits(gp, "no-gp", lists):
        given = f": it says {quoted(gp)}" if gp.strip() else ""
        yield say("no-gp", "notification.gp_name", name=called(snapshot), given=given)
    if address.elsewhere(snapshot.person.address, lists):
        yield say("not-england", "person.address", name=called(snapshot), address=quoted(snapshot.person.address))


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    result = snapshot.case.opt_out.result
    if result == "opted-out":
        yield say("opted-out", "case.opt_out", name=snapshot.person.called or "The person")
    elif result != "none":
        yield say("opt-out-not-checked", "case.opt_out")
    elif not snapshot.case.opt_out.by.strip():
        yield say("opt-out-by-nobody", "case.opt_out")
    yield from _age(snapshot)
    yield from _diagnosis(snapshot)
    yield from _place(snapshot)
