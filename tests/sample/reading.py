"""The sample case read strictly: every key known, every value of its type. The program itself takes it in through `operations.sample`.

Every noun's `id` is its key in `resources/sample_case/case.toml`.
"""

from dataclasses import dataclass, replace
from datetime import date

from leder_desktop import resources
from leder_desktop.model import datafile, dates
from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case, Offered
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.datafile import Table
from leder_desktop.model.dates import When
from leder_desktop.model.evidence import Request, Source
from leder_desktop.model.findings import Escalation, Factor, Finding, Quoted, accept_escalation
from leder_desktop.model.findings import accept as accept_finding
from leder_desktop.model.independence import INDEPENDENT, Declaration
from leder_desktop.model.note import Note
from leder_desktop.model.person import Confirmation
from leder_desktop.model.questions import accept as accept_answer
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Draft, Entry
from leder_desktop.model.timeline import accept as accept_entry

FOLDER = "sample_case"
NOTIFICATION = "notification.json"
RECORD = "gp-record"
"""The key of the evidence that is a GP record, to be imported as well as kept."""


@dataclass(frozen=True, kw_only=True)
class SampleFile:
    """A record as it comes to the reviewer; the fields are those of `Evidence`."""

    key: str
    file: str
    kind: str
    organisation: str
    covers: str
    received_on: When
    copy_kept_why: str

    def content(self) -> bytes:
        return content(self.file)


