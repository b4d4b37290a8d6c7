"""Good practice, learning and concern: each with its theme, who has been told, and what it rests on."""

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.dates import words
from leder_desktop.model.findings import KINDS, SEVERITIES, Finding
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry
from leder_desktop.model.vocabularies import label
from leder_desktop.report.citations import Numbers
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import AMBER, AMBER_WASH, BLUE, styles
from leder_desktop.report.tables import nothing, soft
from leder_desktop.report.words import after, bold, escape, join, lines, paragraph

_SHORT = 90
"""Characters of an entry that are shown where a finding rests on it; the whole entry is in the timeline."""
_TITLES = {"good-practice": "Good practice", "learning": "Learning", "concern": "Concerns"}


def findings(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    made = section("Findings")
    if not snapshot.findings:
        return [*made, *nothing("No finding is recorded yet.")]
    entries = {entry.id: entry for entry in snapshot.entries}
    for kind in KINDS:
        of_kind = [finding for finding in snapshot.findings if finding.kind == kind]
        if of_kind:
            made += part(_TITLES[kind])
            for each in of_kind:
                made += [Grid([_finding(each, entries, numbers)], after=0), Spacer(1, 8)]
    return made


def _finding(finding: Finding, entries: dict[str, Entry], numbers: Numbers) -> Row:
    shown: list[Flowable] = []
    above = [label("theme", finding.theme)] if finding.theme else []
    if finding.severity:
        above.append(f"{SEVERITIES.get(finding.severity, finding.severity)} {finding.kind}")
    serious = finding.severity == "serious"
    if above:
        shown.append(paragraph(join(*(escape(each) for each in above), between=" · "), styles().alarm if serious else styles().tag))
    shown += lines(finding.text, styles().text)
    if finding.told.strip():
        shown += after(bold("Told:"), finding.told, styles().text)
    rests = [_rest(entries[each], numbers) for each in finding.rests_on if each in entries]
    shown += rests or [soft("No timeline entry is named for this finding")]
    return Row([shown], tint=AMBER_WASH if serious else None, bar=AMBER if serious else BLUE)


def _rest(entry: Entry, numbers: Numbers) -> Flowable:
    what = " ".join(entry.what.split())
    short = what if len(what) <= _SHORT else what[:_SHORT].rsplit(" ", 1)[0] + " …"
    return paragraph(join(bold(f"T{numbers.entries[entry.id]}"), escape(f"{words(entry.when)}: {short}"), between=" "), styles().small)
