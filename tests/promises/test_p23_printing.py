"""P23: paper is off unless the settings allow it; a page says whose copy it is, both records say so, and no file is made on the way."""

import io
import os
import sys
from pathlib import Path

import pypdfium2
import pytest

from leder_desktop.errors import Refused
from leder_desktop.operations import cases, history, laptop_record, printing, sample
from tests.faults.canary import hits
from tests.ui.conftest import _fonts, _swept, theme  # noqa: F401 - fixtures
from tests.ui.desktops import at_desk
from ui.leaving.printing import PrintReport

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="printing goes through lp")


@pytest.fixture
def printer(tmp_path, monkeypatch) -> Path:
    """An `lp` that keeps what it is given; its folder."""
    folder = tmp_path / "printer"
    folder.mkdir()
    (folder / "lp").write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\ncat > {folder}/pages.pdf\n')
    (folder / "lp").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder


@pytest.fixture
def on(tmp_path, monkeypatch) -> None:
    allow(tmp_path, monkeypatch, "printing = true\n")


def allow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    from leder_desktop import settings

    (tmp_path / "settings.toml").write_text(said)
    monkeypatch.setattr(settings, "personal_file", lambda: tmp_path / "settings.toml")
    monkeypatch.setattr(settings, "machine_file", lambda: tmp_path / "nothing.toml")


def words_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def leaving(qtbot, theme, desk):  # noqa: F811
    made, _ = at_desk(qtbot, theme, desk)
    made.open_sample()
    made.window.go("leaving")
    return made


def test_p23_without_the_setting_there_is_no_way_to_print(qtbot, theme, desk, printer, tmp_path, monkeypatch):  # noqa: F811
    allow(tmp_path, monkeypatch, "")
    made = leaving(qtbot, theme, desk)
    assert made.window.in_sight().findChildren(PrintReport) == []
    with pytest.raises(Refused) as refused:
        printing.prepare(made.session, "the coroner")
    assert refused.value.code == "no-permission" and not (printer / "pages.pdf").exists()
    made.leave()


def test_p23_every_printed_page_says_whose_copy_it_is_and_both_records_do(qtbot, theme, desk, printer, on, tmp_path):  # noqa: F811
    made = leaving(qtbot, theme, desk)
    [part] = made.window.in_sight().findChildren(PrintReport)
    part.print_for("Maureen Ferriday")
    qtbot.waitUntil(lambda: part.print.isEnabled(), timeout=20_000)
    assert part.problem.words.text() == "" and "cannot erase" in part.done.words.text()
    pages = words_of((printer / "pages.pdf").read_bytes())
    assert len(pages) > 10
    assert all("Printed by Priya Raman on 21 November 2026" in page and "Copy for Maureen Ferriday" in page for page in pages)
    assert (printer / "asked").read_text().split() == ["-s", "-t", "LeDeR", "Desktop"], "the queue is told no name"
    assert history.document(made.session)["lines"][-1]["did"] == "printed the report"
    assert any(line.did.startswith(("printed", "Printed")) for line in laptop_record.lines(desk))
    elsewhere = [folder for folder in tmp_path.iterdir() if folder.is_dir() and folder != printer]
    assert hits(elsewhere, ["Maureen Ferriday", b"%PDF-"]) == []
    made.leave()


def test_p23_a_printer_that_refuses_is_told_and_recorded(qtbot, theme, desk, printer, on):  # noqa: F811
    (printer / "lp").write_text("#!/bin/sh\nexit 1\n")
    made = leaving(qtbot, theme, desk)
    [part] = made.window.in_sight().findChildren(PrintReport)
    part.print_for("the panel")
    qtbot.waitUntil(lambda: part.print.isEnabled(), timeout=20_000)
    assert "did not take" in part.problem.words.text() and part.done.words.text() == ""
    assert [line["did"] for line in history.document(made.session)["lines"]][-2:] == [
        "printed the report", "the printer did not take the report",
    ]  # fmt: skip
    made.leave()


def test_p23_a_copy_for_nobody_is_not_printed(desk, on, printer):
    session = sample.take_in(desk)
    with pytest.raises(Refused) as refused:
        printing.prepare(session, "  ")
    assert refused.value.code == "incomplete"
    cases.leave(session)


def test_p23_would_notice_pages_without_their_line(desk, on, printer, monkeypatch):
    session = sample.take_in(desk)
    monkeypatch.setattr(printing, "watermarked", lambda pdf, line: pdf)
    made = printing.pages(printing.prepare(session, "the panel"))
    assert not any("Copy for" in page for page in words_of(made))
    assert pypdfium2.PdfDocument(io.BytesIO(made).getvalue())
    cases.leave(session)
