"""A review in the real window by keyboard alone, from the notification to the decision; what is in the case then is read from outside.

Where a Tab leads is part of what is tested: a control that comes to stand in the way, or out of it, is seen here. A picture of each
station is left in the test's folder.
"""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from leder_desktop.clock import Clock
from leder_desktop.governance.roles import Role
from leder_desktop.keys.derive import FLOOR
from leder_desktop.model.answers import Cell, Row
from leder_desktop.model.case import Hold
from leder_desktop.model.dates import words
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.operations import cases, checks, history, snapshot, store
from tests.journeys.program import quick_keys
from tests.window.drive import PASSPHRASE, Program, account, opened
from tests.window.screen import screen, until

pytestmark = [
    pytest.mark.tool("Xvfb", "openbox"), pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Xvfb"),
]  # fmt: skip
TODAY = date.today()
DIED, NOTIFIED, LOOKED_FOR, SPOKEN, ENDS = (TODAY + timedelta(days) for days in (-94, -69, -68, -53, 70))
"""Days of a review that is under way: the window asks the machine what day it is."""
FELL_ILL = DIED - timedelta(69)


def said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


SPACE = " "
"""Typed into a tick or a radio button it chooses it."""
WHO = ("Leonard", "Thistlewood", "Len", "3 May 1958", said(DIED), "943 476 5919")
"""As the accuracy page asks for them: first names, family name, what they liked to be called, born, died, NHS number."""
CERTIFICATE = "death certificate, seen 3 September"
NOTES = "She took him to the allotment every Sunday until the winter."
EVENT = f"{said(FELL_ILL)} GP chest infection, amoxicillin"
FOUND = "The chest infection was treated at home in time."
WHY = "It is a duty here, and it would look at how the chest infections were met."
GRADED = "The chest infections were met late, and nobody asked why they came back."
LEFT = {
    "certificate-vague", "diagnosis-not-sourced", "gap", "must-unanswered", "no-gp-account", "no-grade", "no-portrait", "nobody-involved",
    "not-offered", "other-process-not-used", "prompt-chest",
}  # fmt: skip
"""What a review that came so far still lacks, by the ids of the checks."""


