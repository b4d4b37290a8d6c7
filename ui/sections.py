"""The sections of one case, in the order of the rail, and the bare pages."""

from ui.widgets.rail import Section

SECTIONS = (
    Section(key="overview", title="Overview", icon="layout-dashboard", state=""),
    Section(key="person", title="Person", icon="user"),
    Section(key="portrait", title="Pen portrait", icon="feather"),
    Section(key="conversations", title="Conversations", icon="messages-square"),
    Section(key="records", title="Records", icon="folder-open"),
    Section(key="timeline", title="Timeline", icon="chart-gantt"),
    Section(key="questions", title="Questions", icon="list-checks"),
    Section(key="findings", title="Findings", icon="lightbulb"),
    Section(key="grades", title="Grades", icon="scale"),
    Section(key="decision", title="Decision", icon="split"),
    Section(key="signoff", title="Sign-off", icon="signature"),
    Section(key="leaving", title="Leaving the laptop", icon="send"),
)
BESIDE = ("history", "standards")
"""Sections of a case that have no place in the rail: one comes to them from the menu."""
PAGES = ("first_start", "unlock", "restoring", "cases", "settings")
"""Pages without a case. Those before a store is open (`BARE`) also show no bar and no menus: nothing about what is inside."""
BARE = ("first_start", "unlock", "restoring")
