"""Everything a review says in words: each running text once, with its place, who wrote it, and who is heard in it.

Whoever reads the words of a review reads these: `accuracy` (spelt the same everywhere), `checks.wording` (R-ID-4, R-TXT-4 and 5) and
`checks.text` (R-TXT-1 to 3). Which answers are somebody else's words, or name people because they are asked who it was, is data
(`answers` in `resources/checks/words.toml`). The reviewer's working notes, the senior reviewer's comments and the reasons for which a
warning is kept are no part of what a review says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from leder_desktop.model.answers import Answer, Row
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.findings import Finding
from leder_desktop.model.grades import ROLES
from leder_desktop.model.identifying import names
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry
from leder_desktop.model.words.phrases import Reading
from leder_desktop.model.words.somebody import Others, Sets, others

OWN, TOLD, COPIED = "own", "told", "copied"
"""Whose words they are: the reviewer's, somebody's who was asked, those of a form or a record."""
PORTRAIT, PANEL = "portrait", "panel"
"""Who reads it: everybody whom the pen portrait reaches, or the panel. As the permissions of a quotation name them."""
_WORDS = ("text", "long-text")


@dataclass(frozen=True, kw_only=True)
class Passage:
    where: str
    """`portrait`, `entry/<id>`, `initial.D01`, `finding/<id>`: where a remark on it leads."""
    label: str
    """The place in words: “Pen portrait”, “Timeline, what happened”, the question."""
    said: str
    voice: str = OWN
    by: str = ""
    """Who wrote it down; empty where nobody can tell."""
    speaker: str = ""
    """Whose words they are, where they are told."""
    may_be_quoted: tuple[str, ...] = ()
    """Of a quotation: for whom its words are; empty means for nobody."""
    audience: str = ""
    """`PORTRAIT` or `PANEL`; empty for notes and quotations, from which the review is made."""
    names_people: bool = False
    """It is the place for who somebody is, or a record of who came: a name there gives nobody away by mistake."""


class Texts:
    """The passages of a review and whom it is about, read once for everything that looks at them."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.lists = snapshot, snapshot.standards.words()
        self.passages, self.names = passages(snapshot), names(snapshot)
        self.sets = Sets(self.lists)
        called = self.names.given | self.names.family
        self._readings = {said: Reading(said, called) for said in {each.said for each in self.passages}}
        """By their words: a record says the same of many visits."""

    def reading(self, passage: Passage) -> Reading:
        """One of `passages`, as words."""
        return self._readings[passage.said]

    @cached_property
    def introduced(self) -> Others:
        """Who else is named, by what the texts themselves say; asked for only where there is a name to be told."""
        return others(self._readings.values(), self.names, self.sets)


def passages(snapshot: Snapshot) -> tuple[Passage, ...]:
    """All of them that say something, in the order of the review."""
    reviewer = snapshot.signoff.reviewer_name or snapshot.case.independence.by or snapshot.reviewer
    return tuple(each for each in _every(snapshot, reviewer) if each.said.strip())


def _every(snapshot: Snapshot, reviewer: str) -> Iterator[Passage]:
    yield from _of_the_case(snapshot, reviewer)
    yield Passage(where="portrait", label="Pen portrait", said=snapshot.note("portrait"), by=reviewer, audience=PORTRAIT)
    yield Passage(where="summary", label="Summary", said=snapshot.note("summary"), by=reviewer, audience=PANEL)
    for talk in snapshot.conversations:
        yield from _conversation(talk, snapshot.note(f"conversation/{talk.id}"), reviewer)
    for request in snapshot.requests:
        said = "\n".join((request.what, request.refused_why))
        yield Passage(where=f"request/{request.id}", label="Request for records", said=said, by=reviewer, names_people=True)
    for entry in snapshot.entries:
        yield from _entry(entry, reviewer)
    for answer in snapshot.answers:
        yield from _answer(answer, snapshot, reviewer)
    for grading in snapshot.gradings:
        said = "\n".join((grading.why, grading.because, grading.changing))
        label = f"Reason for a grade, {ROLES.get(grading.role, grading.role).lower()}"
        yield Passage(where=grading.ref, label=label, said=said, by=grading.by, audience=PANEL)
    for finding in snapshot.findings:
        yield from _finding(finding, reviewer)
    for escalation in snapshot.escalations:
        where = f"escalation/{escalation.id}"
        yield Passage(where=where, label="Who was told of it", said=escalation.note, by=reviewer, audience=PANEL, names_people=True)
    refusal = snapshot.case.refusal
    yield Passage(where="decision", label="The family’s wish, declined", said=refusal.why, by=refusal.by, audience=PANEL)
    for action in snapshot.actions:
        said = "\n".join((action.text, action.measure, action.evidence, action.why_not))
        yield Passage(where=f"action/{action.id}", label="Panel action", said=said, audience=PANEL)
    yield Passage(where="case.panel", label="What the panel said", said=snapshot.case.panel.note, audience=PANEL)