@dataclass
class Reviewer:
    """Somebody at the keys."""

    program: Program
    folder: Path

    def station(self, name: str) -> None:
        self.program.still().save(self.folder / f"{name}.png")

    def keys(self, *keys: str) -> None:
        """Pressed one after the other; what they lead to is in sight when this returns."""
        self.program.screen.press(*keys)
        self.program.still()

    def fields(self, *said: str) -> None:
        """One after the other, with a Tab between: words, the first letters of what is chosen in a list, `SPACE` for a tick, "" to pass."""
        for number, each in enumerate(said):
            self.program.screen.press(*(("Tab",) if number else ()))
            self.program.screen.type(each)
        self.program.still()

    def tabs(self, count: int, *keys: str) -> None:
        self.keys(*["Tab"] * count, *keys)

    def asked(self, *keys: str) -> Callable[[], None]:
        """These keys bring a question over the window; call what is given back once it was answered."""
        before = len(self.program.windows())
        self.program.screen.press(*keys)
        until(lambda: len(self.program.windows()) > before, "a question over the window")
        self.program.still()

        def gone() -> None:
            until(lambda: len(self.program.windows()) == before, "the question goes")
            self.program.still()

        return gone

    # the stations
    def takes_in(self) -> None:
        """Beginning with the opt-out check."""
        self.keys("ctrl+n")
        self.keys("space", "Tab")
        self.fields(
            "Sam Okoro, local area contact", "", "LDR-26-0042", said(NOTIFIED), "", SPACE, said(LOOKED_FOR), WHO[2], WHO[0], WHO[1],
            *WHO[3:], "4 Larch Close, Hollowmarsh", "Ma", "Bl", "lear", "mod", "", "", "Hos", "Aspiration pneumonia", "", "",
            "Larch Road Surgery", "", "", "Ana Pell", "Ward sister", "", "", "", "Joan Thistlewood", "Sister", "0161 496 0000",
        )  # fmt: skip
        self.station("1-notification")
        before = self.program.still()
        self.keys("ctrl+Return")
        self.program.changed(before, "the case")
        self.station("2-overview")

    def confirms(self) -> None:
        """The six that are typed over, each against the certificate."""
        self.program.do("names and dates")
        self.program.still()
        for written in WHO:
            gone = self.asked("Return")
            self.fields(CERTIFICATE, written)
            if written == WHO[0]:
                self.station("3-confirming")
            self.program.screen.press("Return")
            gone()
        self.station("4-accuracy")

    def declares(self) -> None:
        self.keys("ctrl+2")
        self.keys(*["shift+Tab"] * 6, "space", "Tab")
        self.fields("nu", "Northern Reviews", "Ida Marsh", "Sam Okoro")
        self.keys("Return")
        self.station("5-independence")

    def talks(self) -> None:
        self.keys("ctrl+4")
        self.fields("Joan Thistlewood", "Sister", "fam", "", said(SPOKEN), "At her home", "", "", SPACE, NOTES)
        self.station("6-conversation")

    def writes_an_event(self) -> None:
        """In the line at the top, told by the one they spoke with."""
        self.keys("ctrl+6")
        self.program.screen.type(EVENT)
        self.keys("Tab", "Down", "shift+Tab", "Return")
        self.station("7-timeline")

    def answers(self) -> None:
        """Words, words, one of two, and a row of a list."""
        self.keys("ctrl+7", *["Down"] * 5)
        self.keys("Return")
        self.fields("Chapel on Sundays.", "", "", "English", "", "", "")
        self.keys("Right", "space")
        self.station("8-questions")
        self.keys("ctrl+7", *["Down"] * 3)
        self.keys("Return")
        self.tabs(6, "space")
        self.fields("3 March 2025", "Left alone in the bath", "Nothing was written down")
        self.station("9-a-list")

    def finds(self) -> None:
        self.keys("ctrl+8")
        self.program.screen.type(FOUND)
        self.tabs(3)
        gone = self.asked("space")
        self.tabs(1, "space")
        self.station("10-what-it-rests-on")
        self.tabs(2, "Return")
        gone()
        self.tabs(2, "space")
        self.station("11-findings")

    def waits(self) -> None:
        """A hold begun, and ended."""
        self.keys("ctrl+1")
        self.tabs(5, "Return")
        self.fields("Cor", "", said(ENDS), "Sam Okoro", "INQ-7", "")
        self.keys("Return")
        self.station("12-on-hold")
        self.tabs(1, "Return")
        self.tabs(1, "Return")
        self.station("13-hold-ended")

    def decides(self) -> None:
        """Nobody of the family asked; there is no concern; the trigger makes it a duty."""
        self.keys("ctrl+9")
        self.station("14-no-grade-yet")
        self.program.do("go to decision")
        self.station("15-triggers")
        self.tabs(5, "Right", "space")
        self.tabs(2, "Right", "space")
        self.tabs(2, "space")
        self.tabs(2)
        self.program.screen.type(WHY)
        self.station("16-decision")

    def grades(self) -> None:
        self.keys("ctrl+9")
        self.program.screen.type(GRADED)
        self.tabs(2, "Down", "Down", "space")
        self.station("17-grade")

    def whole(self) -> None:
        self.program.unlock()
        for station in (
            self.takes_in, self.confirms, self.declares, self.talks, self.writes_an_event, self.answers, self.finds, self.waits,
            self.decides, self.grades,
        ):  # fmt: skip
            station()
        assert self.program.quit() == 0


