"""CPU seconds of 10,000 citations in each style: `python -m benchmarks.citations`.

The sources are the examples in tests/cite/golden. Each gets its own title, number and pinpoint, so that no cache helps.
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
        start = time.process_time()
        size = sum(len(plain(cite(source, style, pinpoint))) for source, pinpoint in sources)
        seconds = time.process_time() - start
        print(f"{style.value:<10} {COUNT:,} citations, {size:,} characters: {seconds:.2f} s of CPU")


def _sources(count: int) -> Iterator[tuple[Source, str | None]]:
    examples = [
        (example.cited, example.pinpoint)
        for example in (*oscola_law.EXAMPLES, *oscola_documents.EXAMPLES, *bluebook.EXAMPLES)
        if isinstance(example.cited, Source)
    ]
    for number in range(count):
        source, pinpoint = examples[number % len(examples)]
        citation = None if source.neutral_citation is None else f"[2023] EWHC {number + 1} (Admin)"
        varied = source.model_copy(update={"title": f"{source.title} {number}", "neutral_citation": citation})
        yield varied, None if pinpoint is None else f"paragraph {number + 1}"


if __name__ == "__main__":
    main()
