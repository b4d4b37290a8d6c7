"""An invented review with something in every part, and ways to read a PDF. Nobody in it lived."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest

from leder_desktop.model.answers import Answer
from leder_desktop.model.case import Case, OptOut, State
from leder_desktop.model.conversation import Conversation, Quotation
from leder_desktop.model.dates import When, understand
from leder_desktop.model.evidence import Evidence, Request, Source
from leder_desktop.model.findings import Finding
from leder_desktop.model.note import Note
from leder_desktop.model.person import Confirmation, Kin, Notification, Notifier, Organisation, Person
from leder_desktop.model.questions import answered, unanswered
from leder_desktop.model.remarks import Remark, Severity
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import BUILT_IN
from leder_desktop.model.timeline import Entry, in_order

PORTRAIT = """Dilys was sixty-four, and in Llanfair Road everybody knew her by her red coat and by the sound of her keys. She carried eleven of them and could tell you which door each had opened. Most of those doors are gone now.

She loved brass bands, strong tea and the number 36 bus. On Thursdays she rode it from end to end and back, sitting behind the driver, and told him when to slow down. Her brother Huw says that she “ran that bus”. She sang alto in the chapel choir for thirty years and never once looked at the page: she could not read music, or words, and did not need to.

What mattered to her:
- her keys, and that nobody else touched them
- being asked, and being given time to answer
- Huw, and his dog Pero, who slept on her feet

