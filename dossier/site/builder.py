"""Build the site: stage the pages, run the generator, stamp every record, check every link, swap it in. [io]

A build that fails leaves the site that stood there untouched. A builder that is kept, as `serve` keeps it, stamps anew
only the pages whose view has changed.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from dossier.configuration import About, RepositoryLinks, about_of, repository_links
from dossier.errors import DossierError
from dossier.exports.api import API
from dossier.exports.catalogue import Data
from dossier.exports.summary import facts_of
from dossier.model import Record
from dossier.model.identifiers import Kind
from dossier.pages.hubs import Hubs, hubs
from dossier.pages.sections import HUBS, base_of
from dossier.reading.dossier import Dossier, Entry
from dossier.reading.load import without_collector
from dossier.releases.aftermath.browser_data import known
from dossier.releases.aftermath.published import Published, lay_beside
from dossier.releases.aftermath.revision_history import newest_titles, release_notes
from dossier.releases.aftermath.status_pages import status_pages
from dossier.releases.publish.changes import newest_permalinks
from dossier.releases.store.release_json import Release
from dossier.site import head_tags, search_index
from dossier.site.extra_files import Exporter, packed, sitemap
from dossier.site.fragments import hub_fragments, record_fragments
from dossier.site.link_check import Links, Marks, marks
from dossier.site.mkdocs import configure, generate
from dossier.site.page_cache import Given, Made, make
from dossier.site.shells import Stamp, Tokens, with_head
from dossier.site.staging import stage
from dossier.system.atomic import recover, swap, write, write_bytes

BUILD = "build"
DOCS = "docs"
SITE = "site"
# How many pages are made, then written.
_TOGETHER = 100

Step = Callable[[int, int], None]


@dataclass(slots=True)
class Builder:
    """Builds the site of the dossier in `root` into `root/build/site`, and rebuilds what changed."""

    root: Path
    with_search: bool = True
    published: Published | None = None
    # Whether what each page looks up is watched, so that a rebuild need not look at all pages.
    watches: bool = False
    _stamps: dict[Kind, Stamp] = field(default_factory=dict)
    _hub_stamps: dict[str, Stamp] = field(default_factory=dict)
    _shell_marks: dict[Kind, Marks] = field(default_factory=dict)
    # What each page was last stamped from.
    _views: dict[str, Made] = field(default_factory=dict)
    _hubs: tuple[Hubs, Data, tuple[Release, ...]] | None = None
    _links: Links = field(default_factory=Links)
    _repository: RepositoryLinks = field(default_factory=RepositoryLinks)
    _exporter: Exporter = field(default_factory=lambda: Exporter(About("", "", "", "", "")))

    @property
    def site(self) -> Path:
        """Where the site is."""
        return self.root / BUILD / SITE

    def build(self, dossier: Dossier, step: Step | None = None) -> int:
        """Build everything anew; returns the number of record pages. Raises DossierError where anything is amiss."""
        building = self.root / BUILD / "new-site"
        docs = self.root / BUILD / "new-docs"
        for folder in (building, docs):
            shutil.rmtree(folder, ignore_errors=True)
        (self.root / BUILD).mkdir(exist_ok=True)
        recover(self.site)
        try:
            self._generate(docs, building)
            self._views.clear()
            self._hubs = None
            with without_collector():
                self._stamp(dossier, building, step)
            self._finish(dossier, building)
            swap(docs, self.root / BUILD / DOCS)
            swap(building, self.site)
        finally:
            for folder in (building, docs):
                shutil.rmtree(folder, ignore_errors=True)
        return len(self._views)

    def rebuild(self, dossier: Dossier) -> int:
        """Stamp anew the pages whose view has changed, in place; returns how many. The search index stays as it was."""
        changed = self._stamp(dossier, self.site, None)
        for name in set(self._views) - set(dossier.entries):
            page = f"{self._views.pop(name).content.kind.folder}/{name}/"
            self._links.pages.pop(page, None)
            shutil.rmtree(self.site / page, ignore_errors=True)
        self._sitemap(self.site)
        self._check_links(self.site)
        return changed

    def _generate(self, docs: Path, site: Path) -> None:
        """Stage the pages, run the generator, and keep the built shells."""
        tokens = Tokens()
        docs.mkdir()
        config = configure(self.root, docs, site)
        permalinks = {} if self.published is None else newest_permalinks(self.published.releases)
        titles = {} if self.published is None else newest_titles(self.published)
        self._exporter = Exporter(replace(about_of(config), permalinks=permalinks, titles=titles))
        self._repository = repository_links(config)
        stage(self.root, docs, self._repository, tokens)
        generate(config, [tokens.path_of(kind) for kind in Kind])
        self._links = Links()
        self._hub_stamps = {
            page.path: Stamp(with_head(_take(_output(site, page.path)), tokens), tokens) for page in HUBS
        }
        for kind in Kind:
            path = _output(site, tokens.path_of(kind))
            self._stamps[kind] = Stamp(with_head(_take(path), tokens), tokens)
            self._shell_marks[kind] = marks("".join(self._stamps[kind].pieces[::2]))
            path.parent.rmdir()
        for path in sorted(site.rglob("*.html")):
            self._links.add(_address(site, path), marks(path.read_text(encoding="utf-8")))

    def _stamp(self, dossier: Dossier, site: Path, step: Step | None) -> int:
        """Write the pages of all records and hubs whose view differs from the one last stamped."""
        self._exporter.export(dossier, site, write_bytes)
        about = self._exporter.about
        facts = facts_of(dossier, about)
        notes = {} if self.published is None else release_notes(self.published, dossier)
        changed = done = 0
        every = list(dossier.entries.items())
        for start in range(0, len(every), _TOGETHER):
            some = every[start : start + _TOGETHER]
            # Pages are made and written some at a time: so each of the two stays in the processor's caches.
            others = [
                made
                for name, entry in some
                if (made := self._made(dossier, entry, Given(about, facts[name], notes.get(name)))) is not None
            ]
            for made in others:
                self._press(made, site)
                self._views[made.content.identifier] = made
            changed += len(others)
            done += len(some)
            if step is not None:
                step(done, len(every))
        releases = () if self.published is None else self.published.releases[::-1]
        overview = hubs(dossier), self._exporter.data, releases
        if overview != self._hubs:
            self._stamp_hubs(*overview, site)
            self._hubs = overview
        return changed

    def _made(self, dossier: Dossier, entry: Entry[Record], given: Given) -> Made | None:
        """What the page of a record shows, if that is other than what was stamped last."""
        before = self._views.get(entry.record.id)
        if before is not None and before.holds(dossier, given):
            return None
        made = make(dossier, entry, given, watches=self.watches)
        if before is None or made.shown != before.shown:
            return made
        self._views[entry.record.id] = made
        return None

    def _press(self, made: Made, site: Path) -> None:
        """Write the page of a record."""
        kind, stamp = made.content.kind, self._stamps[made.content.kind]
        fragments = {
            **record_fragments(made.content, self._repository, made.box, made.given.released),
            "head": made.head,
        }
        address = f"{kind.folder}/{made.content.identifier}/"
        write(site / address / "index.html", stamp.press(fragments))
        inner = marks("".join(fragments[piece] for piece in stamp.pieces[1::2]))
        self._links.add(address, self._shell_marks[kind], inner)

    def _stamp_hubs(self, overview: Hubs, data: Data, releases: tuple[Release, ...], site: Path) -> None:
        views = {"hubs.html": overview, "data.html": data, "releases.html": releases}
        for page in HUBS:
            head = head_tags.hub_head(base_of(page.path))
            fragments = {**hub_fragments(page, views[page.template]), "head": head}
            text = self._hub_stamps[page.path].press(fragments)
            path = _output(site, page.path)
            write(path, text)
            self._links.add(_address(site, path), marks(text))

    def _finish(self, dossier: Dossier, site: Path) -> None:
        self._sitemap(site)
        if self.with_search:
            search_index.index(site)
        if self.published is None:
            living = {name: f"{one.content.kind.folder}/{name}/" for name, one in self._views.items()}
            write_bytes(site / "verify/known.json", known((), (), living))
        else:
            self._lay_published(self.published, dossier, site)
        self._check_links(site)

    def _lay_published(self, published: Published, dossier: Dossier, site: Path) -> None:
        """Lay what never changes beside the living pages, and the pages that tell what became of it."""
        lay_beside(published, site)
        told = dict(status_pages(published, dossier, self._exporter.about.name))
        for path, content in told.items():
            write_bytes(site / path, content)
        for path, content in (*published.files.items(), *told.items()):
            if path.endswith("/index.html"):
                self._links.add(path.removesuffix("index.html"), marks(content.decode()))

    def _sitemap(self, site: Path) -> None:
        content = sitemap(self._exporter.about.address, (page for page in self._links.pages if page != "404.html"))
        write_bytes(site / "sitemap.xml", content)
        write_bytes(site / "sitemap.xml.gz", packed(content))

    def _check_links(self, site: Path) -> None:
        files = {PurePosixPath(path.relative_to(site)).as_posix() for path in _assets(site)} | self._exporter.paths
        broken = [f"{page or 'home'}: `{link}`" for page, link in self._links.broken(files) if "pagefind/" not in link]
        if broken:
            raise DossierError("\n".join(["links that lead nowhere:", *broken[:50]]))


def _assets(site: Path) -> Iterator[Path]:
    """The files of the site that are neither pages of records nor their documents."""
    folders = {kind.folder for kind in Kind} | {API.split("/")[0]}
    for top in sorted(site.iterdir()):
        if top.is_file():
            yield top
        elif top.name not in folders:
            yield from (path for path in top.rglob("*") if path.is_file())


def _output(site: Path, page: str) -> Path:
    """Where the generator writes a Markdown page."""
    name = page.removesuffix(".md")
    return site / (f"{name}.html" if name == "index" or name.endswith("/index") else f"{name}/index.html")


def _address(site: Path, path: Path) -> str:
    return PurePosixPath(path.relative_to(site)).as_posix().removesuffix("index.html")


def _take(path: Path) -> str:
    """The text of a built page, which is removed."""
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text
