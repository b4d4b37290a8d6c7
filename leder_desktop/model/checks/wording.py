"""What the words of a form say, read by `model.words`: R-DNACPR-1 and 4, R-MCCD-1 and 2. How the review itself speaks is `manner`."""

from collections.abc import Iterator
from datetime import date

from leder_desktop.model.case import is_bristol
from leder_desktop.model.checks.said import CERTIFICATE, code, concern_about
from leder_desktop.model.checks.sentences import WHOLE, Said, quoted, say
from leder_desktop.model.person import age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.words import Hit, certificate, dnacpr

REASON, IN_PLACE = "initial.D12", "initial.D10"
BRISTOL_REASON = "bristol-initial.B14.reason"
DNACPR_THEME, CERTIFICATE_THEME = "TH09", "TH31"
MOST = 3
"""Places named in one sentence."""


def said_words(hits: tuple[Hit, ...]) -> str:
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
            yield say(id, ref, words=said_words(named), whole=quoted(text, WHOLE))
        if everybody := dnacpr.blanket(text, lists):
            yield say("dnacpr-blanket", ref, words=said_words(everybody), whole=quoted(text, WHOLE))


def _certificate(snapshot: Snapshot) -> Iterator[Said]:
    if is_bristol(snapshot.case.template):
        return  # that form does not ask for the lines
    lines = {name: code(snapshot, ref) for name, ref in CERTIFICATE.items()}
    hits = certificate.read(lines, age_at_death(snapshot.person), snapshot.standards.words())
    if not hits:
        return
    where = CERTIFICATE[hits[0].line or "a"]
    match hits[0].kind:
        case "only" | "underlying":
            if not concern_about(snapshot, CERTIFICATE_THEME):
                whole = "; ".join(said for said in lines.values() if said.strip())
                yield say("certificate-disability", where, words=said_words(hits), whole=quoted(whole, WHOLE))
        case "empty":
            yield say("certificate-vague", where, words="nothing stands in part I")
        case _:
            yield say("certificate-vague", where, words=f"“{said_words(hits)}”")


def remarks(snapshot: Snapshot, _today: date) -> Iterator[Said]:
    yield from _decisions(snapshot)
    yield from _certificate(snapshot)
