"""The words of a PDF, page by page, as far as the time allows: to find them again, and to look for whose record it is (promises P27)."""

import threading
import time
from typing import Any

ONE_AT_A_TIME = threading.RLock()
"""PDFium may be in one thread at a time; whoever calls it holds this, a page long."""
MOST_PAGES = 2000
LONGEST_SECONDS = 10.0


def pdf_words(untrusted: bytes) -> str:
    """At most `MOST_PAGES` pages, and no new page after `LONGEST_SECONDS`; empty when it cannot be read or needs a password."""
    import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

    said: list[str] = []
    end = time.monotonic() + LONGEST_SECONDS
    try:
        with ONE_AT_A_TIME:
            # the library has no stubs; `Any` stays in this function
            pdf: Any = pypdfium2.PdfDocument(untrusted)
        try:
            for number in range(min(len(pdf), MOST_PAGES)):
                if time.monotonic() > end:
                    break
                with ONE_AT_A_TIME:
                    page: Any = pdf[number]
                    text: Any = page.get_textpage()
                    said.append(str(text.get_text_bounded()))
                    text.close()
                    page.close()
        finally:
            with ONE_AT_A_TIME:
                pdf.close()
    except pypdfium2.PdfiumError:
        pass  # what cannot be read is kept as it is; the viewer says so
    return "\n".join(said)
