"""What a person can do to the findings."""

from dataclasses import replace

from leder_desktop.errors import Refused
from leder_desktop.model.change import Change
from leder_desktop.model.findings import Finding, accept
from leder_desktop.operations.writing import step
from leder_desktop.session import Session


def add(session: Session, finding: Finding) -> Change:
    """Keep a new finding; its id is made here, whatever `finding.id` says."""
    kept = accept(replace(finding, id=session.clock.new_id()))
    with step(session, "Add finding") as (writing, done):
        writing.put(kept)
        done.made.append(kept.id)
    return done.change("Add finding")


def change(session: Session, finding: Finding) -> Change:
    """Say a finding differently. Refused: `gone`, and what `accept` refuses."""
    if session.file.one(Finding, finding.id) is None:
        raise Refused("gone", "That finding is not there any more.")
    with step(session, "Change finding") as (writing, done):
        writing.put(accept(finding))
    return done.change("Change finding")


def remove(session: Session, id: str) -> Change:
    """Take a finding away; its history stays."""
    with step(session, "Remove finding") as (writing, done):
        writing.remove(Finding, id)
    return done.change("Remove finding")


def findings(session: Session) -> list[Finding]:
    """In the order they were written."""
    return session.file.all(Finding)
