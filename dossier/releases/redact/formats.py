"""Places of a text in files of each format.

Each file is read as the readers of its format read it. Archives are opened, databases are read with SQL, and all other
files as text. A skeleton has no spaces and no punctuation, so the folded lines of iCalendar, the doubled quotation
marks of CSV, the escapes of JSON and the accents of BibTeX hide nothing.
"""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing

from dossier.releases.redact.folding import skeletons
from dossier.releases.redact.lines import lines_with
from dossier.releases.redact.replacing import Texts
from dossier.releases.store.marked_places import texts_of

# The first bytes of a file of each format. The name of the tar format is further in.
_GZIP, _ZIP, _SQLITE = b"\x1f\x8b", b"PK\x03\x04", b"SQLite format 3\0"
_TAR, _TAR_OFFSET = b"ustar", 257


def places_with_text(content: bytes, texts: Texts) -> Iterator[str]:
    """Yield each place in a file that has a text: its lines, a JSON Pointer, a row of a table, a file of an archive.

    A damaged archive or database is read as far as possible.
    """
    if content.startswith(_GZIP):
        yield from _in_gzip(content, texts)
    elif content.startswith(_ZIP):
        yield from _in_zip(content, texts)
    elif content[_TAR_OFFSET:].startswith(_TAR):
        yield from _in_tar(content, texts)
    elif content.startswith(_SQLITE):
        yield from _in_database(content, texts)
    else:
        yield from _in_text(content.decode("utf-8", "ignore"), texts)


def _in_gzip(content: bytes, texts: Texts) -> Iterator[str]:
    try:
        unpacked = gzip.decompress(content)
    except (OSError, EOFError, zlib.error):
        return
    yield from places_with_text(unpacked, texts)


def _in_zip(content: bytes, texts: Texts) -> Iterator[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from (f"{name}, {place}" for place in places_with_text(archive.read(name), texts))
    except (zipfile.BadZipFile, RuntimeError, zlib.error):
        return


def _in_tar(content: bytes, texts: Texts) -> Iterator[str]:
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            for member in archive:
                file = archive.extractfile(member)
                if file is not None:
                    yield from (f"{member.name}, {place}" for place in places_with_text(file.read(), texts))
    except tarfile.TarError:
        return


def _in_database(content: bytes, texts: Texts) -> Iterator[str]:
    """Yield each row of a table with a text. The tables of a full-text index are among the tables."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(content)
        connection.text_factory = lambda value: value.decode("utf-8", "ignore")
        try:
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        except sqlite3.DatabaseError:
            return
        for table in tables:
            quoted = table.replace('"', '""')
            try:
                for number, row in enumerate(connection.execute(f'SELECT * FROM "{quoted}"'), 1):  # noqa: S608
                    if _has(" ".join(map(_shown, row)), texts):
                        yield f"table `{table}`, row {number}"
            except sqlite3.DatabaseError:
                continue


def _shown(value: object) -> str:
    return value.decode("utf-8", "ignore") if isinstance(value, bytes) else str(value)


def _in_text(text: str, texts: Texts) -> Iterator[str]:
    if not _has(text, texts):
        return
    found = list(_in_json(text, texts))
    yield from found or lines_with(
        text, lambda inner: _has(inner, texts), lambda line: any(each.has_part_loosely_in(line) for each in texts)
    )


def _in_json(text: str, texts: Texts) -> Iterator[str]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    yield from (f"`{place}`" for place, inner in texts_of(value) if _has(inner, texts))


def _has(text: str, texts: Texts) -> bool:
    read = skeletons(text)
    return any(each.is_loosely_in(read) for each in texts)
