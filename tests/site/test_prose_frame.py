"""Breadcrumbs of a page of prose, and its links into the repository."""

from __future__ import annotations

import pytest

from dossier.configuration import RepositoryLinks
from dossier.pages.sections import hub_pages
from dossier.site.shells import Tokens, framed, hub
from tests.shared.toy import TOY_SUBJECT

PROSE = "# About\n\nWho we are.\n"


def test_a_page_of_prose_ends_with_its_own_text_if_no_repository_is_known() -> None:
    page = framed("about.md", PROSE, RepositoryLinks())
    assert 'aria-label="Breadcrumbs"' in page
    assert page.endswith(f"\n\n{PROSE}")


def test_the_home_page_has_no_foot_if_no_repository_is_known() -> None:
    home = next(page for page in hub_pages(TOY_SUBJECT.focus) if page.path == "index.md")
    page = hub(home, PROSE, RepositoryLinks(), Tokens())
    assert page.startswith(PROSE)
    assert "d-foot" not in page
    assert "index.md" not in page


@pytest.mark.parametrize("path", ["about.md", "more/about.md"])
def test_a_page_of_prose_links_to_its_file_in_the_repository(path: str) -> None:
    page = framed(path, PROSE, RepositoryLinks("https://git.example.org/vale"))
    assert f'<a href="https://git.example.org/vale/edit/main/pages/{path}">Edit this page</a>' in page
