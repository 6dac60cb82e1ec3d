"""Notices in the place of suspended pages."""

from __future__ import annotations

from dossier.configuration import Publisher
from dossier.model.addresses import Revision
from dossier.releases.freeze.page import environment, style
from dossier.releases.freeze.paragraphs import ROOT
from dossier.releases.store.suspensions import Suspension

_OF_REVISION = (
    "What was published here is not shown for now. A later release puts it back byte for byte, or removes it."
)
_OF_RECORD = "This record was published, and is not shown for now. Its permalinks show the same notice."
_LIVING_ROOT = "../../"


def notice_page(revision: Revision, version: str, reason: str, site_name: str, publisher: Publisher) -> bytes:
    """The page in the place of the frozen page of a suspended revision, UTF-8."""
    return _page(
        name=revision.identifier,
        revision=revision,
        version=version,
        reason=reason,
        site_name=site_name,
        root=ROOT,
        publisher=publisher,
        sentence=_OF_REVISION,
    )


def living_notice(name: str, suspension: Suspension, site_name: str) -> bytes:
    """The page in the place of the living page of a suspended record, UTF-8."""
    return _page(
        name=name,
        revision=None,
        version=suspension.version,
        reason=suspension.file.reason,
        site_name=site_name,
        root=_LIVING_ROOT,
        publisher=None,
        sentence=_OF_RECORD,
    )


def _page(*, reason: str, **values: object) -> bytes:
    template = environment().get_template("suspended.html")
    return template.render(reason=reason.rstrip("."), css=style(), **values).lstrip().encode()
