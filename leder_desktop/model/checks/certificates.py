"""The certificate, the medical examiner and the coroner: R-MCCD-3, R-ME-1, R-COR-1. R-MCCD-1 and 2 read words (`wording`)."""

import re
from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import asked, called, code, label
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.snapshot import Snapshot

CAUSE, SOURCE, CORONER, EXAMINER, RESTRICTED = "initial.D03.Ia", "initial.D03.source", "initial.D05", "initial.D08", "initial.S09"
EVERY_DEATH = date(2024, 9, 9)
"""From this day a medical examiner or a coroner looks at every death (death certification reforms, 2024)."""
UNNATURAL = re.compile(
    r"\b(unascertained|unknown|not known|suicid\w*|self[- ]harm|accident\w*|injur\w*|trauma\w*|overdose|poison\w*|drown\w*|hang(ed|ing)"
    r"|chok\w*|asphyxi\w*|burns?|fracture\w*|fall(s|en)?|assault\w*|homicide|ligature|road traffic)\b",
    re.I,
)
"""Words on a certificate after which a coroner would normally be told."""
CAUSES = (CAUSE, "initial.D03.Ib", "initial.D03.Ic", "initial.D03.Id", "initial.D03.II")


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    coroner = code(snapshot, CORONER)
    if code(snapshot, CAUSE) and code(snapshot, SOURCE) != "certificate-seen":
        source = code(snapshot, SOURCE)
        yield say("cause-not-seen", SOURCE, source=label(snapshot, SOURCE, source)) if source else say("cause-not-sourced", SOURCE)
    died = snapshot.person.death_date
    if died is not None and died.earliest is not None and died.earliest >= EVERY_DEATH and coroner == "no":
        examined = code(snapshot, EXAMINER)
        if asked(snapshot, EXAMINER) and examined in ("no-coroner", "before-2024"):
            yield say("nobody-examined", EXAMINER)
    if coroner == "no":
        found = next((hit for ref in CAUSES if (hit := UNNATURAL.search(code(snapshot, ref)))), None)
        if found is not None:
            yield say("coroner-unnatural", CORONER, words=found.group())
        elif code(snapshot, RESTRICTED) == "yes":
            yield say("coroner-detained", CORONER, name=called(snapshot))
