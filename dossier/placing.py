"""Put files and folders in their place so that whoever looks meanwhile sees the one before or the one after. [io]"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write a text file, as `write_bytes` does."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a browser that asks meanwhile is served the one before."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return
    beside = path.with_name(f"{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)


def recover(place: Path) -> None:
    """Put back the folder that a build took away and, killed in that moment, did not replace."""
    old = _old(place)
    if old.is_dir() and not place.exists():
        old.rename(place)


def _old(place: Path) -> Path:
    return place.with_name(f"old-{place.name}")


def swap(new: Path, place: Path) -> None:
    """Put a finished folder in the place of the one before."""
    old = _old(place)
    shutil.rmtree(old, ignore_errors=True)
    with suppress(FileNotFoundError):
        place.rename(old)
    new.rename(place)
    shutil.rmtree(old, ignore_errors=True)
