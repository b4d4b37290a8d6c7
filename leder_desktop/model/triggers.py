"""What makes a focused review (2021 onwards) or a multi-agency review (Bristol) a duty, the family's wish, or worth weighing: R-FOC-1
to R-FOC-8 and R-MAR-1 to R-MAR-3 of the domain reference (4.2), each met, not met or not clear yet, with its reason.

Pure: a snapshot, its organisation's policy and the words in `resources/checks/triggers.toml`; nothing here decides anything.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from leder_desktop.errors import Refused
from leder_desktop.model.case import is_bristol
from leder_desktop.model.dates import day_words, from_edtf, on_words, words
from leder_desktop.model.person import possible_ages
from leder_desktop.model.policy import LocalPriority
from leder_desktop.model.snapshot import Snapshot

MUST, FAMILY, JUDGEMENT = "must", "family", "judgement"
YES, NO, UNCLEAR = "yes", "no", "unclear"
BRISTOL_YOUNG = range(18, 25)
"""Ages at death that were a priority theme: 18 to 24 (Priority themed reviews 2017)."""
RESTRICTED, ASKED, ASKED_ON, OVERALL = "initial.S09", "initial.O05", "initial.O05.on", "initial.O04"
CONDITIONS = "initial.H01"
BRISTOL_CONCERN, BRISTOL_LEARNING = "bristol-initial.B06", "bristol-initial.B07"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """One rule of 4.2, looked at for one review."""

    rule: str
    met: str
    """`yes`, `no`, or `unclear` while something is not known."""
    strength: str
    """`must`: "no" is not open; `family`: only with the senior reviewer's reason; `judgement`: to be weighed and explained."""
    title: str
    because: str
    ask: str
    """While it is not clear: what to find out, and from whom."""
    basis: str
    """Where the rule comes from."""
    confidence: str
    """`verified`, `inference` or `recall`."""
    where: str
    """The field it hangs on: `person.ethnicity`, `initial.S09`."""


def triggers(snapshot: Snapshot) -> tuple[Trigger, ...]:
    """Every trigger of the review's process, in the order of the reference; those an organisation has turned off are left out."""
    found = _bristol(snapshot) if is_bristol(snapshot.case.template) else _focused(snapshot)
    return tuple(found)


def _focused(snapshot: Snapshot) -> Iterator[Trigger]:
    yield from _ethnicity(snapshot)
    yield _autism_only(snapshot)
    yield _family(snapshot)
    yield _concern(snapshot)
    if snapshot.standards.policy().restriction_trigger and _weight(snapshot, "R-FOC-6") != "off":
        yield _restricted(snapshot)
    if _weight(snapshot, "R-FOC-7") != "off":
        yield from (_local(snapshot, each) for each in snapshot.standards.policy().local_priorities)
    yield _worst(snapshot)


def _bristol(snapshot: Snapshot) -> Iterator[Trigger]:
    yield _young(snapshot)
    ethnicity = snapshot.person.ethnicity
    met = YES if _counts(snapshot) else UNCLEAR if _open(snapshot) else NO
    case = _open_case(ethnicity) if met == UNCLEAR else met
    yield _say(snapshot, "R-MAR-2", met, case, "person.ethnicity", MUST, ethnicity=snapshot.standards.label("ethnicity", ethnicity))
    yield _further(snapshot)


def _say(snapshot: Snapshot, rule: str, met: str, case: str, where: str, strength: str = JUDGEMENT, **names: str) -> Trigger:
    text, name = snapshot.standards.triggers().rules[rule], snapshot.person.called
    said = text.says[case]
    because = said.because.format(name=name or "this person", **names)
    return Trigger(
        rule=rule, met=met, strength=strength, title=text.title, because=because if name else because[:1].upper() + because[1:],
        ask=said.ask.format(name=name or "this person", **names), basis=text.basis, confidence=text.confidence, where=where,
    )  # fmt: skip


def _weight(snapshot: Snapshot, rule: str) -> str:
    return snapshot.standards.policy().severity.get(rule, "")


def _answer(snapshot: Snapshot, ref: str) -> str:
    """The code that was answered, the status when there is none, empty when nobody has said anything."""
    given = snapshot.answer(ref)
    if given is None or given.status == "not-asked":
        return ""
    return str(given.value) if given.status == "answered" else given.status


