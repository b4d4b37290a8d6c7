"""The standards a review is made with: question sets, scales, vocabularies and the texts of the checks, each a data file.

The program brings its own (`BUILT_IN`). An organisation may correct one with a signed file; a review keeps the files it was begun
with, so that a later correction changes nobody's draft until the reviewer carries it over (domain reference 0.2).
"""

import tomllib
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import TypeVar, cast

from leder_desktop import resources
from leder_desktop.errors import Refused
from leder_desktop.model import check_texts, policy, questions, scales, trigger_texts, vocabularies
from leder_desktop.model.answers import Answer, Score
from leder_desktop.model.brought_up import brought_up, is_brought_up
from leder_desktop.model.check_texts import CheckText
from leder_desktop.model.datafile import Table
from leder_desktop.model.policy import Policy
from leder_desktop.model.questions import SETS, TEMPLATES, Question, QuestionSet
from leder_desktop.model.scales import Scale
from leder_desktop.model.trigger_texts import TriggerTexts
from leder_desktop.model.vocabularies import Vocabulary
from leder_desktop.model.words import lists
from leder_desktop.model.words.lists import WordLists

_Read = TypeVar("_Read")
FOLDERS = ("questions", "scales", "vocabularies", "checks", "policy")
"""Where standards lie in `resources/`."""
POLICY = "policy/default"


@cache
def _ours(name: str) -> str:
    path = resources.path(f"{name}.toml")
    if not path.is_file():
        raise ValueError(f"there is no {name}")
    return path.read_text(encoding="utf-8")


class Standards:
    """Every standard by its name, the folder and the file without its ending (`scales/2021-quality`); read when first asked for."""

    def __init__(self, corrected: Mapping[str, str] | None = None, former: tuple["Standards", ...] = ()) -> None:
        """`corrected`: texts (TOML) that stand in place of the program's own, by name. `former`: what a review that was carried over
        was made with before, the first one first."""
        self.corrected = dict(corrected or {})
        self.former = former
        self._kept: dict[str, object] = {}

    def names(self) -> tuple[str, ...]:
        """Every standard there is, sorted."""
        ours = (f"{folder}/{path.stem}" for folder in FOLDERS for path in resources.path(folder).glob("*.toml"))
        return tuple(sorted({*ours, *self.corrected}))

    def text(self, name: str) -> str:
        """The data file itself."""
        return self.corrected[name] if name in self.corrected else _ours(name)

    def version(self, name: str) -> str:
        return self.table(name).text("version")

    def table(self, name: str) -> Table:
        """A data file, to be read strictly. A file that is not TOML is a ValueError.

        A policy, words or texts are brought up to the program (`brought_up`); a correction that is taken in is held to be of today
        already (`corrections`).
        """
        text = self.text(name)
        own = tomllib.loads(text)
        another = name in self.corrected and is_brought_up(name) and text != _ours(name)
        return Table(name, brought_up(own, tomllib.loads(_ours(name))) if another else own)

    def scale(self, id: str) -> Scale:
        return self._once(f"scales/{id}", lambda table: scales.read(id, table))

    def scale_of(self, given: Score) -> Scale:
        """The scale a grade was given on, as it is here, or was last. A grade says itself which that is, and may name none there is."""
        known = (each for each in (self, *reversed(self.former)) if f"scales/{given.scale_id}" in each.names())
        return next((each.scale(given.scale_id) for each in known), None) or scales.unknown(given)

    def vocabulary(self, name: str) -> Vocabulary:
        return self._once(f"vocabularies/{name}", lambda table: vocabularies.read(name, table))

    def label(self, name: str, code: str) -> str:
        """The words of `code` in the vocabulary `name`."""
        return self.vocabulary(name).label(code)

    def checks(self) -> dict[str, CheckText]:
        """The texts of the checks, by id."""
        return self._once("checks/checks", check_texts.read)

    def triggers(self) -> TriggerTexts:
        """The words of the focused-review triggers and of the decision."""
        return self._once("checks/triggers", trigger_texts.read)

    def words(self) -> WordLists:
        """The words that the checks read in free text."""
        return self._once("checks/words", lists.read)

    def policy(self) -> Policy:
        """What the organisation has set, or what holds where it has set nothing."""
        return self._once(POLICY, policy.read)

    def question_set(self, id: str) -> QuestionSet:
        """Refused: `no-such-question` for a set there is not."""
        if id not in SETS:
            raise Refused("no-such-question", f"There is no question set of that name. Use one of: {', '.join(SETS)}.")
        return self._once(f"questions/{id}", lambda table: questions.read(id, table, self))

    def sets(self, template: str | None = None) -> tuple[QuestionSet, ...]:
        """The question sets of a process (A01), or all there are, in the order they are asked."""
        return tuple(self.question_set(id) for id in SETS if template is None or id in TEMPLATES[template])

    def question(self, ref: str) -> Question:
        """Refused: `no-such-question`."""
        found = self.asks(ref)
        if found is None:
            raise Refused("no-such-question", "There is no question with this reference. “leder questions” lists every one there is.")
        return found

    def as_asked(self, answer: Answer) -> Question | None:
        """The question in the words the answer was given in; None for an answer to a question that nothing here ever asked."""
        then = self.former[answer.edition] if answer.edition < len(self.former) else self
        return next((found for each in (then, self, *reversed(self.former)) if (found := each.asks(answer.id)) is not None), None)

    def ever_asked(self, ref: str) -> tuple[Question, ...]:
        """The question in every wording this review had for it, the first one first."""
        return tuple(found for each in (*self.former, self) if (found := each.asks(ref)) is not None)

    def asks(self, ref: str) -> Question | None:
        """The question; None where there is none of that reference."""
        return self._by_reference().get(ref)

    def _by_reference(self) -> dict[str, Question]:
        kept = self._kept.get("references")
        if kept is None:
            kept = self._kept["references"] = {question.ref: question for asked in self.sets() for question in asked.questions}
        return cast(dict[str, Question], kept)

    def _once(self, name: str, read: Callable[[Table], _Read]) -> _Read:
        if name not in self._kept:
            self._kept[name] = read(self.table(name))
        return cast(_Read, self._kept[name])


BUILT_IN = Standards()
"""Those of this program."""


@lru_cache(maxsize=4)
def corrected(texts: tuple[tuple[str, str], ...]) -> Standards:
    """The program's own, with these texts in place of its own; (name, TOML) pairs."""
    return Standards(dict(texts)) if texts else BUILT_IN
