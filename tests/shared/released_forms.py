"""The forms that a site has after its first release."""

from __future__ import annotations

from pathlib import Path

from dossier.pages.sections import hub_pages
from dossier.site.fragments import hub_fragments
from dossier.site.site_files import page_file
from tests.shared.frozen_samples import NEW
from tests.shared.toy import TOY_SUBJECT


def put_forms(site: Path) -> None:
    """Put the forms into the pages of a site that was built without a release."""
    for hub in hub_pages(TOY_SUBJECT.focus):
        if hub.template == "checkers.html":
            path = page_file(site, hub.path)
            [(unreleased, form)] = zip(*(hub_fragments(hub, known).values() for known in ((), (NEW,))), strict=True)
            path.write_text(path.read_text("utf-8").replace(unreleased, form), "utf-8")
