"""A reviewer's pen: whole reviews written with the verbs a reviewer has (`leder_desktop.operations`); nothing goes round them.

Each review here has the shape of a published case and nobody's name, words or days.
"""

import itertools
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from leder_desktop.clock import Clock
from leder_desktop.intake.notification import Notice
from leder_desktop.model import decision as model_decision
from leder_desktop.model import musts
from leder_desktop.model.case import Offered, OptOut
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import When, understand
from leder_desktop.model.decision import form
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import Escalation, Factor, Finding
from leder_desktop.model.person import Kin, Notification, Notifier, Organisation, Person
from leder_desktop.model.questions import Question
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    checks,
    completing,
    conversations,
    decision,
    evidence,
    findings,
    holds,
    independence,
    keeping,
    notes,
    person,
    questions,
    snapshot,
    submit,
    timeline,
)
from leder_desktop.operations.independence import WhoReviews
from leder_desktop.session import Desk, Session
from tests.signers import PIN, REVIEWER

SENIOR_REVIEWER = "Ifeoma Clarke"
ORDINARY = {
    "initial.P05": "supported-living", "initial.P08": '["speech"]', "initial.H12": "yes", "initial.H13.in-year": "yes",
    "initial.H19": "not-applicable", "initial.S06": "no", "initial.S09": "no", "initial.D02": "hospital-ward",
    "initial.D03.source": "certificate-seen", "initial.D05": "no", "initial.D08": "yes", "initial.D10": "no", "initial.D17": "no",
    "initial.D18": "yes", "initial.D21": "no", "initial.D23": "no", "initial.E04": "took-part", "initial.O04": "no", "initial.O05": "no",
    "notification.C11": "not-applicable", "notification.C12": "no",
}  # fmt: skip
"""What most reviews answer; each says what was otherwise."""


Argued = tuple[tuple[str, str], ...]
"""Checks that speak, each with why it is right that it does, written down beside the review."""


def ids(argued: Argued) -> list[str]:
    return sorted(id for id, _ in argued)


def clock_on(day: date) -> Clock:
    """Nine in the morning of that day, one second later at every look."""
    seconds, ids = itertools.count(), itertools.count(1)
    start = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return Clock(now=lambda: start + next(seconds) * timedelta(seconds=1), new_id=lambda: str(uuid.UUID(int=next(ids), version=4)))


