"""A case with much to erase: words that stand nowhere else, long texts over several pages, many edits, an import, a record, an undo.

Its words begin as no English word does, so that the full-text index cannot hide them behind a shared beginning (it keeps terms by what
differs from the one before).
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from leder_desktop.intake.fhir.record import Import
from leder_desktop.keys.wrap import unwrap
from leder_desktop.model.conversation import Conversation, Quotation, named
from leder_desktop.model.dates import understand
from leder_desktop.model.evidence import Request, Source
from leder_desktop.model.findings import Finding, Quoted
from leder_desktop.model.grades import Given, Grading
from leder_desktop.model.remarks import Kept
from leder_desktop.model.timeline import Draft
from leder_desktop.operations import (
    cases,
    conversations,
    evidence,
    findings,
    history,
    notes,
    person,
    place,
    records,
    requests,
    snapshot,
    timeline,
)
from leder_desktop.operations.writing import step
from leder_desktop.session import Desk, Session
from leder_desktop.store import case_folder
from tests.faults.canary import hits
from tests.faults.rawpages import Hit, find

FIRST_SAID, SAID = "She zqwarbled to the trains xylodays", "She zqwarbled at every train on Xylotuesdays"
QUOTED = ("zqwarbled", "xylodays", "Xylotuesdays")
OTHER = ("Vzokkinen", "Qxanthe", "9434765919", "4 Wxlane Row", "Zvedalgia", "Jzqcillin", "Qvrecord", "Xmismatch")
"""Of another person: in the record, in its entries, in its name, and what only the record's bytes hold."""

PERSON = ("Kzmari", "Wqellis", "9990001218", "Vxlodge")
STAYS = "Pvkettle"
"""A word that nothing here erases: that it is found shows that the looking works."""


@dataclass(frozen=True, kw_only=True)
class Made:
    session: Session
    record: str
    letter: str
    """A record whose bytes cite nothing of the other's."""

    conversation: str


def gp_record(folder: Path) -> Path:
    """Somebody else's."""
    about = {"reference": "Patient/p1"}
    entries = [
        {"resourceType": "Condition", "id": f"c{n}", "subject": about, "onsetDateTime": str(1980 + n), "code": {"text": f"Zvedalgia {n}"},
         "note": [{"text": f"Jzqcillin was given. {'It was given again. ' * 120}"}]}
        for n in range(12)
    ]  # fmt: skip
    patient = {
        "resourceType": "Patient", "id": "p1", "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": "9434765919"}],
        "name": [{"use": "official", "family": "Vzokkinen", "given": ["Qxanthe"]}], "gender": "female", "birthDate": "1958-04-02",
        "deceasedDateTime": "2026-08-20", "address": [{"line": ["4 Wxlane Row"], "city": "Skipton"}],
        "contact": [{"name": {"text": "Xmismatch"}}],
    }  # fmt: skip
    bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": r} for r in (patient, *entries)]}
    path = folder / "Qvrecord of Qxanthe.json"
    path.write_text(json.dumps(bundle), "utf-8")
    return path


def made(desk: Desk, folder: Path) -> Made:
    """Not yet erased; the case is open, as its window would have it after an afternoon's work."""
    told = b'{"format": "leder-notification", "version": "1.0", "reference": "LDR-T-9", "notified_on": "2026-08-31"}'
    session = cases.new(desk, told, opt_out_checked_by="Sam Okoro")
    letter = _letter(session, folder)
    data, found = records.read(gp_record(folder))
    record = _took_in(session, folder, data, found)
    conversation = conversations.add(session, Conversation(id="", who="Maureen Lowe", relationship="Mother")).made[0]
    for words in ("She zqwarbled", FIRST_SAID, SAID):
        told_by = next(c for c in conversations.conversations(session) if c.id == conversation)
        conversations.change(session, _saying(told_by, words))
    for n in range(12):  # many edits, each a version over several pages
        notes.set(session, f"conversation/{conversation}", f"{n} {STAYS} {'We spoke of the garden. ' * 400}")
    first = timeline.entries(session)[0]
    timeline.change(session, first.id, _with_view(first))
    both = (Source(evidence=record), Source(evidence=letter))
    timeline.add(session, Draft(what=f"{STAYS} boiled.", when=understand("2019"), sources=both))
    findings.add(session, Finding(id="", kind="learning", text="The kettle.", rests_on=(first.id,)))
    place.remember(session, {"half-typed": json.dumps({"id": conversation, "words": f"{SAID} Zvedalgia"})})
    requests.add(session, Request(id="", organisation=STAYS, what="the record"))
    return Made(session=session, record=record, letter=letter, conversation=conversation)


