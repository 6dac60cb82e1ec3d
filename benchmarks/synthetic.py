"""A synthetic dossier of any size.

It is always the same for the same size, and `check` finds no problem in it. Records have about 2 kB on average: claims
45 %, sources 35 %, proceedings 12 %, organisations 5 %, forces 2 %, captures 1 %. They refer to each other as real
records do: a few bodies are named often and most of them rarely (Zipf), every source is cited and every body named, and
a case has one to four proceedings. Nothing is about anybody.

`SOURCE_DATE_EPOCH` must be within half a year after the day `LOOKED_UP`. Later, `check` rightly warns that the statuses
are due for another look.

    python benchmarks/synthetic.py FOLDER 5000
    SOURCE_DATE_EPOCH=1795392000 dossier check --root FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import prose
from yaml_text import Plain, yaml_text

LOOKED_UP = date(2026, 11, 1)
SHARES = {"source": 35, "proceeding": 12, "organisation": 5, "force": 2, "capture": 1}
TOPICS = tuple(
    f"{what} {where}"
    for what in ("Registrations", "Trials", "Contracts", "Appeals", "Access requests", "Answers of forces")
    for where in ("in the north", "in the south", "before the courts", "before regulators", "in parliament")
)
CONFIGURATION = Path(__file__).with_name("synthetic.yml")
SUBJECT = Path(__file__).with_name("subject.yml")

Record = dict[str, Plain]


@dataclass(slots=True)
class Synthetic:
    """Makes the records of a dossier. Each record has a number within its kind, from 0."""

    size: int
    random: Random = field(default_factory=lambda: Random(20261123))
    issued: list[date] = field(default_factory=list)
    regulators: list[str] = field(default_factory=list)
    # For each source with a capture, the claims that quote it and their quotations.
    quotes: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    cases: list[range] = field(default_factory=list)
    _weights: dict[int, list[float]] = field(default_factory=dict)

    def count(self, kind: str) -> int:
        """The number of records of a kind."""
        if kind == "claim":
            return self.size - sum(self.count(other) for other in SHARES)
        return max(1, self.size * SHARES[kind] // 100)

    def records(self) -> Iterator[tuple[str, Record]]:
        """Yield the folder and the fields of every record."""
        self.issued = [date(2016, 1, 1) + timedelta(self.random.randrange(3800)) for _ in range(self.count("source"))]
        self.quotes = {number * 7 % self.count("source"): [] for number in range(self.count("capture"))}
        self.cases = list(self._cases())
        yield from (("organisations", self._organisation(number)) for number in range(self.count("organisation")))
        yield from (("forces", self._force(number)) for number in range(self.count("force")))
        yield from (("sources", self._source(number)) for number in range(self.count("source")))
        for steps in self.cases:
            yield from (("proceedings", step) for step in self._case(steps))
        yield from (("claims", self._claim(number)) for number in range(self.count("claim")))
        yield from (("captures", self._capture(number, source)) for number, source in enumerate(self.quotes))

    def _cases(self) -> Iterator[range]:
        """Yield the numbers of the proceedings of each case, which has one to four."""
        begin, total = 0, self.count("proceeding")
        while begin < total:
            end = min(total, begin + self.random.choice((1, 1, 2, 2, 3, 4)))
            yield range(begin, end)
            begin = end

    def _rank(self, count: int) -> int:
        """A random number below `count`. Low numbers are far more frequent (Zipf's law)."""
        weights = self._weights.get(count)
        if weights is None:
            weights = self._weights[count] = list(accumulate(1 / (rank + 2) for rank in range(count)))
        return bisect(weights, self.random.random() * weights[-1])

    def _text(self, low: int, high: int) -> str:
        return prose.sentence(self.random, self.random.randint(low, high))

    def _organisation(self, number: int) -> Record:
        kind = ("regulator", "court", "company", "ngo", "government", "international")[number % 6]
        name = f"{prose.place(number)} {kind.capitalize()}"
        return {
            "id": _organisation(number),
            "kind": kind,
            "name": name,
            "country": ("GB", "FR", "IT", "AT", "GR", "CA", "AU")[number % 7],
            "aliases": [f"{name} {turn}" for turn in ("Office", "Board")[: number % 3]],
            "url": f"https://{_organisation(number)}.example.org/",
            "note": prose.paragraphs(self.random, 2, 30),
        }

    def _force(self, number: int) -> Record:
        return {
            "id": _force(number),
            "kind": "national-agency" if number % 9 == 0 else "territorial-force",
            "name": f"{prose.place(number)} Constabulary",
            "country": "GB",
            "controller": f"The Chief Constable of {prose.place(number)}",
            "url": f"https://{_force(number)}.example.org/",
            "note": prose.paragraphs(self.random, 2, 30),
        }

    def _source(self, number: int) -> Record:
        kind, genre = _GENRES[number % len(_GENRES)]
        issued = self.issued[number]
        record: Record = {
            "id": _source(number),
            "topics": [TOPICS[number % len(TOPICS)]],
            "type": kind,
            "genre": genre,
            "title": prose.title(self.random, 12),
            "authors": self._authors(number),
            **_place(kind, number),
            "publisher_body": _organisation(number % self.count("organisation")),
            "issued": str(issued),
            "url": f"https://{prose.host(self.random)}/{issued.year}/{number}",
            "archives": [
                {"url": f"https://archive.example.org/{copy}/{number}", "service": "Archive", "date": "2026-10-01"}
                for copy in range(number % 3)
            ],
            "accessed": "2026-10-01",
            "language": ("en", "fr", "de", "it")[number % 11 % 4],
            "jurisdiction": "GB",
            "tier": "primary" if number % 2 else "secondary",
        }
        if number and number % 3 == 0:
            # Always an earlier number, so that there is no circle.
            record["derived_from"] = [_source(self.random.randrange(number))]
        record["checked"] = {"level": "full-text", "on": "2026-10-01"}
        if genre == "regulator-decision":
            record["decision_of"] = "none-on-record"
        record["note"] = prose.paragraphs(self.random, 2, 60)
        return record

    def _authors(self, number: int) -> Plain:
        if number % 5 == 0:
            return "none"
        people = [prose.person(self.random) for _ in range(1 + number % 3)]
        return [{"family": family, "given": given} for family, given in people]

    def _case(self, steps: range) -> Iterator[Record]:
        """Yield the proceedings of a case, the oldest first. Each names the next in its history."""
        opened = date(2016, 1, 1) + timedelta(self.random.randrange(2200))
        decided = [opened + timedelta(120 * (turn + 1)) for turn in range(len(steps))]
        for turn, number in enumerate(steps):
            is_last = turn == len(steps) - 1
            relation, status = ("affirmed", "final") if number % 4 else ("reversed", "reversed")
            record: Record = {
                "id": _proceeding(number),
                "topics": [TOPICS[number % len(TOPICS)]],
                "kind": "appeal" if turn else ("penalty", "decision", "investigation")[number % 3],
                "title": prose.title(self.random, 10),
                "forum": _organisation(self._rank(self.count("organisation"))),
                "case_number": f"EX/{number:05d}",
                "parties": [
                    {"organisation": _organisation(self._rank(self.count("organisation"))), "role": "respondent"},
                    {"described_as": "a private person", "role": "complainant"},
                ],
                "opened": str(opened + timedelta(90 * turn)),
                "decided": str(decided[turn]),
                "status": "final" if is_last else status,
                "outcome": self._text(60, 100),
            }
            if number % 3 == 0 and not turn:
                state = "annulled" if status == "reversed" and not is_last else "imposed"
                record["penalties"] = [{"amount": 1000 * (number % 900 + 1), "currency": "EUR", "state": state}]
            if not is_last:
                later = {"proceeding": _proceeding(number + 1), "date": str(decided[turn + 1])}
                record["history"] = [{"relation": relation, **later}]
            source = _source(self._rank(self.count("source")))
            record["status_checked"] = {"on": str(LOOKED_UP), "source": source}
            record["sources"] = list(dict.fromkeys([source, _source(number % self.count("source"))]))
            record["note"] = prose.paragraphs(self.random, 2, 50)
            yield record

    def _claim(self, number: int) -> Record:
        cited = self._cited(number)
        contradicted = number % 6 == 0 and len(cited) > 2
        supports = cited[:-1] if contradicted else cited
        force = _force(number // 2 % self.count("force")) if number % 2 == 0 else None
        start = min(self.issued[source] for source in supports) - timedelta(60)
        record: Record = {
            "id": _claim(number),
            "topics": [TOPICS[self._rank(len(TOPICS))]],
            "statement": self._text(20, 34),
            "date": (str(start), f"{start:%Y-%m}", f"{start.year - 1}/{start:%Y-%m}")[number % 3],
            "standing": "disputed" if contradicted else "reported",
            "standing_reason": self._text(20, 40),
            "later_history": {"effect": "not-known", "text": self._text(15, 25)},
            "attributed_to": prose.title(self.random, 6),
        }
        if force:
            involvement = ("reported-trial", "reported-use", "denial", "reported-registration", "refusal")[number % 5]
            record["concerns"] = [{"body": force, "involvement": involvement}]
        record["organisations"] = list(
            dict.fromkeys([_organisation(self._rank(self.count("organisation"))) for _ in range(1 + number % 3)])
        )
        if number % 3 == 0:
            named = self.random.randrange(self.count("proceeding"))
            record["proceedings"] = [_proceeding(named)]
            later = next(range(named + 1, steps.stop) for steps in self.cases if named in steps)
            names = "".join(f" {_proceeding(step)}." for step in later)
            record["later_history"] = {"effect": "not-known", "text": f"{self._text(15, 25)}{names}"}
        record["evidence"] = [
            self._evidence(number, source, "supports" if source in supports else "contradicts") for source in cited
        ]
        record["adverse_to"] = [force] if force else []
        if force:
            record["reply"] = {"status": "not-sought", "reason": self._text(15, 25)}
        if number % 2:
            record["note"] = prose.paragraphs(self.random, 2, 40)
        return record

    def _cited(self, number: int) -> list[int]:
        """The sources of a claim: the next source in turn, so that each is cited, and random others."""
        total = self.count("source")
        others = (self._rank(total) if turn else self.random.randrange(total) for turn in range(1 + number % 4))
        return list(dict.fromkeys([number % total, *others]))

    def _evidence(self, number: int, source: int, stance: str) -> Plain:
        evidence: Record = {
            "source": _source(source),
            "stance": stance,
            "says": prose.says(self.random, 24),
            "pinpoint": f"para {number % 60 + 1}",
        }
        if source in self.quotes and len(self.quotes[source]) < 10:
            exact = self._text(10, 20)
            self.quotes[source].append((_claim(number), exact))
            evidence["quote"] = {"exact": exact}
        return evidence

    def _capture(self, number: int, source: int) -> Record:
        text = "\n".join(exact for _, exact in self.quotes[source])
        quotations: list[Plain] = []
        for claim, exact in self.quotes[source]:
            start = text.index(exact)
            place: Record = {"claim": claim, "exact": exact, "start": start, "end": start + len(exact)}
            quotations.append({**place, "tier": "verbatim"})
        file: Record = {"role": "text", "media_type": "text/plain", "bytes": len(text.encode())}
        return {
            "id": f"CAP-2026-{number + 1:04d}",
            "source": _source(source),
            "method": "supplied-file",
            "started": "2026-10-01T09:30:00Z",
            "finished": "2026-10-01T09:30:09Z",
            "files": [{**file, "sha256": hashlib.sha256(text.encode()).hexdigest()}],
            "storage": "Held privately; not published.",
            "quotes": quotations,
        }


_GENRES = (
    ("article-newspaper", "news"),
    ("webpage", "press-release"),
    ("report", "regulator-decision"),
    ("article-newspaper", "news"),
    ("webpage", "ngo-statement"),
    ("article-journal", "academic"),
    ("article-newspaper", "news"),
    ("document", "foi-response"),
)


def _place(kind: str, number: int) -> Record:
    """The fields that say in which publication a source appeared."""
    name = prose.place(number % 90)
    match kind:
        case "article-newspaper":
            return {"publication": f"The {name} Gazette"}
        case "article-journal":
            return {"publication": f"{name} Law Review", "volume": str(number % 40 + 1), "pages": f"{number % 300 + 1}"}
        case _:
            return {"publisher": f"{name} Press"}


def _claim(number: int) -> str:
    return f"CLM-2026-{number + 1:04d}"


def _source(number: int) -> str:
    return f"SRC-2026-{number + 1:04d}"


def _proceeding(number: int) -> str:
    return f"PRO-2026-{number + 1:04d}"


def _organisation(number: int) -> str:
    return f"organisation-{number + 1}"


def _force(number: int) -> str:
    return f"force-{number + 1}"


def write(folder: Path, size: int) -> None:
    """Write a dossier of this many records into a folder that must not exist."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    shutil.copyfile(CONFIGURATION, folder / "mkdocs.yml")
    shutil.copyfile(SUBJECT, folder / "subject.yml")
    random = Random(size)
    method = "\n\n".join(["# Method", *(prose.paragraphs(random, 3, 60) for _ in range(5))])
    (pages / "method.md").write_text(f"{method}\n", encoding="utf-8")
    for kind, record in Synthetic(size).records():
        path = folder / "evidence" / kind / f"{record['id']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = {key: value for key, value in record.items() if value != [] or key == "adverse_to"}
        path.write_text(yaml_text(fields), encoding="utf-8", newline="\n")


def main() -> None:
    """Write the dossier of the command line."""
    parser = argparse.ArgumentParser(description="Write a synthetic dossier.")
    parser.add_argument("folder", type=Path, help="the folder to write; it must not exist")
    parser.add_argument("size", type=int, help="the number of records, at least 20")
    options = parser.parse_args()
    if options.size < 20:
        parser.error("a dossier with every kind of record needs at least 20 records")
    write(options.folder, options.size)


if __name__ == "__main__":
    main()
