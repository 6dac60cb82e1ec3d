"""Turn a source into its citation: runs of text and emphasis, from which HTML and plain text are made.

The form is that of OSCOLA (University of Oxford, 5th edition): author, title, where and when it appeared, address.
What was not seen says so; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.records import Source
from dossier.records.fields import Undated
from dossier.records.source import Author
from dossier.records.vocabulary import AuthorState, CslType, TitleBasis


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation, in italics or not, with the address it links to."""

    text: str
    italic: bool = False
    href: str | None = None


_CASES = frozenset({CslType.LEGAL_CASE})
_LAWS = frozenset({CslType.LEGISLATION, CslType.REGULATION, CslType.BILL, CslType.TREATY})


def reference(source: Source, pinpoint: str | None = None) -> tuple[Run, ...]:
    """The citation of a source, without its final full stop."""
    if source.type in _CASES and source.neutral_citation:
        runs = _case(source)
    elif source.type in _LAWS:
        runs = _law(source)
    else:
        runs = _document(source)
    pin = () if pinpoint is None else (Run(f" {pinpoint}"),)
    return (*runs, *pin, *_address(source))


def plain(runs: tuple[Run, ...]) -> str:
    """The text of a citation without its emphasis."""
    return "".join(run.text for run in runs)


def _case(source: Source) -> tuple[Run, ...]:
    citation = f" {source.neutral_citation}" + (f", {source.report}" if source.report else "")
    return (Run(source.title, italic=True), Run(citation))


def _law(source: Source) -> tuple[Run, ...]:
    journal = f" {source.oj_reference}" if source.oj_reference else ""
    return (Run(source.title + journal),)


def _document(source: Source) -> tuple[Run, ...]:
    runs: list[Run] = []
    authors = _authors(source)
    if authors:
        runs.append(Run(f"{authors}, "))
    runs.append(Run(f"‘{_inner_quotes(source.title)}’"))
    runs.extend(_where_and_when(source, authors))
    if source.unpublished is not None:
        runs.append(Run(f" (unpublished: {source.unpublished.described_as})"))
    return tuple(runs)


def _authors(source: Source) -> str:
    if isinstance(source.authors, AuthorState):
        return "(author not recorded)" if source.authors is AuthorState.NOT_SEEN else ""
    names = [name_of(author) for author in source.authors]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def name_of(author: Author) -> str:
    """The name of an author in the order it is spoken."""
    if author.literal is not None:
        return author.literal
    return f"{author.given} {author.family}" if author.given else str(author.family)


def _inner_quotes(title: str) -> str:
    """The title with its own quotation marks doubled, for it stands in single ones."""
    opening = True
    changed = []
    for char in title.replace("“", '"').replace("”", '"'):
        if char == '"':
            changed.append("“" if opening else "”")
            opening = not opening
        else:
            changed.append(char)
    return "".join(changed)


def _where_and_when(source: Source, authors: str) -> Iterator[Run]:
    place = source.publication or source.publisher
    if source.publisher and source.publisher == authors:
        place = source.publication
    when = _when(source)
    if source.case_number:
        yield Run(f" ({source.case_number})")
    if place and when:
        yield Run(" (")
        yield Run(place, italic=source.publication is not None)
        yield Run(f", {when})")
    elif place or when:
        yield Run(" (")
        yield Run(place or when, italic=bool(place) and source.publication is not None)
        yield Run(")")


def _when(source: Source) -> str:
    if isinstance(source.issued, Undated):
        return "date not recorded" if source.issued is Undated.NOT_SEEN else "undated"
    return str(source.issued)


def _address(source: Source) -> Iterator[Run]:
    if source.title_basis is not TitleBasis.AS_PUBLISHED:
        yield Run(
            " [title taken from its address]" if source.title_basis is TitleBasis.FROM_ADDRESS else " [our title]"
        )
    if source.doi:
        yield Run(" DOI: ")
        yield Run(source.doi, href=f"https://doi.org/{source.doi}")
        return
    address = source.persistent_url or source.url
    if address is None:
        if source.seen_at is not None:
            yield Run(" (address of the original not recorded)")
        if source.official_id and not (source.neutral_citation or source.case_number):
            yield Run(f" {source.official_id}")
        return
    yield Run(" <")
    yield Run(address, href=address)
    accessed = f"> accessed {source.accessed}" if source.accessed and not source.persistent_url else ">"
    yield Run(accessed)
