"""What a rule has to say: which check, where, and the words to fill in. The sentence comes from the data file of the case."""

from collections.abc import Mapping
from dataclasses import dataclass

from leder_desktop.model.check_texts import CheckText
from leder_desktop.model.remarks import Remark


class _Names(dict[str, object]):
    """What fills the places of a sentence; a place nobody fills, in a file of another version, stays open."""

    def __missing__(self, name: str) -> str:
        return "…"


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing a rule has to say, not put into words yet."""

    id: str
    """Of the check in `resources/checks/checks.toml`."""
    where: str
    names: Mapping[str, object]

    def remark(self, texts: Mapping[str, CheckText]) -> Remark:
        text, names = texts[self.id], _Names(self.names)
        return Remark(
            rule=text.rule, severity=text.severity, sentence=text.sentence.format_map(names), where=self.where, why=text.why,
            id=self.id, todo=text.todo.format_map(names),
        )  # fmt: skip


def say(id: str, where: str, **names: object) -> Said:
    """The check `id` speaks about `where`; `names` are put into its sentence, and into what to do."""
    return Said(id=id, where=where, names=names)