Dilys spoke in short sentences and long silences. When she was in pain she did not say so; she put her coat on. People who knew her well knew what the coat meant. In hospital, twice, it was hung up where she could not reach it."""  # noqa: E501


def on(said: str) -> When:
    return understand(said)


def told(evidence: str = "", *, conversation: str = "", resource: str = "", page: int | None = None, words: str = "") -> Source:
    return Source(evidence=evidence, conversation=conversation, resource=resource, page=page, words=words)


def entries() -> list[Entry]:
    return in_order(
        [
            Entry(
                id="t-spring",
                when=on("spring 2019"),
                setting="gp",
                kind="contact",
                what="First annual health check. Weight 61 kg.",
                sources=(told("gp", resource="Encounter/12"),),
                reliability="seen",
            ),
            Entry(
                id="t-flag",
                when=on("about March 2024"),
                setting="acute-ward",
                kind="care-plan",
                key_episode=True,
                what="Hospital passport written with Dilys and Huw. It says: “If I put my coat on, ask me where it hurts.”",
                view="Huw thought it the best half hour anybody in a hospital had spent with her.",
                flags=("good-practice", "adjustment-made"),
                comment="The passport was not looked at again in either admission.",
                sources=(told("hosp", page=4, words="coat = pain"), told(conversation="huw")),
                reliability="seen",
            ),
            Entry(
                id="t-fall-a",
                when=on("28 December 2025"),
                setting="supported-living",
                kind="incident",
                conflicts_with=("t-fall-b",),
                what="Found on the bathroom floor at seven in the morning. Said to have fallen minutes before.",
                sources=(told("care", page=212, words="heard a noise, went straight in"),),
                reliability="seen",
                third_party=True,
            ),
            Entry(
                id="t-fall-b",
                when=on("27 December 2025"),
                setting="home",
                kind="incident",
                preferred=True,
                preferred_why="The ambulance crew measured 33.1 °C, which fits a night on the floor.",
                conflicts_with=("t-fall-a",),
                what="Huw says she fell on the evening before, and lay there all night.",
                flags=("delay",),
                sources=(told(conversation="huw", words="She was stone cold. That is not minutes."),),
                reliability="told",
            ),
            Entry(
                id="t-adm",
                when=on("28 December 2025, 9:40"),
                setting="emergency",
                kind="admission",
                key_episode=True,
                what="Brought in cold. Coat taken away on arrival. No pain score; no carer stayed. BP 92/58 → 104/60, 5 µg given.",
                flags=("concern", "adjustment-not-made"),
                sources=(told("hosp", page=11), told("amb")),
                reliability="seen",
            ),
            Entry(
                id="t-after",
                when=on("20 January 2026"),
                setting="gp",
                kind="contact",
                what="Invited by letter to an annual health check.",
                sources=(told("gp", resource="Communication/7"),),
            ),
            Entry(
                id="t-none",
                what="A dentist took out two teeth; nobody remembers when.",
                sources=(told(conversation="mair"),),
                setting="dentist-optician",
            ),
        ]
    )


def answers() -> tuple[Answer, ...]:
    def say(ref: str, value: object) -> Answer:
        return answered(BUILT_IN.question(ref), value)

    return (
        say("initial.P02", "Chapel, every Sunday; grace before meals."),
        unanswered(BUILT_IN.question("initial.P03"), "not-known"),
        say("initial.D10", "yes"),
        say("initial.D12", "“Learning disability.” Nothing else is written in the box."),
        unanswered(BUILT_IN.question("initial.D13.person"), "insufficient"),
        unanswered(BUILT_IN.question("initial.D14"), "not-applicable"),
        say("initial.D13.date", "29 December 2025"),
        say("initial.O04", "yes"),
        say("initial.O07", "yes-judgement"),
        say("initial.O08", "How pain was missed twice, and a DNACPR form that gives a disability as its reason."),
        say("focused.F12.quality", "The passport was written and then not read. Pain was not measured in two admissions."),
        say("focused.F10", "3"),
        say("focused.F12.availability", "Everything existed: the passport, the liaison nurse, the flag. None was asked for at night."),
        say("focused.F11", "4"),
    )


def rich_snapshot() -> Snapshot:
    person = Person(
        given="Dilys Mary",
        family="Pritchard-Ŵyn",
        known_as="Dilys",
        birth_date=on("3 May 1961"),
        death_date=on("2 January 2026"),
        nhs_number="9990000018",
        sex="female",
        ethnicity="A",
        address="7 Llanfair Road\nAberdovey Cross",
        diagnosis_group="learning-disability",
        diagnosis_confirmed_by="gp-register",
        diagnosis_confirmed_where="since 1988",
        disability_level="moderate",
        place_of_death="hospital-ward",
        confirmations=(
            Confirmation(field="birth_date", source="GP record, first page", by="R. Reviewer"),
            Confirmation(field="death_date", source="Medical certificate of cause of death"),
        ),
    )
    notification = Notification(
        icb="Mid Border ICB",
        gp_name="Bridge Street Surgery",
        gp_ods_code="Z99999",
        cause_of_death="Ia Pneumonia",
        expected="no",
        covid19="no",
        notifier=Notifier(name="A. Notifier", role="Liaison nurse", organisation="Border General", contact="ext. 123"),
        kin=(Kin(name="Huw Pritchard", relationship="brother", contact="by letter first"),),
        other_processes=("coroner",),
        organisations=(
            Organisation(kind="care-provider", name="Open Doors Living"),
            Organisation(kind="secondary-care", name="Border General"),
        ),
    )
    return Snapshot(
        case=Case(
            id="11111111-2222-4333-8444-555555555555",
            reference="LOCAL-2026-0042",
            notified_on=date(2026, 1, 5),
            sample=True,
            state=State.IN_PROGRESS,
            opt_out=OptOut(result="none", by="P. Ractice, LAC office", on=date(2026, 1, 6)),
            duplicate_checked=True,
            duplicate_checked_on=date(2026, 1, 6),
        ),
        person=person,
        notification=notification,
        reviewer="Rhian Reviewer",
        notes=(
            Note(id="portrait", text=PORTRAIT),
            Note(id="working-notes", text="NEVER-IN-THE-REPORT"),
            Note(id="summary", text="Pain was missed twice in people’s sight. The plan that would have caught it was in the drawer."),
            Note(id="conversation/huw", text="Two hours at his table. Pero under it.\n\nHe wants to know who had the coat."),
        ),
        conversations=(
            Conversation(
                id="huw",
                who="Huw Pritchard",
                relationship="brother",
                category="family",
                on=on("14 March 2026"),
                medium="at home",
                purpose_explained=True,
                others_present="his neighbour Ann",
                quotations=(
                    Quotation(words="She ran that bus.", may_be_quoted=("portrait", "family-copy")),
                    Quotation(words="They hung her coat up. That was her voice, hung up."),
                ),
            ),
            Conversation(
                id="mair", who="Mair, senior support worker", organisation="Open Doors Living", category="involved", waits="the night rota"
            ),
        ),
        evidence=(
            Evidence(
                id="gp",
                name="record.json",
                kind="gp-record",
                organisation="Bridge Street Surgery",
                sha256="ab" * 32,
                bytes=812_344,
                received_on=on("2 February 2026"),
                covers="1988 to 2026",
            ),
            Evidence(
                id="hosp",
                name="notes scan.pdf",
                kind="hospital-record",
                organisation="Border General",
                sha256="cd" * 32,
                bytes=14_220_000,
                received_on=on("20 February 2026"),
                copy_kept_why="the passport is only here",
            ),
            Evidence(
                id="care",
                name="daily.pdf",
                kind="care-record",
                organisation="Open Doors Living",
                sha256="ef" * 32,
                bytes=1,
                warnings=("Page 9 cannot be read.",),
            ),
            Evidence(id="amb", name="prf.png", kind="ambulance-record", sha256="01" * 32, bytes=930),
        ),
        requests=(
            Request(
                id="r1",
                organisation="Border General",
                what="All notes since 2023",
                asked_on=on("10 January 2026"),
                chased_on=on("1 February 2026"),
                came_on=on("20 February 2026"),
            ),
            Request(id="r2", organisation="Dental access centre", what="Anything at all", asked_on=on("10 January 2026")),
        ),
        entries=tuple(entries()),
        answers=answers(),
        findings=(
            Finding(
                id="f1", kind="good-practice", text="A hospital passport made with her, in her words.", theme="TH13", rests_on=("t-flag",)
            ),
            Finding(
                id="f2", kind="learning", text="A passport in a drawer is not an adjustment.", theme="TH13", rests_on=("t-flag", "t-adm")
            ),
            Finding(
                id="f3",
                kind="concern",
                text="The DNACPR form gives “learning disability” as its only reason.",
                theme="TH09",
                severity="serious",
                told="Medical director, 2 March 2026, by the reviewer",
            ),
        ),
    )


REMARKS = [
    Remark(rule="R-ID-3", severity=Severity.WARN, sentence="The family name is not confirmed against a source.", where="person.family"),
    Remark(rule="R-TL-2", severity=Severity.HINT, sentence="One entry lies after the date of death.", where="entry/t-after", why="Ours."),
    Remark(rule="R-SC-1", severity=Severity.BLOCK, sentence="A grade has no reason.", where="focused.F10"),
]


@pytest.fixture
def rich() -> Snapshot:
    return rich_snapshot()


@pytest.fixture
def remarks() -> list[Remark]:
    return list(REMARKS)


@pytest.fixture
def read() -> Callable[[bytes], list[str]]:
    """The text of each page, as a PDF reader takes it out; a line ends with `\\n`."""

    def pages(pdf: bytes) -> list[str]:
        document: Any = pypdfium2.PdfDocument(pdf)
        try:
            return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
        finally:
            document.close()

    return pages
