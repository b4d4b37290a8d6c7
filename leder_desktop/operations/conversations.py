"""What a person can do about the people who knew them."""

import re
from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.conversation import Conversation, Quotation, same_names
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def add(session: Session, conversation: Conversation) -> Change:
    """Keep a new conversation; its id is made from who it is with ("Margaret, mother" -> `margaret-mother`)."""
    if not conversation.who.strip():
        raise Refused("incomplete", "Say who the conversation is with.")
    taken = {c.id for c in conversations(session)}
    stem = re.sub(r"[^a-z0-9]+", "-", conversation.who.lower()).strip("-")[:32] or "conversation"
    id = next(name for n in range(1, 1000) if (name := stem if n == 1 else f"{stem}-{n}") not in taken)
    with step(session, "Add conversation") as (writing, done):
        writing.put(replace(conversation, id=id, quotations=_identified(session, conversation.quotations)))
        done.made.append(id)
    return done.change("Add conversation")


def change(session: Session, conversation: Conversation) -> Change:
    """Say a conversation differently; its notes are a text of their own. Quotations keep their ids, also where they are given without.

    Refused: `incomplete` without who.
    """
    if not conversation.who.strip():
        raise Refused("incomplete", "Say who the conversation is with.")
    before = session.file.one(Conversation, conversation.id)
    quotations = same_names(before.quotations if before else (), conversation.quotations)
    with step(session, "Change conversation") as (writing, done):
        writing.put(replace(conversation, quotations=_identified(session, quotations)))
    return done.change("Change conversation")


def _identified(session: Session, quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    return tuple(each if each.id else replace(each, id=session.clock.new_id()) for each in quotations)


def conversations(session: Session) -> list[Conversation]:
    """In the order they were begun."""
    return session.file.all(Conversation)
