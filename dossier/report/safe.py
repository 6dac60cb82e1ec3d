"""Turn the words of strangers into text that commands neither a terminal nor GitHub's runner."""

from __future__ import annotations


def clean(text: str) -> str:
    """The text on one line, without characters that control a terminal or change how other text is shown.

    GitHub's runner obeys a line that begins with `::`, which is why no line of a report begins with an author's words,
    and `##[` wherever it stands in a line (actions/runner, ActionCommand.cs), which is why that is broken up.
    """
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "�" for char in text)
    return text.replace("##[", "## [")


def clean_json(text: str) -> str:
    """JSON text, all ASCII, in which no string holds `##[` as such; every reader of JSON gets the same value."""
    return text.replace("##[", "##\\u005b")
