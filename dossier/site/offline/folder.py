"""Writes the offline copy of a built site into a new folder. [io]"""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePosixPath

from dossier.model import addresses
from dossier.site.extra_files import ROBOTS
from dossier.site.not_found import NOT_FOUND
from dossier.site.offline.classic_scripts import classic_script, data_script
from dossier.site.offline.copied_page import MADE_LINKS, READ_ME, copied_page
from dossier.site.offline.links import Files
from dossier.site.offline.new_folder import new_folder
from dossier.site.offline.note import CopyNote
from dossier.site.offline.read_me import published_pages, read_me
from dossier.site.search_index import INDEX
from dossier.system.atomic import replace_text

_OWN = Path(__file__).parent
_STYLE = "assets/dossier.css"
_SCRIPT = re.compile(r"assets/dossier-[\w-]+\.js")
_USED_SCRIPTS = re.compile(r'<script [^>]*src="[^"]*assets/(dossier-[\w-]+\.js)"')
_RECORD = re.compile(rf"{addresses.API}(?!schema/)[a-z]+/[^/]+\.json")
# What a server or a search engine reads, and what the absent tools load.
_LEFT_OUT = frozenset(
    {
        *(NOT_FOUND, ROBOTS, addresses.SITEMAP, f"{addresses.SITEMAP}.gz"),
        *(addresses.KNOWN_REVISIONS, addresses.ORIGINAL_TEXTS),
    }
)
_FOLDERS_LEFT_OUT = (f"{INDEX}/", "assets/vendor/")


def write_copy(site: Path, out: Path, note: CopyNote) -> int:
    """Write the copy of a built site to `out`, whole or not at all, and return the number of its pages.

    No build may change the site during that time. Raises DossierError if a page links to what the copy lacks, a script
    cannot be copied, or another program has made `out` since.
    """
    with new_folder(out) as folder:
        return _write(site, folder, note)


def _write(site: Path, folder: Path, note: CopyNote) -> int:
    paths = sorted(PurePosixPath(path.relative_to(site)).as_posix() for path in site.rglob("*") if path.is_file())
    scripts = {PurePosixPath(path).name: path for path in paths if _SCRIPT.fullmatch(path)}
    copied = [path for path in paths if path not in scripts.values() and not _is_left_out(path)]
    files = Files(frozenset({*copied, *scripts.values(), READ_ME}), note.address)
    used: set[str] = set()
    for path in copied:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if addresses.is_living(path) and path.endswith(".html"):
            page = copied_page((site / path).read_text("utf-8"), path, files, note)
            used.update(_USED_SCRIPTS.findall(page))
            replace_text(target, page)
        else:
            shutil.copyfile(site / path, target)
        if _is_asked_for(path, files):
            replace_text(folder / f"{path}.js", data_script((site / path).read_text("utf-8")))
    sources = {name: (site / path).read_text("utf-8") for name, path in scripts.items()}
    runtime = (_OWN / "runtime.js").read_text("utf-8")
    for name in sorted(used):
        replace_text(folder / scripts[name], classic_script(name, sources, runtime))
    shutil.copyfile(_OWN / "made-links.js", folder / MADE_LINKS)
    style = folder / _STYLE
    replace_text(style, style.read_text("utf-8") + (_OWN / "copy.css").read_text("utf-8"))
    replace_text(folder / READ_ME, read_me(note, published_pages(copied)))
    return sum(path.endswith(".html") for path in copied)


def _is_left_out(path: str) -> bool:
    return path in _LEFT_OUT or path.startswith(_FOLDERS_LEFT_OUT)


def _is_asked_for(path: str, files: Files) -> bool:
    """True if scripts ask for a document: the names, a record, or a document in the folder of a page."""
    if path == addresses.NAMES or _RECORD.fullmatch(path):
        return True
    folder, _, name = path.rpartition("/")
    return addresses.is_living(path) and name.endswith(".json") and f"{folder}/index.html" in files.paths
