"""Ways into untrusted JSON that give something empty, never an error, when the shape is not the expected one."""

import re
from collections.abc import Iterator

from leder_desktop.intake.json_strict import Json

Resource = dict[str, Json]

LONGEST_TEXT = 20_000
"""Characters of one text that are put in words; a longer one ends in "…", and the whole is in the resource."""
MOST_ROWS = 500
"""Members of one list that are put in words. Both caps keep a small file from growing large: one resource may be named by many."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def clean(text: str) -> str:
    """The text with line ends as LF, without control characters (tab and line end stay) and without blanks around it."""
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT] + "…"
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).strip()


def at(node: Json, *keys: str) -> Json:
    """What stands under `keys`; of a list on the way, its first member. FHIR repeats what versions before or after did not."""
    for key in keys:
        if isinstance(node, list):
            node = node[0] if node else None
        if not isinstance(node, dict):
            return None
        node = node.get(key)
    return node


def text(node: Json, *keys: str) -> str:
    value = at(node, *keys)
    if isinstance(value, list) and value:
        value = value[0]
    return clean(value) if isinstance(value, str) else ""


def rows(node: Json, *keys: str) -> Iterator[Resource]:
    """The objects of a list, or the one object that stands where a list may stand."""
    value = at(node, *keys)
    for item in value[:MOST_ROWS] if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield item


def texts(node: Json, *keys: str) -> list[str]:
    value = at(node, *keys)
    found = [clean(item) for item in (value[:MOST_ROWS] if isinstance(value, list) else [value]) if isinstance(item, str)]
    return [item for item in found if item]


def extensions(node: Json, ending: str) -> Iterator[Resource]:
    """The extensions whose address ends so, or ends so with a version behind (`...-1`)."""
    for row in rows(node, "extension"):
        url = row.get("url")
        if isinstance(url, str) and (url.endswith(ending) or url.rsplit("-", 1)[0].endswith(ending)):
            yield row
