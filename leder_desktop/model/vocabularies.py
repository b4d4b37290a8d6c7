"""Vocabularies: lists of codes with the words people read, from `resources/vocabularies/`."""

from dataclasses import dataclass

from leder_desktop.model.datafile import Table


@dataclass(frozen=True, kw_only=True)
class Term:
    code: str
    label: str
    group: str = ""
    """Which of several groups it stands in, in words; empty where the list is one."""


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    id: str
    version: str
    title: str
    provenance: str
    """Where the list comes from, in words."""
    confirmed: bool
    """False where the list is inferred or remembered rather than read in a source."""
    terms: tuple[Term, ...]
    """In the order a person should see them; codes are unique."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(term.code for term in self.terms)

    def has(self, code: str) -> bool:
        return any(term.code == code for term in self.terms)

    def label(self, code: str) -> str:
        """The words of a code; a code this version does not know is shown as it is, an empty one as nothing."""
        return next((term.label for term in self.terms if term.code == code), code)


def read(name: str, table: Table) -> Vocabulary:
    """The vocabulary of a data file. A file that is wrong is a ValueError."""
    terms: list[Term] = []
    for row in table.tables("term"):
        terms.append(Term(code=row.text("code"), label=row.text("label"), group=row.text("group", "")))
        row.finish()
    found = Vocabulary(
        id=table.text("id"),
        version=table.text("version"),
        title=table.text("title"),
        provenance=table.text("provenance"),
        confirmed=table.flag("confirmed"),
        terms=tuple(terms),
    )
    table.finish()
    if found.id != name or not terms or len(set(found.codes)) != len(terms) or not all(term.code and term.label for term in terms):
        raise table.wrong("the id is not the file's name, or a code is missing or there twice")
    return found
