"""Turn a release into the archives that go with it but not onto the branch: its evidence, and its data."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dossier.exports.bundle import DATA, publication
from dossier.exports.summary import About
from dossier.reading.dossier import Dossier
from dossier.releases.archives import tar_gz, zipped
from dossier.releases.ledger import Newest
from dossier.releases.record_json import digest
from dossier.releases.release_json import Archive


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that goes with a release."""

    name: str
    content: bytes

    @property
    def described(self) -> Archive:
        """How the release names it."""
        return Archive(self.name, len(self.content), digest(self.content))


def evidence_archive(version: str, files: Mapping[str, bytes], day: date) -> Asset:
    """The record files of the commit, and their licence."""
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return Asset(f"evidence-{version}.tar.gz", tar_gz(f"evidence-{version}", files, moment))


def data_archive(
    version: str, dossier: Dossier, about: About, snapshots: Mapping[str, bytes], newest: Mapping[str, Newest]
) -> Asset:
    """The downloads of the whole dossier, each newest revision, and where each is cited: all that another host needs.

    `permalinks.csv` maps every permalink to the digest of its record, so that citations can be served from elsewhere.
    """
    made = publication(dossier, about).files
    files = {path: content for path, content in made.items() if path.startswith(f"{DATA}/")}
    files |= {f"records/{name}.json": content for name, content in snapshots.items()}
    files["permalinks.csv"] = _permalinks(about.address, newest)
    return Asset(f"data-{version}.zip", zipped(f"data-{version}", files))


def _permalinks(address: str, newest: Mapping[str, Newest]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(["id", "revision", "permalink", "sha256"])
    for name in sorted(newest):
        one = newest[name]
        writer.writerow([name, one.revision, f"{address}r/{name}/{one.revision}/", one.digest])
    return table.getvalue().encode()
