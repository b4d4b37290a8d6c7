"""What the words say, read by `model.words`: R-DNACPR-1 and 4, R-MCCD-1 and 2, R-ID-3 (spelt
the same everywhere) and R-ID-4, R-TXT-4 and 5."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.accuracy import FIELDS, Text, differs
from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import called, code, concern_about
from leder_desktop.model.checks.sentences import Said, say
from leder_desktop.model.person import age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import Hit, certificate, dnacpr, recommendations, tone

REASON, IN_PLACE = "initial.D12", "initial.D10"
BRISTOL_REASON = "bristol-initial.B14.reason"
LINES = {"a": "initial.D03.Ia", "b": "initial.D03.Ib", "c": "initial.D03.Ic", "d": "initial.D03.Id", "II": "initial.D03.II"}
DNACPR_THEME, CERTIFICATE_THEME = "TH09", "TH31"
JUDGED = ("initial.O08", "initial.D01", "focused.F12.quality", "focused.F12.availability")
"""Answers in which the reviewer writes at length."""
MOST = 3
"""Places named in one sentence."""


def _quoted(hits: tuple[Hit, ...]) -> str:
    """ "a”, “b”, “c”, “…", to stand between quotation marks."""
    said = list(dict.fromkeys(" ".join(hit.words.split()) for hit in hits))
    more = "”, “…" if len(said) > MOST else ""
    return "”, “".join(said[:MOST]) + more


def _decisions(snapshot: Snapshot) -> Iterator[Said]:
    lists = snapshot.standards.words()
    for ref in (REASON, BRISTOL_REASON):
        text = code(snapshot, ref)
        if not text:
            continue
        named = dnacpr.reasons(text, lists)
        if named and not concern_about(snapshot, DNACPR_THEME):
            id = "dnacpr-dependency" if named[0].kind == "only-dependency" else "dnacpr-disability"
            yield say(id, ref, words=_quoted(named))
        if everybody := dnacpr.blanket(text, lists):
            yield say("dnacpr-blanket", ref, words=_quoted(everybody))


def _certificate(snapshot: Snapshot) -> Iterator[Said]:
    if is_bristol(snapshot.case.template):
        return  # that form does not ask for the lines
    lines = {name: code(snapshot, ref) for name, ref in LINES.items()}
    hits = certificate.read(lines, age_at_death(snapshot.person), snapshot.standards.words())
    if not hits:
        return
    where = LINES[hits[0].line or "a"]
    match hits[0].kind:
        case "only" | "underlying":
            if not concern_about(snapshot, CERTIFICATE_THEME):
                yield say("certificate-disability", where, words=_quoted(hits))
        case "empty":
            yield say("certificate-vague", where, words="nothing stands in part I")
        case _:
            yield say("certificate-vague", where, words=f"“{_quoted(hits)}”")


def _texts(snapshot: Snapshot) -> Iterator[Text]:
    """What the reviewer wrote in their own words."""
    for section in ("portrait", "summary"):
        yield Text(where=section, said=snapshot.note(section))
    for ref in JUDGED:
        yield Text(where=ref, said=code(snapshot, ref))
    for finding in snapshot.findings:
        yield Text(where=f"finding/{finding.id}", said=finding.text)


def _tone(snapshot: Snapshot, texts: list[Text], known: set[tuple[str, str]]) -> Iterator[Said]:
    """`known`: places and words that were said already."""
    lists, person, name = snapshot.standards.words(), snapshot.person, called(snapshot)
    own = tuple(each for each in (person.given, person.known_as) if each)
    told = snapshot.notification
    others = (*(kin.name for kin in told.kin), told.notifier.name, *(talk.who for talk in snapshot.conversations))
    for text in texts:
        hits = tone.hints(text.said, own, person.sex, lists, family=person.family, others=others) if text.said.strip() else ()
        rude = tuple(hit for hit in hits if hit.kind in ("disrespectful", "blaming"))
        other = tuple(hit for hit in hits if hit.kind in ("pronoun", "name") and (text.where, hit.words) not in known)
        if rude:
            yield say("tone", text.where, words=_quoted(rude))
        if other:
            yield say("called-otherwise", text.where, words=_quoted(other), name=name)


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    yield from _decisions(snapshot)
    yield from _certificate(snapshot)
    texts = list(_texts(snapshot))
    written = differs(snapshot)
    for each in written:
        yield say("written-otherwise", each.where, written=each.written, instead=each.instead, field=FIELDS[each.field])
    yield from _tone(snapshot, texts, {(each.where, each.written) for each in written})
    if not is_bristol(snapshot.case.template):  # its form asks for recommendations
        for text in texts:
            if hits := recommendations.hits(text.said, snapshot.standards.words()):
                yield say("recommends", text.where, words=_quoted(hits))