def _counts(snapshot: Snapshot) -> bool:
    return snapshot.person.ethnicity in snapshot.standards.policy().ethnicity_triggers


def _open(snapshot: Snapshot) -> bool:
    return snapshot.person.ethnicity in ("", *snapshot.standards.policy().ethnicity_unclear)


def _open_case(ethnicity: str) -> str:
    return {"": "empty", "Z": "not-stated", "99": "not-known"}.get(ethnicity, "white")


def _ethnicity(snapshot: Snapshot) -> Iterator[Trigger]:
    code, where = snapshot.person.ethnicity, "person.ethnicity"
    label = snapshot.standards.label("ethnicity", code)
    met = YES if _counts(snapshot) else NO
    yield _say(snapshot, "R-FOC-1", met, met, where, MUST, ethnicity=label)
    unclear = _open(snapshot) and met == NO
    yield _say(snapshot, "R-FOC-2", UNCLEAR if unclear else NO, _open_case(code) if unclear else NO, where, ethnicity=label)


def _autism_only(snapshot: Snapshot) -> Trigger:
    policy, person, rule = snapshot.standards.policy(), snapshot.person, "R-FOC-3"
    last = policy.autism_only_until
    until = day_words(last)
    if not person.diagnosis_group:
        return _say(snapshot, rule, UNCLEAR, "no-group", "person.diagnosis_group", MUST)
    if person.diagnosis_group != "autism":
        group = snapshot.standards.label("diagnosis-group", person.diagnosis_group)
        return _say(snapshot, rule, NO, NO, "person.diagnosis_group", MUST, group=group)
    died = person.death_date
    if died is not None and died.latest is not None and died.latest <= last:
        return _say(snapshot, rule, YES, YES, "person.death_date", MUST, until=until)
    if _weight(snapshot, rule) == "block":
        return _say(snapshot, rule, YES, "yes-later", "person.death_date", MUST)
    if died is None or died.earliest is None or died.earliest <= last:
        return _say(snapshot, rule, UNCLEAR, "no-day", "person.death_date", MUST, until=until)
    off = _weight(snapshot, rule) == "off"
    return _say(snapshot, rule, NO if off else UNCLEAR, "off" if off else "later", "person.death_date", until=until)


def _family(snapshot: Snapshot) -> Trigger:
    asked = snapshot.answer(ASKED_ON)
    on = f" {on_words(from_edtf(str(asked.value)))}" if asked and asked.status == "answered" else ""
    met, case = {"yes": (YES, "yes"), "no": (NO, "no"), "not-applicable": (NO, "nobody"), "": (UNCLEAR, "unasked")}.get(
        _answer(snapshot, ASKED), (UNCLEAR, "not-known")
    )
    return _say(snapshot, "R-FOC-4", met, case, ASKED, FAMILY, on=on)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _concern(snapshot: Snapshot) -> Trigger:
    concerns, learning = (sum(each.kind == kind for each in snapshot.findings) for kind in ("concern", "learning"))
    overall, rule = _answer(snapshot, OVERALL), "R-FOC-5"
    if concerns:
        count = _count(concerns, "area", "areas")
        return _say(snapshot, rule, YES, "concerns", "findings", count=count, them="it" if concerns == 1 else "them")
    if overall == "yes":
        return _say(snapshot, rule, YES, "overall", OVERALL)
    if learning:
        return _say(snapshot, rule, UNCLEAR, "learning", "findings", count=_count(learning, "thing", "things"))
    return _say(snapshot, rule, *((NO, NO) if overall == "no" else (UNCLEAR, "nothing-yet")), OVERALL)


def _restricted(snapshot: Snapshot) -> Trigger:
    said, must = _answer(snapshot, RESTRICTED), _weight(snapshot, "R-FOC-6") == "block"
    met = said if said in (YES, NO) else UNCLEAR
    case = "yes-must" if met == YES and must else met
    return _say(snapshot, "R-FOC-6", met, case, RESTRICTED, MUST if must else JUDGEMENT)


