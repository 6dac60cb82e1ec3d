"""Turn a release into its page: what it added, changed, corrected and withdrew, with hashes, and the release before.

It names records by identifier only: a title or an old wording here would outlast a redaction.
"""

from __future__ import annotations

from dossier.releases.frozen import environment, style
from dossier.releases.release_json import Release


def release_page(release: Release, site_name: str) -> bytes:
    """The page `/releases/VERSION/index.html`, UTF-8."""
    template = environment().get_template("release.html")
    permalink = f"{release.site_url}releases/{release.version}/"
    page = template.render(release=release, site_name=site_name, permalink=permalink, css=style())
    return page.encode()
