"""What a review rests on: R-EV-1 to R-EV-7."""

from collections.abc import Iterator
from datetime import date, timedelta

from leder_desktop.errors import Refused
from leder_desktop.model.case import is_bristol, months_on
from leder_desktop.model.checks.said import called, code, inside, listed, rows
from leder_desktop.model.checks.sentences import Said, quoted, say, several
from leder_desktop.model.claims import rests_of
from leder_desktop.model.dates import When, day_words, on_words, understand, words
from leder_desktop.model.findings import KINDS
from leder_desktop.model.snapshot import Snapshot

GP_RECORD, FROM_FAMILY = "gp-record", "from-family"
OTHER_REVIEWS, CORONER = "initial.E06", "initial.D05"
NEWS = frozenset({"", "family-asked-to-wait"})
"""Reasons to wait that are no process of which anything could be taken into account."""


def _grounds(snapshot: Snapshot) -> Iterator[Said]:
    bare = [entry for entry in snapshot.entries if not entry.sources]
    if bare:
        count = "One entry has" if len(bare) == 1 else f"{len(bare)} entries have"
        which = several([f"{words(entry.when)}, {quoted(entry.what)}" for entry in bare])
        yield say("no-source", f"entry/{bare[0].id}", count=count, which=which)
    for finding in snapshot.findings:
        rests, kind = rests_of(finding, snapshot), KINDS.get(finding.kind, "finding").lower()
        gone = [inside(rest.says) for rest in rests if not rest.there]
        if len(gone) == len(rests):
            yield say("rests-on-nothing", f"finding/{finding.id}", kind=kind, text=quoted(finding.text))
        elif gone:
            named = listed(list(dict.fromkeys(gone)))
            yield say("rests-on-gone", f"finding/{finding.id}", kind=kind, text=quoted(finding.text), gone=named)
    theirs = {each.id for each in snapshot.conversations if each.category == "family"}
    theirs |= {each.id for each in snapshot.evidence if each.kind == FROM_FAMILY}
    told = any({source.conversation, source.evidence} & theirs for entry in snapshot.entries for source in entry.sources)
    if snapshot.entries and not told and not any(entry.view.strip() for entry in snapshot.entries):
        yield say("no-family-account", "timeline", name=called(snapshot))


def _first_covered(snapshot: Snapshot) -> date | None:
    """The first day the GP records reach back to: what each says it covers, else the first entry that cites it."""
    found: list[date] = []
    for record in snapshot.evidence:
        if record.kind != GP_RECORD:
            continue
        days = [_first(record.covers), *(entry.when for entry in snapshot.entries if any(s.evidence == record.id for s in entry.sources))]
        first = [day.earliest for day in days if day is not None and day.earliest is not None]
        if not first:
            return None  # nobody can tell how far back this one goes
        found.append(min(first))
    return min(found) if found else None


def _first(covers: str) -> When | None:
    """ "1978 to August 2026" as a date, where it is one."""
    try:
        return understand(covers) if covers.strip() else None
    except Refused:
        return None


def _cover(snapshot: Snapshot) -> Iterator[Said]:
    died, months = snapshot.person.death_date, snapshot.standards.policy().evidence_months
    first = _first_covered(snapshot)
    if died is None or died.latest is None or first is None:
        return
    if first > months_on(died.latest, -months):
        record = next(each for each in snapshot.evidence if each.kind == GP_RECORD)
        yield say("records-too-short", f"evidence/{record.id}", first=day_words(first), months=months)


def _requests(snapshot: Snapshot, today: date) -> Iterator[Said]:
    days = snapshot.standards.policy().request_days
    for request in snapshot.requests:
        last = request.chased_on or request.asked_on
        if request.came_on is not None or request.refused_why.strip() or last is None or last.latest is None:
            continue
        if today - last.latest > timedelta(days=days):
            yield say("request-waits", f"request/{request.id}", whom=request.organisation, on=on_words(last), days=days)


def _gaps(snapshot: Snapshot) -> Iterator[Said]:
    """Stretches without a dated event in the last year of life, each said at the entry that ends it. Of a vague day of death, what
    surely lies in that year is looked at."""
    died, days = snapshot.person.death_date, snapshot.standards.policy().gap_days
    if died is None or died.earliest is None or died.latest is None or not snapshot.entries:
        return
    until, at = months_on(died.latest, -12), died.earliest
    dated = [
        (entry.when.earliest, entry.when.latest, entry.id)
        for entry in snapshot.entries
        if entry.when is not None and entry.when.earliest is not None and entry.when.latest is not None
    ]
    dated.sort(key=lambda each: each[:2])  # those of one day stay in the order of the timeline
    for first, last, id in [*dated, (at, at, "")]:
        if last < until:
            continue
        if (min(first, at) - until).days > days:
            where = f"entry/{id}" if id else "timeline"
            yield say("gap", where, since=day_words(until), until=day_words(min(first, at)))
        until = max(until, min(last, at))


def _others(snapshot: Snapshot) -> Iterator[Said]:
    """Each process that is named, by the notification, a hold or the question on the coroner, and is not among those taken into account."""
    if is_bristol(snapshot.case.template):
        return  # whose form does not ask for them
    told = [*snapshot.notification.other_processes, *(hold.reason for hold in snapshot.case.holds)]
    if code(snapshot, CORONER) == "yes":
        told.append("coroner")
    used = {row.said("kind") for row in rows(snapshot, OTHER_REVIEWS)} | NEWS
    left = [snapshot.standards.label("other-process", each) for each in dict.fromkeys(told) if each not in used]
    if left:
        yield say("other-process-not-used", OTHER_REVIEWS, processes=listed(left))


def remarks(snapshot: Snapshot, today: date) -> Iterator[Said]:
    yield from _grounds(snapshot)
    yield from _cover(snapshot)
    yield from _requests(snapshot, today)
    yield from _gaps(snapshot)
    yield from _others(snapshot)
