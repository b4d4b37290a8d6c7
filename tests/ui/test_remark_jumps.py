"""Every remark leads somewhere: to a section, and in it to the field, row or question it speaks of."""

from dataclasses import replace

import pytest

from leder_desktop.model.checks import remarks
from leder_desktop.operations import sample, snapshot
from tests.model.checks.conftest import TODAY
from tests.model.checks.test_rules import RULES, said
from tests.ui.case_window import window
from ui.screens import screens
from ui.sections import SECTIONS, section_of

WHOLE_SECTIONS = frozenset({"conversations", "timeline", "portrait", "summary", "findings"})
"""Places that are a section as a whole: there is no field to go to yet."""


@pytest.fixture
def roz(desk):
    made = sample.take_in(desk)
    yield made
    made.file.close()


def places(whole) -> dict[str, str]:
    """Every place that a check speaks of when it is tried on this case, with the check."""
    found: dict[str, str] = {}
    for id, tried in RULES.items():
        for each in said(tried.fires(whole), tried.on, id):
            found.setdefault(each.where, id)
    return found


@pytest.mark.long
def test_every_place_is_in_a_section_and_can_be_jumped_to(qtbot, theme, roz):
    whole = snapshot.take(roz)
    made = window(qtbot, theme, roz, screens())
    known = {section.key for section in SECTIONS}
    missed: list[str] = []
    for where, id in places(whole).items():
        section = section_of(where)
        assert section in known, where
        if where == "entry/added" or where.startswith(("bristol-", "action/")):
            continue  # not in this case; that its section is right was seen above
        made.go(section)
        screen = made.in_sight()
        assert screen is not None and made.section == section, where
        if where not in WHOLE_SECTIONS and not screen.jump(where):
            missed.append(f"{id}: {where}")
    assert "; ".join(missed) == ""


def test_a_question_that_is_not_asked_is_never_jumped_to(roz):
    whole = snapshot.take(roz)
    bare = replace(whole, answers=())
    assert {"initial.H14", "initial.H17", "initial.H02", "initial.E07"} & {each.where for each in remarks(bare, today=TODAY)} == set()