@dataclass(kw_only=True)
class Review:
    """A case on the desk; events, records, conversations and findings go by keys of the review's own."""

    session: Session
    folder: Path
    """Where records lie before they are attached."""
    ids: dict[str, str] = field(default_factory=dict)
    talks: set[str] = field(default_factory=set)

    def when(self, text: str) -> When:
        """A date as a person says it, also one counted from this life."""
        who = snapshot.person(self.session)
        return understand(text, born=who.birth_date, died=who.death_date, today=self.session.clock.today())

    def talk(
        self, key: str, who: str, category: str, on: str, notes_: str, *, relationship: str, organisation: str = "",
        explained: bool = True, said: Mapping[str, Sequence[str]] | None = None,
    ) -> None:  # fmt: skip
        """`said`: words -> where they may be quoted."""
        quotations = tuple(Quotation(words=words, may_be_quoted=tuple(where)) for words, where in (said or {}).items())
        talk = Conversation(
            id="", who=who, relationship=relationship, organisation=organisation, category=category, on=self.when(on), medium="At home",
            purpose_explained=explained, quotations=quotations,
        )  # fmt: skip
        self.ids[key] = conversations.add(self.session, talk).made[0]
        self.talks.add(key)
        notes.set(self.session, f"conversation/{self.ids[key]}", notes_)

    def record(self, key: str, kind: str, organisation: str, covers: str, text: str) -> None:
        path = self.folder / f"{key}.txt"
        path.write_text(text, encoding="utf-8")
        self.ids[key] = evidence.attach(self.session, path, organisation=organisation, kind=kind).made[0]
        evidence.describe(self.session, replace(evidence.one(self.session, self.ids[key]), covers=covers, copy_kept_why="Cited."))

    def source(self, key: str, words: str = "") -> Source:
        return Source(**{"conversation" if key in self.talks else "evidence": self.ids[key]}, words=words)

    def event(self, key: str, when: str, kind: str, setting: str, what: str, *sources: str, **more: object) -> None:
        draft = Draft(
            when=self.when(when) if when else None, kind=kind, setting=setting, what=what,
            sources=tuple(self.source(each) for each in sources), reliability="seen",
        )  # fmt: skip
        self.ids[key] = timeline.add(self.session, replace(draft, **more)).made[0]

    def two_accounts(self, preferred: str, other: str, why: str) -> None:
        timeline.tell_differently(self.session, self.ids[preferred], self.ids[other])
        timeline.prefer(self.session, self.ids[preferred], why)

    def answer(self, said: Mapping[str, str]) -> None:
        for ref, value in said.items():
            questions.answer(self.session, ref, value)

    def finding(self, key: str, kind: str, theme: str, text: str, *rests_on: str, severity: str = "", factor: str = "") -> None:
        finding = Finding(
            id="", kind=kind, theme=theme, text=text, severity=severity, factors=(Factor(code=factor),) if factor else (),
            rests_on=tuple(self.ids[each] for each in rests_on),
        )  # fmt: skip
        self.ids[key] = findings.add(self.session, finding).made[0]

    def told(self, to: str, on: str, *about: str) -> None:
        findings.escalate(self.session, Escalation(id="", to=to, on=self.when(on), about=tuple(self.ids[each] for each in about)))

    def who(self, source: str) -> None:
        """Identity confirmed, independence declared, somebody else to sign off."""
        for each in ("given", "family", "birth_date", "death_date"):
            person.confirm(self.session, each, source)
        independence.declare(self.session)
        independence.describe(
            self.session, WhoReviews(reviewer_profession="nurse", reviewer_employer="An ICB (invented)", senior_reviewer=SENIOR_REVIEWER)
        )

    def draft_offered(self, on: str) -> None:
        completing.offer(self.session, Offered(draft="offered", draft_on=self.when(on).earliest))

    def rest(self) -> None:
        """What must be answered and the story says nothing of: nobody knew. Answering may ask more; what is kept elsewhere stays open."""
        while left := [each for each in self._needed() if not each.place]:
            for each in left:
                questions.leave_open(self.session, each.ref, "not-known")

    def _needed(self) -> list[Question]:
        facts, asked = questions.facts(self.session), form(snapshot.take(self.session))
        sections = (section for each in questions.asked(self.session) for section in each.sections)
        found = (each for section in sections for each in musts.still_needed(facts, section))
        return [each for each in found if each.ref not in (asked.decided, asked.why)]

    def decide(self, code: str, why: str) -> None:
        """With what is asked after it: the reasons the triggers give, and the rest."""
        decision.decide(self.session, code)
        whole = snapshot.take(self.session)
        questions.answer(self.session, form(whole).why, why)
        if form(whole).reasons and (reasons := model_decision.reasons(whole)):
            questions.choose(self.session, form(whole).reasons, reasons)
        self.rest()

    def grade(self, quality: str, why: str, availability: str, because: str) -> None:
        self.answer({"focused.F12.quality": why, "focused.F10": quality, "focused.F12.availability": because, "focused.F11": availability})

    def write(self, portrait: str) -> None:
        notes.set(self.session, "portrait", portrait)

    @property
    def remarks(self) -> list[Remark]:
        return checks.remarks(self.session)

    @property
    def said(self) -> list[str]:
        """The checks that speak, in no order, each as often as it does."""
        return sorted(remark.id for remark in self.remarks)

    @property
    def blocks(self) -> list[str]:
        return sorted(remark.id for remark in self.remarks if remark.severity == Severity.BLOCK)

    def sentence(self, id: str) -> str:
        """What that check says, every time it speaks."""
        return " ".join(remark.sentence for remark in self.remarks if remark.id == id)

    def keep(self, id: str, why: str) -> None:
        """Every warning of that check stays, for this reason."""
        for each in [remark for remark in self.remarks if remark.id == id]:
            keeping.keep(self.session, id, each.where, why)

    def sign(self) -> None:
        submit.submit(self.session, REVIEWER, lambda: PIN)


def begin(
    desk: Desk, folder: Path, *, notified: date, kin: Sequence[Kin] = (), template: str = "", checked: bool = True,
    other_processes: Sequence[str] = (), gp: str = "Elm Row Surgery (invented)", provider: str = "", allocated: date | None = None,
    born: str, died: str, **who: str,
) -> Review:  # fmt: skip
    """The notification taken in, the opt-out check made (`checked`), the review allocated."""
    about = Person(**who, birth_date=understand(born), death_date=understand(died))
    told = Notification(
        gp_name=gp, gp_ods_code="Y99999", notifier=Notifier(name="Sam Okoro", role="Community nurse"),
        kin=tuple(kin), other_processes=tuple(other_processes),
        organisations=(Organisation(kind="care-provider", name=provider),) if provider else (),
    )  # fmt: skip
    opt_out = OptOut(result="none", by="Sam Okoro", on=notified) if checked else OptOut()
    notice = Notice(reference="LDR-T-10", notified_on=notified, person=about, notification=told, opt_out=opt_out, duplicate_checked=True)
    review = Review(session=cases.begin(desk, notice, template=template), folder=folder)
    if allocated is not None:
        holds.allocate(review.session, allocated)
    return review
