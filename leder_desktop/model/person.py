"""Who the review is about, and what the notification says around them (N03-N24 of the data dictionary)."""

from dataclasses import dataclass
from datetime import date

from leder_desktop.model.dates import When, words


@dataclass(frozen=True, kw_only=True)
class Confirmation:
    """An identity field confirmed by the reviewer against a source (P01, R-ID-3)."""

    field: str
    source: str
    """Which record or whom, in words."""
    by: str = ""
    evidence: str = ""
    """Id of the record, where it is one of this case."""
    conversation: str = ""
    spelt: str = ""
    """As it is written there; empty where that was not typed over."""
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Codes are those of `resources/vocabularies/`; an empty string means nobody has said yet."""

    id: str = "person"
    given: str = ""
    family: str = ""
    known_as: str = ""
    """What they liked to be called."""
    birth_date: When | None = None
    death_date: When | None = None
    nhs_number: str = ""
    """As it was given, valid or not; never corrected silently."""
    sex: str = ""
    ethnicity: str = ""
    address: str = ""
    diagnosis_group: str = ""
    diagnosis_confirmed_by: str = ""
    diagnosis_confirmed_where: str = ""
    disability_level: str = ""
    place_of_death: str = ""
    confirmations: tuple[Confirmation, ...] = ()

    @property
    def called(self) -> str:
        """The name on every screen."""
        return self.known_as or self.given or self.family

    @property
    def full_name(self) -> str:
        return " ".join(part for part in (self.given, self.family) if part)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names another notification may give: in full, by the first given name alone, by the name they went by."""
        firsts = dict.fromkeys((self.given, *self.given.split()[:1], self.known_as))
        return tuple(f"{first} {self.family}".strip() for first in firsts if first or self.family)


@dataclass(frozen=True, kw_only=True)
class Notifier:
    name: str = ""
    role: str = ""
    organisation: str = ""
    contact: str = ""
    relationship: str = ""


@dataclass(frozen=True, kw_only=True)
class Kin:
    """N18 and N19: next of kin or close friend, and the reason not to contact them, if there is one."""

    name: str = ""
    relationship: str = ""
    contact: str = ""
    do_not_contact: str = ""
    """A code of `do-not-contact`, empty when they may be contacted."""
    do_not_contact_note: str = ""


@dataclass(frozen=True, kw_only=True)
class Organisation:
    kind: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Notification:
    """N15-N18 and N20-N24."""

    id: str = "notification"
    icb: str = ""
    gp_name: str = ""
    gp_ods_code: str = ""
    notifier: Notifier = Notifier()
    kin: tuple[Kin, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    other_processes: tuple[str, ...] = ()
    cause_of_death: str = ""
    expected: str = ""
    covid19: str = ""


def age_at_death(person: Person) -> int | None:
    """N07, whole years, when both days are known to the day; otherwise the age that is certain, or None."""
    born, died = person.birth_date, person.death_date
    if born is None or died is None or None in (born.earliest, born.latest, died.earliest, died.latest):
        return None
    assert born.earliest and born.latest and died.earliest and died.latest
    least = died.earliest.year - born.latest.year - ((died.earliest.month, died.earliest.day) < (born.latest.month, born.latest.day))
    most = died.latest.year - born.earliest.year - ((died.latest.month, died.latest.day) < (born.earliest.month, born.earliest.day))
    return least if least == most else None


def possible_ages(person: Person) -> tuple[int | None, int | None]:
    """The least and the most years they can have lived, by the dates as far as they are known; None for an end nobody can tell."""
    born, died = person.birth_date, person.death_date
    if born is None or died is None:
        return None, None
    least = _years(born.latest, died.earliest) if born.latest and died.earliest else None
    return least, _years(born.earliest, died.latest) if born.earliest and died.latest else None


def _years(born: date, died: date) -> int:
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))


def life(person: Person) -> str:
    """ "1964 to 9 January 2026, aged 61": the days of a life in one line, said alike wherever it stands."""
    born, died, age = person.birth_date, person.death_date, age_at_death(person)
    if born is None:
        return f"Died {words(died)}; the date of birth is not known yet" if died else "The dates of birth and death are not known yet"
    if died is None:
        return f"Born {words(born)}; the date of death is not known yet"
    return f"{words(born)} to {words(died)}" + (f", aged {age}" if age is not None else "")
