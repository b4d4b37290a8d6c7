"""What is half-typed in the editor, as plain text for the place that a lock keeps in the case file."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from leder_desktop.model.evidence import Source


@dataclass(frozen=True, kw_only=True)
class HalfTyped:
    """The form as it stood: words, not yet a date or an entry."""

    id: str = ""
    """The entry that is being changed; empty for a new one."""
    when: str = ""
    setting: str = ""
    kind: str = ""
    what: str = ""
    view: str = ""
    comment: str = ""
    reliability: str = ""
    flags: tuple[str, ...] = ()
    key_episode: bool = False
    third_party: bool = False
    sources: tuple[Source, ...] = ()


def write(half: HalfTyped) -> str:
    return json.dumps(asdict(half), ensure_ascii=False)


def read(kept: str) -> HalfTyped | None:
    """What `write` wrote; None for anything else."""
    try:
        said: Any = json.loads(kept)
    except ValueError:
        return None
    if not isinstance(said, Mapping):
        return None
    known: dict[str, Any] = {f.name: said[f.name] for f in fields(HalfTyped) if f.name in said}
    known["flags"] = tuple(known.get("flags", ()))
    known["sources"] = tuple(Source(**source) for source in known.get("sources", ()))
    return HalfTyped(**known)
