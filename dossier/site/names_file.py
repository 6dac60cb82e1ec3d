"""The file of names that the finder of the site searches. [io]

It is loaded when a reader first goes to the search box, so it is small: phrases that several records share, such as a
country or the names of a court, are written once. Claims and sources are not in it, because there are many: the finder
knows their identifiers by their form, and reads the rest from their documents.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dossier.model import addresses
from dossier.model.addresses import page_address
from dossier.model.identifiers import Kind
from dossier.model.vocabulary import CheckLevel, Standing
from dossier.pages.groups import Group
from dossier.pages.names import NamedRecord, named_records
from dossier.pages.sections import hub_pages
from dossier.reading.dossier import Dossier
from dossier.reading.prose import front_matter
from dossier.site.prose_titles import first_heading
from dossier.system.atomic import replace_text

# In this order the results are grouped.
_GROUPS = (Kind.FOCUS, Kind.ORGANISATION, Kind.PROCEEDING, Kind.CLAIM, Kind.SOURCE, Kind.CAPTURE)
_HOME = "index.md"


def write_names(dossier: Dossier, groups: Iterable[Group], site: Path) -> None:
    """Write the file of names of a dossier into the folder of its site."""
    text = json.dumps(names(dossier, groups), ensure_ascii=False, separators=(",", ":"))
    replace_text(site / addresses.NAMES, text + "\n")


def names(dossier: Dossier, groups: Iterable[Group]) -> dict[str, Any]:
    """The content of the file. `records` has lists in the order of `NamedRecord`, with numbers for kind and phrases."""
    subject, records = dossier.subject, named_records(dossier)
    phrases = {phrase: number for number, phrase in enumerate(dict.fromkeys(_all_phrases(records)))}
    return {
        "kinds": [
            {
                "kind": kind.value,
                "name": subject.name(kind),
                "plural": subject.plural(kind),
                "folder": f"{subject.folder(kind)}/",
                "prefix": (kind.prefix or "").lower(),
                "documents": f"{addresses.API}{kind.collection}/",
            }
            for kind in _GROUPS
        ],
        "statuses": {term.value: term.label for terms in (Standing, CheckLevel) for term in terms},
        "examples": _examples(records),
        "pages": list(_pages(dossier, groups)),
        "phrases": list(phrases),
        "records": [_row(each, phrases) for each in records],
    }


def _all_phrases(records: Iterable[NamedRecord]) -> Iterator[str]:
    for each in records:
        yield from each.phrases


def _row(each: NamedRecord, phrases: dict[str, int]) -> list[Any]:
    other_names = [name for name in each.names if name != each.title]
    described = [phrases[phrase] for phrase in each.phrases]
    return [
        _GROUPS.index(each.kind),
        each.identifier,
        each.title,
        *each.status,
        each.line,
        other_names,
        described,
        each.uses,
        *_foreign(each, other_names),
    ]


def _foreign(each: NamedRecord, other_names: list[str]) -> Iterator[str | int]:
    """Yield the language of the title, and the place of the title in English among the other names, if it has one."""
    if each.language is not None or each.english is not None:
        yield each.language or ""
    if each.english is not None:
        yield other_names.index(each.english)


def _examples(records: Iterable[NamedRecord]) -> list[str]:
    """Examples of queries: the two bodies that most records name, and two decisions."""
    most = sorted(records, key=lambda each: (-each.uses, each.identifier))
    bodies = [next((each for each in most if each.kind is kind), None) for kind in (Kind.FOCUS, Kind.ORGANISATION)]
    numbers = [each.names[1] for each in most if each.kind is Kind.PROCEEDING and len(each.names) > 1]
    return [*(each.names[min(1, len(each.names) - 1)] for each in bodies if each is not None), *numbers[:2]]


def _pages(dossier: Dossier, groups: Iterable[Group]) -> Iterator[list[str]]:
    """Yield the title, the address and the description of each hub, country, topic and page of prose."""
    for page in hub_pages(dossier.subject.focus):
        if page.path != _HOME:
            yield [page.title, page_address(page.path), page.description]
    for group in groups:
        yield [group.name, group.page, group.description]
    for path, text in dossier.prose.items():
        name = path.partition("/")[2]
        heading = first_heading(front_matter(text)[1])
        if name != _HOME and heading is not None:
            yield [heading, page_address(name), ""]
