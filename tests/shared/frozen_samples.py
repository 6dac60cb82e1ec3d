"""Frozen revisions of an invented dossier, for tests of browser pages."""

from __future__ import annotations

import hashlib
import json
from html import escape

from dossier.configuration import Publisher
from dossier.model.addresses import Revision
from dossier.releases.aftermath.browser_data import BrowserRevision, known_revisions, original_texts
from dossier.releases.aftermath.published import FrozenRevision, Redaction
from dossier.releases.aftermath.status import RevisionStatus, Status
from dossier.releases.freeze.page import Imprint
from dossier.releases.store.release_json import RedactedFile, Release

PUBLISHER = Publisher("The Vale Record Society", "1 Mill Street, Ashby", "editors@vale.example.org")
SITE_URL = "https://cameras.example.org/vale/"
RELEASES = ("2026.11.20", "2026.11.23")
MINE = "CLM-2026-0001"


def record(identifier: str, statement: str) -> bytes:
    """The canonical JSON of a record. For these values, sorted keys are enough."""
    value = {
        "id": identifier,
        "kind": "claim" if identifier.startswith("CLM") else "force",
        "record": {"date": "2025-03", "id": identifier, "statement": statement},
        "resolved": {},
        "schema": "dossier-record/1",
    }
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def page(identifier: str, revision: int, release: str, statement: str) -> bytes:
    """The frozen page of a record, with two numbered paragraphs."""
    permalink = f"{SITE_URL}r/{identifier}/{revision}/"
    digest = hashlib.sha256(record(identifier, statement)).hexdigest()
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{identifier}</title>
<style>main{{margin:1em}}</style></head>
<body><main><h1>{escape(statement)}</h1>
<p id="p1"><a href="#p1">[1]</a> Claim <b>{identifier}</b>&#8203;, of March&nbsp;2025 — “reported” by <i>The
Vale</i>.</p>
<table><tr><td>Standing</td><td>reported</td></tr></table>
<p id="p2"><a href="#p2">[2]</a> The council’s own answer, cafe&#769; &amp; all: &lt;none&gt;.<!-- none --></p></main>
<footer><p>Permalink: {permalink}</p><p>Release {release}. SHA-256 of record.json: {digest}</p>
<p><a href="../../../claims/{identifier}/">Living page</a>
<a href="../../../r/{identifier}/{max(1, revision - 1)}/">Before</a></p>
<iframe src="../../../status/{identifier}/{revision}/" title="Status"></iframe></footer></body></html>
""".encode()


def release(version: str) -> Release:
    day = version.replace(".", "-")
    return Release(version, day, SITE_URL, source_commit="a" * 40, previous=None, records=1, salt="0" * 32)


def imprint(release: Release, site_name: str) -> Imprint:
    """The part that is the same on all pages of a release, before any other record was released."""
    return Imprint(release, site_name, PUBLISHER, {})


def frozen(
    identifier: str, number: int, version: str, statement: str, *statuses: str, redacted: tuple[Redaction, ...] = ()
) -> BrowserRevision:
    content = page(identifier, number, version, statement), record(identifier, statement)
    revision = FrozenRevision(Revision(identifier, number), release(version), *content, redactions=redacted)
    living = f"claims/{identifier}/" if identifier.startswith("CLM") else f"forces/{identifier}/"
    return BrowserRevision(revision, RevisionStatus(tuple(map(Status, statuses))), living)


OLD, NEW = RELEASES
BEFORE_REDACTION = page("CLM-2026-0005", 1, OLD, "Jo Vale hung them up.")
REDACTION = Redaction(
    RedactedFile(
        "r/CLM-2026-0005/1/index.html",
        hashlib.sha256(BEFORE_REDACTION).hexdigest(),
        "A court",
        "An order.",
        changed=("h1",),
    ),
    release(NEW),
)
FROZEN = (
    frozen(MINE, 1, OLD, "The council hung up four cameras.", "corrected"),
    frozen(MINE, 2, NEW, "The council hung up five cameras.", "reply-received"),
    frozen("CLM-2026-0002", 1, OLD, "The mayor knew of it.", "disputed"),
    frozen("CLM-2026-0003", 1, OLD, "The cameras recognise faces.", "withdrawn", "disputed"),
    frozen("CLM-2026-0004", 1, OLD, "The cameras cost nothing.", "superseded"),
    frozen("CLM-2026-0005", 1, OLD, "[redacted] hung them up.", "redacted", redacted=(REDACTION,)),
    frozen("CLM-2026-0006", 1, OLD, "The poles are green.", "revised"),
    frozen("CLM-2026-0006", 2, NEW, "The poles are green, and of steel.", "current"),
    frozen("ashby-vale", 1, OLD, "Ashby Vale Constabulary", "current"),
)
DRAFTS = {"CLM-2026-0007": "claims/CLM-2026-0007/"}


def known_json() -> bytes:
    return known_revisions(RELEASES, FROZEN, DRAFTS)


def originals_json() -> bytes:
    return original_texts(FROZEN)
