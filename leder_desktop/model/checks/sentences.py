"""What a rule has to say: which check, where, and the words to fill in. The sentence comes from the data file of the case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leder_desktop.model.check_texts import CheckText, Filling
from leder_desktop.model.remarks import Remark

WHOLE, SHORT = 400, 80
"""Letters of a text that a sentence quotes where all of it is spoken of, and where it only has to be known again."""
MOST = 5
"""Things of one kind that a sentence names; of the others it says how many they are."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One thing a rule has to say, not put into words yet."""

    id: str
    """Of the check in `resources/checks/checks.toml`."""
    where: str
    names: Mapping[str, object]

    def remark(self, texts: Mapping[str, CheckText]) -> Remark:
        text, names = texts[self.id], Filling(self.names)
        return Remark(
            rule=text.rule, severity=text.severity, sentence=_begun(text.sentence.format_map(names)), where=self.where, why=text.why,
            id=self.id, todo=_begun(text.todo.format_map(names)),
        )  # fmt: skip


def _begun(sentence: str) -> str:
    """With a capital, also where it begins with what was filled in."""
    return sentence[:1].upper() + sentence[1:]


def say(id: str, where: str, **names: object) -> Said:
    """The check `id` speaks about `where`; `names` are put into its sentence, and into what to do."""
    return Said(id=id, where=where, names=names)


def quoted(text: str, most: int = SHORT) -> str:
    """The text on one line and between quotation marks, its own ones single and without its full stop; cut after a word where it is
    longer than `most` letters."""
    line = " ".join(text.split()).removesuffix(".").replace("“", "‘").replace("”", "’")
    return f"“{line}”" if len(line) <= most else f"“{line[:most].rsplit(' ', 1)[0].rstrip(',;:')}…”"


def several(things: Sequence[str]) -> str:
    """ "a", "a; b", "a; b; c; d; e; and 2 more"."""
    more = f"; and {len(things) - MOST} more" if len(things) > MOST else ""
    return "; ".join(things[:MOST]) + more
