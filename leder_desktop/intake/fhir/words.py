"""Coded things, quantities, doses and names, in words."""

from decimal import Decimal

from leder_desktop.errors import Refused
from leder_desktop.intake.fhir.bundle import Bundle
from leder_desktop.intake.fhir.values import Resource, at, extensions, rows, text, texts
from leder_desktop.intake.json_strict import Json
from leder_desktop.model import dates

LONGEST_NAME = 200
_VALUES = (
    "Quantity", "CodeableConcept", "String", "Range", "Ratio", "SampledData", "DateTime", "Date", "Time", "Period", "Boolean", "Integer",
    "Decimal",
)  # fmt: skip
_UNITS = {"%": "%", "{score}": "", "{#}": "", "1": ""}


def coded(node: Json, *keys: str) -> str:
    """A CodeableConcept (or Coding, or plain code) in words: what the clinician wrote or chose before what it was translated to.

    Order: `text`; the term chosen by hand (GP Connect's description of the code that has `userSelected`), SNOMED CT's display, any
    display, any code. "unknown" (HL7's null flavour UNK) is no word.
    """
    concept = at(node, *keys)
    if isinstance(concept, list):
        concept = concept[0] if concept else None
    if isinstance(concept, str):
        return text({"code": concept}, "code")
    if written := text(concept, "text"):
        return written
    codings = [c for c in rows(concept, "coding") if not text(c, "system").endswith("NullFlavor")]
    if isinstance(concept, dict) and "coding" not in concept and "code" in concept:
        codings = [concept]
    chosen = [c for c in codings if c.get("userSelected") is True]
    snomed = [c for c in codings if text(c, "system") == "http://snomed.info/sct"]
    for coding in (*chosen, *snomed, *codings):
        for outer in extensions(coding, "Extension-coding-sctdescid"):
            for inner in rows(outer, "extension"):
                if inner.get("url") == "descriptionDisplay" and (term := text(inner, "valueString")):
                    return term
        if display := text(coding, "display"):
            return display
    return next((code for c in codings if (code := text(c, "code"))), "")


def several(node: Json, key: str) -> str:
    """The concepts of a list, each once, with "; " between."""
    found = [word for row in rows(node, key) if (word := coded(row))]
    return "; ".join(dict.fromkeys(found))


def number(value: Json) -> str:
    """As it was written, except that a calculated tail is cut: more than six digits with a point become four that matter."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return ""
    if isinstance(value, int):
        return str(value)
    if not value.is_finite() or abs(value.adjusted()) > 12:
        return str(value)
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -1 and len(value.as_tuple().digits) > 6:
        places = max(3 - value.adjusted(), 0)
        return format(round(value, places), "f").rstrip("0").rstrip(".")
    return format(value, "f")


def quantity(node: Json, *keys: str) -> str:
    """`128 mmHg`, `< 5 mg/L`; UCUM's braces and square brackets are dropped, so `mm[Hg]` reads mmHg."""
    amount = at(node, *keys)
    figure = number(at(amount, "value"))
    if not figure:
        return ""
    unit = text(amount, "unit") or text(amount, "code")
    unit = _UNITS.get(unit, unit).replace("[", "").replace("]", "").replace("{", "").replace("}", "")
    joint = "" if unit == "%" else " "
    return f"{text(amount, 'comparator')} {figure}".strip() + (joint + unit if unit else "")


def value(node: Json, stem: str = "value") -> str:
    """The value of `value[x]`, of whichever type it is."""
    for kind in _VALUES:
        found = at(node, stem + kind)
        if found is None:
            continue
        if kind == "Quantity":
            return quantity(found)
        if kind == "CodeableConcept":
            return coded(found)
        if kind == "Range":
            return span(found)
        if kind == "Ratio":
            return f"{quantity(found, 'numerator')} / {quantity(found, 'denominator')}".strip(" /")
        if kind == "SampledData":
            return "a recording, which is in the record"
        if kind == "Period":
            return " to ".join(part for part in (day(text(found, "start")), day(text(found, "end"))) if part)
        if kind in ("DateTime", "Date"):
            return day(text({"v": found}, "v"))
        if isinstance(found, bool):
            return "yes" if found else "no"
        return number(found) or text({"v": found}, "v")
    return ""