@dataclass(frozen=True, kw_only=True)
class Administration:
    """Who reviews, and what the family was offered."""

    allocated_on: date | None
    reviewer_profession: str
    reviewer_employer: str
    independent_on: date | None
    senior_reviewer: str
    local_area_contact: str
    draft_offered_on: date | None

    def of(self, case: Case, *, reviewer: str, called: str) -> Case:
        """The case with all that said."""
        return replace(
            case, allocated_on=self.allocated_on, reviewer_profession=self.reviewer_profession, reviewer_employer=self.reviewer_employer,
            senior_reviewer=self.senior_reviewer, local_area_contact=self.local_area_contact,
            independence=Declaration(by=reviewer, on=self.independent_on, words=INDEPENDENT.format(name=called)),
            offered=Offered(draft="offered", draft_on=self.draft_offered_on),
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class SampleCase:
    administration: Administration
    notes: tuple[Note, ...]
    """The portrait, the summary, and the notes of each conversation."""
    confirmations: tuple[Confirmation, ...]
    evidence: tuple[SampleFile, ...]
    conversations: tuple[Conversation, ...]
    requests: tuple[Request, ...]
    entries: tuple[Entry, ...]
    answers: tuple[Answer, ...]
    findings: tuple[Finding, ...]
    escalations: tuple[Escalation, ...]


def content(file: str) -> bytes:
    """The bytes of a file of the sample; `NOTIFICATION` is the notification to begin with."""
    return resources.path(f"{FOLDER}/{file}").read_bytes()


def read() -> SampleCase:
    """The whole sample. A file that is wrong is a ValueError, or a Refused of the noun that it would make."""
    table = datafile.read(f"{FOLDER}/case.toml")
    for head in ("id", "version", "provenance"):
        table.text(head)
    written = [Note(id=section, text=table.text(section).strip()) for section in ("portrait", "summary")]
    talks = [_conversation(row) for row in table.tables("conversation")]
    escalations = tuple(_escalation(row, number) for number, row in enumerate(table.tables("escalation"), start=1))
    sample = SampleCase(
        administration=_administration(table.table("administration")),
        notes=(*written, *(note for _, note in talks)),
        confirmations=tuple(_confirmation(row) for row in table.tables("confirmed")),
        evidence=tuple(_file(row) for row in table.tables("evidence")),
        conversations=tuple(talk for talk, _ in talks),
        requests=tuple(_request(row, number) for number, row in enumerate(table.tables("request"), start=1)),
        entries=tuple(_entry(row) for row in table.tables("entry")),
        answers=tuple(_answer(row) for row in table.tables("answer")),
        findings=tuple(_finding(row, {id for told in escalations for id in told.about}) for row in table.tables("finding")),
        escalations=escalations,
    )
    table.finish()
    return sample


def _when(table: Table, key: str) -> When | None:
    return dates.understand(table.text(key)) if table.has(key) else None


def _administration(table: Table) -> Administration:
    days = {name: dates.understand(table.text(name)).earliest for name in Administration.__dataclass_fields__ if name.endswith("_on")}
    people = {name: table.text(name) for name in Administration.__dataclass_fields__ if name not in days}
    table.finish()
    return Administration(**days, **people)  # pyright: ignore[reportArgumentType]  # each has the type of its field


def _confirmation(table: Table) -> Confirmation:
    confirmed = Confirmation(field=table.text("field"), source=table.text("source"))
    table.finish()
    return confirmed


def _file(table: Table) -> SampleFile:
    file = SampleFile(
        key=table.text("key"),
        file=table.text("file"),
        kind=table.text("kind"),
        organisation=table.text("organisation"),
        covers=table.text("covers"),
        received_on=dates.understand(table.text("received_on")),
        copy_kept_why=table.text("copy_kept_why"),
    )
    table.finish()
    return file


def _conversation(table: Table) -> tuple[Conversation, Note]:
    quotations: list[Quotation] = []
    for row in table.tables("quotation"):
        quotations.append(Quotation(id=row.text("key"), words=row.text("words"), may_be_quoted=row.texts("may_be_quoted")))
        row.finish()
    talk = Conversation(
        id=table.text("key"),
        who=table.text("who"),
        relationship=table.text("relationship"),
        organisation=table.text("organisation", ""),
        category=table.text("category"),
        on=_when(table, "on"),
        medium=table.text("medium"),
        others_present=table.text("others_present", ""),
        purpose_explained=table.flag("purpose_explained"),
        quotations=tuple(quotations),
    )
    note = Note(id=f"conversation/{talk.id}", text=table.text("notes").strip())
    table.finish()
    return talk, note


def _request(table: Table, number: int) -> Request:
    request = Request(
        id=f"request-{number}",
        organisation=table.text("organisation"),
        what=table.text("what"),
        asked_on=_when(table, "asked_on"),
        chased_on=_when(table, "chased_on"),
        came_on=_when(table, "came_on"),
    )
    table.finish()
    return request


def _sources(table: Table, name: str = "source") -> tuple[Source, ...]:
    sources: list[Source] = []
    for row in table.tables(name):
        page = row.number("page") if row.has("page") else None
        words = row.text("words", "")
        sources.append(Source(evidence=row.text("evidence", ""), conversation=row.text("conversation", ""), page=page, words=words))
        row.finish()
    return tuple(sources)


def _entry(table: Table) -> Entry:
    id = table.text("key")
    draft = Draft(
        when=_when(table, "when"),
        setting=table.text("setting"),
        kind=table.text("kind"),
        what=table.text("what"),
        view=table.text("view", ""),
        comment=table.text("comment", ""),
        sources=_sources(table),
        reliability=table.text("reliability"),
        conflicts_with=table.texts("conflicts_with"),
        preferred=table.flag("preferred") if table.has("preferred") else False,
        preferred_why=table.text("preferred_why", ""),
        flags=table.texts("flags"),
        key_episode=table.flag("key_episode") if table.has("key_episode") else False,
    )
    table.finish()
    return accept_entry(draft, id=id)


def _answer(table: Table) -> Answer:
    answer = accept_answer(BUILT_IN.question(table.text("ref")), table.text("said"))
    sources = _sources(table)
    table.finish()
    return Answer(
        id=answer.id, status=answer.status, value=answer.value, score=answer.score, sources=sources, set_version=answer.set_version
    )


def _finding(table: Table, escalated: set[str]) -> Finding:
    finding = Finding(
        id=table.text("key"),
        kind=table.text("kind"),
        text=table.text("text"),
        theme=table.text("theme"),
        severity=table.text("severity", ""),
        organisation_kind=table.text("organisation_kind", ""),
        factors=tuple(_factor(row) for row in table.tables("factor")),
        rests_on=table.texts("rests_on"),
        rests_on_quotations=tuple(_quoted(row) for row in table.tables("quotation")),
        rests_on_places=_sources(table, "place"),
    )
    table.finish()
    return accept_finding(finding, BUILT_IN, escalated=finding.id in escalated)


def _factor(table: Table) -> Factor:
    factor = Factor(code=table.text("code"), text=table.text("text", ""))
    table.finish()
    return factor


def _quoted(table: Table) -> Quoted:
    quoted = Quoted(conversation=table.text("conversation"), quotation=table.text("key"))
    table.finish()
    return quoted


def _escalation(table: Table, number: int) -> Escalation:
    told = Escalation(
        id=str(number), to=table.text("to"), on=_when(table, "on"), reference=table.text("reference", ""), about=table.texts("about"),
        note=table.text("note", ""),
    )  # fmt: skip
    table.finish()
    return accept_escalation(told, BUILT_IN)