CONFIRMED = "As Zwlenka spelt it"
"""What only the confirmations say: whom it was compared with, in the reviewer's words."""


def said_beside(made: Made) -> None:
    """What other things say of the conversation and the record: confirmations, kept reasons, a grade given before, a finding's ground."""
    session, conversation = made.session, made.conversation
    person.confirm(session, "given", f"The record, {CONFIRMED}", evidence=made.record)
    person.confirm(session, "family", f"Maureen Lowe, {CONFIRMED}", conversation=conversation)
    person.describe(session, replace(snapshot.person(session), known_as=STAYS))
    person.confirm(session, "known_as", STAYS, evidence=made.letter)
    (_, said) = next(named(c.quotations) for c in conversations.conversations(session) if c.id == conversation)
    ground = findings.add(session, Finding(id="", kind="learning", text="She said so.")).made[0]
    whole = next(finding for finding in findings.findings(session) if finding.id == ground)
    findings.change(session, replace(whole, rests_on_quotations=(Quoted(conversation=conversation, quotation=said.id),)))
    first = Given(why=f"As her mother said: {SAID}.", by="Sam Okoro")
    with step(session, "What others say of it", gate=None) as (writing, _):
        for where, sentence in (
            (f"conversation/{conversation}", "Explain it to her."), ("portrait", "Words of Maureen Lowe stand in this text."),
            ("summary", f"Nothing is said of the {STAYS}."), (f"entry/{timeline.entries(session)[0].id}", "This entry is dated 2099."),
            ("initial.P08", "A decision stands there: “Zvedalgia 1”."),
        ):  # fmt: skip
            writing.put(Kept(id=f"tried@{where}", why="It is right so", sentence=sentence, by="Priya Raman"))
        writing.put(Grading(id="panel/focused.F10", why="Agreed.", by="Sam Okoro", former=(first,)))


def _letter(session: Session, folder: Path) -> str:
    path = folder / "letter.txt"
    path.write_text(f"{STAYS} whistled.", "utf-8")
    return evidence.attach(session, path).made[0]


def _took_in(session: Session, folder: Path, data: bytes, found: Import) -> str:
    """Taken in, undone, and taken in again: the first time's words are former versions too."""
    path = folder / "Qvrecord of Qxanthe.json"
    first = records.keep(session, records.look(session, path, data, found))
    history.undo(session)
    again = records.keep(session, records.look(session, path, data, found))
    assert len(first.made) == len(again.made) == 1
    return again.made[0]


def _saying(told: Conversation, words: str) -> Conversation:
    kept = Quotation(words=f"{STAYS} was hers.", may_be_quoted=("portrait",))
    return replace(told, quotations=(kept, Quotation(words=words, may_be_quoted=("panel",))))


def _with_view(entry: Draft) -> Draft:
    return Draft(**{name: getattr(replace(entry, view="Zvedalgia they said"), name) for name in Draft.__dataclass_fields__})


def raw(session: Session, words: tuple[str, ...]) -> list[Hit]:
    """In the pages of the case file and of the shelf, and in the journals beside them, decrypted."""
    desk = session.desk
    found = find(case_folder.file_of(desk.folder, session.case), bytes(desk.shelf.case_key(session.case)), words)
    return found + find(desk.shelf.database.path, shelf_key(desk), words)


def shelf_key(desk: Desk) -> bytes:
    """The register's own key, as the header has it wrapped under the store's."""
    return bytes(unwrap(desk.held.header.shelf_key, desk.held.store_key, purpose="shelf", about=desk.held.header.store))


def beside(desk: Desk, words: tuple[str, ...]) -> list[str]:
    """In every byte of every file of the store, as it lies."""
    return hits([desk.folder], words)
