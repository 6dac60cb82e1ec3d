"""The pages of countries and topics, written and removed. [io]"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dossier.configuration import About
from dossier.pages.feed_links import feed_of_group
from dossier.pages.groups import Group
from dossier.site import head_tags
from dossier.site.fragments import group_fragments
from dossier.site.link_check import Links, marks
from dossier.site.shells import Stamp
from dossier.system.atomic import replace_text


@dataclass(slots=True)
class GroupPages:
    """Writes the page of each country and topic that changed since it wrote them last."""

    # The stamp of the pages in each folder.
    stamps: Mapping[str, Stamp]
    about: About
    _written: dict[str, Group] = field(default_factory=dict)

    def write(self, groups: Iterable[Group], site: Path, links: Links) -> None:
        """Write the pages of these groups into the folder of the site, and remove all others."""
        current = {group.page: group for group in groups}
        for page in self._written.keys() - current.keys():
            links.pages.pop(page, None)
            shutil.rmtree(site / page, ignore_errors=True)
        for page, group in current.items():
            if self._written.get(page) != group:
                fragments = group_fragments(group)
                card = head_tags.page_card(self.about, group.name, page)
                fragments["head"] = card + head_tags.hub_head("../../", feed_of_group(group))
                text = self.stamps[group.folder].press(fragments)
                replace_text(site / page / "index.html", text)
                links.add(page, marks(text))
        self._written = current
