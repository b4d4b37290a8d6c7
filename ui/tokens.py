"""Every colour, size and distance. Nothing else in the program may name a colour or a point size.

Source of the values: the walked-through prototype; NHS identity blue #005EB8. `PAIRS` are the contrasts that must hold
(WCAG 2.2: words 4.5, marks and edges 3); a test computes them for each palette.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Palette:
    name: str
    ground: str
    """Behind everything."""
    paper: str
    """Cards, pages, fields."""
    sunken: str
    """Quiet areas inside paper."""
    line: str
    """Hairlines that only group; never the edge of a control."""
    edge: str
    """The edge of a control, at least 3:1."""
    ink: str
    soft: str
    """Second voice: when, who, why; still 4.5:1."""
    blue: str
    """The one accent: what can be pressed, what is chosen."""
    on_blue: str
    blue_ink: str
    """Words in blue."""
    wash: str
    """Chosen row, selected section."""
    tint: str
    """Bars, quotation marks, selected words."""
    amber: str
    """"Look again", as a mark."""
    amber_ink: str
    amber_wash: str
    green: str
    """Verified, and nothing else."""
    green_ink: str
    green_wash: str
    focus: str


LIGHT = Palette(
    name="light",
    ground="#F0F4F5", paper="#FFFFFF", sunken="#F6F8F9", line="#D8DFE3", edge="#71828E",
    ink="#212B32", soft="#4C6272", blue="#005EB8", on_blue="#FFFFFF", blue_ink="#00519E", wash="#E6F0F9",
    tint="#B9D6F0", amber="#B36B00", amber_ink="#6E4300", amber_wash="#FFF3D9", green="#00774A",
    green_ink="#005C39", green_wash="#E3F3EB", focus="#003D78",
)  # fmt: skip
DARK = Palette(
    name="dark",
    ground="#11171B", paper="#1A2329", sunken="#151D22", line="#303D46", edge="#71838F",
    ink="#E6ECEF", soft="#A9B8C2", blue="#7AB8F5", on_blue="#0A1D30", blue_ink="#8FC4F8", wash="#1C3348",
    tint="#2F5B85", amber="#E0A23C", amber_ink="#F0C273", amber_wash="#33291A", green="#5CC08F",
    green_ink="#86D6AE", green_wash="#17322A", focus="#BFE0FF",
)  # fmt: skip
CONTRAST = Palette(
    name="contrast",
    ground="#000000", paper="#000000", sunken="#000000", line="#FFFFFF", edge="#FFFFFF",
    ink="#FFFFFF", soft="#FFFFFF", blue="#00FFFF", on_blue="#000000", blue_ink="#00FFFF", wash="#00323C",
    tint="#00808C", amber="#FFFF00", amber_ink="#FFFF00", amber_wash="#000000", green="#3FF23F",
    green_ink="#3FF23F", green_wash="#000000", focus="#FFFF00",
)  # fmt: skip
PALETTES = {p.name: p for p in (LIGHT, DARK, CONTRAST)}

FAMILY = "Atkinson Hyperlegible Next"
BASE_PT = 11.0
RATIO = 1.2
UNIT = 8
"""Pixels; every distance is a whole, half or quarter unit."""
RADIUS = 6
"""Cards and pages."""
RADIUS_CONTROL = 4
"""Buttons, fields, bars."""
PROSE_CH = 68
"""Characters in a line of anything read at length."""
NARROW_EM = 80
"""Below so many em across, everything is one column."""
TEXT_STEPS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
"""The text sizes Ctrl + and Ctrl - walk through."""

TYPE: dict[str, tuple[int, bool, bool]] = {
    "small": (-1, False, False),
    "small-strong": (-1, True, False),
    "body": (0, False, False),
    "strong": (0, True, False),
    "quote": (0, False, True),
    "lead": (1, False, False),
    "notes": (2, False, False),
    "h2": (1, True, False),
    "h1": (3, True, False),
    "ask": (4, False, False),
}
"""Role -> (step on the scale, bold, italic)."""

PAIRS = (
    ("ink", "paper", 7.0), ("ink", "ground", 7.0), ("soft", "paper", 4.5), ("soft", "ground", 4.5),
    ("soft", "sunken", 4.5), ("soft", "wash", 4.5), ("ink", "wash", 7.0), ("ink", "tint", 4.5),
    ("blue_ink", "paper", 4.5), ("blue_ink", "ground", 4.5), ("blue_ink", "wash", 4.5), ("on_blue", "blue", 4.5),
    ("amber_ink", "amber_wash", 4.5), ("amber_ink", "paper", 4.5), ("amber_ink", "ground", 4.5),
    ("green_ink", "green_wash", 4.5), ("green_ink", "paper", 4.5),
    ("edge", "paper", 3.0), ("edge", "ground", 3.0), ("blue", "paper", 3.0), ("blue", "wash", 3.0),
    ("amber", "paper", 3.0), ("amber", "amber_wash", 3.0), ("green", "paper", 3.0),
    ("focus", "paper", 3.0), ("focus", "ground", 3.0),
)  # fmt: skip
"""(words or mark, what it stands on, least ratio)."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2.2)."""
    hi, lo = sorted((luminance(one), luminance(other)), reverse=True)
    return (hi + 0.05) / (lo + 0.05)
