"""Documents, care plans, goals, questionnaires, and every other kind of clinical resource in its plainest words."""

from collections.abc import Iterator

from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.told import Told, joined, kind_of, status
from leder_desktop.intake.fhir.values import Resource, rows, text
from leder_desktop.intake.fhir.words import coded, day, notes, reasons, several, value, who

_TERMS = ("code", "type", "category", "serviceType", "modality", "procedureCode", "event", "topic", "method", "relationship")
_TEXTS = ("title", "description", "summary", "contentString", "content", "comment", "text", "detail", "patientInstruction")


def document(bundle: Bundle, resource: Resource) -> Told:
    titles = [text(row, "attachment", "title") for row in rows(resource, "content")]
    called = [coded(resource, "type") or several(resource, "category"), text(resource, "description"), *titles]
    parts = [part for part in dict.fromkeys(called) if part]
    term = ": ".join(part for n, part in enumerate(parts) if not any(later.startswith(part) for later in parts[n + 1 :])) or "not named"
    return Told(
        kind=kind_of(term, "document"), what=joined(f"Document: {term}{status(resource, 'current')}", lines=notes(resource)), words=term
    )


def care_plan(bundle: Bundle, resource: Resource) -> Told:
    term = text(resource, "title") or several(resource, "category") or "Care plan"
    done: dict[str, None] = {}
    for row in rows(resource, "activity"):
        activity = coded(row, "detail", "code") or text(row, "detail", "description")
        if activity:
            done.setdefault(f"not to do: {activity}" if row.get("doNotPerform") is True else activity)
    about = [who(bundle, row) for row in rows(resource, "addresses")]
    end = text(resource, "period", "end")
    return Told(
        kind=kind_of(term, "care-plan"),
        what=joined(
            f"Care plan: {term}{status(resource, 'active')}",
            f"for {', '.join(dict.fromkeys(word for word in about if word))}" if any(about) else "",
            f"activities: {', '.join(done)}" if done else "",
            f"until {day(end)}" if end else "",
            lines="\n".join(part for part in (text(resource, "description"), notes(resource)) if part),
        ),
        words=term,
    )


def goal(bundle: Bundle, resource: Resource) -> Told:
    term = coded(resource, "description") or text(resource, "description") or "not named"
    state = coded(resource, "achievementStatus") or text(resource, "lifecycleStatus") or text(resource, "status")
    return Told(kind="care-plan", what=joined(f"Goal: {term}{f' ({state})' if state else ''}", lines=notes(resource)), words=term)


def family_history(bundle: Bundle, resource: Resource) -> Told:
    who, what = coded(resource, "relationship"), [coded(row, "code") for row in rows(resource, "condition")]
    term = ", ".join(word for word in what if word)
    return Told(
        kind="other",
        what=joined(f"Family history{f' ({who})' if who else ''}: {term or 'nothing named'}", lines=notes(resource)),
        words=term,
        third_party=True,
    )


def answers(resource: Resource) -> Iterator[tuple[str, str]]:
    """Question and answer of a questionnaire, less the answers that are references to other resources; 20 levels at most."""
    layer = list(rows(resource, "item"))
    for _ in range(20):
        below: list[Resource] = []
        for item in layer:
            question = text(item, "text") or text(item, "linkId")
            for answer in rows(item, "answer"):
                if said := value(answer):
                    yield question, said
                below.extend(rows(answer, "item"))
            below.extend(rows(item, "item"))
        layer = below


def is_only_references(bundle: Bundle, resource: Resource) -> bool:
    """True for a questionnaire whose every answer is another resource of this bundle: it groups what is told elsewhere."""
    given = [answer for item in rows(resource, "item") for answer in rows(item, "answer")]
    found = [bundle.behind(answer, "valueReference") for answer in given]
    return bool(found) and None not in found and next(answers(resource), None) is None


def questionnaire(bundle: Bundle, resource: Resource) -> Told:
    said = [f"{question}: {answer}" if question else answer for question, answer in answers(resource)]
    term = text(resource, "questionnaire", "display") or "Questionnaire answered"
    return Told(kind="other", what=joined(f"{term}{status(resource, 'completed')}", lines="\n".join(said)), words=term)


def plain(lead: str, kind: str, resource: Resource, bundle: Bundle) -> Told:
    """Any other kind: its name, what it is coded as, why, and its free text."""
    term = "; ".join(dict.fromkeys(word for key in _TERMS if (word := several(resource, key) or coded(resource, key))))
    payload = [said for row in rows(resource, "payload") if (said := text(row, "contentString"))]
    texts = [said for key in _TEXTS if (said := text(resource, key))]
    return Told(
        kind=kind_of(term, kind),
        what=joined(
            f"{lead}: {term}{status(resource, 'active', 'completed', 'final')}" if term else lead,
            reasons(bundle, resource),
            lines="\n".join(dict.fromkeys(part for part in (*texts, *payload, notes(resource)) if part)),
        ),
        words=term or lead,
    )
