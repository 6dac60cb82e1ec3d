"""The further pages and the rows of long lists, written and removed. [io]"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from dossier.configuration import About
from dossier.model import addresses
from dossier.model.addresses import page_address
from dossier.pages.hubs import Hubs
from dossier.pages.sections import Hub
from dossier.reading.dossier import Dossier
from dossier.site import head_tags
from dossier.site.fragments import further_page_fragments
from dossier.site.link_check import Links, marks
from dossier.site.lists.further_pages import letter_pages
from dossier.site.lists.list_check import complete_further_pages
from dossier.site.lists.list_printer import ListRows
from dossier.site.shells import Stamp
from dossier.system.atomic import replace_text


@dataclass(slots=True)
class LongLists:
    """Writes what hubs have too much of for one page."""

    stamp: Stamp
    about: About
    # The addresses of the further pages of each hub, by its path.
    _written: dict[str, set[str]] = field(default_factory=dict)

    def write(self, hub: Hub, view: Hubs, dossier: Dossier, site: Path, links: Links) -> None:
        """Write the further pages of a hub into the folder of the site, and remove those that it had before.

        Raises DossierError if a record of its list is missing on them or listed twice.
        """
        listed = view.listed_on(hub)
        further = list(letter_pages(hub, view))
        if listed is not None:
            further, rows = complete_further_pages(hub, listed, dossier)
            self._write_rows(site / addresses.list_rows(listed.name), rows)
        pages = {f"{page_address(hub.path)}{page.word}/": page for page in further}
        for address in self._written.get(hub.path, set()) - pages.keys():
            links.pages.pop(address, None)
            shutil.rmtree(site / address, ignore_errors=True)
        for address, page in pages.items():
            fragments = further_page_fragments(hub, page.word, page.label, page.title, page.description)
            card = head_tags.page_card(self.about, page.title, address)
            fragments |= {"list": page.block, "head": card + head_tags.hub_head("../../")}
            text = self.stamp.press(fragments)
            replace_text(site / address / "index.html", text)
            links.add(address, marks(text))
        self._written[hub.path] = set(pages)

    def _write_rows(self, document: Path, rows: ListRows) -> None:
        if rows.rows:
            text = json.dumps(rows._asdict(), ensure_ascii=False, separators=(",", ":"))
            replace_text(document, f"{text}\n")
        else:
            document.unlink(missing_ok=True)
