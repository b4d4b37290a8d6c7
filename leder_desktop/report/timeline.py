"""The care timeline: year by year, two accounts of one event side by side, and the entries whose date nobody knows."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from leder_desktop.model.dates import words
from leder_desktop.model.person import Person
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.model.timeline import Entry, date_flags
from leder_desktop.report.citations import Numbers, citations
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.pages import part, section
from leder_desktop.report.style import AMBER, AMBER_WASH, BLUE, GROUND, styles
from leder_desktop.report.tables import heads, lead, nothing, sentence, soft, tags
from leder_desktop.report.words import after, bold, lines, paragraph

SHARES = (2.3, 2.3, 7)
_DATES = {"before-birth": "Before the date of birth", "after-death": "After the date of death"}


def timeline(snapshot: Snapshot, numbers: Numbers) -> list[Flowable]:
    made = section("Care timeline")
    if not snapshot.entries:
        return [*made, *nothing("There is no entry yet.")]
    made.append(
        lead(
            "Dates are said as exactly as they are known, and no more so. The number at the foot of each entry leads to the records "
            "list; C1, C2 and so on to the conversations."
        )
    )
    events = list(_events(snapshot.entries))
    dated = [event for event in events if any(entry.when for entry in event)]
    undated = [event for event in events if not any(entry.when for entry in event)]
    if dated:
        made.append(_table(dated, snapshot.person, numbers, years=True))
    if undated:
        made += [*part("Entries without a date"), _table(undated, snapshot.person, numbers, years=False)]
    return made


def _events(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries in the timeline's order; those that tell one event differently together, where the first of them stands."""
    linked: dict[str, set[str]] = {entry.id: set() for entry in entries}
    for entry in entries:
        for other in entry.conflicts_with:
            if other in linked and other != entry.id:
                linked[entry.id].add(other)
                linked[other].add(entry.id)
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            continue
        together, ahead = {entry.id}, [entry.id]
        while ahead:
            new = linked[ahead.pop()] - together
            together |= new
            ahead += new
        seen |= together
        yield [each for each in entries if each.id in together] if len(together) > 1 else [entry]


def _table(events: Sequence[Sequence[Entry]], person: Person, numbers: Numbers, *, years: bool) -> Grid:
    rows: list[Row] = []
    last: int | None = None
    for event in events:
        year = _year(event[0])
        if years and year is not None and (last is None or year > last):
            last = year
            rows.append(Row([[paragraph(bold(str(year)), styles().tag)]], tint=GROUND, keep=True))
        rows += _accounts(event, person, numbers) if len(event) > 1 else [_row(event[0], person, numbers)]
    return Grid(rows, heads(("When", "Setting", "What happened"), SHARES))


def _year(entry: Entry) -> int | None:
    day = entry.when and (entry.when.earliest or entry.when.latest)
    return day.year if day else None


def _row(entry: Entry, person: Person, numbers: Numbers) -> Row:
    setting, kind = numbers.label("setting", entry.setting), numbers.label("event-kind", entry.kind)
    where = [*lines(setting, styles().text), *lines(kind, styles().small)]
    return Row([_when(entry, numbers), where, _told(entry, person, numbers)], SHARES, bar=BLUE if entry.key_episode else None)


def _when(entry: Entry, numbers: Numbers) -> list[Flowable]:
    return [paragraph(bold(words(entry.when)[:1].upper() + words(entry.when)[1:]), styles().text), soft(f"T{numbers.entries[entry.id]}")]


def _told(entry: Entry, person: Person, numbers: Numbers) -> list[Flowable]:
    made = _tags(entry, person, numbers) + lines(entry.what, styles().text)
    made += _captioned("As the person and family saw it", entry.view) + _captioned("Reviewer’s comment", entry.comment)
    made += citations(entry.sources, numbers)
    if entry.reliability:
        made.append(soft(numbers.label("reliability", entry.reliability)))
    return made


def _tags(entry: Entry, person: Person, numbers: Numbers) -> list[Flowable]:
    calm = [*(["Key episode"] if entry.key_episode else []), *(numbers.label("flag", each) for each in entry.flags)]
    calm += ["About a third person"] if entry.third_party else []
    return tags(calm, [_DATES[each] for each in date_flags(entry.when, person)])


def _captioned(caption: str, text: str) -> list[Flowable]:
    return [paragraph(bold(caption), styles().small), *lines(text, styles().text)] if text.strip() else []


def _accounts(event: Sequence[Entry], person: Person, numbers: Numbers) -> list[Row]:
    """A line across, then the accounts two by two."""
    count = "Two" if len(event) == 2 else f"{len(event)}"
    title = Row([[paragraph(bold(f"{count} accounts of one event"), styles().alarm)]], tint=AMBER_WASH, bar=AMBER, rule=None, keep=True)
    rows = [title]
    for start in range(0, len(event), 2):
        pair = [_account(each, person, numbers) for each in event[start : start + 2]]
        rows.append(Row([*pair, *([[]] * (2 - len(pair)))], (1, 1), tint=AMBER_WASH, bar=AMBER))
    return rows


def _account(entry: Entry, person: Person, numbers: Numbers) -> list[Flowable]:
    where = sentence(numbers.label("setting", entry.setting), numbers.label("event-kind", entry.kind))
    made = [*_when(entry, numbers), *lines(where, styles().small), *_told(entry, person, numbers)]
    if entry.preferred:
        why = entry.preferred_why.strip()
        made += after(bold("Preferred account."), f"Why: {why}" if why else "No reason is given.", styles().text)
    return made
