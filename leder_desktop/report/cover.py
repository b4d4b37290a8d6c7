"""The first page: who this is about, and what kind of paper it is."""

from reportlab.platypus import Flowable, Spacer

from leder_desktop.model.case import TEMPLATE_WORDS
from leder_desktop.model.person import age_at_death
from leder_desktop.model.snapshot import Snapshot
from leder_desktop.report.grid import Grid, Row
from leder_desktop.report.style import GROUND, SOFT, styles
from leder_desktop.report.tables import facts, said
from leder_desktop.report.words import escape, lines, paragraph

CONFIDENCE = (
    "This paper holds confidential health information about a person who has died, and about people who are alive. It is for the LeDeR "
    "programme only. Keep it as your organisation keeps such records, and do not copy it."
)


def reviewer(snapshot: Snapshot) -> str:
    """Who signed, once somebody has; before that, who is writing."""
    return snapshot.signoff.reviewer_name or snapshot.reviewer


def cover(snapshot: Snapshot) -> list[Flowable]:
    person, case = snapshot.person, snapshot.case
    called = person.called or "Name not recorded"
    made: list[Flowable] = [*lines(called, styles().name)]
    if person.full_name and person.full_name != called:
        made += lines(person.full_name, styles().full_name)
    else:
        made.append(Spacer(1, 16))
    made += [*_life(snapshot), Spacer(1, 40)]
    made.append(
        facts(
            [
                ("Reference", case.reference),
                ("Reviewed by", reviewer(snapshot)),
                ("Integrated care board", snapshot.notification.icb),
                ("Process", TEMPLATE_WORDS.get(case.template, case.template)),
            ]
        )
    )
    if case.sample:
        made += [Spacer(1, 8), *lines("Everybody and everything in this review is invented, to try the program with.", styles().bold)]
    made += [Spacer(1, 24), Grid([Row([lines(CONFIDENCE, styles().text)], tint=GROUND, bar=SOFT, rule=None)])]
    return made


def _life(snapshot: Snapshot) -> list[Flowable]:
    person = snapshot.person
    age = age_at_death(person)
    born, died = said(person.birth_date) or "date not recorded", said(person.death_date) or "date not recorded"
    aged = f", aged {age}" if age is not None else ""
    return [paragraph(escape(f"Born {born}"), styles().life), paragraph(escape(f"Died {died}{aged}"), styles().life)]
