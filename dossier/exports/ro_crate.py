"""RO-Crate metadata that describes the downloads and captures (Research Object Crate 1.2).

A capture is a `CreateAction`. It says who copied which address with which tool, when, and what hashes the resulting
files have. The copies themselves are not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dossier.configuration import About
from dossier.exports.api import pretty_json
from dossier.exports.data_page import Download
from dossier.exports.feeds import newest_day
from dossier.model import Capture
from dossier.reading.dossier import Dossier

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"

Entity = dict[str, Any]


def crate(dossier: Dossier, about: About, downloads: Iterable[Download]) -> bytes:
    """The metadata file of the crate, whose root is the root of the site."""
    files = [_file(download) for download in downloads]
    captures = [entity for entry in dossier.captures() for entity in _capture(dossier, entry.record)]
    actions = [_reference(entity) for entity in captures if entity["@type"] == "CreateAction"]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.name,
        "description": about.description or about.name,
        "datePublished": newest_day(dossier).isoformat(),
        "license": about.copyright if about.licence_url is None else {"@id": about.licence_url},
        "hasPart": [_reference(file) for file in files],
    }
    if actions:
        root["mentions"] = actions
    descriptor: Entity = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }
    graph = [descriptor, root, *_licence(about), *files, *_unique(captures)]
    return pretty_json({"@context": f"{_PROFILE}/context", "@graph": graph})


def _licence(about: About) -> Iterator[Entity]:
    if about.licence_url is not None:
        yield {"@id": about.licence_url, "@type": "CreativeWork", "name": about.licence, "url": about.licence_url}


def _file(download: Download) -> Entity:
    return {
        "@id": download.path,
        "@type": "File",
        "name": download.title,
        "description": download.description,
        "encodingFormat": download.media_type,
        "contentSize": str(download.size),
    }


def _capture(dossier: Dossier, capture: Capture) -> Iterator[Entity]:
    source = dossier.source(capture.source)
    address = capture.requested_url or (None if source is None else source.url) or f"#{capture.source}"
    action: Entity = {"@id": f"#{capture.id}", "@type": "CreateAction", "name": f"Capture {capture.id}"}
    action["object"] = {"@id": address}
    yield {"@id": address, "@type": "CreativeWork", "name": capture.source if source is None else source.title}
    if capture.tool is not None:
        tool = f"#{capture.tool.name}-{capture.tool.version}".replace(" ", "-")
        action["instrument"] = {"@id": tool}
        yield {
            "@id": tool,
            "@type": "SoftwareApplication",
            "name": capture.tool.name,
            "softwareVersion": capture.tool.version,
        }
    if capture.collector is not None:
        agent = f"#collector-of-{capture.id}"
        action["agent"] = {"@id": agent}
        # The record does not say whether this is a person or a body, so the type is a bare Thing.
        yield {"@id": agent, "@type": "Thing", "name": capture.collector}
    for name, time in (("startTime", capture.started), ("endTime", capture.finished)):
        if time.moment is not None:
            action[name] = time.text
    results = [
        {
            "@id": f"urn:sha256:{file.sha256}",
            "@type": "CreativeWork",
            "name": f"{file.role.value} of {capture.id}",
            "encodingFormat": file.media_type,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for file in capture.files
    ]
    action["result"] = [_reference(result) for result in results]
    yield from results
    yield action


def _reference(entity: Entity) -> Entity:
    return {"@id": entity["@id"]}


def _unique(entities: Iterable[Entity]) -> Iterator[Entity]:
    """Yield the first entity with each `@id`."""
    seen: set[str] = set()
    for entity in entities:
        if entity["@id"] not in seen:
            seen.add(entity["@id"])
            yield entity
