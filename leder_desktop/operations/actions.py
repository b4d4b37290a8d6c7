"""What can be done to the panel's actions: entered after the panel has met, changed as they are carried out (F16)."""

from dataclasses import dataclass, replace

from leder_desktop.errors import Refused
from leder_desktop.model.actions import Action, accept, require_panel, texts
from leder_desktop.model.case import Case, State
from leder_desktop.model.change import Change
from leder_desktop.model.dates import day_words
from leder_desktop.model.findings import Finding
from leder_desktop.model.identifying import identifying
from leder_desktop.operations import snapshot
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


@dataclass(frozen=True, kw_only=True)
class Theme:
    """The actions of one theme, as "We said / We did" tells them."""

    code: str
    title: str
    """In the words of the list of themes; "No theme yet" without one."""
    actions: tuple[Action, ...]


def may_enter(case: Case) -> None:
    """Has the panel met, and is its outcome recorded? Refused: `wrong-state`. A completed review still says how its actions go."""
    require_panel(case.panel.met_on if case.state in (State.PANEL, State.COMPLETED) else None)


def add(session: Session, action: Action) -> Change:
    """Keep a new action; its id is made here, whatever `action.id` says.

    Refused: `wrong-state`, `incomplete`, `identifying`, `gone` for a finding that is not there, `not-understood` for a theme that is not in
    the list and a day before the panel met.
    """
    kept = _accepted(session, replace(action, id=session.clock.new_id()))
    with step(session, "Add a panel action", gate=may_enter) as (writing, done):
        writing.put(kept)
        done.made.append(kept.id)
    return done.change("Add a panel action")


def change(session: Session, action: Action) -> Change:
    """Say an action differently, or how it goes. Refused: `gone`, and what `add` refuses."""
    one(session, action.id)
    kept = _accepted(session, action)
    with step(session, "Change a panel action", gate=may_enter) as (writing, done):
        writing.put(kept)
    return done.change("Change a panel action")


def remove(session: Session, id: str) -> Change:
    """Take an action away that was entered by mistake; its history stays. One that the panel dropped is "not taken", with its reason."""
    with step(session, "Remove a panel action", gate=may_enter) as (writing, done):
        writing.remove(Action, id)
    return done.change("Remove a panel action")


def one(session: Session, id: str) -> Action:
    """Refused: `gone`."""
    found = session.file.one(Action, id)
    if found is None:
        raise Refused("gone", "That action is not there any more.")
    return found


def actions(session: Session) -> list[Action]:
    """In the order they were entered."""
    return session.file.all(Action)


def by_theme(session: Session) -> tuple[Theme, ...]:
    """The actions by theme, in the order of the list of themes; those without one last."""
    held, themes = actions(session), session.standards.vocabulary("theme")
    codes = (*themes.codes, *sorted({each.theme for each in held if each.theme and not themes.has(each.theme)}), "")
    return tuple(
        Theme(code=code, title=themes.label(code) if code else "No theme yet", actions=of_theme)
        for code in codes
        if (of_theme := tuple(each for each in held if each.theme == code))
    )


def _accepted(session: Session, action: Action) -> Action:
    case, themes = snapshot.case(session), session.standards.vocabulary("theme")
    may_enter(case)
    if action.theme and not themes.has(action.theme):
        raise Refused("not-understood", f"There is no theme “{action.theme}”. There are: {', '.join(themes.codes)}.")
    if {*action.findings} - {each.id for each in session.file.all(Finding)}:
        raise Refused("gone", "One of the findings it comes from is not there any more. Choose again.")
    by, met = action.due.latest if action.due else None, case.panel.met_on
    if by is not None and met is not None and by < met:
        raise Refused("not-understood", f"The panel met on {day_words(met)}, so an action of it is not due before.")
    return accept(action, identifying("\n".join(texts(action)), snapshot.take(session)), session.standards.words())
