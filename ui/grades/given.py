"""What each of them gave, side by side: the reviewer, the senior reviewer, the panel; and what each had given before."""

from dataclasses import dataclass, replace

from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import day_words
from leder_desktop.model.grades import NOT_SAID, PANEL, REVIEWER, ROLES, SENIOR, SILENT, Given, given, rationale
from leder_desktop.model.snapshot import Snapshot
from ui.style import Theme
from ui.widgets.layout import card, clear, column, holder, rule, turning
from ui.widgets.words import words


@dataclass(frozen=True, kw_only=True)
class Said:
    """One role's card, in words."""

    role: str
    head: str
    """Who it is, and whether they agree."""
    lead: str
    sentence: str
    number: str
    why: str
    more: tuple[str, ...]
    """Why it changed, who and when; each a line."""
    former: tuple[tuple[str, ...], ...]
    """What they gave before, newest first; each a few lines."""


class GivenBeside(QWidget):
    """Nothing to see while only the reviewer has graded, and nothing was changed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.shown: tuple[Said, ...] = ()
        self._cards = turning(theme, gap=2)
        self.setLayout(column(theme, words("Each view, by itself", "h2"), holder(self._cards), gap=1))
        self.hide()

    def show_case(self, whole: Snapshot, ref: str) -> None:
        found = tuple(one for one in (_reviewer(whole, ref), _other(whole, SENIOR, ref), _other(whole, PANEL, ref)) if one is not None)
        beside = len(found) > 1 or any(one.former for one in found)
        self.setVisible(beside)
        if found != self.shown:
            self.shown = found
            self._fill()

    def _fill(self) -> None:
        clear(self._cards)
        for one in self.shown:
            self._cards.addWidget(self._card(one), 1)

    def _card(self, one: Said) -> QWidget:
        before: list[QWidget] = []
        for lines in one.former:
            before += [rule(), words("Before", "small-strong", "soft"), *(words(line, "small", "soft") for line in lines)]
        return card(
            self.theme,
            words(one.head, "small-strong", "soft"),
            words(one.lead, "strong"),
            *((words(one.sentence),) if one.sentence else ()),
            *((words(one.number, "small", "soft"),) if one.number else ()),
            *((words(one.why),) if one.why else ()),
            *(words(line, "small", "soft") for line in one.more),
            *before,
            None,
            gap=0.5,
            pad=2,
        )


def _reviewer(whole: Snapshot, ref: str) -> Said:
    """The answer as it stands, and what others had seen before it; a reason that is still the same is not said twice."""
    answer, seen = whole.answer(ref), whole.grading(REVIEWER, ref)
    former = [given(one) for one in seen.former] if seen is not None else []
    now = Given(score=answer.score, by=answer.by, at=answer.at) if answer is not None else Given()
    if seen is not None and seen.score != now.score:
        former.append(given(seen))
        now = Given(score=now.score, by=now.by, at=now.at, because=seen.changing)
    elif seen is not None:
        now = Given(score=now.score, by=seen.by, at=seen.at, because=seen.because)
    why = whole.answer(rationale(ref))
    now_says = str(why.value) if why is not None else ""
    return _said(whole, REVIEWER, now, [replace(one, why="" if one.why == now_says else one.why) for one in former])


def _other(whole: Snapshot, role: str, ref: str) -> Said | None:
    grading = whole.grading(role, ref)
    if grading is None:
        return None
    made = _said(whole, role, grading, list(grading.former))
    if grading.stands == NOT_SAID:
        return replace(made, lead="Not said", sentence=SILENT, more=(_signed(grading),))
    return replace(made, head=f"{ROLES[role]}: {grading.stands}") if grading.stands else made


def _said(whole: Snapshot, role: str, now: Given, former: list[Given]) -> Said:
    before = tuple(_before(whole, one) for one in former[::-1])
    if now.score is None:
        because = (f"Changed because: {now.because}",) if now.because else ()
        return Said(role=role, head=ROLES[role], lead="No grade is given", sentence="", number="", why="", more=because, former=before)
    of = whole.standards.scale_of(now.score)
    lead = of.said(now.score)
    because = f"Changed because: {now.because}" if now.because else ""
    return Said(
        role=role,
        head=ROLES[role],
        lead=lead,
        sentence="" if lead == now.score.label_text else now.score.label_text,
        number=f"({of.number(now.score)})",
        why=now.why,
        more=tuple(line for line in (because, _signed(now)) if line),
        former=before,
    )


def _before(whole: Snapshot, one: Given) -> tuple[str, ...]:
    words = whole.standards.scale_of(one.score).words(one.score) if one.score is not None else "No grade"
    return tuple(line for line in (words, one.why, _signed(one)) if line)


def _signed(one: Given) -> str:
    """Who gave it and when; of the panel, the day it met and who entered it."""
    here = one.at.astimezone() if one.at is not None else None
    who = ", ".join(part for part in (one.by, day_words(here) if here is not None else "") if part)
    return f"Given on {day_words(one.on)}; entered by {who}" if one.on is not None else who
