"""NHS numbers: what a text is, never what it might have been meant to be.

Check digit: NHS Data Dictionary, "NHS Number": the first nine digits weighted 10 to 2, 11 less the remainder of their sum by 11, 11 counts
as 0 and 10 does not exist. Ranges: 999 is kept for tests; 010101 to 311299 begins a Scottish CHI number, which opens with the date of birth
(DDMMYY); 320 to 399 is Northern Ireland's Health and Care number. A leading 0 can only be a CHI number, so there the date must exist. Other
numbers outside 400-499 and 600-799, the ranges of England, Wales and the Isle of Man, pass with a sentence that asks for a second look.
"""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["nhs", "test-range", "chi", "hsc", "none", "invalid"]

_SHAPE = re.compile(r"[0-9]{10}|[0-9]{3} [0-9]{3} [0-9]{4}|[0-9]{3}-[0-9]{3}-[0-9]{4}")
_IN_TEXT = re.compile(rf"(?<![0-9])(?<![0-9][.-])(?:{_SHAPE.pattern})(?![0-9])(?!-[0-9])")
_NEAR = 100
"""Letters before and after a number in which a structured record names what it is."""
_NO_NUMBER = frozenset(
    ("", "-", "none", "no number", "no nhs number", "not known", "unknown", "not available", "not applicable", "n/a", "n/k", "nk", "na")
)
_PLACEHOLDERS = frozenset(("0000000000", "9999999999"))


@dataclass(frozen=True, kw_only=True)
class NhsNumber:
    """`given` is the text as it came. `number` is its ten digits when it has the shape of a number, right or wrong, else empty.

    `valid` is true for `nhs`, `test-range`, `chi` and `hsc`. `none` means that there is no number, which is a legal answer.
    """

    given: str
    valid: bool
    number: str
    kind: Kind
    sentence: str


def check_nhs_number(text: str) -> NhsNumber:
    """What `text` is. Ten digits, together or as 3-3-4 with spaces or hyphens; nothing is refused, nothing corrected."""
    plain = " ".join(text.split())
    if plain.casefold().rstrip(".") in _NO_NUMBER:
        return NhsNumber(given=text, valid=False, number="", kind="none", sentence="There is no NHS number.")
    if not _SHAPE.fullmatch(plain):
        return NhsNumber(given=text, valid=False, number="", kind="invalid", sentence=_why_not_shaped(plain))
    number = re.sub(r"[ -]", "", plain)
    kind, sentence = _kind(number)
    return NhsNumber(given=text, valid=kind != "invalid", number=number, kind=kind, sentence=sentence)


def nhs_numbers_in(text: str, *, named: bool = False) -> tuple[str, ...]:
    """The ten digits of every number in a running text that can be somebody's NHS number, in order, each once.

    About one in eleven other numbers of ten digits passes the check digit by chance. So ten digits in a row count only in a range in use
    or near "NHS", and a CHI number only where the text says CHI. `named`: the text is a structured record, full of other ids, so there
    ten digits in a row count only near "NHS".
    """
    found: dict[str, None] = {}
    for written in _IN_TEXT.finditer(text):
        one = check_nhs_number(written[0])
        told = written[0] != one.number or "nhs" in text[max(0, written.start() - _NEAR) : written.end() + _NEAR].casefold()
        match one.kind:
            case "nhs":
                counts = told or one.number[0] in "467"
            case "chi":
                counts = "CHI" in text
            case kind:
                counts = kind in ("test-range", "hsc")
        if counts and (told or not named):
            found[one.number] = None
    return tuple(found)


def _why_not_shaped(plain: str) -> str:
    if re.search(r"\{\{|\$\{|<%", plain):
        return "This is a blank left by another system's template, not an NHS number."
    digits = len(re.findall(r"[0-9]", plain))
    if digits != 10 and re.fullmatch(r"[0-9 -]+", plain):
        return f"An NHS number has ten digits; this has {digits}."
    return "An NHS number is ten digits, like 943 476 5919."


def _check_digit(nine: str) -> int:
    """0 to 10; 10 means that no number begins with these nine digits."""
    return -sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11


def _kind(number: str) -> tuple[Kind, str]:
    if number in _PLACEHOLDERS:
        return "invalid", "This stands for “no number” in some systems; it is nobody's NHS number."
    if _check_digit(number[:9]) != int(number[9]):
        return "invalid", "This number fails its check digit, so at least one digit is wrong. Compare it with another record."
    if number.startswith("999"):
        return "test-range", "This number is from the range kept for tests; it belongs to nobody."
    if "32" <= number[:2] <= "39":
        return "hsc", "This is a Health and Care number of Northern Ireland, not an NHS number."
    if _opens_with_date(number):
        return "chi", "This is a Scottish CHI number, not an NHS number."
    if number[0] == "0":
        return "invalid", "A number that begins with 0 is a Scottish CHI number, and this does not open with a date of birth."
    if number[0] in "467":
        return "nhs", "This is a valid NHS number."
    return "nhs", "The check digit is right, but England and Wales have not issued numbers in this range. Compare it with another record."


def _opens_with_date(number: str) -> bool:
    """Whether the first six digits can be DDMMYY; 29 February counts, the century being unknown only for leap years ending 00."""
    day, month, year = int(number[:2]), int(number[2:4]), int(number[4:6])
    if not 1 <= month <= 12:
        return False
    longest = (29 if year % 4 == 0 else 28) if month == 2 else 30 if month in (4, 6, 9, 11) else 31
    return 1 <= day <= longest


def spell_nhs_number(number: str) -> str:
    """ "9434765919" as it is printed, "943 476 5919"; anything but ten digits comes back unchanged."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if re.fullmatch(r"[0-9]{10}", number) else number
