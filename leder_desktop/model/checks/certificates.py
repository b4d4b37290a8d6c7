"""The certificate, the medical examiner and the coroner: R-MCCD-3, R-ME-1, R-COR-1. R-MCCD-1 and 2 read words (`wording`)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import CERTIFICATE, called, code, label
from leder_desktop.model.checks.sentences import WHOLE, Said, quoted, say
from leder_desktop.model.dates import on_words
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import named

SOURCE, CORONER, EXAMINER, RESTRICTED = "initial.D03.source", "initial.D05", "initial.D08", "initial.S09"
EVERY_DEATH = date(2024, 9, 9)
"""From this day a medical examiner or a coroner looks at every death (death certification reforms, 2024)."""


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    coroner = code(snapshot, CORONER)
    written = "; ".join(line for ref in CERTIFICATE.values() if (line := code(snapshot, ref)).strip())
    if written and code(snapshot, SOURCE) != "certificate-seen":
        source, cause = code(snapshot, SOURCE), quoted(written, WHOLE)
        if source:
            yield say("cause-not-seen", SOURCE, source=label(snapshot, SOURCE, source), cause=cause)
        else:
            yield say("cause-not-sourced", SOURCE, cause=cause)
    died = snapshot.person.death_date
    if died is not None and died.earliest is not None and died.earliest >= EVERY_DEATH:
        examined = code(snapshot, EXAMINER)
        if coroner == "no" and examined == "no-coroner":
            yield say("nobody-examined", EXAMINER)
        elif examined == "before-2024":
            yield say("examined-not-before", EXAMINER, name=called(snapshot), on=on_words(died))
    if coroner == "no":
        lists = snapshot.standards.words()
        found = next((hit for ref in CERTIFICATE.values() for hit in named.hits(code(snapshot, ref), "unnatural", lists)), None)
        if found is not None:
            yield say("coroner-unnatural", CORONER, words=found.words, cause=quoted(written, WHOLE))
        elif code(snapshot, RESTRICTED) == "yes":
            yield say("coroner-detained", CORONER, name=called(snapshot))