def _of_the_case(snapshot: Snapshot, reviewer: str) -> Iterator[Passage]:
    """What stands beside the facts of the notification and the case."""
    told = snapshot.notification
    where = "person.diagnosis_confirmed_where"
    yield Passage(where=where, label="Where the diagnosis is written", said=snapshot.person.diagnosis_confirmed_where, by=reviewer)
    yield Passage(where="notification.cause_of_death", label="Cause of death, as certified", said=told.cause_of_death, voice=COPIED)
    for kin in told.kin:
        yield Passage(where="notification.kin", label="People close to them", said=kin.do_not_contact_note, by=reviewer, names_people=True)
    for hold in snapshot.case.holds:
        yield Passage(where="case.holds", label="On hold", said=hold.note, by=reviewer, names_people=True)
    yield Passage(where="case.offered", label="Offered to the family", said=snapshot.case.offered.why_not, by=reviewer, names_people=True)


def _conversation(talk: Conversation, notes: str, reviewer: str) -> Iterator[Passage]:
    where, who = f"conversation/{talk.id}", talk.who or "somebody"
    yield Passage(where=where, label=f"Conversation with {who}", said=notes, voice=TOLD, by=reviewer, speaker=who, names_people=True)
    for each in talk.quotations:
        yield Passage(
            where=where, label=f"Words of {who}", said=each.words, voice=TOLD, by=reviewer, speaker=who, may_be_quoted=each.may_be_quoted,
            names_people=True,
        )  # fmt: skip


def _entry(entry: Entry, reviewer: str) -> Iterator[Passage]:
    where, voice = f"entry/{entry.id}", COPIED if entry.imported else OWN
    by = "" if entry.imported else reviewer
    for label, said, whose in (("what happened", entry.what, voice), ("their view", entry.view, TOLD), ("comment", entry.comment, OWN),
                               ("two accounts", entry.preferred_why, OWN)):  # fmt: skip
        if said:
            speaker = "the person or the family" if whose == TOLD else ""
            label = f"Timeline, {label}"
            yield Passage(where=where, label=label, said=said, voice=whose, by=by, speaker=speaker, audience=PANEL, names_people=True)


def _answer(answer: Answer, snapshot: Snapshot, reviewer: str) -> Iterator[Passage]:
    """Words, the words in the rows of a list, and what is added to either; no codes and no dates."""
    if not answer.note and not isinstance(answer.value, str) and not (isinstance(answer.value, tuple) and answer.value):
        return
    question = snapshot.standards.as_asked(answer)  # also of a set that does not have it any more: its words are still there
    said = answer.note
    if isinstance(answer.value, str) and (" " in answer.value if question is None else question.type in _WORDS):
        said = "\n".join((answer.value, answer.note))
    elif isinstance(answer.value, tuple):
        fields = {field.id for field in question.fields if field.type in _WORDS} if question is not None else None
        rows = (row for row in answer.value if isinstance(row, Row))
        words = (cell.said for row in rows for cell in row.cells if fields is None or cell.field in fields)
        said = "\n".join((*words, answer.note))
    kinds = snapshot.standards.words().answers
    voice = COPIED if answer.id in kinds["copied"] else TOLD if answer.id in kinds["told"] else OWN
    speaker = "the family" if voice == TOLD else ""
    yield Passage(
        where=answer.id, label=question.text if question is not None else answer.id, said=said, voice=voice, by=answer.by or reviewer,
        speaker=speaker, audience="" if answer.id in kinds["kept-back"] else PANEL, names_people=answer.id in kinds["who"],
    )  # fmt: skip


def _finding(finding: Finding, reviewer: str) -> Iterator[Passage]:
    where = f"finding/{finding.id}"
    yield Passage(where=where, label="Finding", said=finding.text, by=reviewer, audience=PANEL)
    yield Passage(where=where, label="Who was told of it", said=finding.told, by=reviewer, audience=PANEL, names_people=True)
    for factor in finding.factors:
        yield Passage(where=where, label="What contributed", said=factor.text, by=reviewer, audience=PANEL)
