"""How the report says what something rests on: “[2] GP record, Encounter/12”, by the numbers of the records list."""

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.platypus import Flowable

from leder_desktop.model.conversation import Conversation
from leder_desktop.model.evidence import Evidence, Source
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.standards import Standards
from leder_desktop.report.style import styles
from leder_desktop.report.words import Markup, after, bold, escape, join, paragraph


@dataclass(frozen=True, kw_only=True)
class Numbers:
    """Records from 1 in the order they were received, as the bundle names them (e0001 is 1); conversations from C1; entries from T1."""

    records: dict[str, tuple[int, Evidence]]
    conversations: dict[str, tuple[int, Conversation]]
    entries: dict[str, int]
    standards: Standards

    def label(self, vocabulary: str, code: str) -> str:
        """The words of a code, as this review has them."""
        return self.standards.label(vocabulary, code)


def number(snapshot: Snapshot) -> Numbers:
    return Numbers(
        records={each.id: (at, each) for at, each in enumerate(snapshot.evidence, 1)},
        conversations={each.id: (at, each) for at, each in enumerate(snapshot.conversations, 1)},
        entries={each.id: at for at, each in enumerate(snapshot.entries, 1)},
        standards=snapshot.standards,
    )


def citations(sources: Iterable[Source], numbers: Numbers) -> list[Flowable]:
    """A paragraph for each source; more where the words of one are long."""
    return [each for source in sources for each in _cite(source, numbers)]


def _cite(source: Source, numbers: Numbers) -> list[Flowable]:
    parts = [_place(source, numbers)]
    if source.resource:
        parts.append(escape(_short(source.resource)))
    if source.page is not None:
        parts.append(escape(f"page {source.page}"))
    whole = join(*parts, between=", ")
    quoted = source.words.strip()
    return after(Markup(f"{whole}:"), f"“{quoted}”", styles().small) if quoted else [paragraph(whole, styles().small)]


def _short(resource: str) -> str:
    """`Encounter/12` as it is; of a machine's long identifier the first eight characters. The review's data file has it whole."""
    kind, slash, id = resource.rpartition("/")
    return f"{kind}{slash}{id[:8]}…" if len(id) > 20 else resource


def _place(source: Source, numbers: Numbers) -> Markup:
    if source.evidence in numbers.records:
        at, kept = numbers.records[source.evidence]
        return join(bold(f"[{at}]"), escape(numbers.label("evidence-kind", kept.kind) or kept.name), between=" ")
    if source.conversation in numbers.conversations:
        at, talk = numbers.conversations[source.conversation]
        return join(bold(f"[C{at}]"), escape(f"conversation with {talk.who}" if talk.who else "conversation"), between=" ")
    return escape("a record that is no longer kept here")