def span(node: Json) -> str:
    """`35 to 50 g/L`, `up to 50 g/L`, `from 35 g/L`; of one unit, said once."""
    low, high = quantity(node, "low"), quantity(node, "high")
    if low and high:
        same = text(node, "low", "unit") == text(node, "high", "unit")
        return f"{number(at(node, 'low', 'value')) if same else low} to {high}"
    return f"up to {high}" if high else f"from {low}" if low else ""


def day(fhir: str) -> str:
    """A date in words, as exact as it was given, without the time of day; the text itself when it is no date."""
    if not fhir:
        return ""
    try:
        return dates.words(dates.from_fhir(fhir.split("T")[0]))
    except Refused:
        return fhir


def dose(node: Resource, key: str) -> str:
    """How a medicine is taken; the prescriber's words if there are any, otherwise put together from the coded parts."""
    said: list[str] = []
    for row in rows(node, key):
        if written := text(row, "text"):
            parts = [written]
        else:
            amount = (
                quantity(row, "doseQuantity") or quantity(row, "doseAndRate", "doseQuantity") or span(at(row, "doseAndRate", "doseRange"))
            )
            when_needed = "when needed" if row.get("asNeededBoolean") is True else coded(row, "asNeededCodeableConcept")
            parts = [amount, coded(row, "route"), coded(row, "timing", "code") or _timing(at(row, "timing", "repeat")), when_needed]
        parts.append(text(row, "patientInstruction"))
        said.extend(part for part in parts if part)
    return ", ".join(dict.fromkeys(said))


def _timing(repeat: Json) -> str:
    times, period, unit = number(at(repeat, "frequency")), number(at(repeat, "period")), text(repeat, "periodUnit")
    name = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}.get(unit, unit)
    if not (times and period and name):
        return ""
    return f"{times} times every {period} {name}s" if period != "1" else f"{times} times a {name}"


def notes(node: Resource) -> str:
    """Free text: STU3's `comment`, `note` of both; each on a line of its own."""
    found = [*texts(node, "comment"), *(note for row in rows(node, "note") if (note := text(row, "text")))]
    return "\n".join(dict.fromkeys(found))


def name(resource: Resource | None) -> str:
    """What a person, a place or an organisation is called."""
    if resource is None:
        return ""
    called = resource.get("name")
    if isinstance(called, str):
        return text(resource, "name")
    if written := text(called, "text"):
        return written
    parts = [*texts(called, "prefix")[:1], *texts(called, "given"), *texts(called, "family")[:1]]
    return " ".join(parts)


def called(bundle: Bundle, resource: Resource | None) -> str:
    """What a resource that others name is called, in at most `LONGEST_NAME` characters."""
    if resource is None:
        return ""
    key = ("called", id(resource))
    if key not in bundle.said:
        bundle.said[key] = ""  # a resource that names itself has no other name
        if resource.get("resourceType") == "PractitionerRole":
            found = called(bundle, bundle.behind(resource, "practitioner", inside=resource))
        else:
            found = name(resource) or medicine(bundle, resource)
        if not found:
            found = next((term for key_ in ("code", "type", "vaccineCode", "reasonCode") if (term := coded(resource, key_))), "")
        bundle.said[key] = found if len(found) <= LONGEST_NAME else found[: LONGEST_NAME - 1] + "…"
    return bundle.said[key]


def who(bundle: Bundle, inside: Resource, *keys: str) -> str:
    """The name behind a reference; what the reference itself calls it when the resource is not in the bundle."""
    return called(bundle, bundle.behind(inside, *keys, inside=inside)) or text(inside, *keys, "display")


def medicine(bundle: Bundle, resource: Resource) -> str:
    """The medicine of a statement, request, issue or dose, whether coded in place or in a Medication of its own."""
    return coded(resource, "medicationCodeableConcept") or who(bundle, resource, "medicationReference")


def reasons(bundle: Bundle, resource: Resource) -> str:
    """Why: coded reasons, and the conditions that reason references mean."""
    found = [word for key in ("reasonCode", "reason", "statusReason") for row in rows(resource, key) if (word := coded(row))]
    for row in rows(resource, "reasonReference"):
        found.append(called(bundle, bundle.behind(row, inside=resource)) or text(row, "display"))
    return "; ".join(dict.fromkeys(word for word in found if word))
