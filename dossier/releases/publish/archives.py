"""Archives of evidence and data that go with a release."""

from __future__ import annotations

import csv
import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dossier.configuration import About
from dossier.exports.bundle import DATA, publication
from dossier.model.addresses import Revision
from dossier.reading.dossier import Dossier
from dossier.releases.publish.archived_evidence import archived
from dossier.releases.store.canonical_json import digest
from dossier.releases.store.release_json import ReleaseArchive

# The earliest time that a zip file can hold.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def tar_gz(folder: str, files: Mapping[str, bytes], moment: int) -> bytes:
    """A gzipped tar archive (POSIX.1-2001) with these files in a folder. All get the time `moment`, in Unix seconds."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            info = tarfile.TarInfo(f"{folder}/{path}")
            info.size = len(files[path])
            info.mtime = moment
            info.mode = 0o644
            archive.addfile(info, io.BytesIO(files[path]))
    return gzip.compress(packed.getvalue(), compresslevel=6, mtime=0)


def zip_archive(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip archive with these files in a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(f"{folder}/{path}", _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            # By default the archive records the operating system that made it.
            info.create_system = 3
            info.external_attr = _PLAIN_FILE
            archive.writestr(info, files[path], compresslevel=6)
    return packed.getvalue()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that goes with a release and is not on the branch."""

    name: str
    content: bytes

    @property
    def description(self) -> ReleaseArchive:
        """The file as `release.json` lists it."""
        return ReleaseArchive(self.name, len(self.content), digest(self.content))


def evidence_archive(version: str, files: Mapping[str, bytes], day: date) -> Asset:
    """The record files of the commit, their subject and their licence, without comments and holds."""
    files = {path: archived(path, content) for path, content in files.items()}
    moment = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return Asset(f"evidence-{version}.tar.gz", tar_gz(f"evidence-{version}", files, moment))


def data_archive(
    version: str, dossier: Dossier, about: About, records: Mapping[str, bytes], newest: Mapping[str, Revision]
) -> Asset:
    """The downloads of the whole dossier, the newest revision of each record, and `permalinks.csv`.

    `permalinks.csv` maps the permalink of each newest revision to the digest of its record, so that another host can
    serve what was cited.
    """
    published = publication(dossier, about).files
    files = {path: content for path, content in published.items() if path.startswith(f"{DATA}/")}
    files |= {f"records/{name}.json": content for name, content in records.items()}
    files["permalinks.csv"] = _permalinks(about.address, records, newest)
    return Asset(f"data-{version}.zip", zip_archive(f"data-{version}", files))


def _permalinks(address: str, records: Mapping[str, bytes], newest: Mapping[str, Revision]) -> bytes:
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    writer.writerow(["id", "revision", "permalink", "sha256"])
    for name in sorted(newest):
        revision = newest[name]
        writer.writerow([name, revision.number, revision.permalink(address), digest(records[name])])
    return table.getvalue().encode()
