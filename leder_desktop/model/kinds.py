"""Every noun a case file keeps, by the name it has there. Names are for ever; a noun may gain fields with defaults."""

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case
from leder_desktop.model.change import Part
from leder_desktop.model.conversation import Conversation
from leder_desktop.model.edition import Edition
from leder_desktop.model.evidence import Evidence, Request
from leder_desktop.model.findings import Escalation, Finding, NoneFound
from leder_desktop.model.grades import Grading
from leder_desktop.model.note import Note
from leder_desktop.model.person import Notification, Person
from leder_desktop.model.remarks import Kept
from leder_desktop.model.signoff import Comment, Signoff
from leder_desktop.model.timeline import Entry

Noun = (
    Action | Case | Edition | Person | Notification | Note | Conversation | Evidence | Request | Entry | Answer | Finding | Escalation
    | NoneFound | Grading | Comment | Kept | Signoff
)  # fmt: skip

KINDS: dict[str, tuple[type[Noun], Part]] = {
    "case": (Case, Part.CASE),
    "edition": (Edition, Part.STANDARDS),
    "person": (Person, Part.PERSON),
    "notification": (Notification, Part.PERSON),
    "note": (Note, Part.NOTES),
    "conversation": (Conversation, Part.CONVERSATIONS),
    "evidence": (Evidence, Part.EVIDENCE),
    "request": (Request, Part.REQUESTS),
    "entry": (Entry, Part.TIMELINE),
    "answer": (Answer, Part.ANSWERS),
    "finding": (Finding, Part.FINDINGS),
    "escalation": (Escalation, Part.FINDINGS),
    "none-found": (NoneFound, Part.FINDINGS),
    "grading": (Grading, Part.SIGNOFF),
    "action": (Action, Part.ACTIONS),
    "comment": (Comment, Part.SIGNOFF),
    "kept": (Kept, Part.SIGNOFF),
    "signoff": (Signoff, Part.SIGNOFF),
}

NAMES: dict[type[Noun], str] = {noun: name for name, (noun, _) in KINDS.items()}
