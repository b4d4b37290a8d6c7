"""Where the data files are: a checkout, an installed wheel or a frozen program."""

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder `resources/`: beside the packages in a checkout, `leder_desktop/_resources` in a wheel, `_MEIPASS` when frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    here = Path(__file__).resolve().parent
    places = [Path(frozen) / "resources"] if frozen else [here / "_resources", here.parent / "resources"]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError("resources")


def path(name: str) -> Path:
    """The file `resources/<name>`; `name` is ours, never a person's."""
    return root() / name
