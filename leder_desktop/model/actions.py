"""Panel actions (F16): what the governance panel asked of whom, by when, and how one will know. Entered only after the panel has met.

An action is organised by theme, not by person, and leaves this case for annual reports: it names nobody. SMART stands for specific,
measurable, achievable, relevant and time-bound; each letter says in words what it still lacks.
"""

from dataclasses import dataclass
from datetime import date

from leder_desktop.errors import Refused
from leder_desktop.model.dates import When
from leder_desktop.model.note import require_storable
from leder_desktop.model.words import WordLists
from leder_desktop.model.words.phrases import Reading

STATUSES = {
    "proposed": "Proposed", "agreed": "Agreed", "in-progress": "In progress", "done": "Done", "not-taken": "Not taken",
}  # fmt: skip
DECIDED = frozenset({"agreed", "in-progress", "done"})
"""An action with one of these is promised, so every letter of SMART must be there."""
FEWEST = 5
"""Ours: words below which an action can hardly say who does what."""


@dataclass(frozen=True, kw_only=True)
class Action:
    id: str
    theme: str = ""
    """A code of `theme`."""
    findings: tuple[str, ...] = ()
    """Ids of the findings it comes from."""
    text: str = ""
    organisation: str = ""
    owner: str = ""
    """A role, not a name."""
    due: When | None = None
    measure: str = ""
    """How one will know that it worked."""
    evidence: str = ""
    """What was done, and what shows it."""
    status: str = "proposed"
    """A key of `STATUSES`."""
    why_not: str = ""
    """Why it was not taken."""


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One letter of SMART."""

    letter: str
    title: str
    lacks: str
    """What to add, in one sentence; empty where the letter is there."""


def smart(action: Action, lists: WordLists) -> tuple[Letter, ...]:
    """What stands and what is missing, letter by letter."""
    return (
        Letter(letter="S", title="Specific", lacks=_specific(action.text, lists)),
        Letter(letter="M", title="Measurable", lacks="" if action.measure.strip() else "Say how one will see that it worked."),
        Letter(letter="A", title="Achievable", lacks=_achievable(action)),
        Letter(letter="R", title="Relevant", lacks=_relevant(action)),
        Letter(letter="T", title="Time-bound", lacks=_timed(action.due)),
    )


def _specific(text: str, lists: WordLists) -> str:
    if not text.strip():
        return "Say what will be done."
    if len(text.split()) < FEWEST:
        return "Say in a sentence what will be done, and where."
    reading = Reading(text)
    vague = next((reading.hit("no-step", place).words for place in lists.lists["no-step"].places(reading)), "")
    return f"“{' '.join(vague.split()).capitalize()}” does not say what somebody will do. Name the step." if vague else ""


def _achievable(action: Action) -> str:
    if not action.organisation.strip():
        return "Name the organisation that can do it."
    return "" if action.owner.strip() else "Name the role that will do it, not a person."


def _relevant(action: Action) -> str:
    if not action.findings:
        return "Say which finding it comes from."
    return "" if action.theme else "Choose its theme."


def _timed(due: When | None) -> str:
    if due is None:
        return "Say by when."
    return "" if due.latest is not None else "Say by when it ends."


def require_panel(met_on: date | None) -> None:
    """F16: actions are for the governance step only. Refused: `wrong-state`, while no panel is recorded."""
    if met_on is None:
        sentence = "Actions are entered once the panel has met; a reviewer makes no recommendations. Record the panel first."
        raise Refused("wrong-state", sentence)


def accept(action: Action, named: tuple[str, ...], lists: WordLists) -> Action:
    """The action as it may be kept. `named`: the words in its texts that say who the review is about (`identifying`).

    Refused: `incomplete`, where something is missing for its status; `identifying`, where it says who the review is about.
    """
    if not action.text.strip():
        raise Refused("incomplete", "Say what will be done before keeping the action.")
    if action.status not in STATUSES:
        raise Refused("incomplete", "Say whether it is proposed, agreed, in progress, done or not taken.")
    if action.status == "not-taken" and not action.why_not.strip():
        raise Refused("incomplete", "Say why this action is not taken.")
    if action.status == "done" and not action.evidence.strip():
        raise Refused("incomplete", "Say what was done, and what shows it.")
    lacks = next((each for each in smart(action, lists) if each.lacks), None)
    if action.status in DECIDED and lacks is not None:
        raise Refused("incomplete", f"Not {lacks.title.lower()} yet, so it stays proposed. {lacks.lacks}")
    for text in texts(action):
        require_storable(text)
    if named:
        said = ", ".join(f"“{each}”" for each in named)
        raise Refused("identifying", f"An action names nobody, and this says {said}. Write it so that it could be about anybody.")
    return action


def texts(action: Action) -> tuple[str, ...]:
    """Everything in it that a person wrote."""
    return (action.text, action.organisation, action.owner, action.measure, action.evidence, action.why_not)
