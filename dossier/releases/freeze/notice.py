"""Notices in the place of suspended pages."""

from __future__ import annotations

from dossier.configuration import Publisher
from dossier.model.addresses import Revision
from dossier.model.identifiers import KIND_OF_PREFIX
from dossier.pages.revisions import SuspensionStep
from dossier.releases.freeze.page import environment, style
from dossier.releases.freeze.paragraphs import ROOT

_OF_REVISION = (
    "What was published here is not shown for now. A later release puts it back byte for byte, or removes it."
)
_OF_RECORD = "This record was published, and is not shown for now. Its permalinks show the same notice."
_LIVING_ROOT = "../../"


def notice_page(revision: Revision, step: SuspensionStep, site_name: str, publisher: Publisher, salt: str) -> bytes:
    """The page in the place of the frozen page of a revision that this step suspended, UTF-8."""
    return _page(
        name=revision.identifier,
        revision=revision,
        step=step,
        site_name=site_name,
        root=ROOT,
        publisher=publisher,
        sentence=_OF_REVISION,
        salt=salt,
    )


def living_notice(name: str, step: SuspensionStep, site_name: str, publisher: Publisher | None) -> bytes:
    """The page in the place of the living page of a record that this step suspended, UTF-8."""
    return _page(
        name=name,
        revision=None,
        step=step,
        site_name=site_name,
        root=_LIVING_ROOT,
        publisher=publisher,
        sentence=_OF_RECORD,
        salt=None,
    )


def _page(*, name: str, step: SuspensionStep, **values: object) -> bytes:
    # The identifier of a body does not say which kind of body it is.
    kind = KIND_OF_PREFIX.get(name.partition("-")[0])
    template = environment().get_template("suspended.html")
    word = "Body" if kind is None else kind.value.capitalize()
    reason = (step.reason or "").rstrip(".")
    return template.render(name=name, kind=word, step=step, reason=reason, css=style(), **values).lstrip().encode()
