"""Answers that cannot both be so: “none” beside a condition, a health check in the last year that is dated years ago (H01, H13, D02 ...).

Which of the two is wrong only the reviewer can say, so each is a warning that names both.
"""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import is_bristol, months_on
from leder_desktop.model.checks.said import asked_in_process, called, code, codes, first_day, inside, label, last_day, listed, rows
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.dates import from_edtf, on_words, words
from leder_desktop.model.musts import asked_sets
from leder_desktop.model.questions import said_alone
from leder_desktop.model.snapshot import Snapshot

CHECKED, IN_YEAR = "initial.H13", "initial.H13.in-year"
REGISTER, WHY_NO_CHECK = "initial.H12", "initial.H14"
IN_LIFE = (CHECKED, "initial.D13.date")
"""Days of what was done with somebody who lived."""
PLACE, FAMILY_ASKS, AFTERWARDS = "initial.D02", "initial.O05", "notification.C13"


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    yield from _alone(snapshot)
    if is_bristol(snapshot.case.template):
        return  # whose forms do not ask for what follows
    yield from _health_check(snapshot)
    yield from _in_life(snapshot)
    yield from _place(snapshot)
    yield from _family_asks(snapshot)


def _alone(snapshot: Snapshot) -> Iterator[Said]:
    """What is said alone, and was said with something else: answered with questions that knew no better."""
    for each in asked_sets(snapshot.standards, snapshot.case.template):
        for question in each.questions:
            chosen = codes(snapshot, question.ref) if question.alone else ()
            if (lone := said_alone(question, chosen)) is not None:
                others = [f"“{label(snapshot, question.ref, one)}”" for one in chosen if one != lone.code]
                yield say("said-alone", question.ref, question=question.text, alone=lone.label, others=listed(others))


def other_process(whole: Snapshot) -> Iterator[Said]:
    """Grades that belong to no question of this process; looked for among all answers, also those to questions that are not asked."""
    for given in whole.answers:
        if given.score is not None and not asked_in_process(whole, given.id):
            title = whole.standards.scale_of(given.score).title
            yield say("grade-of-other-process", given.id, title=title)


def _health_check(snapshot: Snapshot) -> Iterator[Said]:
    died, said = snapshot.person.death_date, code(snapshot, IN_YEAR)
    first, last = first_day(snapshot, CHECKED), last_day(snapshot, CHECKED)
    if died is not None and died.earliest is not None and died.latest is not None and first is not None and last is not None:
        when = words(from_edtf(code(snapshot, CHECKED)))
        if said == "yes" and last < months_on(died.earliest, -12):
            yield say("health-check-older", CHECKED, name=called(snapshot), when=when)
        if said == "no" and first >= months_on(died.latest, -12) and last <= died.earliest:
            yield say("health-check-recent", CHECKED, name=called(snapshot), when=when)
    if code(snapshot, REGISTER) == "yes" and code(snapshot, WHY_NO_CHECK) == "not-on-register":
        yield say("register-both", WHY_NO_CHECK, name=called(snapshot))


def _in_life(snapshot: Snapshot) -> Iterator[Said]:
    died = snapshot.person.death_date
    for ref in IN_LIFE:
        first = first_day(snapshot, ref)
        if first is not None and died is not None and died.latest is not None and first > died.latest:
            yield say("answer-after-death", ref, when=words(from_edtf(code(snapshot, ref))), name=called(snapshot), on=on_words(died))


def _place(snapshot: Snapshot) -> Iterator[Said]:
    told, said, standards = snapshot.person.place_of_death, code(snapshot, PLACE), snapshot.standards
    if told and said and told != said and "not-known" not in (told, said):
        here, there = standards.label("place-of-death", said), standards.label("place-of-death", told)
        yield say("place-differs", PLACE, name=called(snapshot), here=here, there=there)


def _family_asks(snapshot: Snapshot) -> Iterator[Said]:
    """C13 and O05: what was asked for after a conversation is what the decision rests on."""
    if code(snapshot, FAMILY_ASKS) == "yes":
        return
    asked = [inside(row.said("with")) for row in rows(snapshot, AFTERWARDS) if row.said("focused") == "yes"]
    if asked:
        yield say("family-asked-otherwise", FAMILY_ASKS, who=listed(asked))
