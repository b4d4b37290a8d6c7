"""Whether what comes in says another NHS number than the person's of this case: somebody else's record is easily taken for theirs (P27).

Nothing is refused because of it and nothing is asked when nothing is found. A case without an NHS number has none to compare with.
"""

from leder_desktop.intake.pdf_words import ONE_AT_A_TIME
from leder_desktop.model.identifiers import check_nhs_number, nhs_numbers_in, spell_nhs_number
from leder_desktop.operations import snapshot
from leder_desktop.session import Session

__all__ = ["CODE", "ONE_AT_A_TIME", "STANDS", "in_words", "own_number", "sentence"]

CODE = "other-nhs-number"
"""The code of the warning at the command line."""
STANDS = "An NHS number that is not this person's stands in it."
"""What is kept with a record that was attached all the same; the number itself is not."""


def own_number(session: Session) -> str:
    """The ten digits of the person's number as the case has them, right or wrong; "" when it has none."""
    return check_nhs_number(snapshot.person(session).nhs_number).number


def in_words(own: str, untrusted: str, *, named: bool = False) -> tuple[str, ...]:
    """The valid NHS numbers that stand in it and are not `own`, in order, each once."""
    return tuple(number for number in nhs_numbers_in(untrusted, named=named) if number != own) if own else ()


def sentence(what: str, numbers: tuple[str, ...]) -> str:
    """For the question. `what`: "This record", "What you are pasting"."""
    first = spell_nhs_number(numbers[0])
    more = f" and {len(numbers) - 1} more" if len(numbers) > 1 else ""
    return f"{what} says NHS number {first}{more}. It is not this person's."
