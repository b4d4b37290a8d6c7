"""An e-mail as plain words: who, to whom, when, about what, and what it says. Nothing in it is run or fetched."""

from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from html.parser import HTMLParser

from leder_desktop.errors import Refused

_HEADS = ("From", "To", "Cc", "Date", "Subject")
_LINES = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol"})
_UNSAID = frozenset({"script", "style", "head", "title"})


class _Said(HTMLParser):
    """The words of a page, without its tags, scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unsaid += tag in _UNSAID
        if tag in _LINES:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unsaid -= tag in _UNSAID and self._unsaid > 0

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.said.append(data)


def mail_text(untrusted: bytes) -> str:
    """The five headers a reader wants, the words, and the names of what was attached.

    Refused `unsupported-format` when it cannot be read as an e-mail.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(untrusted)
        lines = [f"{name}: {_plain(str(message[name]))}" for name in _HEADS if message[name]]
        body = _body(message)
        names = [_plain(part.get_filename() or "without a name") for part in message.iter_attachments()]
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, KeyError):
        raise Refused("unsupported-format", "This e-mail cannot be read here. The file itself is kept as it came.") from None
    if names:
        lines.append(f"Attached, and not opened here: {', '.join(names)}")
    return "\n".join([*lines, "", body.replace("\x00", "\ufffd").strip(), ""])


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    if part.get_content_subtype() != "html":
        return content
    reader = _Said()
    reader.feed(content)
    reader.close()
    return "\n".join(line for raw in "".join(reader.said).split("\n") if (line := " ".join(raw.split())))


def _plain(header: str) -> str:
    return " ".join(header.replace("\x00", "\ufffd").split())