def _local(snapshot: Snapshot, area: LocalPriority) -> Trigger:
    strength = MUST if _weight(snapshot, "R-FOC-7") == "block" else JUDGEMENT
    if not area.themes and not area.conditions:
        return _say(snapshot, "R-FOC-7", UNCLEAR, UNCLEAR, "findings", strength, area=area.title)
    if theme := next((each.theme for each in snapshot.findings if each.theme in area.themes), ""):
        named = snapshot.standards.label("theme", theme)
        return _say(snapshot, "R-FOC-7", YES, "theme", "findings", strength, area=area.title, theme=named)
    given = snapshot.answer(CONDITIONS)
    chosen = given.value if given and isinstance(given.value, tuple) else ()
    if condition := next((str(code) for code in chosen if code in area.conditions), ""):
        named = _label(snapshot, CONDITIONS, condition)
        return _say(snapshot, "R-FOC-7", YES, "condition", CONDITIONS, strength, area=area.title, condition=named)
    return _say(snapshot, "R-FOC-7", NO, NO, "findings", strength, area=area.title)


def _worst(snapshot: Snapshot) -> Trigger:
    weighs = snapshot.standards.triggers().rules["R-FOC-8"].weighs
    said = [each for each in weighs if _answer(snapshot, each.ref) == each.said]
    said = [each for each in said if not each.asked_by or _answer(snapshot, each.asked_by) == "yes"]
    if sure := [each.ref for each in said if not each.if_effect]:
        return _say(snapshot, "R-FOC-8", YES, YES, sure[0], answers=_quoted(snapshot, sure))
    if perhaps := [each.ref for each in said]:
        return _say(snapshot, "R-FOC-8", UNCLEAR, "effect", perhaps[0], answers=_quoted(snapshot, perhaps))
    return _say(snapshot, "R-FOC-8", NO, NO, weighs[0].ref if weighs else "decision")


def _quoted(snapshot: Snapshot, refs: Iterable[str]) -> str:
    """Questions with their answers: “Was there a delay in their care or treatment?” Yes."""
    return "; ".join(f"“{_text(snapshot, ref)}” {_label(snapshot, ref, _answer(snapshot, ref))}" for ref in refs)


def _text(snapshot: Snapshot, ref: str) -> str:
    try:
        return snapshot.standards.question(ref).text
    except Refused:
        return "A question that is no longer asked"


def _label(snapshot: Snapshot, ref: str, code: str) -> str:
    try:
        return next((term.label for term in snapshot.standards.question(ref).values if term.code == code), code)
    except Refused:
        return code


def _young(snapshot: Snapshot) -> Trigger:
    least, most = possible_ages(snapshot.person)
    if least is not None and most is not None and least in BRISTOL_YOUNG and most in BRISTOL_YOUNG:
        met = YES
    elif (least is not None and least > BRISTOL_YOUNG[-1]) or (most is not None and most < BRISTOL_YOUNG[0]):
        met = NO
    else:
        met = UNCLEAR
    born, died = words(snapshot.person.birth_date), words(snapshot.person.death_date)
    return _say(snapshot, "R-MAR-1", met, met, "person.birth_date", MUST, born=born, died=died)


def _further(snapshot: Snapshot) -> Trigger:
    concerns = sum(each.kind == "concern" for each in snapshot.findings)
    concern, learning, rule = _answer(snapshot, BRISTOL_CONCERN), _answer(snapshot, BRISTOL_LEARNING), "R-MAR-3"
    if concerns or concern == "yes":
        what = _count(concerns, "area of concern", "areas of concern") if concerns else "that there is an area of concern about care"
        return _say(snapshot, rule, YES, "concern", "findings" if concerns else BRISTOL_CONCERN, what=what)
    if learning == "yes":
        return _say(snapshot, rule, YES, "learning", BRISTOL_LEARNING)
    if weighs := [each.ref for each in snapshot.standards.triggers().rules[rule].weighs if _answer(snapshot, each.ref) == each.said]:
        return _say(snapshot, rule, YES, "answers", weighs[0], answers=_quoted(snapshot, weighs))
    met = NO if concern == learning == "no" else UNCLEAR
    return _say(snapshot, rule, met, met, BRISTOL_LEARNING)
