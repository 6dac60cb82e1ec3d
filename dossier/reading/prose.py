"""The files of prose in `pages/`. [io]"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

PAGES = "pages"


def prose_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of prose with its name, which is its path in the folder. Hidden files are not published."""
    prose = root / PAGES
    for path in sorted(prose.rglob("*")) if prose.is_dir() and not prose.is_symlink() else ():
        if not stat.S_ISDIR(path.lstat().st_mode) and not path.name.startswith("."):
            yield path, path.relative_to(prose).as_posix()


def read_prose(root: Path) -> dict[str, str]:
    """The text of each page of prose, by its path from the root.

    Links, pipes and devices are left out: they are not opened, and `build` refuses them. Bytes that are not UTF-8 are
    replaced, so that the rest of the page can be judged.
    """
    return {
        f"{PAGES}/{name}": path.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        for path, name in prose_files(root)
        if path.suffix == ".md" and stat.S_ISREG(path.lstat().st_mode)
    }
