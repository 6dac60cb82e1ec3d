"""Turn a dossier and its downloads into an RO-Crate (Research Object Crate 1.2), which says what the files are.

A capture is a `CreateAction`: who made a copy of what, with which tool, when, and the hashes of the result. The copies
themselves are not published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dossier.configuration import About
from dossier.exports.api import pretty
from dossier.exports.catalogue import Download
from dossier.exports.feeds import newest_day
from dossier.model import Capture
from dossier.reading.dossier import Dossier

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"

Entity = dict[str, Any]


def crate(dossier: Dossier, about: About, downloads: Iterable[Download]) -> bytes:
    """The metadata file of the crate whose root is the root of the site."""
    files = [_file(one) for one in downloads]
    actions = [entity for entry in dossier.captures() for entity in _capture(dossier, entry.record)]
    made = [_name(entity) for entity in actions if entity["@type"] == "CreateAction"]
    root: Entity = {
        "@id": "./",
        "@type": "Dataset",
        "name": about.name,
        "description": about.description or about.name,
        "datePublished": newest_day(dossier).isoformat(),
        "license": about.copyright if about.licence_url is None else {"@id": about.licence_url},
        "hasPart": [_name(one) for one in files],
    }
    if made:
        root["mentions"] = made
    descriptor: Entity = {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": _PROFILE},
        "about": {"@id": "./"},
    }
    graph = [descriptor, root, *_licence(about), *files, *_unique(actions)]
    return pretty({"@context": f"{_PROFILE}/context", "@graph": graph})


def _licence(about: About) -> Iterator[Entity]:
    if about.licence_url is not None:
        yield {"@id": about.licence_url, "@type": "CreativeWork", "name": about.licence, "url": about.licence_url}


def _file(download: Download) -> Entity:
    return {
        "@id": download.path,
        "@type": "File",
        "name": download.title,
        "description": download.what,
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
        named = {"name": capture.tool.name, "softwareVersion": capture.tool.version}
        yield {"@id": tool, "@type": "SoftwareApplication", **named}
    if capture.collector is not None:
        agent = f"#collector-of-{capture.id}"
        action["agent"] = {"@id": agent}
        # A role or a name, of a person or of a body: the record does not tell.
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
    action["result"] = [_name(one) for one in results]
    yield from results
    yield action


def _name(entity: Entity) -> Entity:
    return {"@id": entity["@id"]}


def _unique(entities: Iterable[Entity]) -> Iterator[Entity]:
    """The entities without those that name what another has named before."""
    seen: set[str] = set()
    for entity in entities:
        if entity["@id"] not in seen:
            seen.add(entity["@id"])
            yield entity
