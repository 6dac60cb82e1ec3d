"""Writes the Markdown pages for MkDocs: prose, hubs and shells. [io]"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from dossier.configuration import RepositoryLinks
from dossier.errors import DossierError
from dossier.exports.bundle import DATA
from dossier.exports.calendar import CALENDAR
from dossier.exports.ro_crate import CRATE
from dossier.model import addresses
from dossier.model.addresses import page_address
from dossier.model.identifiers import Kind
from dossier.model.subject import Subject
from dossier.pages.group_links import GROUP_KINDS
from dossier.pages.groups import group_headings
from dossier.pages.sections import headings_of, hub_pages
from dossier.reading.page_markup import markup_problems
from dossier.reading.prose import PAGES, page_text, prose_files, read_prose
from dossier.reading.text import first_forbidden
from dossier.site.extra_files import ROBOTS
from dossier.site.not_found import NOT_FOUND
from dossier.site.prose_titles import title_problems
from dossier.site.search_index import INDEX
from dossier.site.shells import Tokens, framed, hub, list_shell, shell
from dossier.site.term_tables import with_term_tables

HOME = "index.md"
ASSETS = Path(__file__).parent / "assets"
OWN_FILES = "the dossier puts its own files"
_OWN_ADDRESSES = frozenset(
    {
        *(folder.split("/")[0] for folder in (addresses.API, DATA, addresses.REVISIONS, addresses.RELEASES)),
        *(
            ASSETS.name,
            INDEX,
            "status",
            "sitemap.xml",
            "sitemap.xml.gz",
            NOT_FOUND,
            ROBOTS,
            addresses.NAMES,
            addresses.SHARE_IMAGE,
        ),
        *(addresses.ATOM_FEED, addresses.JSON_FEED, CALENDAR, CRATE),
    }
)


def stage(root: Path, docs: Path, repository: RepositoryLinks, tokens: Tokens, subject: Subject) -> None:
    """Fill the folder `docs`, which is empty or missing, from `root/pages` and the engine's own pages.

    Raises DossierError if a page of prose has the address of another page, or is not a regular file.
    """
    hubs = hub_pages(subject.focus)
    generated = {page.path: hub(page, None, repository, tokens) for page in hubs}
    for kind in Kind:
        generated[tokens.path_of(subject.folder(kind))] = shell(headings_of(kind, subject.focus), tokens)
    for folder in GROUP_KINDS:
        generated[tokens.path_of(folder)] = shell(group_headings(subject.focus), tokens)
    generated[tokens.path_of(tokens["folder"])] = list_shell(tokens)
    reserved = reserved_addresses(subject)
    taken = {_address(HOME): OWN_FILES}
    if (root / PAGES).is_symlink():
        raise DossierError(f"`{PAGES}` is a link, and is not followed: put the pages there")
    docs.mkdir(parents=True, exist_ok=True)
    for path, name in _published_files(root):
        if name != HOME:
            _reserve(name, taken, reserved)
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix != ".md":
            shutil.copyfile(path, target)
        elif name == HOME:
            home = next(page for page in hubs if page.path == name)
            generated[name] = hub(home, _read(path, name, subject), repository, tokens)
        else:
            target.write_text(framed(name, _read(path, name, subject), repository), encoding="utf-8", newline="\n")
    for name, text in generated.items():
        target = docs / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
    # MkDocs would make a page of the list of third-party code.
    shutil.copytree(ASSETS, docs / "assets", ignore=shutil.ignore_patterns("*.md"), dirs_exist_ok=True)


def refuse_unsafe_pages(root: Path, config: MkDocsConfig) -> None:
    """Raise DossierError if the Markdown parser of the site sees HTML or a link that must not be published.

    `check` judges pages without the configuration, which may add extensions that it does not know.
    """
    for path, text in read_prose(root).items():
        for problem, _ in markup_problems(text, config.markdown_extensions, config.mdx_configs):
            raise DossierError(f"`{path}` holds {problem}")


def reserved_addresses(subject: Subject) -> frozenset[str]:
    """The files and folders in the root of the site that the dossier makes.

    A file of prose there could pass for a record, a release or a part of the program.
    """
    hubs = (page.path.removesuffix(".md").split("/")[0] for page in hub_pages(subject.focus) if page.path != HOME)
    return _OWN_ADDRESSES | {*subject.folders(), *hubs}


def _published_files(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file of prose with its name, which is its path in the folder.

    Raises DossierError if a file is not a regular file, or its name is not visible text.
    """
    for path, name in prose_files(root):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise DossierError(f"`{PAGES}/{name}` is not a regular file, and is not published")
        if first_forbidden(name) is not None or set(name) & set("\n\r\t"):
            raise DossierError(f"`{PAGES}/{name}` has a name that is not UTF-8 or not visible: rename it")
        yield path, name


def _reserve(name: str, taken: dict[str, str], reserved: Collection[str]) -> None:
    """Note the address of a file of prose. Raises DossierError if it belongs to another file already."""
    address = _address(name)
    owner = OWN_FILES if address.split("/", 1)[0] in reserved else taken.get(address)
    if owner is not None:
        raise DossierError(f"`{PAGES}/{name}` is at an address where {owner}: rename it")
    taken[address] = f"`{PAGES}/{name}` is published"


def _address(name: str) -> str:
    """The path to which MkDocs writes a file, in small letters, because many computers ignore case."""
    name = name.casefold()
    return f"{page_address(name)}index.html" if name.endswith(".md") else name


def _read(path: Path, name: str, subject: Subject) -> str:
    """The Markdown of a page of prose, with its tables of terms."""
    try:
        text = page_text(path.read_bytes())
    except UnicodeDecodeError:
        raise DossierError(f"`{PAGES}/{name}` is not UTF-8: save it as UTF-8") from None
    for problem in title_problems(text):
        raise DossierError(f"`{PAGES}/{name}` has {problem}")
    return with_term_tables(text, f"{PAGES}/{name}", subject)
