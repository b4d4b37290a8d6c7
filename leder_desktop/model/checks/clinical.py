"""Health and rights: R-DNACPR-1 to 4, R-AHC-1 and 2, R-MCA-1 and 2, R-RA-1, R-THEME-1, R-SAFE-1; many medicines (H07)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import is_bristol, months_on
from leder_desktop.model.checks.said import (
    CERTIFICATE,
    any_asked,
    asked,
    asked_now,
    called,
    code,
    codes,
    found_about,
    has_learning_disability,
    last_day,
    listed,
)
from leder_desktop.model.checks.sentences import Said, quoted, say, several
from leder_desktop.model.dates import on_words
from leder_desktop.model.findings import worst
from leder_desktop.model.person import possible_ages
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import named

DNACPR, PROPER = "initial.D10", "initial.D11"
PARTS = {
    "initial.D13.person": "whether {name} took part", "initial.D13.capacity": "capacity", "initial.D13.family": "the family or an advocate",
    "initial.D13.date": "its date", "initial.D13.review": "its review",
}  # fmt: skip
"""D13: what is recorded about how the decision was made."""
REGISTER, CHECKED, IN_YEAR, WHY_NO_CHECK = "initial.H12", "initial.H13", "initial.H13.in-year", "initial.H14"
HEALTH_CHECK_THEME = "TH14"
MEDICINES, MEDICINES_THEME = "initial.H07", "TH15"
CHECK_AGE = 14
"""Years from which the annual health check is offered (NHS Long Term Plan; H12)."""
CAPACITY, FOLLOWED = "initial.S06", "initial.S07"
DECISIONS = frozenset({"decision", "dnacpr-tepp", "procedure"})
"""Kinds of event in which a serious decision about treatment is made."""
ADJUSTMENTS, NEGLECT, BRISTOL_NEGLECT = "initial.H19", "initial.D21", "bristol-initial.B05.neglect"
SOMEBODY_AT_RISK = "notification.C12"
HOSPITAL = frozenset({"emergency", "acute-ward", "icu", "mental-health-hospital"})


def _dnacpr(snapshot: Snapshot) -> Iterator[Said]:
    if code(snapshot, DNACPR) != "yes":
        return
    name = called(snapshot)
    missing = [each.format(name=name) for ref, each in PARTS.items() if not asked(snapshot, ref)]
    if missing:
        first = next(ref for ref in PARTS if not asked(snapshot, ref))
        yield say("dnacpr-parts", first, missing=listed(missing), name=name)
    if not asked(snapshot, PROPER):
        yield say("dnacpr-not-judged", PROPER)


def _health_check(snapshot: Snapshot) -> Iterator[Said]:
    if not has_learning_disability(snapshot):
        return
    least, _ = possible_ages(snapshot.person)
    died = snapshot.person.death_date
    if least is not None and least >= CHECK_AGE and died is not None and died.earliest is not None and not asked(snapshot, WHY_NO_CHECK):
        latest = last_day(snapshot, CHECKED)
        none = code(snapshot, IN_YEAR) == "no" or (latest is not None and latest < months_on(died.earliest, -12))
        if none and code(snapshot, IN_YEAR) != "yes":
            yield say("no-health-check", WHY_NO_CHECK if code(snapshot, IN_YEAR) == "no" else IN_YEAR, name=called(snapshot))
    if code(snapshot, REGISTER) == "no" and not found_about(snapshot, HEALTH_CHECK_THEME):
        yield say("not-on-register", REGISTER, name=called(snapshot))


def _capacity(snapshot: Snapshot) -> Iterator[Said]:
    relevant = code(snapshot, CAPACITY)
    if relevant == "yes" and not asked(snapshot, FOLLOWED):
        yield say("capacity-not-judged", FOLLOWED, name=called(snapshot))
    made = [entry for entry in snapshot.entries if entry.kind in DECISIONS and not entry.imported]
    if relevant == "no" and made:
        decisions = several([f"{on_words(entry.when)}, {quoted(entry.what)}" for entry in made])
        yield say("capacity-decision", CAPACITY, decisions=decisions)


def _adjustments(snapshot: Snapshot) -> Iterator[Said]:
    if any_asked(snapshot, ADJUSTMENTS):
        return
    stays = [on_words(entry.when) for entry in snapshot.entries if entry.kind == "admission" or entry.setting in HOSPITAL]
    if stays:
        yield say("no-adjustments", ADJUSTMENTS, stays=several(list(dict.fromkeys(stays))), name=called(snapshot))


CONDITIONS = "initial.H01"


def _prompts(snapshot: Snapshot) -> Iterator[Said]:
    """R-THEME-1, after the priorities of NHS England's action from learning; which they are stands with the texts of the checks."""
    causes = " ; ".join([*(code(snapshot, ref) for ref in CERTIFICATE.values()), snapshot.notification.cause_of_death])
    conditions = set(codes(snapshot, CONDITIONS))
    lists = snapshot.standards.words()
    for id, text in snapshot.standards.checks().items():
        looked = text.priority
        if looked is None or not (named.hits(causes, looked.words, lists) or conditions.intersection(looked.conditions)):
            continue
        open_ones = [ref for ref in looked.questions if not any_asked(snapshot, ref)]
        if open_ones:
            yield say(id, asked_now(snapshot, open_ones[0], CONDITIONS))


def _medicines(snapshot: Snapshot) -> Iterator[Said]:
    """H07: as many regular medicines as the policy names, and nothing is learnt or feared about them."""
    said, least = code(snapshot, MEDICINES), snapshot.standards.policy().polypharmacy
    if said and int(said) >= least and not found_about(snapshot, MEDICINES_THEME):
        yield say("many-medicines", MEDICINES, name=called(snapshot), count=said, least=least)


def _safety(snapshot: Snapshot) -> Iterator[Said]:
    """R-SAFE-1: neglect or abuse, a risk to somebody alive, or a concern of the worst severity, and nobody outside the review was told."""
    for ref in (NEGLECT, BRISTOL_NEGLECT):
        if code(snapshot, ref) == "yes" and not snapshot.escalations:
            yield say("neglect-not-passed-on", ref)
    if code(snapshot, SOMEBODY_AT_RISK) == "yes" and not snapshot.escalations:
        yield say("risk-not-passed-on", SOMEBODY_AT_RISK)
    told = {id for each in snapshot.escalations for id in each.about}
    for finding in snapshot.findings:
        if worst(finding, snapshot.standards) and finding.id not in told and not finding.told.strip():
            yield say("serious-not-passed-on", f"finding/{finding.id}")


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    if not is_bristol(snapshot.case.template):  # whose forms do not ask for these
        yield from _dnacpr(snapshot)
        yield from _health_check(snapshot)
        yield from _capacity(snapshot)
        yield from _adjustments(snapshot)
        yield from _prompts(snapshot)
        yield from _medicines(snapshot)
    yield from _safety(snapshot)
