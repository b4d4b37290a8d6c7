"""The fields of an entry: what is in them, shown and read. It keeps nothing."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from leder_desktop.model.dates import When, words
from leder_desktop.model.standards import Standards
from leder_desktop.model.timeline import Draft
from leder_desktop.model.vocabularies import Vocabulary
from ui.citing import Names, Sources
from ui.style import Theme
from ui.timeline.half import HalfTyped
from ui.widgets.autosave_text import AutosaveText
from ui.widgets.chip import FilterChip
from ui.widgets.date_field import DateField
from ui.widgets.fields import Choice, Field
from ui.widgets.flow import flow
from ui.widgets.layout import column, turning
from ui.widgets.tick import Tick
from ui.widgets.words import words as said


def _terms(of: Vocabulary) -> tuple[tuple[str, str], ...]:
    return (("", "Not said"), *((term.code, term.label) for term in of.terms))


def shown(when: When | None) -> str:
    """A date as it is put into the field: as the person wrote it; a record's own notation in words."""
    if when is None:
        return ""
    return when.given if any(c.isalpha() for c in when.given.replace("T", "").replace("Z", "")) else words(when)


class Form(QWidget):
    def __init__(self, theme: Theme, understand: Callable[[str], When], go: Callable[[str, str], object], standards: Standards) -> None:
        super().__init__()
        t = theme
        self._understand = understand
        listed = standards.vocabulary
        self.when = DateField(t, "When", lambda typed: words(understand(typed)), hint="about March 2019, or empty")
        self.when.line.setObjectName("timeline.when")
        self.setting = Choice(t, "Setting", _terms(listed("setting")))
        self.kind = Choice(t, "Kind of event", _terms(listed("event-kind")))
        self.reliability = Choice(t, "How far it can be relied on", _terms(listed("reliability")))
        self.what = AutosaveText(t, "What happened", lines=(2, 8))
        self.view = AutosaveText(t, "The person’s or family’s view", lines=(2, 6))
        self.comment = AutosaveText(t, "Your comment, kept apart from the facts", lines=(2, 6))
        self.sources = Sources(t, go, standards)
        self.flags = {term.code: FilterChip(t, term.label) for term in listed("flag").terms}
        self.key_episode = Tick(t, "Key episode")
        self.third_party = Tick(t, "About somebody else as well")
        for name in ("setting", "kind", "reliability", "what", "view", "comment", "key_episode", "third_party"):
            getattr(self, name).setObjectName(f"timeline.{name}")
        for code, chip in self.flags.items():
            chip.setObjectName(f"timeline.flag.{code}")
        for choice in (self.setting, self.kind, self.reliability):
            choice.setMinimumContentsLength(8)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        where = (Field(t, "When", self.when), Field(t, "Setting", self.setting))
        first = turning(t, *where, gap=1.5, shares=(1, 1))
        for field in where:
            first.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        self.setLayout(
            column(
                t, first,
                Field(t, "What happened", self.what),
                said("Where this comes from", "strong"), self.sources,
                turning(t, Field(t, "Kind", self.kind), Field(t, "How far it can be relied on", self.reliability), gap=1.5, shares=(1, 1)),
                Field(t, "The person’s or family’s view", self.view), Field(t, "Your comment, kept apart from the facts", self.comment),
                said("Marked as", "strong"), flow(t, *self.flags.values()),
                turning(t, self.key_episode, self.third_party, gap=1.5, shares=(1, 1)), gap=1.25,
            )
        )  # fmt: skip

    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab meets, from top to bottom."""
        return (
            self.when.line, self.setting, self.what, self.sources.add, self.kind, self.reliability, self.view, self.comment,
            *self.flags.values(), self.key_episode, self.third_party,
        )  # fmt: skip

    def show_half(self, half: HalfTyped, names: Names) -> None:
        for text, content in ((self.what, half.what), (self.view, half.view), (self.comment, half.comment)):
            text.forget()
            text.show_text(content)
        self.when.line.setText(half.when)
        self.when.line.show_words(half.when)
        self.setting.choose(half.setting)
        self.kind.choose(half.kind)
        self.reliability.choose(half.reliability)
        self.sources.show_sources(half.sources, names)
        for code, chip in self.flags.items():
            chip.setChecked(code in half.flags)
        self.key_episode.setChecked(half.key_episode)
        self.third_party.setChecked(half.third_party)

    def half(self, id: str) -> HalfTyped:
        flags = tuple(code for code, chip in self.flags.items() if chip.isChecked())
        return HalfTyped(
            id=id, when=self.when.text().strip(), setting=self.setting.at(), kind=self.kind.at(), what=self.what.text(),
            view=self.view.text(), comment=self.comment.text(), reliability=self.reliability.at(), flags=flags,
            key_episode=self.key_episode.isChecked(), third_party=self.third_party.isChecked(), sources=self.sources.sources(),
        )  # fmt: skip

    def date(self) -> When | None:
        """Refused `not-understood` when what is typed is no date."""
        typed = self.when.text().strip()
        return self._understand(typed) if typed else None


def half_of(draft: Draft, id: str, flags: Iterable[str]) -> HalfTyped:
    """`flags`: those the form has, in its order."""
    return HalfTyped(
        id=id, when=shown(draft.when).strip(), setting=draft.setting, kind=draft.kind, what=draft.what, view=draft.view,
        comment=draft.comment, reliability=draft.reliability,
        flags=tuple(flag for flag in flags if flag in draft.flags),
        key_episode=draft.key_episode, third_party=draft.third_party, sources=draft.sources,
    )  # fmt: skip
