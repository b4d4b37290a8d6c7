"""May this death be reviewed here at all? R-ELIG-1 and R-ELIG-2 (age), R-OPT-1 and R-OPT-2 (national data opt-out)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.dates import When
from leder_desktop.model.person import age_at_death
from leder_desktop.model.snapshot import Snapshot

ADULT = 18
CHILD_ROUTE = 4


def _years(born: date, died: date) -> int:
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))


def _least_age(born: When, died: When) -> int | None:
    """The youngest they can have been, when that is known."""
    return _years(born.latest, died.earliest) if born.latest and died.earliest else None


def _oldest_age(born: When, died: When) -> int | None:
    return _years(born.earliest, died.latest) if born.earliest and died.latest else None


def _age(snapshot: Snapshot) -> Iterator[Said]:
    person = snapshot.person
    born, died, name = person.birth_date, person.death_date, person.called or "The person"
    if born is None or died is None:
        return
    least, most = _least_age(born, died), _oldest_age(born, died)
    if most is not None and most < 0:
        return  # birth after death: said as a date, not as an age
    exact = age_at_death(person)
    age = str(exact) if exact is not None else f"at most {most}"
    if most is not None and most < CHILD_ROUTE:
        yield say("under-four", "person.birth_date", name=name, age=age)
    elif most is not None and most < ADULT:
        yield say("child", "person.birth_date", name=name, age=age)
    elif least is not None and least < ADULT:
        yield say("perhaps-child", "person.birth_date", name=name)


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    result = snapshot.case.opt_out.result
    if result == "opted-out":
        yield say("opted-out", "case.opt_out", name=snapshot.person.called or "The person")
    elif result != "none":
        yield say("opt-out-not-checked", "case.opt_out")
    yield from _age(snapshot)
