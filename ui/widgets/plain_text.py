"""What may come into a text field from outside: plain words, in lines a window can lay out.

A pasted page can hold a window for minutes or ask for a file on another machine (promises 0.10, 0.11), so only its plain text is taken.
"""

from leder_desktop.errors import Refused

LINE = 10_000
"""Letters in one line. Longer ones are broken at a space: an unbroken line of 200,000 letters held a window for 8 s when measured."""
MOST = 300_000
"""Letters a field takes: the longest text the window is promised to stay quick with (screens, "Language of the interface")."""


def admit(untrusted: str, already: int = 0) -> tuple[str, str]:
    """Plain words -> (what may come in, a sentence to say or ""). `already`: letters in the field.

    Refused `bad-text` when there is a NUL or half a letter in it, `too-long` when it would be more than `MOST` letters.
    """
    if "\x00" in untrusted or any("\ud800" <= letter <= "\udfff" for letter in untrusted):
        raise Refused(
            "bad-text", "What you pasted has signs in it that are not letters, so nothing was put in. Copy it again from where it came."
        )
    if len(untrusted) + already > MOST:
        raise Refused(
            "too-long", "What you pasted is longer than this field can hold, so nothing was put in. Attach it as a record instead."
        )
    plain = untrusted.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    plain = "".join(letter for letter in plain if letter in "\n\t" or not (letter < " " or "\x7f" <= letter <= "\x9f"))
    lines: list[str] = []
    broken = False
    for line in plain.split("\n"):
        while len(line) > LINE:
            broken = True
            at = line.rfind(" ", LINE // 2, LINE)
            at = at if at > 0 else LINE
            lines.append(line[:at])
            line = line[at:].lstrip(" ")
        lines.append(line)
    return "\n".join(lines), "A very long line was broken into several, so that it can be read." if broken else ""
