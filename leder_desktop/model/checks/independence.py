"""Who writes and who signs off: R-IND-1 (the reviewer declares to be independent) and R-IND-2 (somebody else signs off)."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.checks.said import called
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.independence import same_person
from leder_desktop.model.snapshot import Snapshot


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    case, signoff = snapshot.case, snapshot.signoff
    if not case.independence.words.strip():
        yield say("not-independent", "case.independence", name=called(snapshot))
    reviewer = signoff.reviewer_name or snapshot.reviewer
    if same_person(reviewer, case.senior_reviewer) or same_person(signoff.reviewer_name, signoff.senior_name):
        yield say("signs-own-review", "case.senior_reviewer", reviewer=reviewer)
