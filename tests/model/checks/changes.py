"""One change to a snapshot: what a rule is tried with."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from leder_desktop.model import dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Hold
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.findings import Finding
from leder_desktop.model.note import Note
from leder_desktop.model.questions import accept
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Entry

Change = Callable[[Snapshot], Snapshot]


def same(whole: Snapshot) -> Snapshot:
    return whole


def both(*changes: Change) -> Change:
    """What a rule needs to be asked at all, and then the change."""

    def made(whole: Snapshot) -> Snapshot:
        for change in changes:
            whole = change(whole)
        return whole

    return made


def person(**said: Any) -> Change:
    return lambda whole: replace(whole, person=replace(whole.person, **said))


def notified(**said: Any) -> Change:
    return lambda whole: replace(whole, notification=replace(whole.notification, **said))


def case(**said: Any) -> Change:
    return lambda whole: replace(whole, case=replace(whole.case, **said))


def held(**said: Any) -> Change:
    hold = replace(Hold(reason="coroner", started=date(2026, 11, 1), agreed_by="Ifeoma Clarke"), **said)
    return case(holds=(hold,))


def when(text: str) -> dates.When:
    return dates.understand(text)


def answer(ref: str, said: str) -> Change:
    def made(whole: Snapshot) -> Snapshot:
        given: Answer = accept(whole.standards.question(ref), said)
        return replace(whole, answers=(*(each for each in whole.answers if each.id != ref), given))

    return made


def kept_answer(ref: str, value: tuple[str, ...]) -> Change:
    """An answer as an earlier edition of the questions took it, put in as it is."""
    return lambda whole: replace(whole, answers=(*whole.answers, Answer(id=ref, status="answered", value=value)))


def asked_otherwise(old: str, new: str) -> Change:
    """The review was carried over to questions in which `new` stands for `old`."""

    def made(whole: Snapshot) -> Snapshot:
        text = whole.standards.text("questions/initial")
        assert old in text
        return replace(whole, standards=Standards({"questions/initial": text.replace(old, new, 1)}, (whole.standards,)))

    return made


def unanswered(*refs: str) -> Change:
    """Without the answers to these, and to their parts."""
    return lambda whole: replace(
        whole, answers=tuple(each for each in whole.answers if not any(each.id == ref or each.id.startswith(f"{ref}.") for ref in refs))
    )


def note(section: str, text: str) -> Change:
    return lambda whole: replace(whole, notes=(*(each for each in whole.notes if each.id != section), Note(id=section, text=text)))


def adds(section: str, text: str) -> Change:
    return lambda whole: note(section, f"{whole.note(section)}\n\n{text}")(whole)


def talks(keep: Callable[[Conversation], bool]) -> Change:
    return lambda whole: replace(whole, conversations=tuple(filter(keep, whole.conversations)))


def talk(id: str, **said: Any) -> Change:
    return lambda whole: replace(
        whole, conversations=tuple(replace(each, **said) if each.id == id else each for each in whole.conversations)
    )


def finds(keep: Callable[[Finding], bool]) -> Change:
    return lambda whole: replace(whole, findings=tuple(filter(keep, whole.findings)))


def every_finding(**said: Any) -> Change:
    return lambda whole: replace(whole, findings=tuple(replace(each, **said) for each in whole.findings))


def first_finding(**said: Any) -> Change:
    return lambda whole: replace(whole, findings=(replace(whole.findings[0], **said), *whole.findings[1:]))


def entries(keep: Callable[[Entry], bool]) -> Change:
    return lambda whole: replace(whole, entries=tuple(filter(keep, whole.entries)))


def each_entry(change: Callable[[Entry], Entry]) -> Change:
    return lambda whole: replace(whole, entries=tuple(change(each) for each in whole.entries))


def adds_entry(on: str, **said: Any) -> Change:
    def made(whole: Snapshot) -> Snapshot:
        like = next(each for each in whole.entries if not each.imported)
        return replace(whole, entries=(*whole.entries, replace(like, id="added", when=when(on), **said)))

    return made


def drops(**fields: Any) -> Change:
    """Whole lists put in the place of the ones there are."""
    return lambda whole: replace(whole, **fields)


def policy(old: str, new: str) -> Change:
    """An organisation's own policy."""

    def made(whole: Snapshot) -> Snapshot:
        text = whole.standards.text("policy/default")
        assert old in text
        return replace(whole, standards=Standards({"policy/default": text.replace(old, new, 1)}))

    return made


def grade(ref: str, code: str) -> Change:
    return answer(ref, code)


BRISTOL = both(
    case(template="Bristol-2018+", notified_on=date(2020, 7, 16)),
    person(death_date=when("9 July 2020")),
    answer("bristol-initial.B13", "no"),
    answer("bristol-initial.B13.reason", "The initial review says enough."),
    finds(lambda each: each.kind != "concern"),
)
"""The sample, moved to the process of before June 2021, with the decision against a multi-agency review."""
DECLINED = both(answer("initial.O07", "no"), unanswered("focused"))
"""No focused review, and no grades that would belong to one."""
