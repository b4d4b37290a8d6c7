"""Facts of a case, as conditions of questions ask for them: `initial.S06`, `person.sex`, `age`, `entry.setting`, `trigger`.

What is not known is no fact: no condition holds for it. An answer is a fact only while its question is asked itself, so a question that
hangs on a hidden one is hidden too. Hiding one never touches its answer.
"""

from collections.abc import Callable

from leder_desktop.errors import Refused
from leder_desktop.model import dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.conditions import Condition
from leder_desktop.model.dates import When
from leder_desktop.model.decision import FOCUSED, outcome
from leder_desktop.model.person import possible_ages
from leder_desktop.model.questions import Question
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import triggers


class Facts:
    """The facts of one snapshot; each is found when it is first asked for. Its values are codes, and for some a number or a day."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._answers = {answer.id: answer for answer in snapshot.answers}
        self._codes: dict[str, frozenset[str]] = {}
        self._shown: dict[str, bool] = {}

    def codes(self, fact: str) -> frozenset[str]:
        """Every code the fact has; of an answer that is not shown, and of anything not known, none."""
        if fact not in self._codes:
            self._codes[fact] = frozenset(code for code in self._find(fact) if code)
        return self._codes[fact]

    def numbers(self, fact: str) -> tuple[int | None, int | None]:
        """The least and the most it can be: whole years for `age`, an answer that is a number; None for an end nobody can tell."""
        if fact == "age":
            return possible_ages(self.snapshot.person)
        answer = self._answer(fact)
        number = answer.value if answer is not None and type(answer.value) is int else None
        return number, number

    def day(self, fact: str) -> When | None:
        """`death`, or an answer that is a date."""
        if fact == "death":
            return self.snapshot.person.death_date
        answer = self._answer(fact)
        if answer is None or not isinstance(answer.value, str):
            return None
        try:
            return dates.from_edtf(answer.value)
        except Refused:
            return None

    def given(self, ref: str) -> Answer | None:
        """The answer as it stands, whether or not its question is asked."""
        return self._answers.get(ref)

    def holds(self, condition: Condition) -> bool:
        """Is it so, as far as anything is known?"""
        if condition.any_of and not self.codes(condition.fact) & set(condition.any_of):
            return False
        if condition.none_of and (not (codes := self.codes(condition.fact)) or codes & set(condition.none_of)):
            return False
        if condition.unless and self.codes(condition.fact) & set(condition.unless):
            return False
        if not self._counts(condition):
            return False
        if condition.since is None and condition.before is None:
            return True
        day = self.day(condition.fact)
        if day is None:
            return False
        late_enough = condition.since is None or day.latest is None or day.latest >= condition.since
        return late_enough and (condition.before is None or day.earliest is None or day.earliest < condition.before)

    def _counts(self, condition: Condition) -> bool:
        """Can the number have been as large and as small as is asked?"""
        if condition.at_least is None and condition.at_most is None:
            return True
        least, most = self.numbers(condition.fact)
        if least is None and most is None:
            return False
        large_enough = condition.at_least is None or most is None or most >= condition.at_least
        return large_enough and (condition.at_most is None or least is None or least <= condition.at_most)

    def shown(self, asked: Question) -> bool:
        """Do all its conditions hold? Of questions that wait for each other, none is shown."""
        if asked.ref not in self._shown:
            self._shown[asked.ref] = False
            self._shown[asked.ref] = all(self.holds(condition) for condition in asked.shown_when)
        return self._shown[asked.ref]

    def _answer(self, ref: str) -> Answer | None:
        """What was answered, if the question is asked."""
        answer = self._answers.get(ref)
        if answer is None or answer.status != "answered":
            return None
        try:
            asked = self.snapshot.standards.question(ref)
        except Refused:
            return None
        return answer if self.shown(asked) else None

    def _find(self, fact: str) -> tuple[str, ...]:
        if fact in _FOUND:
            return _FOUND[fact](self.snapshot)
        noun, _, field = fact.partition(".")
        if noun in ("person", "notification") and hasattr(told := getattr(self.snapshot, noun), field):  # `notification.C12` is an answer
            held = getattr(told, field)
            return (held,) if isinstance(held, str) else tuple(one for one in held if isinstance(one, str))
        answer = self._answer(fact)
        if answer is None:
            return ()
        return tuple(str(one) for one in answer.value) if isinstance(answer.value, tuple) else (str(answer.value),)


def _triggers(snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(each.rule for each in triggers(snapshot) if each.met == "yes")


_FOUND: dict[str, Callable[[Snapshot], tuple[str, ...]]] = {
    "entry.setting": lambda snapshot: tuple(entry.setting for entry in snapshot.entries),
    "entry.kind": lambda snapshot: tuple(entry.kind for entry in snapshot.entries),
    "case.template": lambda snapshot: (snapshot.case.template,),
    "focused": lambda snapshot: (outcome(snapshot.answer(FOCUSED.decided)),),
    "family-involved": lambda snapshot: (
        "yes" if any(talk.category == "family" and snapshot.took_place(talk) for talk in snapshot.conversations) else "no",
    ),
    "notification.organisations": lambda snapshot: tuple(each.kind for each in snapshot.notification.organisations),
    "notification.kin": lambda snapshot: ("yes" if snapshot.notification.kin else "no",),
    "trigger": _triggers,
}
NAMES = (*_FOUND, "age", "death")
"""Facts that are neither an answer nor a field of the person or the notification."""
