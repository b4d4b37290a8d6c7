"""Whether words stand in a text: one measure for what is cited and for what may not be quoted."""

import time

import pytest

from leder_desktop.model.quoting import Words, stand_in

FUSS = "I should have made more fuss on the Sunday."
LONG = "They told me on the Friday that she would be home by the weekend, and nobody rang me after that at all."


def stands(quotation: str, text: str) -> bool:
    return stand_in(Words(quotation), Words(text))


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        (FUSS, "Her mother said: I SHOULD have made more\nfuss – on the “Sunday”, and wept."),
        (FUSS, "She feels she “should have made more fuss”."),
        (FUSS, "“I should have … fuss on the Sunday.”"),
        (FUSS, "'I should have made [much] more fuss'"),
        ("She’d hum.", "Maureen says: “She'd hum.”"),
        ("No. Never.", "Asked, she said ‘No, never’."),
        ("Zoë never once said no.", "Zoe\u0308 never once said no"),
        (LONG, "Nobody told her: that she would be home by the weekend and nobody rang, she said."),
        ("a long week-\nend in bed", "It was a long weekend in bed."),
    ],
)
def test_a_quotation_is_found_however_it_is_set(quotation: str, text: str) -> None:
    assert stands(quotation, text)


@pytest.mark.parametrize(
    ("quotation", "text"),
    [
        ("She’d hum.", "She'd hum when she was well."),
        ("Yes.", "“Yes”, said the doctor."),
        ("", "“”"),
        ("the rapist waited", "The therapist waited."),
        (FUSS, "She made more fuss on the Monday. I should have gone."),
        (FUSS, "“She was my best friend”, he said of the Sunday."),
        (LONG, "She would be home by the weekend. Nobody rang."),
        ("polite when she hurts", "“polite”"),
    ],
)
def test_words_that_anybody_may_write_are_no_quotation(quotation: str, text: str) -> None:
    assert not stands(quotation, text)


def test_several_texts_are_asked_as_one() -> None:
    together = Words.of((Words("She was kind."), Words("“made more fuss on the Sunday”")))
    assert stand_in(Words(FUSS), together) and not stand_in(Words(LONG), together)


def test_a_page_of_quotation_marks_takes_no_time() -> None:
    begun = time.process_time()
    stands(FUSS, "“'\"‘«" * 8_000)
    assert time.process_time() - begun < 2
