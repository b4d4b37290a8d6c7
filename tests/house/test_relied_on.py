"""Which questions the program itself reads: the list a corrected question set is held to is the program's own."""

import re
from pathlib import Path

from leder_desktop.model.relied_on import RELIED_ON, VOCABULARIES
from leder_desktop.model.standards import BUILT_IN

ROOT = Path(__file__).resolve().parents[2]
FILES = (("leder_desktop", "*.py"), ("ui", "*.py"), ("resources/checks", "checks.toml"), ("resources/checks", "triggers.toml"))
REFERENCE = re.compile(r'"((?:initial|focused|notification|bristol-initial|bristol-mar)\.[A-Z][0-9]{2}[A-Za-z0-9.-]*)"')


def test_every_question_the_program_or_its_texts_name_is_one_no_correction_may_lack() -> None:
    named = {
        ref
        for folder, files in FILES
        for path in (ROOT / folder).rglob(files)
        for ref in REFERENCE.findall(path.read_text(encoding="utf-8"))
    }
    asked = {question.ref for one in BUILT_IN.sets() for question in one.questions}
    assert {f"{id}.{ref}" for id, references in RELIED_ON.items() for ref in references} == named & asked
    assert all(any(ref.startswith(f"{prefix}.") for ref in asked) for prefix in named - asked), "or the beginning of several"


def test_every_list_the_program_or_its_texts_name_is_one_no_correction_may_shorten() -> None:
    texts = [path.read_text(encoding="utf-8") for folder in ("leder_desktop", "ui") for path in (ROOT / folder).rglob("*.py")
             if path.name != "relied_on.py"]  # fmt: skip
    texts += [path.read_text(encoding="utf-8") for folder in ("checks", "policy") for path in (ROOT / "resources" / folder).glob("*.toml")]
    there = [name.partition("/")[2] for name in BUILT_IN.names() if name.startswith("vocabularies/")]
    assert set(VOCABULARIES) == {name for name in there if any(f'"{name}"' in text for text in texts)}
