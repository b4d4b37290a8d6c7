"""`README.txt` of a bundle: for a reader who has only common tools, also in twenty years. Nothing reads it but people."""

from string import Template

from leder_desktop import resources
from leder_desktop.bundle import names


def readme(bundle: str) -> bytes:
    """The text of `resources/bundle/README.txt` with this bundle's name; UTF-8, LF."""
    text = resources.path("bundle/README.txt").read_text(encoding="utf-8").replace("\r\n", "\n")
    return Template(text).substitute(top=names.top(bundle)).encode("utf-8")
