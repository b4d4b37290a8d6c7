"""One typed line as an entry."""

import pytest

from leder_desktop.model.dates import understand, words
from leder_desktop.model.quick_entry import read_quick_entry
from leder_desktop.model.standards import BUILT_IN


@pytest.mark.parametrize(
    ("line", "when", "setting", "what"),
    [
        ("mid March 2024 GP chest infection, amoxicillin", "about March 2024", "gp", "chest infection, amoxicillin"),
        ("4 March 2019: A&E, fell from the bed", "4 March 2019", "emergency", "fell from the bed"),
        ("2024 home", "2024", "home", ""),
        ("winter 2017 to 2018 coughing at night", "winter 2017 to 2018", "", "coughing at night"),
        ("she had a cold in March 2024", "", "", "she had a cold in March 2024"),
        ("Learning disability team visited", "", "community-team", "visited"),
        ("wardrobe fell over", "", "", "wardrobe fell over"),
        ("", "", "", ""),
    ],
)
def test_a_line_is_a_date_a_setting_and_what_happened(line, when, setting, what):
    read = read_quick_entry(line, understand, BUILT_IN.vocabulary("setting"))
    said = words(read.when) if read.when else ""
    assert (said, read.setting, read.what) == (when, setting, what)
