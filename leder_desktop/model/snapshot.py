"""A whole case as plain data: what checks, reports and bundles are made from."""

from dataclasses import dataclass

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.edition import Edition
from leder_desktop.model.evidence import Evidence, Request
from leder_desktop.model.findings import Escalation, Finding, NoneFound
from leder_desktop.model.grades import Grading
from leder_desktop.model.note import Note
from leder_desktop.model.person import Notification, Person
from leder_desktop.model.remarks import Kept
from leder_desktop.model.signoff import Comment, Signoff
from leder_desktop.model.standards import BUILT_IN, Standards
from leder_desktop.model.timeline import Entry


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """`entries` are in the order of the timeline, `findings` as the reviewer put them; everything else in the order it was made."""

    case: Case
    person: Person
    notification: Notification = Notification()
    notes: tuple[Note, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    requests: tuple[Request, ...] = ()
    entries: tuple[Entry, ...] = ()
    answers: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    none_found: tuple[NoneFound, ...] = ()
    gradings: tuple[Grading, ...] = ()
    actions: tuple[Action, ...] = ()
    comments: tuple[Comment, ...] = ()
    kept: tuple[Kept, ...] = ()
    signoff: Signoff = Signoff()
    edition: Edition | None = None
    standards: Standards = BUILT_IN
    """The question sets, scales, vocabularies and texts this review is made with."""
    reviewer: str = ""
    """The name of the person signed in when it was taken."""

    def note(self, section: str) -> str:
        return next((n.text for n in self.notes if n.id == section), "")

    def answer(self, reference: str) -> Answer | None:
        return next((a for a in self.answers if a.id == reference), None)

    def grading(self, role: str, reference: str) -> Grading | None:
        """What `reviewer` (as signed), `senior` or `panel` gave to a grade."""
        return next((g for g in self.gradings if g.id == f"{role}/{reference}"), None)

    def evidence_named(self, id: str) -> Evidence | None:
        return next((e for e in self.evidence if e.id == id), None)

    def took_place(self, talk: Conversation) -> bool:
        """Was it held? One without a day, notes or quotations is only planned, or waited for."""
        return talk.on is not None or bool(talk.quotations) or bool(self.note(f"conversation/{talk.id}").strip())

    def conversation_named(self, id: str) -> Conversation | None:
        return next((c for c in self.conversations if c.id == id), None)
