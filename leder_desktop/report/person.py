"""About the person: who they were on paper, each fact with what it was confirmed against, and how the review began."""

from reportlab.platypus import Flowable

from leder_desktop.model.identifiers import check_nhs_number, spell_nhs_number
from leder_desktop.model.person import Kin, Notification, Notifier, age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.report import standing
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import styles
from leder_desktop.report.tables import Fact, day, facts, heads, known, said, sentence
from leder_desktop.report.words import escape, lines, paragraph

TITLE = "About the person"
SHARES = (2.4, 5, 3.2)
OPT_OUT = {
    "none": "No national data opt-out applies",
    "opted-out": "The person opted out of sharing their information",
    "not-checked": "Not checked yet",
}


def about(snapshot: Snapshot) -> list[Flowable]:
    return [
        *section(TITLE),
        *part("Who they were"),
        _identity(snapshot),
        *part("How the review began"),
        facts(_beginning(snapshot)),
        *part("What the notification said"),
        facts(_notification(snapshot.notification, snapshot.standards)),
    ]


def _identity(snapshot: Snapshot) -> Grid:
    person, label = snapshot.person, snapshot.standards.label
    age = age_at_death(person)
    given: list[tuple[str, str, str]] = [
        ("Liked to be called", person.known_as, "known_as"),
        ("First names", person.given, "given"),
        ("Family name", person.family, "family"),
        ("Born", said(person.birth_date), "birth_date"),
        ("Died", said(person.death_date), "death_date"),
        ("Age at death", "" if age is None else str(age), ""),
        ("NHS number", spell_nhs_number(check_nhs_number(person.nhs_number).number) or person.nhs_number, "nhs_number"),
        ("Sex or gender", label("sex", person.sex), "sex"),
        ("Ethnicity", label("ethnicity", person.ethnicity), "ethnicity"),
        ("Address", person.address, "address"),
        ("Diagnosis", label("diagnosis-group", person.diagnosis_group), "diagnosis_group"),
        ("Level of learning disability", label("disability-level", person.disability_level), "disability_level"),
        ("Place of death", label("place-of-death", person.place_of_death), "place_of_death"),
    ]
    return Grid(
        [
            Row(
                [[paragraph(escape(caption), styles().caption)], [*known(value), *_beside(field, snapshot)], _confirmed(field, snapshot)],
                SHARES,
            )
            for caption, value, field in given
        ],
        heads(("", "Recorded here", "Confirmed against"), SHARES),
    )


def _beside(field: str, snapshot: Snapshot) -> list[Flowable]:
    """What has to be said with a fact: a number that is not one, where a diagnosis stands."""
    person = snapshot.person
    if field == "nhs_number" and person.nhs_number:
        number = check_nhs_number(person.nhs_number)
        return [] if number.kind == "nhs" and number.sentence == "This is a valid NHS number." else lines(number.sentence, styles().alarm)
    if field == "diagnosis_group":
        by = snapshot.standards.label("diagnosis-confirmed-by", person.diagnosis_confirmed_by)
        where = sentence(by, person.diagnosis_confirmed_where)
        return lines(f"Recorded in: {where}", styles().small) if where else []
    return []


def _confirmed(field: str, snapshot: Snapshot) -> list[Flowable]:
    made: list[Flowable] = []
    for each in snapshot.person.confirmations:
        if field and each.field in (field, f"person.{field}"):
            spelt = f", where it is written “{each.spelt}”" if each.spelt else ""
            made += lines(each.source + spelt + (f" ({each.by})" if each.by else ""), styles().text)
    return made or ([paragraph(escape("Not confirmed"), styles().faint)] if field else [])


def _beginning(snapshot: Snapshot) -> list[Fact]:
    case = snapshot.case
    checked = sentence(f"checked by {case.opt_out.by}" if case.opt_out.by else "", day(case.opt_out.on))
    opted = OPT_OUT.get(case.opt_out.result, case.opt_out.result)
    twice = sentence("Looked for", day(case.duplicate_checked_on)) if case.duplicate_checked else "Not looked for yet"
    return [
        ("Notified on", day(case.notified_on)),
        *standing.facts(snapshot),
        ("National data opt-out", f"{opted}; {checked}" if checked else opted),
        ("A second notification", twice),
        *_reviewed_by(snapshot),
    ]


def _reviewed_by(snapshot: Snapshot) -> list[Fact]:
    """A03 to A06: that the reviewer is independent is said in the words it was declared in."""
    case, declared = snapshot.case, snapshot.case.independence
    who = sentence(snapshot.signoff.reviewer_name or snapshot.reviewer, snapshot.standards.label("profession", case.reviewer_profession),
                   case.reviewer_employer)  # fmt: skip
    said_on = sentence(declared.by, day(declared.on))
    return [
        ("Reviewer", who),
        ("Independent of the care", f"“{declared.words}” {said_on}" if declared.words else "Not declared yet"),
        ("Senior reviewer", case.senior_reviewer),
        ("Local area contact", case.local_area_contact),
    ]


def _notification(told: Notification, standards: Standards) -> list[Fact]:
    label = standards.label
    return [
        ("Told by", _notifier(told.notifier)),
        ("Family and friends", "\n".join(_kin(each, standards) for each in told.kin)),
        ("GP practice", sentence(told.gp_name, told.gp_ods_code)),
        ("Integrated care board", told.icb),
        ("Services involved", "\n".join(sentence(each.name, label("organisation-kind", each.kind)) for each in told.organisations)),
        ("Other processes", "\n".join(label("other-process", each) for each in told.other_processes)),
        ("Cause of death, as notified", told.cause_of_death),
        ("Was the death expected?", label("yes-no-not-known", told.expected)),
        ("COVID-19", label("yes-no-not-known", told.covid19)),
    ]


def _notifier(who: Notifier) -> str:
    return sentence(who.name, who.role, who.organisation, who.relationship, who.contact)


def _kin(kin: Kin, standards: Standards) -> str:
    who = sentence(kin.name, kin.relationship, kin.contact)
    if not kin.do_not_contact:
        return who
    why = sentence(standards.label("do-not-contact", kin.do_not_contact), kin.do_not_contact_note)
    return f"{who}. Do not contact: {why}"
