"""The questions the program itself reads, for its checks, its decision and its pages, with those the texts of the checks name: no corrected
question set may lack one, ask it in another way, or take a value away.

A test holds this list against the program and its texts."""

RELIED_ON: dict[str, tuple[str, ...]] = {
    "bristol-initial": (
        "B05.delay", "B05.gaps", "B05.neglect", "B05.systems", "B06", "B06.detail", "B07", "B07.detail", "B12", "B12.2016", "B12.why",
        "B13", "B13.reason", "B14.appropriate", "B14.completed", "B14.reason", "B16", "B17", "B17.reason",
    ),
    "bristol-mar": ("M03", "M10", "M10.2016", "M10.why", "M11"),
    "focused": ("F01", "F10", "F11", "F12.availability", "F12.quality"),
    "initial": (
        "D02", "D03.II", "D03.Ia", "D03.Ib", "D03.Ic", "D03.Id", "D03.source", "D05", "D08", "D10", "D11", "D12", "D13.capacity",
        "D13.date", "D13.family", "D13.person", "D13.review", "D16", "D17", "D18", "D21", "E01.reason", "E04", "E04.reason", "E05.seen",
        "E06", "E07", "H01", "H03", "H04", "H07", "H12", "H13", "H13.in-year", "H14", "H16", "H19", "O04", "O05", "O05.on", "O07", "O08",
        "P08", "P14", "S01", "S02", "S06", "S07", "S09",
    ),
    "notification": ("C05", "C10", "C12", "C13"),
}  # fmt: skip
"""By question set, the references in it."""

VOCABULARIES = (
    "closed-why", "contributory-factor", "diagnosis-confirmed-by", "diagnosis-group", "disability-level", "do-not-contact", "escalated-to",
    "ethnicity", "event-kind", "evidence-kind", "flag", "good-practice", "long-term-condition", "organisation-kind", "other-process",
    "panel-outcome", "place-of-death", "profession", "reliability", "setting", "severity", "sex", "stage-bristol",
    "stage-leder", "theme", "yes-no-not-known",
)  # fmt: skip
"""The lists the program itself names: no correction takes a code away from one. Of any other a code may go that no question above has, and
that no question waits for."""
