"""Each topic has one spelling.

Why it matters
    The hubs list records by topic. Two spellings of the same topic split the list, and a reader of one half takes it
    for the whole list.

Reported
    topics: [Right of access]      # in nine records
    topics: [right of  access]     # in a tenth record

Instead
    Spell the topic as the other records do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dossier.diagnostics import Diagnostic, Label, Severity, Span
from dossier.reading.dossier import Dossier

CODE = "mixed-topic"
SEVERITY = Severity.WARNING
NEEDS_ALL = True


def check(dossier: Dossier) -> Iterator[Diagnostic]:
    """Yield one warning for each topic whose capitals or white space differ from the usual spelling."""
    spellings: dict[str, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for entry in dossier.entries.values():
        for number, topic in enumerate(entry.record.topics):
            spellings[" ".join(topic.casefold().split())][topic].append(entry.at("topics", number))
    for places in spellings.values():
        if len(places) > 1:
            usual = max(places, key=lambda topic: len(places[topic]))
            for topic, spans in places.items():
                if topic != usual:
                    yield from (_unusual_spelling(topic, span, usual, places[usual]) for span in spans)


def _unusual_spelling(topic: str, span: Span, usual: str, places: list[Span]) -> Diagnostic:
    times = f"{len(places)} record" if len(places) == 1 else f"{len(places)} records"
    message = f"the topic `{topic}` is spelt `{usual}` in {times}"
    label = Label(places[0], f"`{usual}` is here")
    return Diagnostic(CODE, message, span, f"write `{usual}`, or change the other records", SEVERITY, (label,))
