"""Time 10,000 citations of each style: `python -m benchmarks.citations` prints CPU seconds.

The sources are those of the examples in tests/cite/golden, each with a title, number and pinpoint of its own, so that
nothing is remembered from one to the next.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from dossier.cite import Style, cite, plain
from dossier.model import Source
from tests.cite.golden import bluebook, oscola_documents, oscola_law

COUNT = 10_000


def main() -> None:
    """Print one line for each style."""
    sources = list(_sources(COUNT))
    for style in Style:
        began = time.process_time()
        size = sum(len(plain(cite(source, style, pinpoint))) for source, pinpoint in sources)
        took = time.process_time() - began
        print(f"{style.value:<10} {COUNT:,} citations, {size:,} characters: {took:.2f} s of CPU")


def _sources(count: int) -> Iterator[tuple[Source, str | None]]:
    examples = [
        (one.cited, one.pinpoint)
        for one in (*oscola_law.EXAMPLES, *oscola_documents.EXAMPLES, *bluebook.EXAMPLES)
        if isinstance(one.cited, Source)
    ]
    for number in range(count):
        source, pinpoint = examples[number % len(examples)]
        citation = None if source.neutral_citation is None else f"[2023] EWHC {number + 1} (Admin)"
        varied = source.model_copy(update={"title": f"{source.title} {number}", "neutral_citation": citation})
        yield varied, None if pinpoint is None else f"paragraph {number + 1}"


if __name__ == "__main__":
    main()
