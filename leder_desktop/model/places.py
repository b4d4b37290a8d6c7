"""Questions whose answer has a place of its own in the review: where that is.

A data file names the place and, where the place is one noun, its field: `person.birth_date`, `notification.kin`, `conversations`. What
stands there now is said by `leder_desktop.model.place_words`.
"""

from dataclasses import dataclass

from leder_desktop.model.datafile import Table


@dataclass(frozen=True, kw_only=True)
class Place:
    """`section` is the page of the window, `title` what stands over it; `one` and `many` name what a list there holds."""

    section: str
    title: str
    one: str = ""
    many: str = ""


_PERSON, _OVERVIEW = ("person", "Person"), ("overview", "Overview")


def _place(page: tuple[str, str], one: str = "", many: str = "") -> Place:
    return Place(section=page[0], title=page[1], one=one, many=many or f"{one}s")


PLACES = {
    "person": _place(_PERSON),
    "notification": _place(_PERSON),
    "case": _place(_OVERVIEW),
    "case.opt_out": _place(_PERSON),
    "case.independence": _place(_PERSON),
    "case.reviewer_profession": _place(_PERSON),
    "case.reviewer_employer": _place(_PERSON),
    "case.senior_reviewer": _place(_PERSON),
    "case.local_area_contact": _place(_PERSON),
    "case.duplicate_checked": _place(_PERSON),
    "case.duplicate_checked_on": _place(_PERSON),
    "holds": _place(_OVERVIEW, "hold"),
    "portrait": _place(("portrait", "Pen portrait")),
    "conversations": _place(("conversations", "Conversations"), "conversation"),
    "evidence": _place(("records", "Records"), "record"),
    "requests": _place(("records", "Records"), "request"),
    "timeline": _place(("timeline", "Timeline"), "entry", "entries"),
    "findings": _place(("findings", "Findings"), "finding"),
    "none_found": _place(("findings", "Findings"), "reason why none was found", "reasons why none was found"),
    "escalations": _place(("findings", "Findings"), "escalation"),
    "actions": _place(("actions", "Panel actions"), "action"),
    "decision": _place(("decision", "Decision")),
    "gradings": _place(("grades", "Grades"), "grade"),
    "comments": _place(("signoff", "Sign-off"), "comment"),
    "signoff": _place(("signoff", "Sign-off")),
}
"""First part of an address, or a whole one -> where it is. What it names inside is a field of that noun, or nothing for a list."""


def require(address: str, table: Table) -> None:
    """Is there such a place? Otherwise the data file is wrong (ValueError)."""
    if address.partition(".")[0] not in PLACES:
        raise table.wrong(f"nothing is kept in {address}: use one of {', '.join(name for name in PLACES if '.' not in name)}")


def place(address: str) -> Place:
    return PLACES.get(address) or PLACES[address.partition(".")[0]]


def field(address: str) -> str:
    """The name of its field on that page; empty for the page itself."""
    return address if "." in address else ""


def where(address: str) -> str:
    """ "kept on the page “Person”", for a sentence."""
    return f"kept on the page “{place(address).title}”"
