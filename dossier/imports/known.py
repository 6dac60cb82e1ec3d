"""Turn a source into the record that the dossier has of the same document, by DOI, address or citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from dossier.checks.duplicate_citation import same_citation
from dossier.checks.duplicate_url import address, two_versions
from dossier.model import Source

_DOI_RESOLVER = "doi.org/"


@dataclass(slots=True)
class Known:
    """The sources that are there, found by what tells documents apart; compared as `duplicate-url` and others do."""

    _by_number: dict[tuple[str, str], Source] = field(default_factory=dict)
    _by_address: dict[str, list[Source]] = field(default_factory=dict)

    def add(self, source: Source) -> None:
        """Know one more source."""
        for key in _numbers(source):
            self._by_number.setdefault(key, source)
        for one in _addresses(source):
            self._by_address.setdefault(one, []).append(source)

    def same(self, source: Source) -> Source | None:
        """The source of the same document; one whose date excludes that is another version of the page."""
        for key in _numbers(source):
            if key in self._by_number:
                return self._by_number[key]
        for one in _addresses(source):
            for other in self._by_address.get(one, ()):
                if not two_versions(source, other):
                    return other
        return None


def _numbers(source: Source) -> Iterator[tuple[str, str]]:
    if source.doi is not None:
        yield "doi", source.doi.casefold()
    for one in _addresses(source):
        if one.startswith(_DOI_RESOLVER + "10."):
            yield "doi", one.removeprefix(_DOI_RESOLVER).casefold()
    if source.neutral_citation is not None:
        yield "neutral", same_citation(source.neutral_citation)
    if source.ecli is not None:
        yield "ecli", same_citation(source.ecli)


def _addresses(source: Source) -> Iterator[str]:
    # The exports give the address that is promised to last in the place of the other.
    for url in (source.url, source.persistent_url):
        if url is not None:
            yield address(url)
