"""A page of prose has no HTML and no unsafe link.

Why it matters
    Anyone who sends a pull request can change a page. HTML or an attribute could run a program, or show a forged notice
    on a page of the dossier. An image from another server shows that server who reads the page. The page is judged as
    the Markdown parser reads it, so that no other spelling of a link gets through. The theme obeys front matter and
    prints it.

Reported
    # pages/about.md
    <b>We</b> wrote to [the ministry](javascript:alert(1)).
    ![](https://images.example/logo.png)

Instead
    **We** wrote to [the ministry](https://ministry.example/).
    ![](logo.png)
    Link to http and https addresses, to mail addresses (`mailto:`) and to other pages. Keep images in `pages`. To show
    HTML to readers, write it as code, between backticks. Front matter can only have `title` and `description`, between
    two lines `---`.
"""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Severity, Span
from dossier.reading.dossier import Dossier
from dossier.system.site_settings import MARKDOWN_EXTENSIONS

CODE = "unsafe-page"
SEVERITY = Severity.ERROR
NEEDS_ALL = True

_HELP = "write it as Markdown, with links to http, https or mail addresses or to pages and images of this site"


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each unsafe part of a page."""
    if not dossier.prose:
        return
    # Imported here because loading the Markdown parser takes longer than checking a record.
    from dossier.reading.page_markup import BASIC_EXTENSIONS, markup_problems  # noqa: PLC0415

    for path, text in dossier.prose.items():
        problems = [*markup_problems(text, BASIC_EXTENSIONS), *markup_problems(text, MARKDOWN_EXTENSIONS)]
        for problem, words in dict.fromkeys(problems):
            yield Diagnostic(CODE, f"the page holds {problem}", _span(path, text, words), _HELP, SEVERITY)


def _span(path: str, text: str, words: str) -> Span:
    """The place of the words on the page, or its first line if they are written in another way there."""
    start = max(text.find(words), 0)
    line, column = text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
    length = len(words) if words and text.startswith(words, start) and "\n" not in words else 1
    return Span(path, line, column, line, column + length)
