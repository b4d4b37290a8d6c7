"""The decision in `review.json`: what was decided and why, the triggers, the family's wish; who reviewed; what the panel asked."""

from collections.abc import Callable
from datetime import date
from typing import Any

from leder_desktop.model.actions import Action
from leder_desktop.model.answers import Answer
from leder_desktop.model.dates import When
from leder_desktop.model.decision import FOCUSED, form, refusal
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.triggers import ASKED, ASKED_ON, Trigger, triggers

Whens = Callable[[When | None], dict[str, Any] | None]


def decision(snapshot: Snapshot, words: Callable[[Answer], str]) -> dict[str, Any]:
    """`words`: an answer as a person reads it. `focusedReview` keeps its name in a Bristol review, where it says whether there is a
    multi-agency one; `review` tells which."""
    asked, declined = form(snapshot), refusal(snapshot)
    decided, why = snapshot.answer(asked.decided), snapshot.answer(asked.why)
    made: dict[str, Any] = {
        "status": decided.status if decided else "not-asked",
        "focusedReview": str(decided.value) if decided and decided.value is not None else None,
        "words": words(decided) if decided else "",
        "reason": str(why.value) if why and why.value is not None else "",
        "question": asked.decided,
        "review": asked.review,
        "by": decided.by if decided else "",
        "at": decided.at.isoformat() if decided and decided.at else None,
        "triggers": [_trigger(each) for each in triggers(snapshot)],
    }
    if asked is FOCUSED:
        made["family"] = {"asked": _said(snapshot.answer(ASKED)), "on": _said(snapshot.answer(ASKED_ON)) or None}
        made["declined"] = {"by": declined.by, "why": declined.why, "on": _day(declined.on)} if declined.why else None
    return made


def independence(snapshot: Snapshot) -> dict[str, Any]:
    """A03 to A06: who reviewed, and the declaration in the words it was made in."""
    case = snapshot.case
    said = case.independence
    return {
        "declaredBy": said.by, "on": _day(said.on), "words": said.words, "profession": case.reviewer_profession,
        "employer": case.reviewer_employer, "seniorReviewer": case.senior_reviewer, "localAreaContact": case.local_area_contact,
    }  # fmt: skip


def actions(snapshot: Snapshot, when: Whens) -> list[dict[str, Any]]:
    """F16: empty before the panel has met."""
    return [_action(each, when) for each in snapshot.actions]


def _action(action: Action, when: Whens) -> dict[str, Any]:
    return {
        "id": action.id, "theme": action.theme, "findings": list(action.findings), "text": action.text, "organisation": action.organisation,
        "owner": action.owner, "due": when(action.due), "measure": action.measure, "evidence": action.evidence, "status": action.status,
        "whyNot": action.why_not,
    }  # fmt: skip


def _trigger(trigger: Trigger) -> dict[str, str]:
    return {
        "rule": trigger.rule, "met": trigger.met, "strength": trigger.strength, "title": trigger.title, "because": trigger.because,
        "ask": trigger.ask, "basis": trigger.basis, "confidence": trigger.confidence, "where": trigger.where,
    }  # fmt: skip


def _said(answer: Answer | None) -> str:
    """The code, or the status where nothing was answered."""
    if answer is None:
        return ""
    return str(answer.value) if answer.status == "answered" else answer.status


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
