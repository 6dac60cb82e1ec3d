"""Turn files into archives whose bytes follow from their contents alone."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping

# The first moment that a zip file can name.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def tar_gz(folder: str, files: Mapping[str, bytes], moment: int) -> bytes:
    """A gzipped tar archive (POSIX.1-2001) with these files below a folder, all of one moment (seconds since 1970)."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in sorted(files):
            info = tarfile.TarInfo(f"{folder}/{path}")
            info.size = len(files[path])
            info.mtime = moment
            info.mode = 0o644
            archive.addfile(info, io.BytesIO(files[path]))
    return gzip.compress(packed.getvalue(), compresslevel=6, mtime=0)


def zipped(folder: str, files: Mapping[str, bytes]) -> bytes:
    """A zip archive with these files below a folder."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(files):
            info = zipfile.ZipInfo(f"{folder}/{path}", _ZIP_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            # By default it says which system packed it.
            info.create_system = 3
            info.external_attr = _PLAIN_FILE
            archive.writestr(info, files[path], compresslevel=6)
    return packed.getvalue()
