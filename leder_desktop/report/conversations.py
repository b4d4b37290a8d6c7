"""Conversations: who was spoken to, when and how, what they said, and words that may be quoted."""

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from leder_desktop.model.conversation import CATEGORIES, Conversation, Quotation
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import section
from leder_desktop.report.style import GROUND, SOFT, styles
from leder_desktop.report.tables import Fact, fact_rows, lead, nothing, quotation, said, sentence, soft
from leder_desktop.report.words import after, bold, escape, lines, paragraph, prose

_PLACES = {"portrait": "the pen portrait", "panel": "the panel’s papers", "family-copy": "the family’s copy"}


def conversations(snapshot: Snapshot) -> list[Flowable]:
    made = section("Conversations")
    if not snapshot.conversations:
        return [*made, *nothing("No conversation is recorded.")]
    made.append(lead("What people who knew the person said, numbered C1, C2 and so on, as the timeline cites them."))
    for at, talk in enumerate(snapshot.conversations, 1):
        made += _conversation(at, talk, snapshot.note(f"conversation/{talk.id}"))
    return made


def _conversation(at: int, talk: Conversation, notes: str) -> list[Flowable]:
    title = after(bold(f"[C{at}]"), talk.who or "Name not recorded", styles().bold)
    who = sentence(talk.relationship, talk.organisation, CATEGORIES.get(talk.category, talk.category))
    shown: list[Fact] = [
        ("When and how", sentence(said(talk.on), talk.medium)),
        ("Purpose, privacy and the right to complain", "Explained" if talk.purpose_explained else "Not recorded as explained"),
    ]
    shown += [(caption, value) for caption, value in (("Others present", talk.others_present), ("Still awaited", talk.waits)) if value]
    head = Row([[*title, *lines(who, styles().small)]], tint=GROUND, bar=SOFT, rule=None, keep=True)
    made: list[Flowable] = [CondPageBreak(170), Grid([head, *fact_rows(shown)])]
    made += prose(notes) or nothing("No notes of this conversation are written up.")
    if talk.quotations:
        made.append(Grid([quotation(each.words, [_permission(each)]) for each in talk.quotations]))
    return [*made, Spacer(1, 10)]


def _permission(given: Quotation) -> Flowable:
    if not given.may_be_quoted:
        return soft("Not to be quoted anywhere else")
    return paragraph(escape("May be quoted in " + " and ".join(_PLACES.get(each, each) for each in given.may_be_quoted)), styles().small)