def _empty_store(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    with quick_keys():
        plan = store.plan("Priya Raman", Role.REVIEWER, PASSPHRASE)
        store.make(folder, plan, clock=Clock(), parameters=FLOOR).close()


def _only_case(folder: Path) -> str:
    with quick_keys():
        desk = store.unlock(folder, PASSPHRASE, clock=Clock())
        try:
            (row,) = cases.all(desk)
            return row.id
        finally:
            desk.close()


def _case_is_whole(found: Snapshot) -> None:
    """Exactly what was done, field by field."""
    case, who = found.case, found.person
    assert (case.reference, case.notified_on, case.duplicate_checked_on) == ("LDR-26-0042", NOTIFIED, LOOKED_FOR)
    assert case.template == "LeDeR-2021"
    assert (case.opt_out.result, case.opt_out.by, case.opt_out.on) == ("none", "Sam Okoro, local area contact", TODAY)
    assert (case.independence.by, case.independence.on) == ("Priya Raman", TODAY)
    assert "not involved in Len’s care" in case.independence.words
    assert (case.reviewer_profession, case.reviewer_employer, case.senior_reviewer, case.local_area_contact) == (
        "nurse", "Northern Reviews", "Ida Marsh", "Sam Okoro")  # fmt: skip
    assert case.holds == (
        Hold(reason="coroner", started=TODAY, expected=ENDS, ended=TODAY, agreed_by="Sam Okoro", reference="INQ-7"),
    )
    assert (who.given, who.family, who.known_as, who.nhs_number, who.address) == (
        *WHO[:3], WHO[5], "4 Larch Close, Hollowmarsh")  # fmt: skip
    assert who.birth_date is not None and who.death_date is not None
    assert (words(who.birth_date), words(who.death_date)) == WHO[3:5]
    assert (who.sex, who.ethnicity, who.diagnosis_group, who.disability_level, who.place_of_death) == (
        "male", "M", "learning-disability", "moderate", "hospital-ward")  # fmt: skip
    assert [(each.field, each.spelt, each.source, each.by) for each in who.confirmations] == [
        (field, spelt, CERTIFICATE, "Priya Raman")
        for field, spelt in zip(("given", "family", "known_as", "birth_date", "death_date", "nhs_number"), WHO, strict=True)
    ]
    told = found.notification
    assert (told.cause_of_death, told.gp_name, told.notifier.name, told.notifier.role) == (
        "Aspiration pneumonia", "Larch Road Surgery", "Ana Pell", "Ward sister")  # fmt: skip
    assert [(kin.name, kin.relationship, kin.contact) for kin in told.kin] == [("Joan Thistlewood", "Sister", "0161 496 0000")]


def _review_is_whole(found: Snapshot) -> None:
    (talk,), (event,), (finding,) = found.conversations, found.entries, found.findings
    assert (talk.who, talk.relationship, talk.category, talk.medium, talk.purpose_explained) == (
        "Joan Thistlewood", "Sister", "family", "At her home", True)  # fmt: skip
    assert talk.on is not None and talk.on.earliest == talk.on.latest == SPOKEN
    assert {note.id: note.text for note in found.notes} == {f"conversation/{talk.id}": NOTES}
    assert event.when is not None and event.when.earliest == event.when.latest == FELL_ILL
    assert (event.setting, event.what, event.reliability) == ("gp", "chest infection, amoxicillin", "told")
    assert [source.conversation for source in event.sources] == [talk.id]
    assert (finding.kind, finding.text, finding.rests_on) == ("good-practice", FOUND, (event.id,))
    row = (("on", "2025-03-03"), ("nature", "Left alone in the bath"), ("outcome", "Nothing was written down"))
    answers = {answer.id: answer for answer in found.answers}
    assert {id: answer.value for id, answer in answers.items()} == {
        "initial.P02": "Chapel on Sundays.", "initial.P03": "English", "initial.P03.interpreter": "no",
        "initial.S04": (Row(cells=tuple(Cell(field=field, said=said) for field, said in row)),),
        "initial.O05": "no", "initial.O04": "no", "initial.O07": "yes-mandatory", "initial.O08": WHY,
        "focused.F01": ("minority-ethnic-background",), "focused.F12.quality": GRADED, "focused.F10": "4",
    }  # fmt: skip
    assert {answer.by for answer in answers.values()} == {"Priya Raman"}
    score = answers["focused.F10"].score
    assert score is not None and score.label_text.startswith("This was satisfactory care")
    assert not (found.evidence or found.requests or found.escalations or found.gradings or found.actions or found.comments or found.kept)


def test_a_review_is_made_from_the_notification_to_the_decision_by_keys_alone(tmp_path: Path) -> None:
    with screen(tmp_path) as shown:
        person = account(tmp_path / "account", shown)
        _empty_store(person.store)
        with Program(shown, person) as program:
            try:
                Reviewer(program, tmp_path).whole()
            finally:
                shown.picture().save(tmp_path / "18-the-end.png")
        assert program.log.read_text("utf-8") == ""
    with opened(person.store, _only_case(person.store)) as session:
        assert history.faults(session) == [] and session.file.database.integrity(full=True) == []
        found = snapshot.take(session)
        left = {remark.id for remark in checks.of(session, found)}
    _case_is_whole(found)
    _review_is_whole(found)
    assert left == LEFT
