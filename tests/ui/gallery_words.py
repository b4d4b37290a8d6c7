"""What the gallery shows: invented words, dates and marks."""

from datetime import UTC, date, datetime

from ui.top_bar import CaseHead
from ui.widgets.lanes import Bar
from ui.widgets.notes import MarkKind
from ui.widgets.scale_choice import Step

HEAD = CaseHead(called_name="Wyn", reference="LDR-26-0042", due="47 days left · 12 days paused", held="", sample=True)
NOW = datetime(2026, 6, 9, 9, 32, tzinfo=UTC)
LIFE = "He knew every bus in the valley by its number. On Thursdays he took the 36 to the sea and was back for tea, the ticket in his cap."
STEPS = (
    Step(key="6", lead="Excellent care", rest="It exceeded expected good practice."),
    Step(key="5", lead="Good care", rest="It met expected good practice."),
    Step(
        key="4",
        lead="Satisfactory care",
        rest="It fell short of expected good practice in some areas, but this did not significantly impact on the person.",
    ),
    Step(
        key="3",
        lead="Fell short, with an impact",
        rest="It fell short of expected good practice and this did impact on the person's wellbeing.",
    ),
)
BARS = tuple(
    Bar(key=f"b{i}", lane=lane, first=a, begun=b, ended=c, last=d, label=label, when=when, told=told, episode=episode, two=two)
    for i, (lane, a, b, c, d, label, when, told, episode, two) in enumerate(
        (
            (
                "Home",
                date(2023, 1, 1),
                date(2023, 1, 1),
                date(2026, 1, 2),
                date(2026, 1, 2),
                "Shared house by the park",
                "until January 2026",
                False,
                False,
                False,
            ),
            (
                "GP",
                date(2023, 5, 7),
                date(2023, 5, 7),
                date(2023, 5, 7),
                date(2023, 5, 7),
                "Health check",
                "7 May 2023",
                False,
                False,
                False,
            ),
            (
                "GP",
                date(2025, 12, 15),
                date(2025, 12, 15),
                date(2025, 12, 22),
                date(2025, 12, 22),
                "First call",
                "15 or 22 December",
                False,
                False,
                True,
            ),
            (
                "GP",
                date(2024, 9, 1),
                date(2024, 10, 1),
                date(2024, 11, 1),
                date(2024, 12, 1),
                "Ear infections",
                "autumn 2024",
                False,
                False,
                False,
            ),
            (
                "Hospital",
                date(2024, 11, 20),
                date(2024, 11, 24),
                date(2024, 11, 28),
                date(2024, 12, 2),
                "Chest infection",
                "late November 2024",
                False,
                True,
                False,
            ),
            (
                "Told by family",
                date(2024, 6, 1),
                date(2024, 9, 1),
                date(2025, 5, 1),
                date(2025, 8, 1),
                "Coughing at meals",
                "summer 2024 on",
                True,
                False,
                False,
            ),
        )
    )
)
MARKS = (
    MarkKind(key="quotation", word="Quotation", icon="quote", digit="1"),
    MarkKind(key="concern", word="Concern", icon="circle-alert", digit="2", amber=True),
    MarkKind(key="good", word="Good", icon="thumbs-up", digit="3"),
)
