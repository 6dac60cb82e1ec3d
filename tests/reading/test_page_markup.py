"""Tests of the front matter of pages."""

from __future__ import annotations

import pytest

from dossier.configuration import RepositoryLinks
from dossier.reading.page_markup import BASIC_EXTENSIONS, markup_problems
from dossier.reading.prose import page_text
from dossier.site.shells import framed

KEY = "in its front matter, which may only have `title` and `description`"
ODD = "front matter that is not between two lines `---`, or is not YAML"
SCRIPT = "<script>alert(1)</script>"
# Material prints the first field as it is, and obeys the second.
PAGES = {
    "a field that is printed": (f"---\ngit_revision_date_localized: '{SCRIPT}'\n---\n# A\n", [KEY]),
    "a template": ("---\ntitle: A\ntemplate: redirect.html\nlocation: x\n---\n# A\n", [KEY, KEY]),
    "old line breaks": ("---\rtemplate: redirect.html\r---\r# A\r", [KEY]),
    "line breaks of Windows": ("---\r\ntemplate: redirect.html\r\n---\r\n# A\r\n", [KEY]),
    "a byte order mark": ("\ufeff---\ntemplate: redirect.html\n---\n# A\n", [KEY]),
    "two byte order marks": ("\ufeff\ufeff---\ntemplate: redirect.html\n---\n# A\n", ["a byte order mark in its text"]),
    "empty lines before": ("\n\n---\ntemplate: redirect.html\n---\n# A\n", [KEY]),
    "another style": (f"template: {SCRIPT}\n\n# A\n", [KEY, ODD, "the HTML"]),
    "another end": (f"---\ntitle: A\n# {SCRIPT}\n...\n# A\n", [ODD, "the HTML"]),
    "spaces at the end": (f"---  \ntitle: A\n# {SCRIPT}\n---  \n# A\n", [ODD, "the HTML"]),
    "a list": ("---\n- title\n---\n# A\n", [ODD]),
    "a number as key": ("---\n1: A\n---\n# A\n", [KEY]),
    "what is allowed": ("\ufeff---\r\ntitle: A\r\ndescription: B\r\n---\r\n# A\r\n", []),
    "none": ("# A\n\n---\n\ntemplate: x\n\n---\n", []),
}


@pytest.mark.parametrize(("page", "words"), PAGES.values(), ids=PAGES)
def test_front_matter_that_the_theme_would_print_or_obey_is_refused(page: str, words: list[str]) -> None:
    text = page_text(page.encode())
    problems = [problem for problem, _ in markup_problems(text, BASIC_EXTENSIONS)]
    assert len(problems) == len(words), problems
    assert all(word in problem for word, problem in zip(words, problems, strict=True)), problems


def test_only_front_matter_stays_before_the_breadcrumbs() -> None:
    front = "---\ntitle: A\n---\n"
    assert framed("x.md", f"\n{front}# A\n", RepositoryLinks()).startswith(f"{front}\n<nav")
    assert framed("x.md", "title: A\n\n# A\n", RepositoryLinks()).startswith("<nav")
