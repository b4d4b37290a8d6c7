"""Who may do what. One table (domain reference 1.2); signing is decided by the identity's role in the registry, not here."""

from enum import StrEnum

from leder_desktop.errors import Refused


class Role(StrEnum):
    """What a person is in this store. Who may sign as what is the registry's to say (`require_registered`)."""

    REVIEWER = "reviewer"
    SENIOR_REVIEWER = "senior-reviewer"


WORDS = {Role.REVIEWER: "Reviewer", Role.SENIOR_REVIEWER: "Senior reviewer"}


def role(text: str) -> Role:
    """Refused: `role-not-held` for a word that is no role."""
    try:
        return Role(text)
    except ValueError:
        raise Refused("role-not-held", "The role is reviewer or senior-reviewer.") from None


def require_registered(held: tuple[str, ...] | None, wanted: Role) -> None:
    """`held` are the registry's roles of a certificate, None when there is no registry on this laptop.

    Refused `role-not-held` when there is one and it does not give the role.
    """
    if held is not None and wanted not in held:
        raise Refused(
            "role-not-held",
            f"The role registry does not name this certificate as {WORDS[wanted].lower()}. Use another identity, or a newer registry.",
        )
