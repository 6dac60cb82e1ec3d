"""The further pages and the rows of long lists, written and removed. [io]"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from dossier.configuration import About
from dossier.model import addresses
from dossier.pages.lists import RecordList
from dossier.pages.sections import Hub
from dossier.reading.dossier import Dossier
from dossier.site import head_tags
from dossier.site.fragments import list_page_fragments
from dossier.site.link_check import Links, marks
from dossier.site.list_check import complete_further_pages
from dossier.site.shells import Stamp
from dossier.site.site_files import page_address
from dossier.system.atomic import replace_text


@dataclass(slots=True)
class LongLists:
    """Writes the lists of hubs that are too long for one page."""

    stamp: Stamp
    about: About
    # The addresses of the further pages of each list, by its name.
    _written: dict[str, set[str]] = field(default_factory=dict)

    def write(self, hub: Hub, listed: RecordList, dossier: Dossier, site: Path, links: Links) -> None:
        """Write the further pages of a list into the folder of the site, and remove those that it had before.

        A list that is not long has none. Raises DossierError if a record is missing on them or listed twice.
        """
        printed, rows = complete_further_pages(hub, listed, dossier)
        pages = {f"{page_address(hub.path)}{page.word}/": (page, text) for page, text in printed}
        for address in self._written.get(listed.name, set()) - pages.keys():
            links.pages.pop(address, None)
            shutil.rmtree(site / address, ignore_errors=True)
        for address, (page, block) in pages.items():
            fragments = list_page_fragments(hub, listed, page, block)
            card = head_tags.page_card(self.about, page.title(hub.title), address)
            fragments["head"] = card + head_tags.hub_head("../../")
            text = self.stamp.press(fragments)
            replace_text(site / address / "index.html", text)
            links.add(address, marks(text))
        document = site / addresses.list_rows(listed.name)
        if printed:
            text = json.dumps(rows._asdict(), ensure_ascii=False, separators=(",", ":"))
            replace_text(document, f"{text}\n")
        else:
            document.unlink(missing_ok=True)
        self._written[listed.name] = set(pages)
