"""Good practice, learning and concern: each with what contributed, who has been told, and what it rests on; then the claim map."""

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.claims import Claim, ClaimMap, Piece, Rest, claim_map, count
from leder_desktop.model.evidence import Source
from leder_desktop.model.findings import KINDS, Escalation, Quoted, worst
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.citations import Numbers, citations
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import AMBER, AMBER_WASH, BLUE, styles
from leder_desktop.report.tables import day, heads, lead, nothing, said, sentence, soft
from leder_desktop.report.words import Markup, after, bold, escape, join, lines, paragraph

_SHORT = 90
"""Characters of an entry that are shown where a finding rests on it; the whole entry is in the timeline."""
_TITLES = {"good-practice": "Good practice", "learning": "Learning", "concern": "Concerns"}
_MAP = (5, 2)


def findings(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    made, found = section("Findings"), claim_map(snapshot)
    none = {each.id: each for each in snapshot.none_found}
    if not found.claims and not none:
        return [*made, *nothing("No finding is recorded yet."), *_escalations(snapshot, found)]
    for kind in KINDS:
        claims = [claim for claim in found.claims if claim.finding.kind == kind]
        if claims:
            made += part(_TITLES[kind])
            for claim in claims:
                made += [Grid([_finding(claim, snapshot, numbers)], after=0), Spacer(1, 8)]
        elif kind in none:
            by, at = none[kind].by, none[kind].at
            who = sentence(by, day(at.date()) if at else "")
            made += [*part(_TITLES[kind]), *nothing(f"None found: the reviewer looked, and found none. {who}".strip())]
    return [*made, *_escalations(snapshot, found), *_rests(found, numbers)]


def _finding(claim: Claim, snapshot: Snapshot, numbers: Numbers) -> Row:
    finding, label = claim.finding, snapshot.standards.label
    shown: list[Flowable] = []
    above = [f"F{claim.number}", *([label("theme", finding.theme)] if finding.theme else [])]
    if finding.organisation_kind:
        above.append(label("organisation-kind", finding.organisation_kind))
    if finding.severity:
        above.append(f"{label('severity', finding.severity)} {finding.kind}")
    serious = worst(finding, snapshot.standards)
    shown.append(paragraph(join(*(escape(each) for each in above), between=" · "), styles().alarm if serious else styles().tag))
    shown += lines(finding.text, styles().text)
    for factor in finding.factors:
        said_so = ": ".join(x for x in (label("contributory-factor", factor.code), factor.text) if x)
        shown += after(bold("Contributed:"), said_so, styles().text)
    if finding.told.strip():
        shown += after(bold("Told:"), finding.told, styles().text)
    for told in snapshot.escalations:
        if finding.id in told.about:
            shown += after(bold("Told:"), _told(told, snapshot), styles().text)
    shown += [each for rest in claim.rests for each in _rest(rest, numbers)] or [soft("Nothing is named that this finding rests on")]
    return Row([shown], tint=AMBER_WASH if serious else None, bar=AMBER if serious else BLUE)


def _rest(rest: Rest, numbers: Numbers) -> list[Flowable]:
    match rest.ground:
        case Source() if rest.there:
            return citations([rest.ground], numbers)
        case Quoted() if rest.there:
            at, _ = numbers.conversations[rest.ground.conversation]
            return after(bold(f"[C{at}]"), rest.says, styles().small)
        case str() if rest.there:
            short = rest.says if len(rest.says) <= _SHORT else rest.says[:_SHORT].rsplit(" ", 1)[0] + " …"
            return [paragraph(join(bold(f"T{numbers.entries[rest.ground]}"), escape(short), between=" "), styles().small)]
        case _:
            return [soft(rest.says)]


def _told(told: Escalation, snapshot: Snapshot) -> str:
    to, theirs = snapshot.standards.label("escalated-to", told.to), f"reference {told.reference}" if told.reference else ""
    return ". ".join(each.rstrip(".") for each in (sentence(to, said(told.on), theirs), told.note) if each)


def _escalations(snapshot: Snapshot, found: ClaimMap) -> list[Flowable]:
    if not snapshot.escalations:
        return []
    there = {claim.finding.id: claim.number for claim in found.claims}
    made = part("Who was told")
    for told in snapshot.escalations:
        about = ", ".join(f"F{there[id]}" for id in told.about if id in there)
        made += after(bold(f"{about}:" if about else "Told:"), _told(told, snapshot), styles().text)
    return made


def _rests(found: ClaimMap, numbers: Numbers) -> list[Flowable]:
    """The claim map from the side of the evidence, and what nothing rests on."""
    if not found.claims:
        return []
    back = "What each finding rests on stands below it. Here is the way back: the evidence, and what it bears."
    made = [*part("What rests on what"), lead(back)]
    bearing = found.bearing()
    if bearing:
        rows = [Row([_piece(piece, numbers), [paragraph(_findings(piece, found), styles().text)]], _MAP) for piece in bearing]
        made.append(Grid(rows, heads(("Evidence", "Bears"), _MAP)))
    else:
        made += nothing("No finding names what it rests on.")
    never = found.never_cited()
    made += [soft(f"Nothing rests on, and nothing cites: {count(never)}.")] if never else []
    return made


def _piece(piece: Piece, numbers: Numbers) -> list[Flowable]:
    _, _, id = piece.key.partition("/")
    match piece.sort:
        case "record":
            mark = f"[{numbers.records[id][0]}]"
        case "event":
            mark = f"T{numbers.entries[id]}"
        case _:
            mark = f"[C{numbers.conversations[id.partition('/')[0]][0]}]"
    says = piece.says if len(piece.says) <= _SHORT else piece.says[:_SHORT].rsplit(" ", 1)[0] + " …"
    return after(bold(mark), says, styles().text)


def _findings(piece: Piece, found: ClaimMap) -> Markup:
    return escape(", ".join(f"F{number}" for number in sorted(found.number(each.id) for each in piece.bears)))
